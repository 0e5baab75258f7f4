//! Chance from a seed: the same on every machine.

/// splitmix64.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// In 0 ≤ x < 1.
    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// Evenly between −reach and reach.
    pub fn fill(&mut self, slots: &mut [f32], reach: f32) {
        for slot in slots {
            *slot = (2.0 * self.unit() - 1.0) * reach;
        }
    }

    /// Inverted dropout: 0 with probability `drop`, else 1 / (1 − drop).
    pub fn mask(&mut self, n: usize, drop: f32) -> Vec<f32> {
        (0..n)
            .map(|_| {
                if self.unit() < drop {
                    0.0
                } else {
                    1.0 / (1.0 - drop)
                }
            })
            .collect()
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}
