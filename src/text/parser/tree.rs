//! From scores to a tree: each word one head, one root, no cycle.

use std::ops::Range;

/// Scores of heads that are summed side by side.
pub const LANES: usize = 16;

/// Scores of arcs: for each of `n` words a row, with a column for each head (0 is the root, words are 1..=n) and some that nobody asks for.
#[derive(Clone, PartialEq, Debug)]
pub struct ArcScores {
    n: usize,
    wide: usize,
    scores: Vec<f32>,
}

impl ArcScores {
    pub fn new(n: usize) -> Self {
        let wide = (n + 1).next_multiple_of(LANES);
        Self {
            n,
            wide,
            scores: vec![f32::NEG_INFINITY; wide * n],
        }
    }

    /// Columns of a row.
    pub const fn wide(&self) -> usize {
        self.wide
    }

    /// The rows of all words, one behind the other.
    pub fn rows_mut(&mut self) -> &mut [f32] {
        &mut self.scores
    }

    /// The same, but for arcs from a word to itself.
    pub fn without_loops(mut self) -> Self {
        for (at, row) in self.scores.chunks_exact_mut(self.wide).enumerate() {
            if let Some(own) = row.get_mut(at + 1) {
                *own = f32::NEG_INFINITY;
            }
        }
        self
    }

    /// The scores of all heads of a word.
    fn of(&self, dependent: usize) -> &[f32] {
        let row = self.scores.chunks_exact(self.wide).nth(dependent - 1);
        row.and_then(|row| row.get(..=self.n)).unwrap_or_default()
    }

    /// The score of the arc from `head` (0..=n) to `dependent` (1..=n).
    fn get(&self, head: usize, dependent: usize) -> f32 {
        let score = self.of(dependent).get(head);
        score.copied().unwrap_or(f32::NEG_INFINITY)
    }

    #[cfg(test)]
    fn set(&mut self, head: usize, dependent: usize, score: f32) {
        if let Some(slot) = self.scores.get_mut((dependent - 1) * self.wide + head) {
            *slot = score;
        }
    }
}

/// The head of each word (0 is the root). The best head of each word where that is a tree with one root, else the best projective
/// tree.
#[inline(always)]
pub fn heads(arcs: &ArcScores) -> Vec<u32> {
    let head = |word| highest(arcs.of(word).iter().copied()).1 as u32;
    let greedy: Vec<u32> = (1..=arcs.n).map(head).collect();
    if is_tree(&greedy) {
        greedy
    } else {
        best_projective(arcs)
    }
}

/// The highest of some scores and its place, the first of equals.
#[inline(always)]
fn highest(scores: impl Iterator<Item = f32> + Clone) -> (f32, usize) {
    let max = |a: f32, b: f32| if b > a { b } else { a };
    let highest = scores.clone().fold(f32::NEG_INFINITY, max);
    let mut scores = scores;
    let at = scores.position(|score| score == highest).unwrap_or(0);
    (highest, at)
}

/// Whether `heads` (of words 1..=n) has exactly one root and no cycle.
pub fn is_tree(heads: &[u32]) -> bool {
    if heads.iter().filter(|&&head| head == 0).count() != 1 {
        return false;
    }
    // 0 not seen, 1 on the path being walked, 2 known to reach the root.
    let mut state = vec![0_u8; heads.len() + 1];
    for start in 1..=heads.len() {
        let mut path = Vec::new();
        let mut at = start;
        while at != 0 && state[at] == 0 {
            state[at] = 1;
            path.push(at);
            match heads.get(at - 1) {
                Some(&head) if head as usize <= heads.len() => at = head as usize,
                _ => return false,
            }
        }
        if at != 0 && state[at] == 1 {
            return false;
        }
        for word in path {
            state[word] = 2;
        }
    }
    true
}

/// Scores of spans, by one end and then by the other.
struct Spans {
    wide: usize,
    scores: Vec<f32>,
}

impl Spans {
    fn new(wide: usize, score: f32) -> Self {
        Self {
            wide,
            scores: vec![score; wide * wide],
        }
    }

    fn get(&self, near: usize, far: usize) -> f32 {
        self.scores[near * self.wide + far]
    }

    fn set(&mut self, near: usize, far: usize, score: f32) {
        self.scores[near * self.wide + far] = score;
    }

    /// Those between one end and several others.
    fn row(&self, near: usize, far: Range<usize>) -> &[f32] {
        &self.scores[near * self.wide..][far]
    }
}

/// The best of the sums of two rows.
#[inline(always)]
fn best_sum(a: &[f32], b: &[f32]) -> (f32, usize) {
    highest(a.iter().zip(b).map(|(a, b)| a + b))
}

/// Eisner's algorithm over the words alone, then the root over the best of all words: exactly one word hangs from the root.
#[inline(always)]
fn best_projective(arcs: &ArcScores) -> Vec<u32> {
    let n = arcs.n;
    if n == 0 {
        return Vec::new();
    }
    let wide = n + 2;
    let cell = |from: usize, to: usize| from * wide + to;
    // Complete spans by their first word and by their last, incomplete ones by the end that the sums ask for; `split` remembers how each
    // was made.
    let mut by_first = [Spans::new(wide, 0.0), Spans::new(wide, 0.0)];
    let mut by_last = [Spans::new(wide, 0.0), Spans::new(wide, 0.0)];
    let mut incomplete = [
        Spans::new(wide, f32::NEG_INFINITY),
        Spans::new(wide, f32::NEG_INFINITY),
    ];
    let mut split_complete = [vec![0_u32; wide * wide], vec![0_u32; wide * wide]];
    let mut split_incomplete = vec![0_u32; wide * wide];
    for length in 1..n {
        for from in 1..=n - length {
            let to = from + length;
            let (score, at) = best_sum(
                by_first[LEFT].row(from, from..to),
                by_last[RIGHT].row(to, from + 1..to + 1),
            );
            split_incomplete[cell(from, to)] = (from + at) as u32;
            incomplete[LEFT].set(from, to, score + arcs.get(from, to));
            incomplete[RIGHT].set(to, from, score + arcs.get(to, from));

            let (score, at) = best_sum(
                incomplete[LEFT].row(from, from + 1..to + 1),
                by_last[LEFT].row(to, from + 1..to + 1),
            );
            by_first[LEFT].set(from, to, score);
            by_last[LEFT].set(to, from, score);
            split_complete[LEFT][cell(from, to)] = (from + 1 + at) as u32;

            let (score, at) = best_sum(
                by_first[RIGHT].row(from, from..to),
                incomplete[RIGHT].row(to, from..to),
            );
            by_first[RIGHT].set(from, to, score);
            by_last[RIGHT].set(to, from, score);
            split_complete[RIGHT][cell(from, to)] = (from + at) as u32;
        }
    }
    let mut root = (f32::NEG_INFINITY, 1);
    for word in 1..=n {
        let score = arcs.get(0, word) + by_first[RIGHT].get(1, word) + by_first[LEFT].get(word, n);
        if score > root.0 {
            root = (score, word);
        }
    }
    let mut heads = vec![0_u32; n];
    let mut open = vec![(1, root.1, RIGHT, true), (root.1, n, LEFT, true)];
    while let Some((from, to, side, is_complete)) = open.pop() {
        if from == to {
            continue;
        }
        if is_complete {
            let mid = split_complete[side][cell(from, to)] as usize;
            if side == LEFT {
                open.extend([(from, mid, LEFT, false), (mid, to, LEFT, true)]);
            } else {
                open.extend([(from, mid, RIGHT, true), (mid, to, RIGHT, false)]);
            }
        } else {
            let (head, dependent) = if side == LEFT { (from, to) } else { (to, from) };
            heads[dependent - 1] = head as u32;
            let mid = split_incomplete[cell(from, to)] as usize;
            open.extend([(from, mid, LEFT, true), (mid + 1, to, RIGHT, true)]);
        }
    }
    heads
}

/// The head of a span is its leftmost word.
const LEFT: usize = 0;
/// The head of a span is its rightmost word.
const RIGHT: usize = 1;

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(n: usize, seed: u64) -> ArcScores {
        let mut arcs = ArcScores::new(n);
        let mut state = seed;
        for head in 0..=n {
            for word in (1..=n).filter(|&word| word != head) {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                arcs.set(head, word, (state >> 40) as f32 / 1e6);
            }
        }
        arcs
    }

    fn total(arcs: &ArcScores, heads: &[u32]) -> f32 {
        heads
            .iter()
            .enumerate()
            .map(|(at, &head)| arcs.get(head as usize, at + 1))
            .sum()
    }

    fn is_projective(heads: &[u32]) -> bool {
        let arc = |at: usize| (heads[at].min(at as u32 + 1), heads[at].max(at as u32 + 1));
        // The arc from the root counts: nothing may reach over it.
        let words = 0..heads.len();
        words.clone().all(|a| {
            words.clone().all(|b| {
                let ((a1, a2), (b1, b2)) = (arc(a), arc(b));
                !(a1 < b1 && b1 < a2 && a2 < b2)
            })
        })
    }

    /// Every assignment of heads to five words, by brute force.
    #[test]
    fn the_projective_tree_is_the_best_one() {
        let n = 5;
        for seed in 1..40 {
            let arcs = scored(n, seed);
            let found = best_projective(&arcs);
            assert!(is_tree(&found) && is_projective(&found), "{found:?}");
            let mut best = f32::NEG_INFINITY;
            for code in 0..(n + 1).pow(n as u32) {
                let heads: Vec<u32> = (0..n)
                    .map(|at| (code / (n + 1).pow(at as u32) % (n + 1)) as u32)
                    .collect();
                if heads
                    .iter()
                    .enumerate()
                    .all(|(at, &head)| head as usize != at + 1)
                    && is_tree(&heads)
                    && is_projective(&heads)
                {
                    best = best.max(total(&arcs, &heads));
                }
            }
            assert!((total(&arcs, &found) - best).abs() < 1e-3);
        }
    }

    #[test]
    fn cycles_and_second_roots_are_no_trees() {
        assert!(is_tree(&[2, 0, 2]));
        assert!(!is_tree(&[2, 1, 0]));
        assert!(!is_tree(&[0, 0]));
        assert!(!is_tree(&[9, 0]));
        assert!(heads(&ArcScores::new(0)).is_empty());
        assert_eq!(heads(&ArcScores::new(1)), [0]);
    }
}
