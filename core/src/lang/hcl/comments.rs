//! The comments of a block: taken out of its text, and put into another text of the same block.

use indexmap::IndexMap;

use super::lex::{Kind, Token, tokens};

/// What lines in comments are drawn with.
const RULES: &[char] = &['-', '=', '#', '*', '_', '~', '+', '/', ' '];
/// What a key of [`Comments::inside`] ends with for a comment behind an argument, on its line.
const BEHIND: &str = " #";
/// What it ends with for comments before the brace that closes a block.
const END: &str = "}";
/// How deep blocks are looked into.
const DEPTH_MAX: usize = 20;

/// A block's comments, each as it was written, with its marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Comments {
    /// Those before its first word.
    pub(crate) above: String,
    /// Those inside, by the argument or block that they stand above: `uri`, `settings[0]`, `settings[0].rate`; behind
    /// an argument `uri #`, at the end of the block `}` and of a block in it `settings[0]}`. Those in an argument's
    /// value count as above it.
    pub(crate) inside: IndexMap<String, String>,
}

/// A place of a text that comments belong to.
struct Spot {
    key: String,
    /// Where its line begins.
    line: usize,
    /// The end of the line, where a comment behind an argument goes.
    end: usize,
}

/// Whether a text may hold a comment at all.
fn may_hold(text: &str) -> bool {
    text.contains('#') || text.contains("//") || text.contains("/*")
}

/// Whether a text is comments and nothing else.
pub(crate) fn is_comments(text: &str) -> bool {
    let tokens = tokens(text);
    tokens
        .is_some_and(|tokens| tokens.iter().all(|token| matches!(token.kind, Kind::Comment | Kind::Newline)))
}

/// The comments of the only block of a text.
pub(crate) fn comments(text: &str) -> Comments {
    let mut walker = Walker::default();
    let Some(tokens) = may_hold(text).then(|| tokens(text)).flatten() else { return Comments::default() };
    let Some(brace) = walker.head(&tokens) else { return Comments::default() };
    walker.body(&tokens, brace + 1, "", 0);
    let first = tokens.iter().find(|token| !matches!(token.kind, Kind::Comment | Kind::Newline));
    let start = first.and_then(|token| token.was.as_ref()).map_or(0, |was| was.start);
    walker.found.above = text.get(..start).unwrap_or_default().trim().to_owned();
    walker.found
}

/// The text of a block with comments inside of it. What has no place in it any more stands below its first line.
pub(crate) fn with_comments(text: &str, inside: &IndexMap<String, String>) -> String {
    let mut walker = Walker { text, ..Walker::default() };
    let Some(tokens) = (!inside.is_empty()).then(|| tokens(text)).flatten() else { return text.to_owned() };
    let Some(brace) = walker.head(&tokens) else { return text.to_owned() };
    walker.body(&tokens, brace + 1, "", 0);
    let below = tokens.get(brace).and_then(|brace| brace.was.clone()).map_or(0, |was| was.end);
    // A block without lines has none to put them between.
    let below = text.get(below..).and_then(|rest| rest.find('\n')).map(|end| below + end + 1);
    let Some(below) = below else { return text.to_owned() };
    let mut added: Vec<(usize, String)> = Vec::new();
    for (key, comment) in inside {
        let behind = key.strip_suffix(BEHIND);
        let spot = walker.spots.iter().find(|spot| spot.key == behind.unwrap_or(key));
        match (spot, behind) {
            (Some(spot), Some(_)) if !comment.starts_with("/*") || !comment.contains('\n') => {
                added.push((spot.end, format!(" {comment}")));
            }
            (Some(spot), _) => added.push((spot.line, format!("{comment}\n"))),
            (None, _) => added.push((below, format!("{comment}\n"))),
        }
    }
    added.sort_by_key(|(at, _)| *at);
    let (mut out, mut done) = (String::with_capacity(text.len() + 80), 0);
    for (at, comment) in added {
        out.push_str(text.get(done..at).unwrap_or_default());
        out.push_str(&comment);
        done = at;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// The comment directly above a block, line by line, without lines that only draw.
pub(crate) fn comment_lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        let inner = line.strip_prefix('#').or_else(|| line.strip_prefix("//"));
        if line.is_empty() || line.ends_with("*/") {
            // What is above is about more than the block.
            lines.clear();
            continue;
        }
        let Some(inner) = inner else { break };
        let inner = inner.strip_prefix(' ').unwrap_or(inner).trim_end();
        if !inner.chars().all(|char| RULES.contains(&char)) {
            lines.push(inner.to_owned());
        }
    }
    lines
}

#[derive(Default)]
struct Walker<'t> {
    text: &'t str,
    found: Comments,
    spots: Vec<Spot>,
}

impl Walker<'_> {
    /// Where the brace is that opens the block.
    fn head(&self, tokens: &[Token<'_>]) -> Option<usize> {
        tokens.iter().position(|token| token.kind == Kind::OpenBrace)
    }

    /// Goes through a body up to the brace that closes it, and says what is behind that.
    fn body(&mut self, tokens: &[Token<'_>], mut at: usize, path: &str, depth: usize) -> usize {
        let mut waiting: Vec<&str> = Vec::new();
        let mut counts: IndexMap<&str, usize> = IndexMap::new();
        while let Some(token) = tokens.get(at) {
            match token.kind {
                Kind::Comment => waiting.push(token.text.trim_end()),
                Kind::CloseBrace => {
                    self.add([path, END].concat(), &mut waiting, token);
                    return at + 1;
                }
                Kind::Name | Kind::OpenQuote => {
                    let dot = if path.is_empty() { "" } else { "." };
                    let name = [path, dot, token.text].concat();
                    at = match tokens.get(at + 1).map(|next| next.kind) {
                        Some(Kind::Equal) => self.argument(tokens, at, name, &mut waiting),
                        _ if depth < DEPTH_MAX => {
                            let count = counts.entry(token.text).or_default();
                            let name = format!("{name}[{count}]");
                            *count += 1;
                            self.add(name.clone(), &mut waiting, token);
                            let after = tokens.get(at..).unwrap_or_default();
                            let brace = after.iter().position(|token| token.kind == Kind::OpenBrace);
                            brace.map_or(tokens.len(), |brace| {
                                self.body(tokens, at + brace + 1, &name, depth + 1)
                            })
                        }
                        _ => tokens.len(),
                    };
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        at
    }

    /// Goes over an argument, and says what is behind it.
    fn argument<'w>(
        &mut self,
        tokens: &[Token<'w>],
        from: usize,
        name: String,
        waiting: &mut Vec<&'w str>,
    ) -> usize {
        let (mut at, mut open, mut behind) = (from, 0_usize, None);
        while let Some(token) = tokens.get(at) {
            match token.kind {
                Kind::OpenBrace | Kind::OpenBracket | Kind::OpenParenthesis | Kind::OpenTemplate => open += 1,
                Kind::CloseBrace if open == 0 => break,
                Kind::CloseBrace | Kind::CloseBracket | Kind::CloseParenthesis | Kind::CloseTemplate => {
                    open = open.saturating_sub(1);
                }
                Kind::Comment if open == 0 => behind = Some(token.text.trim_end()),
                Kind::Comment => waiting.push(token.text.trim_end()),
                _ => {}
            }
            if open == 0 && token.ends_line() {
                break;
            }
            at += 1;
        }
        if let Some(first) = tokens.get(from) {
            self.add(name.clone(), waiting, first);
        }
        if let Some(comment) = behind {
            self.found.inside.insert(name + BEHIND, comment.to_owned());
        } else if let (Some(spot), Some(was)) =
            (self.spots.last_mut(), tokens.get(at).and_then(|end| end.was.clone()))
        {
            spot.end = was.start;
        }
        let ends = tokens.get(at).is_some_and(Token::ends_line);
        if ends { at + 1 } else { at }
    }

    /// Notes a place, with the comments that stand above it.
    fn add(&mut self, key: String, waiting: &mut Vec<&str>, token: &Token<'_>) {
        if !waiting.is_empty() {
            self.found.inside.insert(key.clone(), waiting.join("\n"));
            waiting.clear();
        }
        let at = token.was.as_ref().map_or(0, |was| was.start);
        let line = self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        self.spots.push(Spot { key, line, end: at });
    }
}

#[cfg(test)]
mod tests {
    use super::{comments, with_comments};

    const TEXT: &str = "# One\n// two\n\n/* three */\nresource \"x\" \"y\" {\n  # a\n  # b\n  uri = \"http://a#b\" # c\n  map = {\n    # d\n    k = 1\n  }\n  settings {\n    // e\n    rate = 1\n    # f\n  }\n  settings {\n    rate = 2 # g\n  }\n  # h\n}\n";

    #[test]
    fn comments_come_out_and_go_in_again() {
        let found = comments(TEXT);
        assert_eq!(found.above, "# One\n// two\n\n/* three */");
        let inside: Vec<(&str, &str)> =
            found.inside.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
        let wanted = [
            ("uri", "# a\n# b"),
            ("uri #", "# c"),
            ("map", "# d"),
            ("settings[0].rate", "// e"),
            ("settings[0]}", "# f"),
            ("settings[1].rate #", "# g"),
            ("}", "# h"),
        ];
        assert_eq!(inside, wanted);
        let plain = "resource \"x\" \"y\" {\n  uri = \"http://a#b\"\n  map = {\n    k = 1\n  }\n  settings {\n    rate = 1\n  }\n  settings {\n    rate = 2\n  }\n}\n";
        let again = with_comments(plain, &found.inside);
        assert_eq!(comments(&again).inside, found.inside, "{again}");
    }

    #[test]
    fn comments_whose_argument_is_gone_stay() {
        let inside = [("gone".to_owned(), "# why".to_owned()), ("a #".to_owned(), "# x".to_owned())].into();
        let text = with_comments("resource \"x\" \"y\" {\n  a = 1\n}", &inside);
        assert_eq!(text, "resource \"x\" \"y\" {\n# why\n  a = 1 # x\n}");
    }

    #[test]
    fn texts_without_comments_or_lines_stay() {
        assert_eq!(comments("resource \"x\" \"y\" {\n  a = \"#\"\n}").inside.len(), 0);
        let inside = [("a".to_owned(), "# x".to_owned())].into();
        assert_eq!(with_comments("x {}", &inside), "x {}");
    }
}
