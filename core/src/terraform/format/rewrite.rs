//! What `terraform fmt` writes anew beside white space: labels in quotes, arguments that are one template, and types as
//! Terraform 0.11 had them.

use crate::lang::hcl::{Kind, Token};

/// The words of a text with these written anew.
pub(super) fn rewritten(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut out = Vec::with_capacity(tokens.len());
    // The word of each block that is open, and none for other brackets.
    let mut open: Vec<Option<&str>> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let in_body = open.last().is_none_or(Option::is_some);
        let begins =
            out.last().is_none_or(|before: &Token<'_>| before.ends_line() || before.kind == Kind::OpenBrace);
        if token.kind == Kind::Name && in_body && begins {
            let rest = tokens.get(at..).unwrap_or_default();
            if let Some(length) = head_length(rest) {
                push_head(&mut out, rest.get(..length).unwrap_or_default());
                open.push(Some(token.text));
                at += length;
                continue;
            }
            if rest.get(1).is_some_and(|equals| equals.kind == Kind::Equal) {
                let value =
                    rest.get(2..2 + value_length(rest.get(2..).unwrap_or_default())).unwrap_or_default();
                out.extend(rest.iter().take(2).cloned());
                match token.text {
                    "type" if open.as_slice() == [Some("variable")] => push_type(&mut out, value),
                    _ => push_value(&mut out, value),
                }
                at += 2 + value.len();
                continue;
            }
        }
        match token.kind {
            Kind::OpenBrace | Kind::OpenBracket | Kind::OpenParenthesis | Kind::OpenTemplate => {
                open.push(None)
            }
            Kind::CloseBrace | Kind::CloseBracket | Kind::CloseParenthesis | Kind::CloseTemplate => {
                open.pop();
            }
            _ => {}
        }
        out.push(token.clone());
        at += 1;
    }
    out
}

/// How many words the head of a block has, with its brace; none where no block begins.
fn head_length(tokens: &[Token<'_>]) -> Option<usize> {
    let ends = |kind: Kind| {
        !matches!(kind, Kind::Name | Kind::OpenQuote | Kind::Literal | Kind::CloseQuote | Kind::Comment)
    };
    let end = tokens.iter().position(|token| ends(token.kind) || token.ends_line())?;
    (tokens.get(end)?.kind == Kind::OpenBrace).then_some(end + 1)
}

/// The head of a block with its labels in quotes, and without comments between them.
fn push_head<'t>(out: &mut Vec<Token<'t>>, head: &[Token<'t>]) {
    let quote = |kind: Kind| Token { kind, text: "\"", spaces: 0, was: None };
    for (at, token) in head.iter().enumerate() {
        match token.kind {
            Kind::Name if at > 0 => {
                out.push(quote(Kind::OpenQuote));
                out.push(Token { kind: Kind::Literal, ..token.clone() });
                out.push(quote(Kind::CloseQuote));
            }
            Kind::Comment => {}
            _ => out.push(token.clone()),
        }
    }
}

/// How many words the value of an argument has.
fn value_length(tokens: &[Token<'_>]) -> usize {
    let mut open = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::OpenBrace | Kind::OpenBracket | Kind::OpenParenthesis | Kind::OpenTemplate => open += 1,
            Kind::CloseBrace if open == 0 => return at,
            Kind::CloseBrace | Kind::CloseBracket | Kind::CloseParenthesis | Kind::CloseTemplate => {
                open = open.saturating_sub(1);
            }
            _ if open == 0 && token.ends_line() => return at,
            Kind::Comment if open == 0 => return at,
            _ => {}
        }
    }
    tokens.len()
}

/// `"${x}"` as `x`, in parentheses where it has several lines.
fn push_value<'t>(out: &mut Vec<Token<'t>>, value: &[Token<'t>]) {
    let Some(inside) = only_template(value) else {
        out.extend(value.iter().cloned());
        return;
    };
    let is_break = |token: &&Token<'_>| token.kind == Kind::Newline;
    let start = inside.iter().take_while(is_break).count();
    let end = inside.len() - inside.iter().rev().take_while(is_break).count();
    let inside = inside.get(start..end).unwrap_or_default();
    let has = |token: Option<&Token<'_>>, kind: Kind| token.is_some_and(|token| token.kind == kind);
    let tall = inside.iter().any(|token| token.kind == Kind::Newline);
    let wrapped = has(inside.first(), Kind::OpenParenthesis) && has(inside.last(), Kind::CloseParenthesis);
    let bracket = |kind: Kind, text: &'static str| Token { kind, text, spaces: 0, was: None };
    if tall && !wrapped {
        out.push(bracket(Kind::OpenParenthesis, "("));
        out.extend(inside.iter().cloned());
        out.push(bracket(Kind::CloseParenthesis, ")"));
    } else {
        out.extend(inside.iter().cloned());
    }
}

/// The inside of a text that is one template and nothing else.
fn only_template<'v, 't>(value: &'v [Token<'t>]) -> Option<&'v [Token<'t>]> {
    let [quote, opens, inside @ .., closes, _] = value else { return None };
    let is_value = quote.kind == Kind::OpenQuote && opens.text.starts_with('$');
    if !is_value || inside.is_empty() || closes.kind != Kind::CloseTemplate {
        return None;
    }
    let mut quotes = 0_usize;
    for token in inside {
        match token.kind {
            Kind::OpenQuote => quotes += 1,
            Kind::CloseQuote => quotes = quotes.saturating_sub(1),
            Kind::OpenTemplate | Kind::CloseTemplate | Kind::Literal if quotes == 0 => return None,
            _ => {}
        }
    }
    Some(inside)
}

/// The type of a variable, of which Terraform 0.11 knew `"string"`, `"list"` and `"map"`.
fn push_type<'t>(out: &mut Vec<Token<'t>>, value: &[Token<'t>]) {
    let (name, of) = match value {
        [only] if only.kind == Kind::Name && matches!(only.text, "list" | "map" | "set") => {
            (only, Some("any"))
        }
        [quote, name, _] if quote.kind == Kind::OpenQuote => match name.text {
            "string" => (name, None),
            "list" | "map" => (name, Some("string")),
            _ => return out.extend(value.iter().cloned()),
        },
        _ => return out.extend(value.iter().cloned()),
    };
    let made = |kind: Kind, text: &'static str| Token { kind, text, spaces: 0, was: None };
    out.push(Token { kind: Kind::Name, ..name.clone() });
    if let Some(of) = of {
        out.push(made(Kind::OpenParenthesis, "("));
        out.push(made(Kind::Name, of));
        out.push(made(Kind::CloseParenthesis, ")"));
    }
}
