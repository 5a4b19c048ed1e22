//! What a block is, by its first line.

/// The word and labels that a block begins with, behind the comments above it.
pub(crate) fn head(text: &str) -> Vec<&str> {
    let mut inside_comment = false;
    let first = text.lines().map(str::trim).find(|line| {
        let comment = line.starts_with('#') || line.starts_with("//");
        let opens = line.starts_with("/*");
        let skipped = inside_comment || comment || opens || line.is_empty();
        inside_comment = (inside_comment || opens) && !line.contains("*/");
        !skipped
    });
    let head = first.and_then(|line| line.split('{').next()).unwrap_or_default();
    head.split_whitespace().map(|word| word.trim_matches('"')).collect()
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn blocks_are_known_by_their_first_line() {
        assert_eq!(head("# a\n/* b\n c */\nresource \"aws_x\" \"y\" {\n}"), ["resource", "aws_x", "y"]);
        assert_eq!(head("terraform {"), ["terraform"]);
        assert!(head("# only").is_empty());
    }
}
