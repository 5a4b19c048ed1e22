//! Files that kept blocks read when they are applied.

use std::collections::BTreeSet;

/// The functions that read files, without the one that lists them.
const READERS: &[&str] = &[
    "file",
    "filebase64",
    "filebase64sha256",
    "filebase64sha512",
    "filemd5",
    "filesha1",
    "filesha256",
    "filesha512",
    "templatefile",
    "fileset",
];

/// The files that a block's text reads, as they are told: `` `assume.json` ``.
pub(super) fn read_by(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with(['#', '/']));
    for line in lines.filter(|line| line.contains("file")) {
        for (at, _) in line.match_indices('(') {
            let (Some(before), Some(after)) = (line.get(..at), line.get(at + 1..)) else { continue };
            let start = before.rfind(|char: char| !char.is_ascii_alphanumeric() && char != '_');
            let name = before.get(start.map_or(0, |start| start + 1)..).unwrap_or_default();
            if READERS.contains(&name) {
                found.insert(told(after));
            }
        }
    }
    found
}

/// What the first argument of a call names.
fn told(arguments: &str) -> String {
    let quoted = arguments.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
    let Some((path, _)) = quoted else { return "a file".to_owned() };
    let below = ["${path.module}/", "${path.root}/", "./"].iter().find_map(|start| path.strip_prefix(start));
    format!("`{}`", below.unwrap_or(path))
}

#[cfg(test)]
mod tests {
    use super::read_by;

    #[test]
    fn calls_are_found_by_their_names() {
        let text = "a {\n  x = file(\"${path.module}/a.json\")\n  # y = file(\"b\")\n  z = profile(\"c\")\n}";
        assert_eq!(read_by(text).into_iter().collect::<Vec<_>>(), ["`a.json`"]);
        assert!(read_by("x = templatefile(var.name, {})").contains("a file"));
    }
}
