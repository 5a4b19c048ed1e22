//! Writing a zip of small text files, stored without compression.
//!
//! Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (end).

/// Needed to read the zip: 2.0. Bit 11: names are UTF-8. Method 0: stored.
const VERSION: u16 = 20;
const UTF8_NAMES: u16 = 1 << 11;
const STORED: u16 = 0;
/// 1980-01-01 00:00 in MS-DOS form: the same files always give the same bytes.
const DOS_TIME: u16 = 0;
const DOS_DATE: u16 = (1 << 5) | 1;

/// A zip with these files in this order; a name may hold folders with `/`.
///
/// The format counts files in 16 bits and bytes in 32; what does not fit is an error.
pub fn write(files: &[(&str, &[u8])]) -> Result<Vec<u8>, TooLarge> {
    let count = u16::try_from(files.len()).map_err(|_| TooLarge)?;
    let mut zip = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in files {
        let offset = u32::try_from(zip.len()).map_err(|_| TooLarge)?;
        let header = header(name, content)?;
        zip.extend([b"PK\x03\x04".as_slice(), &header, name.as_bytes(), content].concat());
        // The central entry is the same header between "made by" and the fields after the extra length:
        // comment length, disk, internal attributes, external attributes, offset.
        directory.extend([b"PK\x01\x02".as_slice(), &VERSION.to_le_bytes(), &header, &[0; 10]].concat());
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = u32::try_from(zip.len()).map_err(|_| TooLarge)?;
    let size = u32::try_from(directory.len()).map_err(|_| TooLarge)?;
    zip.extend(directory);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend(count.to_le_bytes());
    zip.extend(count.to_le_bytes());
    zip.extend(size.to_le_bytes());
    zip.extend(start.to_le_bytes());
    zip.extend([0, 0]);
    Ok(zip)
}

/// The files do not fit the format: over 65 535 files, or over 4 GiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

/// From "version needed" to "extra field length", which local and central headers share.
fn header(name: &str, content: &[u8]) -> Result<Vec<u8>, TooLarge> {
    let size = u32::try_from(content.len()).map_err(|_| TooLarge)?;
    let name_size = u16::try_from(name.len()).map_err(|_| TooLarge)?;
    let mut header = Vec::with_capacity(26);
    for field in [VERSION, UTF8_NAMES, STORED, DOS_TIME, DOS_DATE] {
        header.extend(field.to_le_bytes());
    }
    for field in [crc32(content), size, size] {
        header.extend(field.to_le_bytes());
    }
    header.extend(name_size.to_le_bytes());
    header.extend([0, 0]);
    Ok(header)
}

/// The checksum of ISO 3309, as zip wants it.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        let mut crc = crc ^ u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
        }
        crc
    };
    !bytes.iter().fold(!0, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crc32_of_the_check_string_is_the_published_one() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn the_end_record_points_at_the_directory() {
        let zip = write(&[("a/main.tf", b"x"), ("b.tf", b"")]).expect("two small files fit");
        let end = &zip[zip.len() - 22..];
        let start = u32::from_le_bytes([end[16], end[17], end[18], end[19]]) as usize;
        assert_eq!(&zip[start..start + 4], b"PK\x01\x02");
        assert_eq!(u16::from_le_bytes([end[10], end[11]]), 2);
    }
}
