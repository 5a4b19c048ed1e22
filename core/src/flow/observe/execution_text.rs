//! How execution logs write values: maps, masked secrets, and the cut of long lines.

/// How many bytes of a line AWS keeps.
///
/// Source: `set-up-logging` in the developer guide, which says that events are cut at 1,024 bytes; that the mark is
/// added to them is seen in captures.
const LINE_BYTES: usize = 1024;
const CUT: &str = " [TRUNCATED]";
/// How much of a secret stays readable, at its end.
const SHOWN: usize = 6;
/// Headers whose values are masked.
const SECRETS: [&str; 2] = ["authorization", "x-api-key"];

/// `{name=value, other=value}`; values of one name are joined, and secrets are masked.
pub(super) fn map(pairs: &[(String, String)]) -> String {
    let mut names: Vec<(&str, String)> = Vec::with_capacity(pairs.len());
    for (name, value) in pairs {
        let secret = SECRETS.iter().any(|secret| name.eq_ignore_ascii_case(secret));
        let value = if secret { masked(value) } else { value.clone() };
        match names.iter_mut().find(|(other, _)| other == name) {
            Some((_, values)) => {
                values.push(',');
                values.push_str(&value);
            }
            None => names.push((name, value)),
        }
    }
    let texts: Vec<String> = names.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{{{}}}", texts.join(", "))
}

/// A secret as logs show it: asterisks, and its last six characters.
pub(super) fn masked(value: &str) -> String {
    let count = value.chars().count();
    let hidden = count.saturating_sub(SHOWN);
    let end: String = value.chars().skip(hidden).collect();
    format!("{}{end}", "*".repeat(hidden))
}

/// A body as text; bytes that are not text are told by their number, since AWS's form of them is not documented.
pub(super) fn body(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => format!("[Binary Data: {} bytes]", bytes.len()),
    }
}

/// A line as CloudWatch gets it.
pub(super) fn cut(line: String) -> String {
    if line.len() <= LINE_BYTES {
        return line;
    }
    let end = line.floor_char_boundary(LINE_BYTES);
    format!("{}{CUT}", line.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_keep_six_characters_and_long_lines_are_cut() {
        let pairs = [("x-api-key", "abcdefghijklmnopqrbMZHBg"), ("Accept", "*/*"), ("Accept", "text/html")];
        let pairs: Vec<(String, String)> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        assert_eq!(map(&pairs), "{x-api-key=******************bMZHBg, Accept=*/*,text/html}");
        assert_eq!(map(&[]), "{}");
        assert_eq!(cut("é".repeat(600)).len(), 1024 + CUT.len());
        assert_eq!(cut("short".to_owned()), "short");
    }
}
