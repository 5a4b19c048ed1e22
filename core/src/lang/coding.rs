//! HTTP's content codings, from the coded bytes to the plain ones: gzip (RFC 1952) and deflate (RFC 1950).

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_PARSE_ZLIB_HEADER, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// A coding that can be taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// `gzip`.
    Gzip,
    /// `deflate`: deflated bytes in zlib's frame.
    Deflate,
}

/// Why bytes cannot be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodingError {
    /// They do not begin as the coding does.
    #[error("it does not begin as {0} does")]
    Start(&'static str),
    /// They break off or are damaged.
    #[error("it is broken off or damaged")]
    Damaged,
    /// The checksum is another one.
    #[error("its checksum is wrong")]
    Checksum,
    /// More than the limit would come out.
    #[error("it holds more bytes than the limit")]
    TooLarge,
}

impl Coding {
    /// The coding of a name in any case; none for others and for `identity`.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Gzip, Self::Deflate].into_iter().find(|coding| name.eq_ignore_ascii_case(coding.as_str()))
    }

    /// The word in headers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Deflate => "deflate",
        }
    }

    /// The plain bytes, at most `bytes_max` of them.
    pub fn decode(self, bytes: &[u8], bytes_max: usize) -> Result<Vec<u8>, CodingError> {
        match self {
            Self::Gzip => members(bytes, bytes_max),
            Self::Deflate => {
                let header = bytes.first_chunk().is_some_and(|[first, second]| {
                    first & 0x0f == 8 && u16::from_be_bytes([*first, *second]) % 31 == 0
                });
                if !header {
                    return Err(CodingError::Start("zlib"));
                }
                inflate(bytes, TINFL_FLAG_PARSE_ZLIB_HEADER, bytes_max).map(|(plain, _)| plain)
            }
        }
    }
}

/// A gzip file may have several members, whose contents follow one another.
fn members(bytes: &[u8], bytes_max: usize) -> Result<Vec<u8>, CodingError> {
    let mut plain = Vec::new();
    let mut rest = bytes;
    loop {
        let deflated = after_header(rest)?;
        let (part, used) = inflate(deflated, 0, bytes_max.saturating_sub(plain.len()))?;
        let (checks, next) = deflated
            .get(used..)
            .and_then(|tail| tail.split_first_chunk::<8>())
            .ok_or(CodingError::Damaged)?;
        let [a, b, c, d, ..] = *checks;
        if u32::from_le_bytes([a, b, c, d]) != crc32(&part) {
            return Err(CodingError::Checksum);
        }
        plain.extend(part);
        rest = next;
        if rest.is_empty() {
            return Ok(plain);
        }
    }
}

/// What follows a gzip member's header with its optional fields.
fn after_header(bytes: &[u8]) -> Result<&[u8], CodingError> {
    const CHECK: u8 = 2;
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    let Some(([0x1f, 0x8b, 8, flags, ..], mut rest)) = bytes.split_first_chunk::<10>() else {
        return Err(CodingError::Start("gzip"));
    };
    if flags & EXTRA != 0 {
        let (length, fields) = rest.split_first_chunk().ok_or(CodingError::Damaged)?;
        rest = fields.get(usize::from(u16::from_le_bytes(*length))..).ok_or(CodingError::Damaged)?;
    }
    for text in [NAME, COMMENT] {
        if flags & text != 0 {
            let end = rest.iter().position(|byte| *byte == 0).ok_or(CodingError::Damaged)?;
            rest = rest.get(end + 1..).ok_or(CodingError::Damaged)?;
        }
    }
    let skipped = if flags & CHECK != 0 { 2 } else { 0 };
    rest.get(skipped..).ok_or(CodingError::Damaged)
}

/// Deflated bytes without a frame around them, as in zip archives: at most `bytes_max` plain ones.
pub fn inflate_raw(bytes: &[u8], bytes_max: usize) -> Result<Vec<u8>, CodingError> {
    inflate(bytes, 0, bytes_max).map(|(plain, _)| plain)
}

/// The inflated bytes, and how many deflated ones they took.
fn inflate(bytes: &[u8], flags: u32, bytes_max: usize) -> Result<(Vec<u8>, usize), CodingError> {
    // One more than the limit, so that what reaches it is told from what passes it.
    let most = bytes_max.saturating_add(1);
    let mut state = Box::<DecompressorOxide>::default();
    let mut plain = vec![0; bytes.len().saturating_mul(2).clamp(64, most.max(64))];
    let (mut read, mut written) = (0, 0);
    loop {
        let input = bytes.get(read..).unwrap_or_default();
        let flags = flags | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, took, made) = decompress(&mut state, input, &mut plain, written, flags);
        read += took;
        written += made;
        if written > bytes_max {
            return Err(CodingError::TooLarge);
        }
        match status {
            TINFLStatus::Done => {
                plain.truncate(written);
                return Ok((plain, read));
            }
            TINFLStatus::HasMoreOutput => {
                let longer = plain.len().saturating_mul(2).min(most.max(64));
                plain.resize(longer, 0);
            }
            TINFLStatus::Adler32Mismatch => return Err(CodingError::Checksum),
            _ => return Err(CodingError::Damaged),
        }
    }
}

/// The checksum of gzip and zip.
pub fn crc32(bytes: &[u8]) -> u32 {
    const POLYNOMIAL: u32 = 0xedb8_8320;
    let step = |sum: u32, _| if sum & 1 == 1 { (sum >> 1) ^ POLYNOMIAL } else { sum >> 1 };
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}

#[cfg(test)]
mod tests {
    use super::{Coding, CodingError};

    const TEXT: &str = "{\"type\": \"dog\"}";
    /// Python: `gzip.compress(text, mtime=0)`, and with a name, an extra field and a header check.
    const GZIP: &str = "H4sIAAAAAAACA6tWKqksSFWyUlBKyU9XqgUAnSuJ3w8AAAA=";
    const NAMED: &str = "H4sIHgAAAAAAAwMAYWJjbmFtZQBjb21tZW50AHlxq1YqqSxIVbJSUErJT1eqBQCdK4nfDwAAAA==";
    const ZLIB: &str = "eNqrViqpLEhVslJQSslPV6oFACfGBNc=";
    const RAW: &str = "q1YqqSxIVbJSUErJT1eqBQA=";
    /// A hundred thousand zeros.
    const BOMB: &str = "H4sIAAAAAAACA+3BMQEAAADCoPVPbQ0PoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIBXA32VEdSghgEA";

    fn bytes(text: &str) -> Vec<u8> {
        use base64::Engine as _;
        base64::engine::general_purpose::STANDARD.decode(text).expect("base64")
    }

    #[test]
    fn codings_are_taken_off() {
        let plain = Ok(TEXT.as_bytes().to_vec());
        assert_eq!(Coding::Gzip.decode(&bytes(GZIP), 15), plain);
        assert_eq!(Coding::Gzip.decode(&bytes(NAMED), 100), plain);
        assert_eq!(Coding::Deflate.decode(&bytes(ZLIB), 100), plain);
        let twice = [bytes(GZIP), bytes(NAMED)].concat();
        assert_eq!(Coding::Gzip.decode(&twice, 100), Ok(TEXT.repeat(2).into_bytes()));
        assert_eq!(Coding::named("GZip"), Some(Coding::Gzip));
        assert_eq!(Coding::named("br"), None);
    }

    #[test]
    fn what_is_not_coded_is_refused() {
        assert_eq!(Coding::Gzip.decode(TEXT.as_bytes(), 100), Err(CodingError::Start("gzip")));
        assert_eq!(Coding::Deflate.decode(&bytes(RAW), 100), Err(CodingError::Start("zlib")));
        assert_eq!(Coding::Gzip.decode(&bytes(GZIP), 14), Err(CodingError::TooLarge));
        assert_eq!(Coding::Gzip.decode(&bytes(BOMB), 10_000), Err(CodingError::TooLarge));
        assert_eq!(Coding::Gzip.decode(&bytes(BOMB), 100_000).map(|plain| plain.len()), Ok(100_000));
        let whole = bytes(GZIP);
        for end in 0..whole.len() {
            assert!(Coding::Gzip.decode(&whole[..end], 100).is_err(), "{end}");
        }
        let mut changed = whole.clone();
        changed[whole.len() - 8] ^= 1;
        assert_eq!(Coding::Gzip.decode(&changed, 100), Err(CodingError::Checksum));
    }
}
