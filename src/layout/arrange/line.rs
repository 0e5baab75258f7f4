//! Boxes on a line, in a given order.

/// Room that each place of a line needs between it and the next: half of both and a gap.
fn steps(sizes: &[f32], gap: f32) -> impl Iterator<Item = f32> {
    sizes.windows(2).map(move |pair| match pair {
        [a, b] => (a + b) / 2.0 + gap,
        _ => 0.0,
    })
}

/// Places in the order given that keep their distance and lie as near as may be to where they are wanted.
///
/// Least squares by pooling adjacent violators (Ayer and others 1955).
pub(super) fn spread(wanted: &[f32], sizes: &[f32], gap: f32) -> Vec<f32> {
    let mut offsets = vec![0.0];
    for step in steps(sizes, gap) {
        offsets.push(offsets.last().copied().unwrap_or(0.0) + step);
    }
    // Pools of sum and count; their means must rise.
    let mut pools: Vec<(f32, usize)> = Vec::new();
    for (wanted, offset) in wanted.iter().zip(&offsets) {
        let mut pool = (wanted - offset, 1);
        while let Some(&(sum, count)) = pools.last()
            && sum / count as f32 >= pool.0 / pool.1 as f32
        {
            pool = (pool.0 + sum, pool.1 + count);
            pools.pop();
        }
        pools.push(pool);
    }
    let means = pools
        .into_iter()
        .flat_map(|(sum, count)| std::iter::repeat_n(sum / count as f32, count));
    means
        .zip(&offsets)
        .map(|(mean, offset)| mean + offset)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_keep_their_distance_and_stay_where_they_can() {
        let places = spread(&[0.0, 1.0, 100.0], &[10.0, 10.0, 10.0], 2.0);
        assert_eq!(places, [-5.5, 6.5, 100.0]);
        assert_eq!(spread(&[5.0, 5.0, 5.0], &[4.0; 3], 0.0), [1.0, 5.0, 9.0]);
        assert!(spread(&[], &[], 1.0).is_empty());
    }
}
