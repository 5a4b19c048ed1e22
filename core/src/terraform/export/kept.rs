//! Expressions and blocks that came from the user's own files.
//!
//! While the module is made, each expression is stood in for by a word that every check of a name or an ARN lets
//! pass; at the end the words become the expressions again.

use std::borrow::Cow;

use hcl::expr::TemplateExpr;
use indexmap::IndexMap;
use serde_json::Value;

use super::follow::followed;
use super::module::Piece;
use super::put::{of_part, put_argument, put_own, unmark};
use super::shared::permission_part::{NAMED, is_named};
use super::v2::UNDESCRIBED;
use crate::design::Design;
use crate::lang::hcl::{behind, changed, refers};
use crate::terraform::spelled;
use crate::terraform::syntax::{Expr, escaped, reference_text};

/// The argument that names the provider of all blocks of a design.
pub(in crate::terraform) const PROVIDER: &str = "design * provider";
/// What a word begins and ends with.
const BEGIN: &str = "Kept";
const END: &str = "qKept";

/// Words and the expressions that they stand for.
#[derive(Debug, Default)]
pub(super) struct Kept {
    words: Vec<(String, String)>,
}

/// Whether a text holds a word that stands for an expression.
pub(in crate::terraform) fn is_kept(text: &str) -> bool {
    text.contains(END) && text.split(BEGIN).any(|part| part.starts_with(|first: char| first.is_ascii_digit()))
}

/// A text without the words' marks, for names that are made of it: `Kept3qstagenameqKept` → `stagename`.
pub(in crate::terraform) fn readable(text: &str) -> Cow<'_, str> {
    if !text.contains(BEGIN) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(BEGIN) {
        out.push_str(before);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let word = after.get(digits..).and_then(|word| word.strip_prefix('q'));
        match word.filter(|_| digits > 0).and_then(|word| word.split_once(END)) {
            Some((word, after)) => {
                out.push_str(word);
                rest = after;
            }
            None => {
                out.push_str(BEGIN);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

impl Kept {
    /// The design with words in place of its expressions; none when it holds none.
    pub(super) fn stand_in(design: &Design) -> Option<(Design, Self)> {
        let kept = &design.terraform;
        let mut expressions: Vec<&String> = kept.all_expressions().collect();
        if expressions.is_empty() {
            return None;
        }
        expressions.retain(|text| is_expression(text));
        expressions.sort();
        expressions.dedup();
        // A longer one may hold a shorter one.
        expressions.sort_by_key(|text| std::cmp::Reverse(text.len()));
        let words = expressions.iter().enumerate().map(|(at, text)| (word(at, text), (*text).clone()));
        let kept = Self { words: words.collect() };
        let mut value = serde_json::to_value(design).ok()?;
        kept.put(&mut value);
        let mut changed: Design = serde_json::from_value(value).ok()?;
        changed.terraform = design.terraform.clone();
        let is_name = |key: &str| key.contains(UNDESCRIBED) || key.contains(NAMED);
        let names = changed.terraform.arguments.iter_mut().filter(|(key, _)| is_name(key));
        for (_, name) in names {
            *name = kept.stood_in(std::mem::take(name));
        }
        spelled::stale(design).iter().for_each(|key| _ = changed.terraform.arguments.shift_remove(key));
        kept.stand_in_marks(&mut changed);
        Some((changed, kept))
    }

    /// A text with words in place of its expressions.
    fn stood_in(&self, text: String) -> String {
        let mut value = Value::String(text);
        self.put(&mut value);
        value.as_str().unwrap_or_default().to_owned()
    }

    /// What tells resources apart may be an expression, too, such as the VPC endpoint that reaches a domain.
    fn stand_in_marks(&self, design: &mut Design) {
        let kept = &mut design.terraform;
        for texts in [&mut kept.addresses, &mut kept.names, &mut kept.arguments] {
            self.stand_in_keys(texts);
        }
        self.stand_in_keys(&mut kept.comments);
        self.stand_in_keys(&mut kept.computed);
    }

    fn stand_in_keys<T>(&self, map: &mut IndexMap<String, T>) {
        if map.keys().any(|key| key.contains("${")) {
            let marked = std::mem::take(map).into_iter();
            *map = marked.map(|(key, value)| (self.stood_in(key), value)).collect();
        }
    }

    /// Whether it holds no expression.
    pub(super) const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The word that stands for an expression.
    pub(super) fn word(&self, expression: &str) -> Option<&str> {
        self.words.iter().find(|(_, text)| text == expression).map(|(word, _)| word.as_str())
    }

    /// The expression that a word stands for.
    pub(super) fn expression_of(&self, word: &str) -> Option<&str> {
        let found = is_kept(word).then(|| self.words.iter().find(|(known, _)| known == word));
        found.flatten().map(|(_, text)| text.as_str())
    }

    fn put(&self, value: &mut Value) {
        match value {
            Value::String(text) if text.contains("${") => {
                for (word, expression) in &self.words {
                    *text = text.replace(&format!("${{{expression}}}"), word);
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.put(value)),
            Value::Object(map) => map.values_mut().for_each(|value| self.put(value)),
            _ => {}
        }
    }

    /// The same with the expressions' resources under their new addresses.
    pub(super) fn readdressed(&self, design: &Design, addresses: &IndexMap<String, String>) -> Self {
        let change = |text: &String| readdress(text, &design.terraform.addresses, addresses);
        Self { words: self.words.iter().map(|(word, text)| (word.clone(), change(text))).collect() }
    }

    /// Puts the expressions back.
    pub(super) fn restore(&self, piece: &mut Piece) {
        if !self.words.is_empty() {
            self.restore_body(&mut piece.block.body);
            piece.comment = self.plain(&piece.comment);
        }
    }

    /// Puts words where the design leaves arguments, which are no text, at their default.
    pub(super) fn put_arguments(&self, design: &Design, piece: &mut Piece) {
        if design.terraform.arguments.is_empty() {
            return;
        }
        put_provider(design, &mut piece.block);
        let kind = piece.block.labels().first().map(|kind| kind.as_str().to_owned()).unwrap_or_default();
        let prefix = format!("{} {kind} ", piece.item.key());
        for (key, expression) in &design.terraform.arguments {
            let Some(path) = key.strip_prefix(&prefix) else { continue };
            let word = self.words.iter().find(|(_, text)| text == expression);
            let Some((word, _)) = word else { continue };
            if path.starts_with('[') {
                let is_name = |path: &str| matches!(path, "function_name" | "qualifier");
                let path = of_part(path, &piece.mark);
                match path.filter(|path| !is_name(path) || is_named(design, piece.item)) {
                    Some(path @ "depends_on") => {
                        put_argument(&mut piece.block, path, word, expression);
                        piece.fold = None;
                    }
                    Some(path) => {
                        put_own(&mut piece.block, path, if expression == "null" { None } else { Some(word) });
                    }
                    None => {}
                }
            } else if expression != "null" {
                put_argument(&mut piece.block, path, word, expression);
                if path == "depends_on" || path == "provider" {
                    // Terraform takes no value of `each` there.
                    piece.fold = None;
                }
            }
        }
        unmark(&mut piece.block.body);
    }

    fn restore_body(&self, body: &mut hcl::Body) {
        for structure in body.iter_mut() {
            match structure {
                hcl::Structure::Attribute(attribute) => self.restore_in(&mut attribute.expr),
                hcl::Structure::Block(block) => self.restore_body(&mut block.body),
            }
        }
    }

    pub(super) fn restore_in(&self, expr: &mut Expr) {
        if self.words.is_empty() {
            return;
        }
        match expr {
            Expr::String(text) if is_kept(text) => *expr = self.expression(text),
            Expr::Array(values) => values.iter_mut().for_each(|value| self.restore_in(value)),
            Expr::Object(entries) => entries.values_mut().for_each(|value| self.restore_in(value)),
            Expr::FuncCall(call) => call.args.iter_mut().for_each(|value| self.restore_in(value)),
            Expr::Conditional(choice) => {
                for value in [&mut choice.cond_expr, &mut choice.true_expr, &mut choice.false_expr] {
                    self.restore_in(value);
                }
            }
            Expr::TemplateExpr(template) => {
                if let TemplateExpr::QuotedString(source) = template.as_mut() {
                    *source = self.spliced(source);
                }
            }
            _ => {}
        }
    }

    /// A text with words in it as an expression.
    fn expression(&self, text: &str) -> Expr {
        if let Some((_, only)) = self.words.iter().find(|(word, _)| word == text) {
            return reference_text(only);
        }
        Expr::TemplateExpr(Box::new(TemplateExpr::QuotedString(self.spliced(&escaped(text)))))
    }

    /// The inside of a quoted template with the expressions in place of the words.
    fn spliced(&self, source: &str) -> String {
        let mut out = source.to_owned();
        for (word, expression) in &self.words {
            // A dollar sign before it would join with the expression's own.
            out = out.replace(&format!("${word}"), &format!("\\u0024{word}"));
            out = out.replace(word, &format!("${{{expression}}}"));
        }
        out
    }

    /// Addresses by what they are made from, with the expressions in that as they are.
    pub(super) fn plain_marks(&self, addresses: IndexMap<String, String>) -> IndexMap<String, String> {
        addresses.into_iter().map(|(mark, address)| (self.plain(&mark), address)).collect()
    }

    /// A text for readers, with the expressions as they are.
    pub(super) fn plain(&self, text: &str) -> String {
        let mut out = text.to_owned();
        if !is_kept(text) {
            return out;
        }
        for (word, expression) in &self.words {
            out = out.replace(word, &format!("${{{expression}}}"));
        }
        out
    }
}

/// Whether a text is an expression of the Terraform language.
pub(in crate::terraform) fn is_expression(text: &str) -> bool {
    let one = |body: hcl::Body| body.attributes().count() == 1 && body.blocks().count() == 0;
    !text.trim().is_empty() && hcl::parse(&format!("x = {text}\n")).is_ok_and(one)
}

/// A word of letters and digits that ends like the expression does: `var.stage_name` → `Kept3qstagenameqKept`.
fn word(at: usize, expression: &str) -> String {
    let last = expression.rsplit('.').next().unwrap_or_default();
    let letters: String = last.chars().filter(char::is_ascii_alphanumeric).take(24).collect();
    format!("{BEGIN}{at}q{letters}{END}")
}

/// Names the provider of a block, where the user's files give all blocks the same one.
pub(super) fn put_provider(design: &Design, block: &mut hcl::Block) {
    let Some(provider) = design.terraform.arguments.get(PROVIDER) else { return };
    let of_aws = block.labels().first().is_some_and(|kind| kind.as_str().starts_with("aws_"));
    if of_aws && matches!(block.identifier(), "resource" | "data") && is_expression(provider) {
        let provider = hcl::Attribute::new(hcl::Identifier::unchecked("provider"), reference_text(provider));
        block.body.0.insert(0, provider.into());
    }
}

/// The text with resources under their new addresses. `old` are the addresses that the text was written for.
pub(in crate::terraform) fn readdress(
    text: &str,
    old: &IndexMap<String, String>,
    new: &IndexMap<String, String>,
) -> String {
    let pairs = old.iter().filter_map(|(mark, old)| Some((old.as_str(), new.get(mark)?.as_str())));
    renamed(text, pairs.filter(|(old, new)| old != new))
}

/// The text with other names, where they stand as whole words. A name that stays keeps shorter ones out of it.
pub(in crate::terraform) fn replaced(text: &str, names: &[(String, String)]) -> String {
    renamed(text, names.iter().map(|(old, new)| (old.as_str(), new.as_str())))
}

fn renamed<'n>(text: &str, names: impl Iterator<Item = (&'n str, &'n str)>) -> String {
    let mut changes: Vec<(&str, &str)> = names.filter(|(old, _)| text.contains(*old)).collect();
    if changes.iter().all(|(old, new)| old == new) {
        return text.to_owned();
    }
    changes.sort_by_key(|(old, _)| std::cmp::Reverse(old.len()));
    changed(text, |text| changes.iter().find_map(|(old, new)| Some((*new, behind(text, old)?))))
}

/// The design once it was exported with these addresses: what it keeps of the user's files follows them.
pub(in crate::terraform) fn recorded(design: &Design, addresses: &IndexMap<String, String>) -> Design {
    let followed = followed(design);
    let design = followed.as_ref().unwrap_or(design);
    let text = |text: &str| readdress(text, &design.terraform.addresses, addresses);
    let mut recorded = reworded(design, text);
    for block in recorded.terraform.blocks.iter_mut().filter(|block| !super::passed::is_inside(block)) {
        block.text = text(&block.text);
    }
    let gone = super::dangling::gone(design, addresses);
    let kept = &recorded.terraform;
    let texts = || {
        let blocks = kept.blocks.iter().map(|block| &block.text);
        blocks.chain(kept.all_expressions())
    };
    // What is gone and read all the same is told at the next export, too.
    let read =
        design.terraform.addresses.iter().filter(|(_, address)| {
            gone.contains(&address.as_str()) && texts().any(|text| refers(text, address))
        });
    let mut all: IndexMap<String, String> =
        read.map(|(mark, address)| (mark.clone(), address.clone())).collect();
    all.extend(addresses.iter().map(|(mark, address)| (mark.clone(), address.clone())));
    // The design names what tells resources apart by the new addresses, too.
    recorded.terraform.addresses = all.into_iter().map(|(mark, address)| (text(&mark), address)).collect();
    let names = std::mem::take(&mut recorded.terraform.names);
    recorded.terraform.names = names.into_iter().map(|(mark, name)| (text(&mark), name)).collect();
    recorded.terraform.addresses.sort_unstable_keys();
    recorded
}

/// The design with other words in the expressions that it keeps.
pub(in crate::terraform) fn reworded(design: &Design, text: impl Fn(&str) -> String) -> Design {
    let terraform = &design.terraform;
    let mut recorded = terraform.clone();
    recorded.expressions = terraform.expressions.iter().map(|expression| text(expression)).collect();
    for argument in recorded.arguments.values_mut() {
        *argument = text(argument);
    }
    for computed in recorded.computed.values_mut().flat_map(IndexMap::values_mut) {
        computed.expression = text(&computed.expression);
    }
    let words = terraform.expressions.iter().zip(&recorded.expressions).filter(|(old, new)| old != new);
    let words: Vec<(String, String)> = words.map(|(old, new)| (format!("${{{new}}}"), old.clone())).collect();
    let mut changed = design.clone();
    if !words.is_empty()
        && let Ok(mut value) = serde_json::to_value(design)
    {
        Kept { words }.put(&mut value);
        changed = serde_json::from_value(value).unwrap_or(changed);
    }
    changed.terraform = recorded;
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_pass_for_names_and_read_as_them() {
        let word = word(3, "var.stage_name");
        assert!(is_kept(&word) && !is_kept("Kept") && !is_kept("qKept"));
        assert_eq!(readable(&format!("a-{word}-b")), "a-stagename-b");
    }

    #[test]
    fn addresses_change_as_whole_words() {
        let old = IndexMap::from([("m".to_owned(), "aws_x.a".to_owned())]);
        let new = IndexMap::from([("m".to_owned(), "aws_x.this[\"a\"]".to_owned())]);
        let text = "${aws_x.a.id} aws_x.ab.id data.aws_x.a.id";
        assert_eq!(readdress(text, &old, &new), "${aws_x.this[\"a\"].id} aws_x.ab.id data.aws_x.a.id");
    }
}
