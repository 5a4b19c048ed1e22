//! The files in a zip archive (PKWARE's APPNOTE 6.3), as browsers and operating systems write it.

use super::super::SourceFile;
use super::files::joined;
use super::limits::{FILES_MAX, SOURCE_BYTES_MAX};
use crate::lang::coding::{CodingError, crc32, inflate_raw};

const LOCAL: &[u8; 4] = b"PK\x03\x04";
const CENTRAL: &[u8; 4] = b"PK\x01\x02";
const END: &[u8; 4] = b"PK\x05\x06";
/// How long the record at the end is, with the longest comment.
const END_BYTES_MAX: usize = 22 + 65_535;

/// Whether the bytes are an archive.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(LOCAL) || bytes.starts_with(END)
}

/// The files of an archive, and sentences about those that could not be taken out.
pub(super) fn files(bytes: &[u8]) -> (Vec<SourceFile>, Vec<String>) {
    let mut found = Vec::new();
    let mut faults = Vec::new();
    let Some((mut at, count)) = directory(bytes) else {
        faults.push("The zip archive is broken off: it has no list of its files".to_owned());
        return (found, faults);
    };
    let mut left = SOURCE_BYTES_MAX;
    for _ in 0..count.min(FILES_MAX) {
        let Some((entry, next)) = Entry::read(bytes, at) else {
            faults.push("The list of files in the zip archive is damaged".to_owned());
            break;
        };
        at = next;
        if entry.name.ends_with('/') {
            continue;
        }
        let Some(path) = joined("", &entry.name) else {
            faults.push(format!("`{}` in the zip archive leads out of it", entry.name));
            continue;
        };
        match entry.content(bytes, left) {
            Ok(content) => {
                left -= content.len();
                found.push(SourceFile { path, bytes: content });
            }
            Err(why) => faults.push(format!("`{}` in the zip archive cannot be read: {why}", entry.name)),
        }
    }
    if count > FILES_MAX {
        faults.push(format!("The zip archive has more than {FILES_MAX} files, and the rest is not read"));
    }
    (found, faults)
}

/// Where the list of files begins, and how many there are.
fn directory(bytes: &[u8]) -> Option<(usize, usize)> {
    let from = bytes.len().saturating_sub(END_BYTES_MAX);
    let tail = bytes.get(from..)?;
    let at = tail.windows(END.len()).rposition(|window| window == END)? + from;
    Some((long(bytes, at + 16)?, usize::from(short(bytes, at + 10)?)))
}

struct Entry {
    name: String,
    flags: u16,
    method: u16,
    checksum: u32,
    packed: usize,
    plain: usize,
    header: usize,
}

impl Entry {
    /// The entry of the list at an offset, and where the next one begins.
    fn read(bytes: &[u8], at: usize) -> Option<(Self, usize)> {
        if bytes.get(at..at.checked_add(4)?)? != CENTRAL {
            return None;
        }
        let name_length = usize::from(short(bytes, at + 28)?);
        let rest = usize::from(short(bytes, at + 30)?) + usize::from(short(bytes, at + 32)?);
        let name = bytes.get(at + 46..at + 46 + name_length)?;
        let entry = Self {
            name: String::from_utf8_lossy(name).into_owned(),
            flags: short(bytes, at + 8)?,
            method: short(bytes, at + 10)?,
            checksum: u32::try_from(long(bytes, at + 16)?).ok()?,
            packed: long(bytes, at + 20)?,
            plain: long(bytes, at + 24)?,
            header: long(bytes, at + 42)?,
        };
        Some((entry, at + 46 + name_length + rest))
    }

    /// What is in the file.
    fn content(&self, bytes: &[u8], bytes_max: usize) -> Result<Vec<u8>, &'static str> {
        const ENCRYPTED: u16 = 1;
        const STORED: u16 = 0;
        const DEFLATED: u16 = 8;
        if self.flags & ENCRYPTED != 0 {
            return Err("it is encrypted");
        }
        let packed = self.packed(bytes).ok_or("it is broken off")?;
        let plain = match self.method {
            STORED if packed.len() > bytes_max => return Err("there is too much in the archive"),
            STORED => packed.to_vec(),
            DEFLATED => inflate_raw(packed, bytes_max).map_err(|error| match error {
                CodingError::TooLarge => "there is too much in the archive",
                _ => "it is damaged",
            })?,
            _ => return Err("it is packed in a way that is not supported"),
        };
        if plain.len() != self.plain || crc32(&plain) != self.checksum {
            return Err("its checksum is wrong");
        }
        Ok(plain)
    }

    fn packed<'b>(&self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        let at = self.header;
        if bytes.get(at..at.checked_add(4)?)? != LOCAL {
            return None;
        }
        let start = at + 30 + usize::from(short(bytes, at + 26)?) + usize::from(short(bytes, at + 28)?);
        bytes.get(start..start.checked_add(self.packed)?)
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|pair| u16::from_le_bytes(*pair))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let number = bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four))?;
    usize::try_from(number).ok()
}
