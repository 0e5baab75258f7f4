//! The container of learned weights: little endian, bounds-checked on the way in.
//!
//! Takes bytes made by [`Writer`], gives numbers. A file that ends early reads as `None`, never as a panic.

/// Walks over the bytes of a weights file.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// `None` where the bytes do not begin with `magic`.
    pub fn new(bytes: &'a [u8], magic: &[u8]) -> Option<Self> {
        bytes.strip_prefix(magic).map(|rest| Self { rest })
    }

    pub fn bytes(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(n)?;
        self.rest = rest;
        Some(taken)
    }

    pub fn chunk<const N: usize>(&mut self) -> Option<&'a [u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(taken)
    }

    pub fn byte(&mut self) -> Option<u8> {
        self.chunk().map(|&[byte]| byte)
    }

    pub fn u16(&mut self) -> Option<u16> {
        self.chunk().map(|bytes| u16::from_le_bytes(*bytes))
    }

    pub fn u32(&mut self) -> Option<u32> {
        self.chunk().map(|bytes| u32::from_le_bytes(*bytes))
    }

    pub fn f32(&mut self) -> Option<f32> {
        self.chunk().map(|bytes| f32::from_le_bytes(*bytes))
    }

    /// Seven bits a byte, the lowest first; the highest bit says that more follow.
    pub fn varint(&mut self) -> Option<u32> {
        let mut value = 0_u32;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    pub fn text(&mut self) -> Option<&'a str> {
        let len = self.u16()?;
        std::str::from_utf8(self.bytes(len.into())?).ok()
    }

    /// `n_rows` rows of `wide` numbers, each row with a scale of its own.
    pub fn rows(&mut self, n_rows: usize, wide: usize) -> Option<Vec<f32>> {
        let mut out = Vec::with_capacity(n_rows.checked_mul(wide)?.min(self.rest.len()));
        for _ in 0..n_rows {
            let scale = self.f32()?;
            out.extend(
                self.bytes(wide)?
                    .iter()
                    .map(|&byte| f32::from(byte.cast_signed()) * scale),
            );
        }
        Some(out)
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }
}

/// Builds the bytes of a weights file.
#[derive(Debug)]
pub struct Writer {
    out: Vec<u8>,
}

impl Writer {
    pub fn new(magic: &[u8]) -> Self {
        Self {
            out: magic.to_vec(),
        }
    }

    pub fn u16(&mut self, number: usize) {
        self.out.extend((number as u16).to_le_bytes());
    }

    pub fn u32(&mut self, number: u32) {
        self.out.extend(number.to_le_bytes());
    }

    pub fn f32(&mut self, number: f32) {
        self.out.extend(number.to_le_bytes());
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.out.extend(bytes);
    }

    pub fn text(&mut self, text: &str) {
        self.u16(text.len());
        self.out.extend(text.as_bytes());
    }

    /// Rows of `wide` numbers as bytes, each row scaled so that its largest number is 127.
    pub fn rows(&mut self, numbers: &[f32], wide: usize) {
        for row in numbers.chunks_exact(wide) {
            let largest = row
                .iter()
                .fold(0.0_f32, |largest, number| largest.max(number.abs()));
            let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
            self.f32(scale);
            self.out.extend(
                row.iter()
                    .map(|number| ((number / scale).round() as i8).cast_unsigned()),
            );
        }
    }

    pub fn finish(self) -> Vec<u8> {
        self.out
    }
}

/// FNV-1a over words of eight bytes, then over the bytes left.
pub fn checksum(bytes: &[u8]) -> u64 {
    let step = |hash: u64, part: u64| (hash ^ part).wrapping_mul(0x100_0000_01b3);
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| {
        step(hash, u64::from_le_bytes(*word))
    });
    rest.iter()
        .fold(hash, |hash, &byte| step(hash, u64::from(byte)))
}

pub fn push_text(out: &mut Vec<u8>, text: &str) {
    out.extend((text.len() as u16).to_le_bytes());
    out.extend(text.as_bytes());
}

pub fn push_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back() {
        let mut writer = Writer::new(b"test");
        writer.u16(7);
        writer.text("nsubj:pass");
        writer.rows(&[0.5, -1.0, 0.0, 0.0], 2);
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes, b"test").unwrap();
        assert_eq!((reader.u16(), reader.text()), (Some(7), Some("nsubj:pass")));
        let rows = reader.rows(2, 2).unwrap();
        assert!(
            rows.iter()
                .zip([0.5, -1.0, 0.0, 0.0])
                .all(|(got, put)| (got - put).abs() < 0.01),
            "{rows:?}"
        );
        assert!(reader.is_empty());
    }

    #[test]
    fn a_short_file_gives_nothing() {
        assert!(Reader::new(b"tes", b"test").is_none());
        let mut reader = Reader::new(b"test\x05\x00ab", b"test").unwrap();
        assert_eq!(reader.text(), None);
        let mut reader = Reader::new(b"test", b"test").unwrap();
        assert_eq!(reader.rows(usize::MAX, usize::MAX), None);
        assert_eq!(reader.rows(9, 9), None);
    }
}
