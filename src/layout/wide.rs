//! Loops over many numbers at a time, the same to the bit on any machine.
//!
//! Sums run in a fixed number of columns that are added up in a fixed order, so the width of the machine's vectors cannot show.
//! Only + − × ÷ and square root are used, which IEEE 754 defines to the last bit; Rust never fuses a multiplication with an addition.

/// Columns of a sum; arrays are padded to a multiple of it. Enough that the compiler sees a loop and makes it wide.
pub(super) const LANES: usize = 32;

/// Rounds a count up to whole rows of columns.
pub(super) fn padded(len: usize) -> usize {
    len.next_multiple_of(LANES)
}

/// An array in rows of columns; what does not fill a row is left out.
#[inline(always)]
pub(super) fn rows<const N: usize>(numbers: &[f32]) -> &[[f32; N]] {
    numbers.as_chunks().0
}

/// The columns added up, always in the same order.
#[inline(always)]
pub(super) fn sum<const N: usize>(mut lanes: [f32; N]) -> f32 {
    let mut half = N / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] += lanes[lane + half];
        }
        half /= 2;
    }
    lanes[0]
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
    fn columns_add_up() {
        let lanes: [f32; LANES] = std::array::from_fn(|lane| lane as f32);
        assert_eq!(sum(lanes), 496.0);
        assert_eq!(padded(33), 64);
        assert_eq!(rows::<LANES>(&[1.0; 70]).len(), 2);
    }
}
