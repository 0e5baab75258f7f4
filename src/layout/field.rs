//! The push of many far nodes at once, as power series.
//!
//! With places as complex numbers the push at z is the conjugate of Σ mass / (z − place), so far from its nodes a cell is told
//! by a few moments, and inside a far cell the push by a few coefficients (Greengard and Rokhlin 1987, to the third order).

/// A complex number.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Complex {
    pub re: f32,
    pub im: f32,
}

impl Complex {
    pub fn plus(self, other: Self) -> Self {
        Self {
            re: self.re + other.re,
            im: self.im + other.im,
        }
    }

    pub fn minus(self, other: Self) -> Self {
        Self {
            re: self.re - other.re,
            im: self.im - other.im,
        }
    }

    pub fn times(self, other: Self) -> Self {
        Self {
            re: self.re * other.re - self.im * other.im,
            im: self.re * other.im + self.im * other.re,
        }
    }

    pub fn scaled(self, by: f32) -> Self {
        Self {
            re: self.re * by,
            im: self.im * by,
        }
    }

    pub fn square(self) -> f32 {
        self.re * self.re + self.im * self.im
    }
}

/// Masses about their middle, so that the first moment is nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moments {
    pub mass: f32,
    pub middle: Complex,
    second: Complex,
    third: Complex,
}

impl Moments {
    /// Of single nodes: mass and place of each.
    pub fn of(nodes: impl Iterator<Item = (f32, Complex)> + Clone) -> Self {
        let (mut mass, mut middle) = (0.0, Complex::default());
        for (own, place) in nodes.clone() {
            mass += own;
            middle = middle.plus(place.scaled(own));
        }
        let middle = middle.scaled(1.0 / mass);
        let (mut second, mut third) = (Complex::default(), Complex::default());
        for (own, place) in nodes {
            let v = place.minus(middle);
            let square = v.times(v).scaled(own);
            second = second.plus(square);
            third = third.plus(square.times(v));
        }
        Self {
            mass,
            middle,
            second,
            third,
        }
    }

    /// Of two cells together.
    pub fn over(a: &Self, b: &Self) -> Self {
        let mass = a.mass + b.mass;
        let middle = a
            .middle
            .scaled(a.mass)
            .plus(b.middle.scaled(b.mass))
            .scaled(1.0 / mass);
        let mut both = Self {
            mass,
            middle,
            ..Self::default()
        };
        for part in [a, b] {
            let v = part.middle.minus(middle);
            let square = v.times(v);
            both.second = both.second.plus(part.second).plus(square.scaled(part.mass));
            both.third = both
                .third
                .plus(part.third)
                .plus(v.times(part.second).scaled(3.0))
                .plus(v.times(square).scaled(part.mass));
        }
        both
    }
}

/// The push about a place, in powers of the way from there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Field([Complex; 4]);

impl Field {
    /// Adds the push of a far cell on places about `here`.
    pub fn add(&mut self, here: Complex, far: &Moments) {
        let way = here.minus(far.middle);
        let one = 1.0 / way.square();
        let r = Complex {
            re: way.re * one,
            im: -way.im * one,
        };
        let r2 = r.times(r);
        let (r3, r4) = (r2.times(r), r2.times(r2));
        let [b0, b1, b2, b3] = &mut self.0;
        *b0 = b0
            .plus(r.scaled(far.mass))
            .plus(far.second.times(r3))
            .plus(far.third.times(r4));
        *b1 = b1.minus(r2.scaled(far.mass).plus(far.second.times(r4).scaled(3.0)));
        *b2 = b2.plus(r3.scaled(far.mass));
        *b3 = b3.minus(r4.scaled(far.mass));
    }

    /// The same push about a place that lies `by` away.
    pub fn moved(&self, by: Complex) -> Self {
        let [b0, b1, b2, b3] = self.0;
        let (c3, c2) = (b3, b2.plus(b3.times(by).scaled(3.0)));
        let c1 = b1.plus(by.times(b2.scaled(2.0).plus(b3.times(by).scaled(3.0))));
        let c0 = b0.plus(by.times(b1.plus(by.times(b2.plus(by.times(b3))))));
        Self([c0, c1, c2, c3])
    }

    /// The push on something that lies `by` away.
    pub fn at(&self, by: Complex) -> (f32, f32) {
        let [b0, b1, b2, b3] = self.0;
        let f = b0.plus(by.times(b1.plus(by.times(b2.plus(by.times(b3))))));
        (f.re, -f.im)
    }
}
