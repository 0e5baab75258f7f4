//! Labels, scores and the best way through a sentence.

use std::sync::LazyLock;

use crate::extract::recogniser::Class;
use crate::text::weights::{Reader, Writer};

/// Outside, and for each class begin, inside, end, single.
pub const N_LABELS: usize = 21;

/// A label of one word, 0 to 20.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(pub u8);

/// Place of a word in its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Begin,
    Inside,
    End,
    Single,
}

impl Label {
    pub const OUTSIDE: Self = Self(0);

    pub fn new(class: Class, part: Part) -> Self {
        Self(1 + 4 * class as u8 + part as u8)
    }

    /// `None` outside.
    pub fn parts(self) -> Option<(Class, Part)> {
        let at = usize::from(self.0).checked_sub(1)?;
        let part = [Part::Begin, Part::Inside, Part::End, Part::Single][at % 4];
        Class::ALL.get(at / 4).map(|class| (*class, part))
    }
}

/// Whether `after` may stand behind `before`; `None` is the start and the end of the sentence.
pub fn may_follow(before: Option<usize>, after: Option<usize>) -> bool {
    let parts = |label: Option<usize>| label.and_then(|label| Label(label as u8).parts());
    match (parts(before), parts(after)) {
        (Some((class, Part::Begin | Part::Inside)), after) => {
            matches!(after, Some((next, Part::Inside | Part::End)) if next == class)
        }
        (_, after) => !matches!(after, Some((_, Part::Inside | Part::End))),
    }
}

/// What a step costs that is not allowed.
const NEVER: f32 = f32::NEG_INFINITY;

/// By label and the label behind it, as wide as sums are made: 0 where the step is allowed.
static ALLOWED: LazyLock<[[f32; WIDE]; N_LABELS]> = LazyLock::new(|| {
    std::array::from_fn(|before| {
        std::array::from_fn(|after| {
            let allowed = after < N_LABELS && may_follow(Some(before), Some(after));
            if allowed { 0.0 } else { NEVER }
        })
    })
});

/// The labels with the highest sum of scores and steps, among those that may follow one another.
pub fn best_path(scores: &[[f32; N_LABELS]], steps: &[[f32; N_LABELS]; N_LABELS]) -> Vec<Label> {
    #[cfg(target_arch = "x86_64")]
    if std::is_x86_feature_detected!("avx2") {
        #[expect(unsafe_code, reason = "the processor was asked on the line before")]
        return unsafe { best_path_avx2(scores, steps) };
    }
    best_path_anywhere(scores, steps)
}

/// The same sums, more at once.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn best_path_avx2(scores: &[[f32; N_LABELS]], steps: &[[f32; N_LABELS]; N_LABELS]) -> Vec<Label> {
    best_path_anywhere(scores, steps)
}

#[inline(always)]
fn best_path_anywhere(
    scores: &[[f32; N_LABELS]],
    steps: &[[f32; N_LABELS]; N_LABELS],
) -> Vec<Label> {
    let allowed = &*ALLOWED;
    let steps: [[f32; WIDE]; N_LABELS] = std::array::from_fn(|before| {
        std::array::from_fn(|after| {
            allowed[before][after] + steps[before].get(after).copied().unwrap_or(0.0)
        })
    });
    let wide = |scores: &[f32; N_LABELS]| -> [f32; WIDE] {
        std::array::from_fn(|label| scores.get(label).copied().unwrap_or(NEVER))
    };
    let mut back: Vec<[u32; WIDE]> = Vec::with_capacity(scores.len());
    let mut now = [0.0; WIDE];
    if let Some(first) = scores.first() {
        for (label, (now, score)) in now.iter_mut().zip(wide(first)).enumerate() {
            let may_open = label < N_LABELS && may_follow(None, Some(label));
            *now = if may_open { score } else { NEVER };
        }
        back.push([0; WIDE]);
    }
    for scores in scores.iter().skip(1).map(wide) {
        let mut next = [NEVER; WIDE];
        let mut from = [0_u32; WIDE];
        // All labels side by side.
        for (before, steps) in steps.iter().enumerate() {
            for label in 0..WIDE {
                let sum = now[before] + steps[label] + scores[label];
                let better = sum > next[label];
                next[label] = if better { sum } else { next[label] };
                from[label] = if better { before as u32 } else { from[label] };
            }
        }
        back.push(from);
        now = next;
    }
    let mut last = 0;
    for label in (0..N_LABELS).filter(|&label| may_follow(Some(label), None)) {
        if now[label] > now[last] {
            last = label;
        }
    }
    let mut path = vec![Label::OUTSIDE; scores.len()];
    for (slot, from) in path.iter_mut().zip(&back).rev() {
        *slot = Label(last as u8);
        last = from[last] as usize;
    }
    path
}

/// Weights: a bitmap of the rows that were kept, then those rows.
#[derive(Clone, PartialEq, Debug)]
pub struct Model {
    pub steps: [[f32; N_LABELS]; N_LABELS],
    /// One bit a row of the hashed table.
    kept: Vec<u64>,
    /// Kept rows before each word of `kept`.
    before: Vec<u32>,
    rows: Vec<Row>,
}

/// The weights of all labels, with their scale in one line of the processor's cache.
#[derive(Clone, PartialEq, Debug)]
#[repr(align(32))]
struct Row {
    scale: f32,
    weights: [i8; WIDE],
}

/// Labels, and some more that make sums faster.
const WIDE: usize = 24;

impl Row {
    /// The scale, then a byte a label.
    const N_BYTES: usize = 4 + N_LABELS;

    fn from_bytes(&[a, b, c, d, ref weights @ ..]: &[u8; Self::N_BYTES]) -> Self {
        let scale = f32::from_le_bytes([a, b, c, d]);
        Self::new(scale, weights.map(u8::cast_signed))
    }

    fn new(scale: f32, weights: [i8; N_LABELS]) -> Self {
        let mut wide = [0; WIDE];
        wide[..N_LABELS].copy_from_slice(&weights);
        Self {
            scale,
            weights: wide,
        }
    }
}

impl Model {
    /// Keeps the `n_rows` rows of `table` with the largest weights.
    pub fn new(
        table: &[[f32; N_LABELS]],
        steps: [[f32; N_LABELS]; N_LABELS],
        n_rows: usize,
    ) -> Self {
        let largest = |row: &[f32; N_LABELS]| {
            row.iter()
                .fold(0.0_f32, |largest, weight| largest.max(weight.abs()))
        };
        let mut ranked: Vec<usize> = (0..table.len())
            .filter(|&row| largest(&table[row]) > 0.0)
            .collect();
        ranked.sort_by(|&a, &b| {
            largest(&table[b])
                .total_cmp(&largest(&table[a]))
                .then(a.cmp(&b))
        });
        ranked.truncate(n_rows);
        ranked.sort_unstable();
        let mut kept = vec![0_u64; table.len().div_ceil(64)];
        for &row in &ranked {
            kept[row / 64] |= 1 << (row % 64);
        }
        let quantised = |&row: &usize| {
            let scale = largest(&table[row]) / 127.0;
            Row::new(
                scale,
                table[row].map(|weight| (weight / scale).round() as i8),
            )
        };
        let rows = ranked.iter().map(quantised).collect();
        Self {
            steps,
            before: counts(&kept),
            kept,
            rows,
        }
    }

    /// The scores of each label for a word with these rows.
    pub fn scores(&self, rows: &[u32]) -> [f32; N_LABELS] {
        #[cfg(target_arch = "x86_64")]
        if std::is_x86_feature_detected!("avx2") {
            #[expect(unsafe_code, reason = "the processor was asked on the line before")]
            return unsafe { self.scores_avx2(rows) };
        }
        self.scores_anywhere(rows)
    }

    /// The same sums, more at once.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn scores_avx2(&self, rows: &[u32]) -> [f32; N_LABELS] {
        self.scores_anywhere(rows)
    }

    /// First all places, without a branch: so the memory is asked for many rows at once.
    #[inline(always)]
    fn scores_anywhere(&self, rows: &[u32]) -> [f32; N_LABELS] {
        let mut sums = [0.0; WIDE];
        let mut places = [0; 128];
        for rows in rows.chunks(places.len()) {
            let mut n = 0;
            for &row in rows {
                let (place, is_kept) = self.place(row as usize);
                if let Some(slot) = places.get_mut(n) {
                    *slot = place;
                }
                n += usize::from(is_kept);
            }
            let kept = places.get(..n).unwrap_or_default();
            for row in kept.iter().filter_map(|&at| self.rows.get(at)) {
                for (sum, weight) in sums.iter_mut().zip(&row.weights) {
                    *sum += f32::from(*weight) * row.scale;
                }
            }
        }
        std::array::from_fn(|label| sums[label])
    }

    /// The names of a sentence whose words have these scores: start, end, class.
    pub fn names(&self, scores: &[[f32; N_LABELS]]) -> impl Iterator<Item = (usize, usize, Class)> {
        let mut start = 0;
        let labels = best_path(scores, &self.steps).into_iter().enumerate();
        labels.filter_map(move |(at, label)| {
            let (class, part) = label.parts()?;
            if matches!(part, Part::Begin | Part::Single) {
                start = at;
            }
            matches!(part, Part::End | Part::Single).then_some((start, at + 1, class))
        })
    }

    /// Where the row stands, if it was kept.
    #[inline(always)]
    fn place(&self, row: usize) -> (usize, bool) {
        let (Some(word), Some(before)) = (self.kept.get(row / 64), self.before.get(row / 64))
        else {
            return (0, false);
        };
        let bit = 1_u64 << (row % 64);
        let place = *before as usize + (word & (bit - 1)).count_ones() as usize;
        (place, word & bit != 0)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new(MAGIC);
        for row in &self.steps {
            row.iter().for_each(|step| writer.f32(*step));
        }
        writer.u32(self.kept.len() as u32);
        for word in &self.kept {
            writer.u32(*word as u32);
            writer.u32((word >> 32) as u32);
        }
        for row in &self.rows {
            writer.f32(row.scale);
            let weights = row.weights.iter().take(N_LABELS);
            writer.bytes(
                &weights
                    .map(|weight| weight.cast_unsigned())
                    .collect::<Vec<u8>>(),
            );
        }
        writer.finish()
    }

    /// Reads what [`Model::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes, MAGIC)?;
        let mut steps = [[0.0; N_LABELS]; N_LABELS];
        for step in steps.iter_mut().flatten() {
            *step = reader.f32()?;
        }
        let n_words = reader.u32()?;
        let mut kept = Vec::new();
        for _ in 0..n_words {
            kept.push(u64::from(reader.u32()?) | u64::from(reader.u32()?) << 32);
        }
        let n_rows: u32 = kept.iter().map(|word| word.count_ones()).sum();
        let rows = reader.bytes(n_rows as usize * Row::N_BYTES)?;
        let (rows, _) = rows.as_chunks::<{ Row::N_BYTES }>();
        reader.is_empty().then(|| Self {
            steps,
            before: counts(&kept),
            kept,
            rows: rows.iter().map(Row::from_bytes).collect(),
        })
    }
}

const MAGIC: &[u8] = b"legation names 1\n";

fn counts(kept: &[u64]) -> Vec<u32> {
    let mut sum = 0;
    let before = |word: &u64| {
        let before = sum;
        sum += word.count_ones();
        before
    };
    kept.iter().map(before).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_their_order() {
        let id = |class, part| usize::from(Label::new(class, part).0);
        let (begin, end) = (id(Class::Person, Part::Begin), id(Class::Person, Part::End));
        assert!(
            may_follow(None, Some(begin))
                && may_follow(Some(begin), Some(end))
                && may_follow(Some(end), None)
        );
        assert!(
            !may_follow(Some(begin), Some(0))
                && !may_follow(None, Some(end))
                && !may_follow(Some(begin), None)
        );
        assert!(!may_follow(Some(begin), Some(id(Class::Place, Part::End))));
        let allowed = (0..N_LABELS)
            .map(|a| {
                (0..N_LABELS)
                    .filter(|&b| may_follow(Some(a), Some(b)))
                    .count()
            })
            .sum::<usize>();
        assert_eq!(allowed, 141);
    }

    #[test]
    fn the_best_path_is_allowed_even_where_scores_are_not() {
        let mut scores = vec![[0.0; N_LABELS]; 3];
        scores[0][usize::from(Label::new(Class::Person, Part::End).0)] = 9.0;
        scores[1][usize::from(Label::new(Class::Person, Part::Begin).0)] = 5.0;
        scores[2][usize::from(Label::new(Class::Person, Part::End).0)] = 5.0;
        let path = best_path(&scores, &[[0.0; N_LABELS]; N_LABELS]);
        let parts: Vec<_> = path
            .into_iter()
            .map(|label| label.parts().map(|(_, part)| part))
            .collect();
        assert_eq!(parts, [None, Some(Part::Begin), Some(Part::End)]);
        assert!(best_path(&[], &[[0.0; N_LABELS]; N_LABELS]).is_empty());
    }

    #[test]
    fn a_model_reads_back_and_keeps_its_heaviest_rows() {
        let mut table = vec![[0.0; N_LABELS]; 200];
        table[3][1] = 2.0;
        table[130][2] = -4.0;
        table[131][2] = 0.5;
        let model = Model::new(&table, [[0.25; N_LABELS]; N_LABELS], 2);
        let read = Model::from_bytes(&model.to_bytes()).unwrap();
        assert_eq!(read, model);
        assert!((read.scores(&[3, 131])[1] - 2.0).abs() < 0.02);
        assert!((read.scores(&[130])[2] + 4.0).abs() < 0.04);
        assert_eq!(read.scores(&[131, 5000]), [0.0; N_LABELS]);
        let rows: Vec<u32> = (0..150).chain([3, 130, 130]).collect();
        let bits = |scores: [f32; N_LABELS]| scores.map(f32::to_bits);
        let plainly = bits(read.scores_anywhere(&rows));
        assert_eq!(
            bits(read.scores(&rows)),
            plainly,
            "wide registers change no bit"
        );
        let bytes = model.to_bytes();
        assert!((0..bytes.len()).all(|len| Model::from_bytes(&bytes[..len]).is_none()));
    }
}
