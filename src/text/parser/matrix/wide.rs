//! The sums of [`Matrix`] with wide registers. The sums of a tile, some rows by half a panel or a panel, stay in registers, and the
//! weights of a panel stay in the nearest cache until all rows have gone over them.

use std::arch::x86_64::{
    __m256i, __m512i, _mm256_add_epi32, _mm256_extract_epi32, _mm256_madd_epi16, _mm256_set1_epi32,
    _mm256_setr_epi32, _mm256_setzero_si256, _mm512_castsi512_si256, _mm512_dpwssd_epi32,
    _mm512_extracti64x4_epi64, _mm512_set1_epi32, _mm512_setr_epi32, _mm512_setzero_si512,
};

use super::{BLOCKS, Matrix, Pairs, Rows, WIDE};

/// Blocks of outputs side by side in a tile.
const ACROSS: usize = 3;

/// Whether the processor multiplies sixteen pairs and adds them up in one instruction.
pub fn has_vnni() -> bool {
    std::is_x86_feature_detected!("avx512f") && std::is_x86_feature_detected!("avx512vnni")
}

/// See [`Matrix::add_product`].
#[target_feature(enable = "avx2")]
pub fn add_avx2(matrix: &Matrix, x: &Rows, y: &mut [f32], starts: &[usize]) {
    for (at, panel) in matrix.panels() {
        half_a_panel::<0>(matrix, x, y, starts, at, panel);
        half_a_panel::<ACROSS>(matrix, x, y, starts, at + ACROSS * WIDE, panel);
    }
}

/// Three blocks of a panel, the first of which is `FROM` and gives the outputs from `at` on.
#[inline]
#[target_feature(enable = "avx2")]
fn half_a_panel<const FROM: usize>(
    matrix: &Matrix,
    x: &Rows,
    y: &mut [f32],
    starts: &[usize],
    at: usize,
    panel: &[Pairs],
) {
    let mut row = 0;
    while row < starts.len() {
        row += match starts.len() - row {
            1 => eights::<1, FROM>(matrix, x, y, starts, (row, at), panel),
            2 => eights::<2, FROM>(matrix, x, y, starts, (row, at), panel),
            3 => eights::<3, FROM>(matrix, x, y, starts, (row, at), panel),
            _ => eights::<4, FROM>(matrix, x, y, starts, (row, at), panel),
        };
    }
}

/// A tile of `ROWS` rows; gives how many those are.
#[inline]
#[target_feature(enable = "avx2")]
fn eights<const ROWS: usize, const FROM: usize>(
    matrix: &Matrix,
    x: &Rows,
    y: &mut [f32],
    starts: &[usize],
    (row, at): (usize, usize),
    panel: &[Pairs],
) -> usize {
    let mut sums = [[_mm256_setzero_si256(); ACROSS]; ROWS];
    let rows: [&[i32]; ROWS] = x.from(row, panel.len());
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
    for (row, [a, b, c]) in (row..).zip(sums) {
        let out = [unload_eight(a), unload_eight(b), unload_eight(c)];
        matrix.add_sums(&out, at, x.scales[row], y, starts[row]);
    }
    ROWS
}

/// See [`Matrix::add_product`].
#[target_feature(enable = "avx512f,avx512vnni")]
pub fn add_vnni(matrix: &Matrix, x: &Rows, y: &mut [f32], starts: &[usize]) {
    for (at, panel) in matrix.panels() {
        let mut row = 0;
        while row < starts.len() {
            row += match starts.len() - row {
                1 => sixteens::<1>(matrix, x, y, starts, (row, at), panel),
                2 => sixteens::<2>(matrix, x, y, starts, (row, at), panel),
                3 => sixteens::<3>(matrix, x, y, starts, (row, at), panel),
                4..8 => sixteens::<4>(matrix, x, y, starts, (row, at), panel),
                _ => sixteens::<8>(matrix, x, y, starts, (row, at), panel),
            };
        }
    }
}

/// A tile of `ROWS` rows and a whole panel; gives how many rows those are.
#[inline]
#[target_feature(enable = "avx512f,avx512vnni")]
fn sixteens<const ROWS: usize>(
    matrix: &Matrix,
    x: &Rows,
    y: &mut [f32],
    starts: &[usize],
    (row, at): (usize, usize),
    panel: &[Pairs],
) -> usize {
    let mut sums = [[_mm512_setzero_si512(); ACROSS]; ROWS];
    let rows: [&[i32]; ROWS] = x.from(row, panel.len());
    for (pair, weights) in panel.iter().enumerate() {
        let blocks = [
            load_sixteen(&weights[0], &weights[1]),
            load_sixteen(&weights[2], &weights[3]),
            load_sixteen(&weights[4], &weights[5]),
        ];
        for r in 0..ROWS {
            let x = _mm512_set1_epi32(rows[r][pair]);
            for b in 0..ACROSS {
                sums[r][b] = _mm512_dpwssd_epi32(sums[r][b], x, blocks[b]);
            }
        }
    }
    for (row, sums) in (row..).zip(sums) {
        let mut out = [[0; WIDE]; BLOCKS];
        for b in 0..ACROSS {
            out[2 * b] = unload_eight(_mm512_castsi512_si256(sums[b]));
            out[2 * b + 1] = unload_eight(_mm512_extracti64x4_epi64::<1>(sums[b]));
        }
        matrix.add_sums(&out, at, x.scales[row], y, starts[row]);
    }
    ROWS
}

/// One load, written so that it needs no pointer.
#[inline]
#[target_feature(enable = "avx2")]
fn load_eight(block: &[i32; WIDE]) -> __m256i {
    let [a, b, c, d, e, f, g, h] = *block;
    _mm256_setr_epi32(a, b, c, d, e, f, g, h)
}

/// One load of two blocks that lie one behind the other.
#[inline]
#[target_feature(enable = "avx512f")]
fn load_sixteen(first: &[i32; WIDE], second: &[i32; WIDE]) -> __m512i {
    let [a, b, c, d, e, f, g, h] = *first;
    let [i, j, k, l, m, n, o, p] = *second;
    _mm512_setr_epi32(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
}

#[inline]
#[target_feature(enable = "avx2")]
fn unload_eight(x: __m256i) -> [i32; WIDE] {
    [
        _mm256_extract_epi32::<0>(x),
        _mm256_extract_epi32::<1>(x),
        _mm256_extract_epi32::<2>(x),
        _mm256_extract_epi32::<3>(x),
        _mm256_extract_epi32::<4>(x),
        _mm256_extract_epi32::<5>(x),
        _mm256_extract_epi32::<6>(x),
        _mm256_extract_epi32::<7>(x),
    ]
}
