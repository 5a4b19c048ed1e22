//! As much of Rust's syntax as the rules need: code without comments and strings, and the paths it names.

/// The text with everything in comments, strings and character literals blanked; lines stay in place.
pub fn code(text: &str) -> String {
    let bytes: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let end = skip(&bytes, at);
        if end == at {
            out.push(bytes[at]);
            at += 1;
            continue;
        }
        out.extend(bytes[at..end].iter().map(|&c| if c == '\n' { c } else { ' ' }));
        at = end;
    }
    out
}

/// Where the comment or literal that starts here ends; here, if none does.
fn skip(text: &[char], at: usize) -> usize {
    let next = |offset: usize| text.get(at + offset).copied().unwrap_or(' ');
    let follows_word = at > 0 && (text[at - 1].is_alphanumeric() || text[at - 1] == '_');
    match (text[at], next(1)) {
        ('/', '/') => (at..text.len()).find(|&i| text[i] == '\n').unwrap_or(text.len()),
        ('/', '*') => block_comment(text, at),
        ('"', _) => string(text, at + 1),
        ('r', '"' | '#') if !follows_word => raw_string(text, at),
        // A character, not a lifetime.
        ('\'', '\\') => (at + 3..text.len()).find(|&i| text[i] == '\'').map_or(text.len(), |i| i + 1),
        ('\'', _) if next(2) == '\'' => at + 3,
        _ => at,
    }
}

fn block_comment(text: &[char], at: usize) -> usize {
    let mut depth = 0;
    let mut i = at;
    while i + 1 < text.len() {
        match (text[i], text[i + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                i += 1;
                continue;
            }
        }
        i += 2;
        if depth == 0 {
            return i;
        }
    }
    text.len()
}

fn string(text: &[char], mut i: usize) -> usize {
    while i < text.len() {
        match text[i] {
            '\\' => i += 1,
            '"' => return i + 1,
            _ => {}
        }
        i += 1;
    }
    text.len()
}

fn raw_string(text: &[char], at: usize) -> usize {
    let hashes = text[at + 1..].iter().take_while(|&&c| c == '#').count();
    if text.get(at + 1 + hashes) != Some(&'"') {
        return at; // a raw identifier
    }
    let closes = |i: usize| {
        text[i] == '"' && text[i + 1..].iter().take(hashes).filter(|&&c| c == '#').count() == hashes
    };
    (at + 2 + hashes..text.len()).find(|&i| closes(i)).map_or(text.len(), |i| i + 1 + hashes)
}

/// All paths that the code names, with their line from 1; groups are written out, as in `a::{b, c::d}`.
///
/// Takes what [`code`] gives.
pub fn paths(code: &str) -> Vec<(usize, String)> {
    let mut found = vec![];
    let mut line = 1;
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length =
            rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(length);
        let mut step = length.max(first.len_utf8());
        if word.contains("::") {
            match word.strip_suffix("::").filter(|_| tail.starts_with('{')) {
                Some(prefix) => step += group(prefix, tail, line, &mut found),
                None => found.push((line, word.to_owned())),
            }
        }
        line += rest[..step].matches('\n').count();
        rest = &rest[step..];
    }
    found
}

/// Adds `prefix::x` for each member x of the group that the text starts with; says where it ends.
fn group(prefix: &str, text: &str, line: usize, found: &mut Vec<(usize, String)>) -> usize {
    let mut prefixes = vec![prefix.to_owned()];
    let mut word = String::new();
    let mut line = line;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '{' => {
                let outer = prefixes.last().cloned().unwrap_or_default();
                prefixes.push(format!("{outer}::{}", word.trim_end_matches(':')));
                word.clear();
            }
            ',' | '}' => {
                let name = std::mem::take(&mut word);
                if let (Some(outer), false) = (prefixes.last(), name.is_empty()) {
                    found.push((line, format!("{outer}::{name}")));
                }
                if c == '}' {
                    prefixes.pop();
                }
                if prefixes.is_empty() {
                    return at + 1;
                }
            }
            '\n' => line += 1,
            c if c.is_whitespace() => {}
            c => word.push(c),
        }
    }
    text.len()
}

#[test]
fn reads_code_and_its_paths() {
    let text = "use a::{b, c::{d, self}};\n// x::y\nlet s = \"p::q\"; let c = '\"'; r#\"t::u\"#; f::<'a>(crate::g::h);\n";
    let seen = paths(&code(text));
    let wanted = [(1, "a::b"), (1, "a::c::d"), (1, "a::c::self"), (3, "f::"), (3, "crate::g::h")];
    assert_eq!(seen, wanted.map(|(line, path)| (line, path.to_owned())));
}
