//! The sums of [`Matrix`] with wide registers. The sums of a tile, some rows by half a panel or a panel, stay in registers, and the
//! weights of a panel stay in the nearest cache until all rows have gone over them.

use std::arch::x86_64::{
    __m256, __m256i, __m512, __m512i, _mm256_add_epi32, _mm256_add_ps, _mm256_cvtepi32_ps,
    _mm256_loadu_ps, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_mul_ps, _mm256_set1_epi32,
    _mm256_set1_ps, _mm256_setzero_si256, _mm256_storeu_ps, _mm256_storeu_si256, _mm512_add_ps,
    _mm512_cvtepi32_ps, _mm512_dpwssd_epi32, _mm512_loadu_ps, _mm512_loadu_si512, _mm512_mul_ps,
    _mm512_set1_epi32, _mm512_set1_ps, _mm512_setzero_si512, _mm512_storeu_ps, _mm512_storeu_si512,
};

use super::{Job, Matrix, Pairs, WIDE};

/// Blocks of outputs side by side in a tile.
const ACROSS: usize = 3;

/// Whether the processor multiplies sixteen pairs and adds them up in one instruction.
pub fn has_vnni() -> bool {
    std::is_x86_feature_detected!("avx512f") && std::is_x86_feature_detected!("avx512vnni")
}

/// What all tiles of a product share.
struct Work<'a> {
    matrix: &'a Matrix,
    x: &'a [i32],
    base: &'a [f32],
}

impl<'a> Work<'a> {
    /// The pairs of some jobs, as long as a panel.
    #[inline(always)]
    fn rows<const ROWS: usize>(&self, jobs: &[Job; ROWS], n_pairs: usize) -> [&'a [i32]; ROWS] {
        std::array::from_fn(|row| &self.x[jobs[row].x..][..n_pairs])
    }
}

/// See [`Matrix::product`].
#[target_feature(enable = "avx2")]
pub fn product_avx2(matrix: &Matrix, x: &[i32], base: &[f32], y: &mut [f32], jobs: &[Job]) {
    let work = Work { matrix, x, base };
    for (at, panel) in matrix.panels() {
        half_a_panel::<0>(&work, y, jobs, at, panel);
        half_a_panel::<ACROSS>(&work, y, jobs, at + ACROSS * WIDE, panel);
    }
}

/// Three blocks of a panel, the first of which is `FROM` and gives the outputs from `at` on.
#[inline]
#[target_feature(enable = "avx2")]
fn half_a_panel<const FROM: usize>(
    work: &Work,
    y: &mut [f32],
    jobs: &[Job],
    at: usize,
    panel: &[Pairs],
) {
    let (tiles, rest) = jobs.as_chunks();
    for jobs in tiles {
        eights::<4, FROM>(work, y, jobs, at, panel);
    }
    match *rest {
        [] => {}
        [a] => eights::<1, FROM>(work, y, &[a], at, panel),
        [a, b] => eights::<2, FROM>(work, y, &[a, b], at, panel),
        [a, b, c, ..] => eights::<3, FROM>(work, y, &[a, b, c], at, panel),
    }
}

/// A tile of `ROWS` rows.
#[inline]
#[target_feature(enable = "avx2")]
fn eights<const ROWS: usize, const FROM: usize>(
    work: &Work,
    y: &mut [f32],
    jobs: &[Job; ROWS],
    at: usize,
    panel: &[Pairs],
) {
    let mut sums = [[_mm256_setzero_si256(); ACROSS]; ROWS];
    let rows: [&[i32]; ROWS] = work.rows(jobs, panel.len());
    for (pair, weights) in panel.iter().enumerate() {
        let blocks = [
            load_eight(&weights[FROM]),
            load_eight(&weights[FROM + 1]),
            load_eight(&weights[FROM + 2]),
        ];
        for r in 0..ROWS {
            let x = _mm256_set1_epi32(rows[r][pair]);
            for b in 0..ACROSS {
                sums[r][b] = _mm256_add_epi32(sums[r][b], _mm256_madd_epi16(x, blocks[b]));
            }
        }
    }
    for (job, sums) in jobs.iter().zip(sums) {
        put_eights(work, sums, at, job, y);
    }
}

/// See [`Matrix::product`].
#[target_feature(enable = "avx512f,avx512vnni")]
pub fn product_vnni(matrix: &Matrix, x: &[i32], base: &[f32], y: &mut [f32], jobs: &[Job]) {
    let work = Work { matrix, x, base };
    for (at, panel) in matrix.panels() {
        let (tiles, rest) = jobs.as_chunks();
        for jobs in tiles {
            sixteens::<8>(&work, y, jobs, at, panel);
        }
        match *rest {
            [] => {}
            [a] => sixteens::<1>(&work, y, &[a], at, panel),
            [a, b] => sixteens::<2>(&work, y, &[a, b], at, panel),
            [a, b, c] => sixteens::<3>(&work, y, &[a, b, c], at, panel),
            [a, b, c, d] => sixteens::<4>(&work, y, &[a, b, c, d], at, panel),
            [a, b, c, d, e] => sixteens::<5>(&work, y, &[a, b, c, d, e], at, panel),
            [a, b, c, d, e, f] => sixteens::<6>(&work, y, &[a, b, c, d, e, f], at, panel),
            [a, b, c, d, e, f, g, ..] => {
                sixteens::<7>(&work, y, &[a, b, c, d, e, f, g], at, panel);
            }
        }
    }
}

/// A tile of `ROWS` rows and a whole panel.
#[inline]
#[target_feature(enable = "avx512f,avx512vnni")]
fn sixteens<const ROWS: usize>(
    work: &Work,
    y: &mut [f32],
    jobs: &[Job; ROWS],
    at: usize,
    panel: &[Pairs],
) {
    let mut sums = [[_mm512_setzero_si512(); ACROSS]; ROWS];
    let rows: [&[i32]; ROWS] = work.rows(jobs, panel.len());
    for (pair, weights) in panel.iter().enumerate() {
        let (blocks, _) = weights.as_flattened().as_chunks();
        let blocks = [
            load_sixteen(&blocks[0]),
            load_sixteen(&blocks[1]),
            load_sixteen(&blocks[2]),
        ];
        for r in 0..ROWS {
            let x = _mm512_set1_epi32(rows[r][pair]);
            for b in 0..ACROSS {
                sums[r][b] = _mm512_dpwssd_epi32(sums[r][b], x, blocks[b]);
            }
        }
    }
    for (job, sums) in jobs.iter().zip(sums) {
        put_sixteens(work, sums, at, job, y);
    }
}

/// Puts the sums of a job where it wants them; see [`Matrix::put_sums`].
#[inline]
#[target_feature(enable = "avx2")]
fn put_eights(work: &Work, sums: [__m256i; ACROSS], at: usize, job: &Job, y: &mut [f32]) {
    let around = work.matrix.around(at, job, work.base, y);
    let blocks = around.and_then(|(scales, base, y)| {
        Some((
            scales.as_chunks::<WIDE>().0.first_chunk::<ACROSS>()?,
            base.as_chunks::<WIDE>().0.first_chunk::<ACROSS>()?,
            y.as_chunks_mut::<WIDE>().0.first_chunk_mut::<ACROSS>()?,
        ))
    });
    if let Some((scales, base, y)) = blocks {
        let scale = _mm256_set1_ps(job.scale);
        for b in 0..ACROSS {
            let scale = _mm256_mul_ps(floats_of_eight(&scales[b]), scale);
            let term = _mm256_mul_ps(_mm256_cvtepi32_ps(sums[b]), scale);
            put_eight(&mut y[b], _mm256_add_ps(floats_of_eight(&base[b]), term));
        }
    } else {
        let sums = sums.map(|sum| unload_eight(sum));
        work.matrix.put_sums(&sums, at, job, work.base, y);
    }
}

/// Puts the sums of a job where it wants them; see [`Matrix::put_sums`].
#[inline]
#[target_feature(enable = "avx512f")]
fn put_sixteens(work: &Work, sums: [__m512i; ACROSS], at: usize, job: &Job, y: &mut [f32]) {
    let around = work.matrix.around(at, job, work.base, y);
    let blocks = around.and_then(|(scales, base, y)| {
        Some((
            scales
                .as_chunks::<{ 2 * WIDE }>()
                .0
                .first_chunk::<ACROSS>()?,
            base.as_chunks::<{ 2 * WIDE }>().0.first_chunk::<ACROSS>()?,
            y.as_chunks_mut::<{ 2 * WIDE }>()
                .0
                .first_chunk_mut::<ACROSS>()?,
        ))
    });
    if let Some((scales, base, y)) = blocks {
        let scale = _mm512_set1_ps(job.scale);
        for b in 0..ACROSS {
            let scale = _mm512_mul_ps(floats_of_sixteen(&scales[b]), scale);
            let term = _mm512_mul_ps(_mm512_cvtepi32_ps(sums[b]), scale);
            put_sixteen(&mut y[b], _mm512_add_ps(floats_of_sixteen(&base[b]), term));
        }
    } else {
        let sums = sums.map(|sum| unload_sixteen(sum));
        let (sums, _) = sums.as_flattened().as_chunks();
        work.matrix.put_sums(sums, at, job, work.base, y);
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn load_eight(block: &[i32; 8]) -> __m256i {
    #[expect(unsafe_code, reason = "the array is as long as what is read")]
    unsafe {
        _mm256_loadu_si256(block.as_ptr().cast())
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn unload_eight(x: __m256i) -> [i32; 8] {
    let mut block = [0; 8];
    #[expect(unsafe_code, reason = "the array is as long as what is written")]
    unsafe {
        _mm256_storeu_si256(block.as_mut_ptr().cast(), x);
    }
    block
}

#[inline]
#[target_feature(enable = "avx2")]
fn floats_of_eight(block: &[f32; 8]) -> __m256 {
    #[expect(unsafe_code, reason = "the array is as long as what is read")]
    unsafe {
        _mm256_loadu_ps(block.as_ptr())
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn put_eight(block: &mut [f32; 8], x: __m256) {
    #[expect(unsafe_code, reason = "the array is as long as what is written")]
    unsafe {
        _mm256_storeu_ps(block.as_mut_ptr(), x);
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load_sixteen(block: &[i32; 16]) -> __m512i {
    #[expect(unsafe_code, reason = "the array is as long as what is read")]
    unsafe {
        _mm512_loadu_si512(block.as_ptr().cast())
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn unload_sixteen(x: __m512i) -> [i32; 16] {
    let mut block = [0; 16];
    #[expect(unsafe_code, reason = "the array is as long as what is written")]
    unsafe {
        _mm512_storeu_si512(block.as_mut_ptr().cast(), x);
    }
    block
}

#[inline]
#[target_feature(enable = "avx512f")]
fn floats_of_sixteen(block: &[f32; 16]) -> __m512 {
    #[expect(unsafe_code, reason = "the array is as long as what is read")]
    unsafe {
        _mm512_loadu_ps(block.as_ptr())
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn put_sixteen(block: &mut [f32; 16], x: __m512) {
    #[expect(unsafe_code, reason = "the array is as long as what is written")]
    unsafe {
        _mm512_storeu_ps(block.as_mut_ptr(), x);
    }
}
