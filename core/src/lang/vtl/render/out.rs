//! The output of a run.

/// Room that is made at the least when more is needed.
const GROWTH: usize = 256;

/// Text under way, as bytes: where a part of the template ends is known to be the end of a character, and to look
/// at that again for each part took a seventh of the time of a loop. The whole is looked at once, at the end.
///
/// The room lies ready as zeros, so that a short part, as most are, is copied in place: to call for the memory's
/// own copy took longer than the copy.
#[derive(Debug, Default)]
pub(in crate::lang::vtl) struct Out {
    bytes: Vec<u8>,
    len: usize,
}

impl Out {
    pub fn with_capacity(bytes: usize) -> Self {
        #[expect(
            clippy::slow_vector_initialization,
            reason = "memory that comes as zeros is not taken from what was just given back, which costs more"
        )]
        let mut room = Vec::with_capacity(bytes);
        room.resize(bytes, 0);
        Self { bytes: room, len: 0 }
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub fn push_str(&mut self, text: &str) {
        self.push_bytes(text.as_bytes());
    }

    /// Bytes that begin and end with a character.
    #[inline]
    pub fn push_bytes(&mut self, part: &[u8]) {
        let end = self.len + part.len();
        match self.bytes.get_mut(self.len..end) {
            Some(room) => copy(room, part),
            None => self.push_beyond(part),
        }
        self.len = end;
    }

    /// Makes room for a part and for as much again as there is, and copies it.
    #[cold]
    #[inline(never)]
    fn push_beyond(&mut self, part: &[u8]) {
        let end = self.len + part.len();
        self.bytes.truncate(self.len);
        self.bytes.extend_from_slice(part);
        self.bytes.resize(end + end.max(GROWTH), 0);
    }

    /// One character of ASCII, which all signs of the language are.
    #[inline]
    pub fn push_sign(&mut self, sign: u8) {
        self.push_bytes(&[sign]);
    }

    pub fn push_signs(&mut self, sign: u8, count: usize) {
        for _ in 0..count {
            self.push_sign(sign);
        }
    }

    pub fn into_text(mut self) -> String {
        self.bytes.truncate(self.len);
        String::from_utf8(self.bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }

    /// An empty one that keeps its room.
    pub fn emptied(text: String) -> Self {
        Self { bytes: text.into_bytes(), len: 0 }
    }
}

/// Copies between slices of one length. Short ones take two steps that may overlap.
#[inline]
fn copy(room: &mut [u8], part: &[u8]) {
    if part.len() > 32 {
        room.copy_from_slice(part);
    } else if !copied::<16>(room, part) && !copied::<8>(room, part) && !copied::<4>(room, part) {
        for (to, from) in room.iter_mut().zip(part) {
            *to = *from;
        }
    }
}

/// Copies the first and the last `N` bytes, where there are so many.
#[inline]
fn copied<const N: usize>(room: &mut [u8], part: &[u8]) -> bool {
    let (Some(front), Some(back)) = (part.first_chunk::<N>(), part.last_chunk::<N>()) else { return false };
    if let Some(room) = room.first_chunk_mut::<N>() {
        *room = *front;
    }
    if let Some(room) = room.last_chunk_mut::<N>() {
        *room = *back;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::Out;

    #[test]
    fn parts_of_every_length_arrive() {
        let text: String = ('0'..='z').collect();
        for room in [0, 1, 40, 10_000] {
            let (mut out, mut wanted) = (Out::with_capacity(room), String::new());
            for len in 0..text.len() {
                out.push_str(&text[..len]);
                out.push_sign(b'|');
                wanted += &text[..len];
                wanted.push('|');
                assert_eq!(out.len(), wanted.len());
            }
            out.push_signs(b'\\', 3);
            assert_eq!(out.into_text(), wanted + "\\\\\\");
        }
    }
}
