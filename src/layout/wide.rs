//! Loops over eight numbers at a time, the same to the bit on any machine.
//!
//! Sums run in eight fixed columns that are added up in a fixed order, so the width of the machine's own vectors cannot show.
//! Only + − × ÷ and square root are used, which IEEE 754 defines to the last bit; Rust never fuses a multiplication with an addition.

use std::array::from_fn;
use std::ops::{Add, AddAssign, Div, Mul, Sub};

/// Numbers handled together; arrays are padded to a multiple of it.
pub(super) const LANES: usize = 8;

/// Rounds a count up to whole lanes.
pub(super) fn padded(len: usize) -> usize {
    len.next_multiple_of(LANES)
}

/// Eight numbers side by side.
#[derive(Clone, Copy)]
pub(super) struct Lanes(pub [f32; LANES]);

impl Lanes {
    pub const ZERO: Self = Self([0.0; LANES]);

    #[inline(always)]
    pub fn all(value: f32) -> Self {
        Self([value; LANES])
    }

    #[inline(always)]
    pub fn from_bytes(bytes: &[u8; LANES]) -> Self {
        Self(bytes.map(f32::from))
    }

    #[inline(always)]
    pub fn sqrt(self) -> Self {
        Self(self.0.map(f32::sqrt))
    }

    /// Keeps a number where `gate` is positive, else zero.
    #[inline(always)]
    pub fn where_positive(self, gate: Self) -> Self {
        Self(from_fn(|lane| {
            if gate.0[lane] > 0.0 {
                self.0[lane]
            } else {
                0.0
            }
        }))
    }

    /// The eight columns added up, always in the same order.
    #[inline(always)]
    pub fn sum(self) -> f32 {
        let [a, b, c, d, e, f, g, h] = self.0;
        ((a + e) + (c + g)) + ((b + f) + (d + h))
    }
}

macro_rules! by_lane {
    ($name:ident, $method:ident, $op:tt) => {
        impl $name for Lanes {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(from_fn(|lane| self.0[lane] $op other.0[lane]))
            }
        }
    };
}

by_lane!(Add, add, +);
by_lane!(Sub, sub, -);
by_lane!(Mul, mul, *);
by_lane!(Div, div, /);

impl AddAssign for Lanes {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// Whether the machine has 256-bit vectors; tests can say no.
#[cfg(target_arch = "x86_64")]
pub(super) fn has_avx2() -> bool {
    #[cfg(test)]
    if tests::NARROW.get() {
        return false;
    }
    std::arch::is_x86_feature_detected!("avx2")
}

/// Declares a function that is compiled twice, for any machine and for AVX2, and picks at the call.
macro_rules! wide {
    ($(#[$meta:meta])* $vis:vis fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $(-> $ret:ty)? $body:block) => {
        $(#[$meta])*
        $vis fn $name($($arg: $ty),*) $(-> $ret)? {
            #[inline(always)]
            fn any($($arg: $ty),*) $(-> $ret)? $body

            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2")]
                fn avx2($($arg: $ty),*) $(-> $ret)? {
                    any($($arg),*)
                }
                if $crate::layout::wide::has_avx2() {
                    #[expect(unsafe_code, reason = "the one dispatch to wider vectors; the machine was asked on the line above")]
                    // SAFETY: `has_avx2` said that the instructions are there.
                    return unsafe { avx2($($arg),*) };
                }
            }
            any($($arg),*)
        }
    };
}
pub(super) use wide;

#[cfg(test)]
pub(super) mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        /// Set by a test to run the loops without AVX2.
        pub static NARROW: Cell<bool> = const { Cell::new(false) };
    }

    #[test]
    fn lanes_add_up_in_a_fixed_order() {
        let lanes = Lanes([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
        assert_eq!(lanes.sum(), 36.0);
        assert_eq!((lanes * Lanes::all(2.0)).sum(), 72.0);
        assert_eq!(lanes.where_positive(lanes - Lanes::all(7.5)).sum(), 8.0);
        assert_eq!(padded(9), 16);
    }
}
