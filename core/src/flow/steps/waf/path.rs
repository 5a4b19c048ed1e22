//! Paths without detours.

/// Removes empty segments, `.` and, where a segment lies before them, `..`; a slash at either end stays.
pub(super) fn normalize(bytes: &[u8]) -> Vec<u8> {
    let absolute = bytes.starts_with(b"/");
    let mut kept: Vec<&[u8]> = Vec::new();
    let segments: Vec<&[u8]> = bytes.split(|byte| *byte == b'/').collect();
    for segment in &segments {
        match *segment {
            b"" | b"." => {}
            b".." => match kept.last() {
                Some(last) if *last != b".." => {
                    kept.pop();
                }
                _ if absolute => {}
                _ => kept.push(b".."),
            },
            other => kept.push(other),
        }
    }
    let mut out = Vec::with_capacity(bytes.len());
    if absolute {
        out.push(b'/');
    }
    out.extend(kept.join(&b'/'));
    let directory = segments.len() > 1 && matches!(segments.last(), Some(&(b"" | b"." | b"..")));
    if directory && !kept.is_empty() {
        out.push(b'/');
    }
    out
}
