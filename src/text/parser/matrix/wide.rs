//! The sums of [`Matrix`] with wide registers. The sums of a tile, some rows by half a panel or a panel, stay in registers, and the
//! weights of a panel stay in the nearest cache until all rows have gone over them.

use std::arch::x86_64::{
    __m256, __m256i, __m512, __m512i, _mm256_add_epi16, _mm256_add_epi32, _mm256_add_ps,
    _mm256_cvtepi32_ps, _mm256_loadu_ps, _mm256_loadu_si256, _mm256_madd_epi16,
    _mm256_maddubs_epi16, _mm256_mul_ps, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_set1_ps,
    _mm256_storeu_ps, _mm256_storeu_si256, _mm512_add_ps, _mm512_cvtepi32_ps, _mm512_dpbusd_epi32,
    _mm512_loadu_ps, _mm512_loadu_si512, _mm512_mul_ps, _mm512_set1_epi32, _mm512_set1_ps,
    _mm512_storeu_ps, _mm512_storeu_si512,
};

use super::{Job, Matrix, Panel, WIDE};

/// Blocks of outputs side by side in a tile of the one width and the other.
const ACROSS_EIGHTS: usize = 2;
const ACROSS: usize = 3;

/// Whether the processor multiplies sixteen times four bytes and adds them up in one instruction.
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
    /// The fours of some jobs, as many as a panel has rows.
    #[inline(always)]
    fn rows<const ROWS: usize>(&self, jobs: &[Job; ROWS], n_fours: usize) -> [&'a [i32]; ROWS] {
        std::array::from_fn(|row| &self.x[jobs[row].x..][..n_fours])
    }
}

/// See [`Matrix::product`].
#[target_feature(enable = "avx2")]
pub fn product_avx2(matrix: &Matrix, x: &[i32], base: &[f32], y: &mut [f32], jobs: &[Job]) {
    let work = Work { matrix, x, base };
    for panel in matrix.panels() {
        third_of_a_panel::<0>(&work, y, jobs, panel);
        third_of_a_panel::<ACROSS_EIGHTS>(&work, y, jobs, panel);
        third_of_a_panel::<{ 2 * ACROSS_EIGHTS }>(&work, y, jobs, panel);
    }
}

/// Two blocks of a panel, the first of which is `FROM`.
#[inline]
#[target_feature(enable = "avx2")]
fn third_of_a_panel<const FROM: usize>(work: &Work, y: &mut [f32], jobs: &[Job], panel: Panel) {
    let (tiles, rest) = jobs.as_chunks();
    for jobs in tiles {
        eights::<4, FROM>(work, y, jobs, panel);
    }
    match *rest {
        [] => {}
        [a] => eights::<1, FROM>(work, y, &[a], panel),
        [a, b] => eights::<2, FROM>(work, y, &[a, b], panel),
        [a, b, c, ..] => eights::<3, FROM>(work, y, &[a, b, c], panel),
    }
}

/// A tile of `ROWS` rows.
#[inline]
#[target_feature(enable = "avx2")]
fn eights<const ROWS: usize, const FROM: usize>(
    work: &Work,
    y: &mut [f32],
    jobs: &[Job; ROWS],
    panel: Panel,
) {
    let two = |row: &[[i32; WIDE]]| [load_eight(&row[FROM]), load_eight(&row[FROM + 1])];
    let mut sums = [two(panel.start); ROWS];
    let rows: [&[i32]; ROWS] = work.rows(jobs, panel.rows.len());
    let ones = _mm256_set1_epi16(1);
    let (twos, rest) = panel.rows.as_chunks();
    for (at, [first, second]) in twos.iter().enumerate() {
        let (first, second) = (two(first), two(second));
        for r in 0..ROWS {
            let x = _mm256_set1_epi32(rows[r][at * 2]);
            let next = _mm256_set1_epi32(rows[r][at * 2 + 1]);
            for b in 0..ACROSS_EIGHTS {
                let pairs = _mm256_add_epi16(
                    _mm256_maddubs_epi16(x, first[b]),
                    _mm256_maddubs_epi16(next, second[b]),
                );
                sums[r][b] = _mm256_add_epi32(sums[r][b], _mm256_madd_epi16(pairs, ones));
            }
        }
    }
    if let [last] = rest {
        let last = two(last);
        for r in 0..ROWS {
            let x = _mm256_set1_epi32(rows[r][panel.rows.len() - 1]);
            for b in 0..ACROSS_EIGHTS {
                let pairs = _mm256_maddubs_epi16(x, last[b]);
                sums[r][b] = _mm256_add_epi32(sums[r][b], _mm256_madd_epi16(pairs, ones));
            }
        }
    }
    for (job, sums) in jobs.iter().zip(sums) {
        put_eights(work, sums, panel.at + FROM * WIDE, job, y);
    }
}

/// See [`Matrix::product`].
#[target_feature(enable = "avx512f,avx512vnni")]
pub fn product_vnni(matrix: &Matrix, x: &[i32], base: &[f32], y: &mut [f32], jobs: &[Job]) {
    let work = Work { matrix, x, base };
    for panel in matrix.panels() {
        let (tiles, rest) = jobs.as_chunks();
        for jobs in tiles {
            sixteens::<8>(&work, y, jobs, panel);
        }
        match *rest {
            [] => {}
            [a] => sixteens::<1>(&work, y, &[a], panel),
            [a, b] => sixteens::<2>(&work, y, &[a, b], panel),
            [a, b, c] => sixteens::<3>(&work, y, &[a, b, c], panel),
            [a, b, c, d] => sixteens::<4>(&work, y, &[a, b, c, d], panel),
            [a, b, c, d, e] => sixteens::<5>(&work, y, &[a, b, c, d, e], panel),
            [a, b, c, d, e, f] => sixteens::<6>(&work, y, &[a, b, c, d, e, f], panel),
            [a, b, c, d, e, f, g, ..] => {
                sixteens::<7>(&work, y, &[a, b, c, d, e, f, g], panel);
            }
        }
    }
}

/// A tile of `ROWS` rows and a whole panel.
#[inline]
#[target_feature(enable = "avx512f,avx512vnni")]
fn sixteens<const ROWS: usize>(work: &Work, y: &mut [f32], jobs: &[Job; ROWS], panel: Panel) {
    let three = |row: &[[i32; WIDE]]| {
        let (blocks, _) = row.as_flattened().as_chunks();
        [
            load_sixteen(&blocks[0]),
            load_sixteen(&blocks[1]),
            load_sixteen(&blocks[2]),
        ]
    };
    let mut sums = [three(panel.start); ROWS];
    let rows: [&[i32]; ROWS] = work.rows(jobs, panel.rows.len());
    for (four, weights) in panel.rows.iter().enumerate() {
        let blocks = three(weights);
        for r in 0..ROWS {
            let x = _mm512_set1_epi32(rows[r][four]);
            for b in 0..ACROSS {
                sums[r][b] = _mm512_dpbusd_epi32(sums[r][b], x, blocks[b]);
            }
        }
    }
    for (job, sums) in jobs.iter().zip(sums) {
        put_sixteens(work, sums, panel.at, job, y);
    }
}

/// Puts the sums of a job where it wants them; see [`Matrix::put_sums`].
#[inline]
#[target_feature(enable = "avx2")]
fn put_eights(work: &Work, sums: [__m256i; ACROSS_EIGHTS], at: usize, job: &Job, y: &mut [f32]) {
    let around = work.matrix.around(at, job, work.base, y);
    let blocks = around.and_then(|(scales, base, y)| {
        Some((
            scales
                .as_chunks::<WIDE>()
                .0
                .first_chunk::<ACROSS_EIGHTS>()?,
            base.as_chunks::<WIDE>().0.first_chunk::<ACROSS_EIGHTS>()?,
            y.as_chunks_mut::<WIDE>()
                .0
                .first_chunk_mut::<ACROSS_EIGHTS>()?,
        ))
    });
    if let Some((scales, base, y)) = blocks {
        let scale = _mm256_set1_ps(job.scale);
        for b in 0..ACROSS_EIGHTS {
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
