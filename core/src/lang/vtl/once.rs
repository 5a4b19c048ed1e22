//! Templates that are rendered once: the common forms are carried out as they are read, without a tree.
//!
//! The forms and what they mean are those of `parse/quick` and `render/look`; the tests compare both ways. What goes
//! beyond them in any way, errors and limits included, is left to [`Template`], which begins anew.

use smallvec::SmallVec;

use super::ast::Known;
use super::lex::Kind;
use super::lex::shape::{blanks_and_line_end, byte, run, set_directive};
use super::methods::util;
use super::parse::quick::forms::{
    DEPTH, Place, closing, comparison, ends, scan_name, skip, text_end, text_len,
};
use super::parse::reference::is_mutator;
use super::render::out::Out;
use super::render::seen::{Look, decide, parameter, plain};
use super::value::{Flavour, member};
use super::{Inputs, Limits, ParseError, RenderError, Rendered, Template};
use crate::lang::json::Json;

/// How deep conditions may nest here.
const NESTED_MAX: u32 = 16;

/// Why a template that is rendered once is not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OnceError {
    /// It is no template.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// It cannot be rendered with these inputs.
    #[error(transparent)]
    Render(#[from] RenderError),
}

/// Reads a template and renders it, for templates that are not rendered again: the same as [`Template::parse`] and
/// [`Template::render`], and for common templates twice as fast.
///
/// Errors: those of either.
pub fn render_once(source: &str, inputs: &Inputs, limits: &Limits) -> Result<Rendered, OnceError> {
    // No form takes more steps than bytes.
    if limits.steps > 2 * source.len() as u64 + 2
        && let Some(text) = Once::new(source, inputs, limits).run()
    {
        return Ok(Rendered { text, overrides: None, notes: Vec::new() });
    }
    Ok(Template::parse(source)?.render(inputs, limits)?)
}

/// A run; wherever it gives nothing, it met what is not its own.
struct Once<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    inputs: &'a Inputs,
    variables: SmallVec<[(&'a [u8], Look<'a>); 8]>,
    out: Out,
    /// Bytes of output at which it ends.
    most: usize,
}

/// Where a name leads.
#[derive(Clone, Copy)]
enum Root<'a> {
    Input,
    Util,
    Look(Look<'a>),
}

impl<'a> Once<'a> {
    fn new(text: &'a str, inputs: &'a Inputs, limits: &Limits) -> Self {
        let out = Out::with_capacity(text.len() + 64);
        let variables = SmallVec::new();
        Self { text, bytes: text.as_bytes(), at: 0, inputs, variables, out, most: limits.output_bytes }
    }

    fn run(mut self) -> Option<String> {
        let end = self.block(true, 0)?;
        (end.is_none() && self.out.len() <= self.most).then(|| self.out.into_text())
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Everything up to `#else`, `#end` or the end, which is what is given. Prints and sets nothing unless `runs`.
    fn block(&mut self, runs: bool, depth: u32) -> Option<Option<Kind>> {
        while self.at < self.bytes.len() {
            let rest = self.rest();
            match byte(rest, 0) {
                b'$' => self.reference(runs)?,
                b'\\' => return None,
                b'#' if rest.starts_with(b"#if(") => self.choice(runs, depth)?,
                b'#' | b' ' | b'\t' if set_directive(rest).is_some() => self.set(runs)?,
                b'#' => {
                    let (kind, len) = closing(rest)?;
                    self.at += len;
                    return Some(Some(kind));
                }
                _ => {
                    let text = rest.get(..text_len(rest))?;
                    self.at += text.len();
                    if runs {
                        self.out.push_bytes(text);
                    }
                }
            }
        }
        Some(None)
    }

    /// A reference that is printed.
    fn reference(&mut self, runs: bool) -> Option<()> {
        let start = self.at;
        if runs && self.bytes.get(start..)?.starts_with(b"$util.") {
            return self.escaped(start);
        }
        let (look, end) = self.look(start, Place::Text, DEPTH, runs)?;
        self.at = end;
        let printed = match look {
            _ if self.out.len() > self.most => false,
            // As Java prints them, which the tree's printer counts.
            Look::Json(Json::Array(_) | Json::Object(_), _) => false,
            look => look.push(&mut self.out),
        };
        printed.then_some(())
    }

    /// `$util.escapeJavaScript(…)`.
    fn escaped(&mut self, start: usize) -> Option<()> {
        const CALL: &[u8] = b"$util.escapeJavaScript(";
        if !self.bytes.get(start..)?.starts_with(CALL) || self.out.len() > self.most {
            return None;
        }
        let at = skip(self.bytes, start + CALL.len());
        let (look, end) = match byte(self.bytes, at) {
            b'$' => self.look(at, Place::Expression, DEPTH - 1, true)?,
            b'\'' | b'"' => self.literal(at)?,
            _ => return None,
        };
        let end = skip(self.bytes, end) + 1;
        if byte(self.bytes, end - 1) != b')'
            || byte(self.bytes, end) == b'.'
            || !ends(self.bytes, end, Place::Text, false)
        {
            return None;
        }
        self.at = end;
        let out = &mut self.out;
        util::escaped_parts(look.text()?, |part| out.push_str(part));
        Some(())
    }

    fn literal(&self, at: usize) -> Option<(Look<'a>, usize)> {
        let end = text_end(self.bytes, at)?;
        Some((Look::Text(self.text.get(at + 1..end - 1)?), end))
    }

    fn root(&self, name: &[u8]) -> Root<'a> {
        match name {
            b"input" => Root::Input,
            b"util" => Root::Util,
            b"context" => Root::Look(Look::Json(self.inputs.context(), Flavour::Java)),
            b"stageVariables" => Root::Look(Look::Json(self.inputs.stage_variables(), Flavour::Java)),
            _ => {
                let set = self.variables.iter().find(|(known, _)| *known == name);
                let given = || match member(self.inputs.variables(), name) {
                    None | Some(Json::Null) => Look::Nothing,
                    Some(value) => Look::Json(value, Flavour::Java),
                };
                Root::Look(set.map_or_else(given, |(_, look)| *look))
            }
        }
    }

    /// Where a reference leads, and where it ends; nothing is looked up unless `runs`.
    fn look(&self, start: usize, place: Place, depth: u32, runs: bool) -> Option<(Look<'a>, usize)> {
        let bytes = self.bytes;
        let mut end = scan_name(bytes, start + 1)?;
        let mut root = match runs {
            true => self.root(bytes.get(start + 1..end)?),
            false => Root::Look(Look::Nothing),
        };
        let mut in_modifier = false;
        let name_end = end;
        while byte(bytes, end) == b'.' && byte(bytes, end + 1).is_ascii_alphabetic() {
            let to = scan_name(bytes, end + 1)?;
            let name = bytes.get(end + 1..to)?;
            in_modifier = byte(bytes, to) != b'(';
            if in_modifier {
                end = to;
                root = property(root, name)?;
            } else {
                (root, end) = self.method(root, name, to + 1, depth)?;
            }
        }
        let whole = end == name_end && matches!(root, Root::Look(Look::Json(Json::Object(_), _)));
        match root {
            Root::Look(look) if !whole && ends(bytes, end, place, in_modifier) => Some((look, end)),
            _ => None,
        }
    }

    /// A method whose arguments begin at `start`, and where they end.
    fn method(&self, root: Root<'a>, name: &[u8], start: usize, depth: u32) -> Option<(Root<'a>, usize)> {
        if is_mutator(name) {
            return None;
        }
        let (literal, end) = self.arguments(start, depth)?;
        let found = match (root, Known::named(name)) {
            (Root::Look(Look::Nothing), _) => Look::Nothing,
            (Root::Input, Known::Path) => {
                let found = plain(self.inputs.body_json().as_ref().ok()?, literal?)?;
                found.map_or(Look::Nothing, |found| Look::Json(found, Flavour::Json))
            }
            (Root::Input, Known::Params) => {
                let found = parameter(self.inputs, literal?);
                found.map_or(Look::Nothing, |found| Look::Json(found, Flavour::Java))
            }
            _ => return None,
        };
        Some((Root::Look(found), end))
    }

    /// A method's arguments up to behind the closing parenthesis; the literal where there is just that.
    fn arguments(&self, start: usize, depth: u32) -> Option<(Option<&'a str>, usize)> {
        let bytes = self.bytes;
        if byte(bytes, start) == b')' {
            return Some((None, start + 1));
        }
        let (mut at, mut count) = (start, 0);
        loop {
            at = skip(bytes, at);
            count += 1;
            let (literal, end) = match byte(bytes, at) {
                b'\'' | b'"' => {
                    let end = text_end(bytes, at)?;
                    (self.text.get(at + 1..end - 1), end)
                }
                b'$' if depth > 0 => (None, self.look(at, Place::Expression, depth - 1, false)?.1),
                _ => return None,
            };
            at = skip(bytes, end);
            match byte(bytes, at) {
                b',' => at += 1,
                b')' => return Some((literal.filter(|_| count == 1), at + 1)),
                _ => return None,
            }
        }
    }

    /// A text, a whole number or a reference, with the blanks around it, and where it ends.
    fn operand(&self, start: usize, runs: bool) -> Option<(Look<'a>, usize)> {
        let at = skip(self.bytes, start);
        let (look, end) = match byte(self.bytes, at) {
            b'$' => self.look(at, Place::Expression, DEPTH, runs)?,
            b'\'' | b'"' => self.literal(at)?,
            b'0'..=b'9' => {
                let end = at + run(self.bytes, at, |byte| byte.is_ascii_digit());
                (Look::Int(self.text.get(at..end)?.parse().ok()?), end)
            }
            _ => return None,
        };
        let after = skip(self.bytes, end);
        matches!(byte(self.bytes, after), b')' | b'=' | b'!' | b'<' | b'>').then_some((look, after))
    }

    /// `#set($name = operand)`.
    fn set(&mut self, runs: bool) -> Option<()> {
        let bytes = self.bytes;
        let from = skip(bytes, self.at + set_directive(self.rest())?);
        let name_end = scan_name(bytes, from + 1).filter(|_| byte(bytes, from) == b'$')?;
        let name = bytes.get(from + 1..name_end)?;
        let sign = skip(bytes, name_end);
        let sets = byte(bytes, sign) == b'=' && byte(bytes, sign + 1) != b'=';
        if !sets || matches!(name, b"input" | b"util" | b"context" | b"stageVariables") {
            return None;
        }
        let (look, end) = self.operand(sign + 1, runs)?;
        if byte(bytes, end) != b')' {
            return None;
        }
        self.at = end + 1 + blanks_and_line_end(bytes, end + 1);
        if runs {
            let look = if let Look::Nothing = look { Look::Text("") } else { look };
            match self.variables.iter_mut().find(|(known, _)| *known == name) {
                Some((_, held)) => *held = look,
                None => self.variables.push((name, look)),
            }
        }
        Some(())
    }

    /// `#if(…)` with its blocks.
    fn choice(&mut self, runs: bool, depth: u32) -> Option<()> {
        let (flag, end) = self.condition(self.at + 4, runs)?;
        if depth >= NESTED_MAX || byte(self.bytes, end) != b')' {
            return None;
        }
        self.at = end + 1 + blanks_and_line_end(self.bytes, end + 1);
        let mut closed = self.block(runs && flag, depth + 1)?;
        if let Some(Kind::Else) = closed {
            closed = self.block(runs && !flag, depth + 1)?;
        }
        matches!(closed, Some(Kind::EndDirective)).then_some(())
    }

    fn condition(&self, start: usize, runs: bool) -> Option<(bool, usize)> {
        let (left, end) = self.operand(start, runs)?;
        let (operator, len) = comparison(self.bytes.get(end..)?)?;
        let Some(operator) = operator else {
            return match left {
                // A literal alone is false.
                Look::Text(_) | Look::Int(_) => None,
                look => Some((look.flag().unwrap_or(true), end)),
            };
        };
        let (right, end) = self.operand(end + len, runs)?;
        let flag = if runs { decide(operator, left, right)? } else { false };
        Some((flag, end))
    }
}

/// What a property leads to.
fn property<'a>(root: Root<'a>, name: &[u8]) -> Option<Root<'a>> {
    let found = match root {
        Root::Look(Look::Nothing) => Look::Nothing,
        // Java's reflection, which the tree's way answers.
        _ if matches!(name, b"class" | b"Class") => return None,
        Root::Look(Look::Json(Json::Object(members), flavour)) => match member(members, name) {
            None | Some(Json::Null) => Look::Nothing,
            Some(found) => Look::Json(found, flavour),
        },
        _ => return None,
    };
    Some(Root::Look(found))
}
