//! Where a text has to be in a part of the request.

/// Whether `wanted` is at this position, by AWS's word for it.
pub(super) fn matches(bytes: &[u8], wanted: &[u8], position: &str) -> bool {
    match position {
        "EXACTLY" => bytes == wanted,
        "STARTS_WITH" => bytes.starts_with(wanted),
        "ENDS_WITH" => bytes.ends_with(wanted),
        "CONTAINS" => places(bytes, wanted).next().is_some(),
        "CONTAINS_WORD" => contains_word(bytes, wanted),
        _ => false,
    }
}

/// The position in a sentence.
pub(super) fn words(position: &str) -> &'static str {
    match position {
        "EXACTLY" => "is exactly",
        "STARTS_WITH" => "starts with",
        "ENDS_WITH" => "ends with",
        "CONTAINS" => "contains",
        "CONTAINS_WORD" => "contains the word",
        _ => "has at no position that AWS knows",
    }
}

fn places<'b>(bytes: &'b [u8], wanted: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
    let length = wanted.len().max(1);
    bytes.windows(length).enumerate().filter(move |(_, window)| *window == wanted).map(|(at, _)| at)
}

/// A word has no letter, digit or underscore on either side.
fn contains_word(bytes: &[u8], wanted: &[u8]) -> bool {
    let is_word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    places(bytes, wanted).any(|at| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        !is_word(before) && !is_word(bytes.get(at + wanted.len()))
    })
}
