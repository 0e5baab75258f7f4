//! Work shared among the threads of a pool, if the layout runs in one.
//!
//! Each result is computed whole by one thread from what all may read, so how many there are cannot show in the bits.

use rayon::prelude::*;

use crate::layout::wide::LANES;

/// Fewer results than this are not worth waking anybody.
const LEAST: usize = 1024;
/// Parts a thread, so that a slow one holds nobody up.
const PARTS: usize = 4;

/// Fills two arrays in parts that begin at whole rows: `fill(first, part of a, part of b)`.
///
/// Side by side inside `ThreadPool::install`, else at once on this thread.
pub(super) fn fill_both(
    a: &mut [f32],
    b: &mut [f32],
    fill: impl Fn(usize, &mut [f32], &mut [f32]) + Sync,
) {
    let n_threads = match rayon::current_thread_index() {
        Some(_) if a.len() >= LEAST => rayon::current_num_threads(),
        _ => 1,
    };
    if n_threads == 1 {
        fill(0, a, b);
        return;
    }
    let part = a.len().div_ceil(n_threads * PARTS).next_multiple_of(LANES);
    a.par_chunks_mut(part)
        .zip(b.par_chunks_mut(part))
        .enumerate()
        .for_each(|(at, (a, b))| fill(at * part, a, b));
}
