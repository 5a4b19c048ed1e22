//! Values and unknown expressions as text of the language.

use super::super::config::Part;
use super::eval::Context;
use super::tree::{Expr, Kind};
use super::value::{Val, number_text};
use crate::terraform::syntax::{escaped, is_bare_key};

/// A value as an expression.
pub(super) fn literal(value: &Val) -> String {
    match value {
        Val::Null => "null".to_owned(),
        Val::Bool(value) => value.to_string(),
        Val::Number(number) => number_text(number),
        Val::Text(text) => format!("\"{}\"", escaped(text)),
        Val::Template(parts) => template(parts),
        Val::List(values) => format!("[{}]", values.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Val::Set(values) => format!("toset([{}])", values.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Val::Map(entries) => {
            let entries = entries.iter().map(|(name, value)| {
                let value = literal(value);
                match is_bare_key(name) {
                    true => format!("{name} = {value}"),
                    false => format!("\"{}\" = {value}", escaped(name)),
                }
            });
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Val::Opaque(text) => text.as_ref().to_owned(),
    }
}

fn template(parts: &[Part]) -> String {
    if let [Part::Reference(reference)] = parts {
        return reference.text.clone();
    }
    let mut out = String::from("\"");
    for part in parts {
        match part {
            Part::Text(text) => {
                let text = escaped(text);
                match text.strip_suffix('$') {
                    // It would join with the `${` that may follow.
                    Some(text) => out.extend([text, "\\u0024"]),
                    None => out.push_str(&text),
                }
            }
            Part::Reference(reference) => out.extend(["${", &reference.text, "}"]),
            Part::Opaque(text) => out.extend(["${", text, "}"]),
        }
    }
    out.push('"');
    out
}

impl Context<'_, '_> {
    /// The text of an expression, in which names that mean nothing elsewhere are replaced by their values.
    pub(super) fn residual(&self, expr: &Expr) -> String {
        let source = expr.source(self.text);
        if self.plain || (self.bound.is_none() && !self.is_called()) {
            return source.to_owned();
        }
        let mut replaced = Vec::new();
        self.scoped(expr, &mut Vec::new(), &mut replaced);
        replaced.sort_by_key(|(start, _, _)| *start);
        let mut out = String::new();
        let mut at = expr.span.start;
        for (start, end, text) in replaced {
            if start >= at {
                out.push_str(self.text.get(at..start).unwrap_or_default());
                out.push_str(&text);
                at = end;
            }
        }
        out.push_str(self.text.get(at..expr.span.end).unwrap_or_default());
        out
    }

    /// Whether names of variables and locals mean nothing in the root.
    fn is_called(&self) -> bool {
        self.world.instance(self.instance).is_some_and(|instance| instance.caller.is_some())
    }

    /// Collects the parts that can be replaced.
    fn scoped<'e>(&self, expr: &'e Expr, hidden: &mut Vec<&'e str>, out: &mut Vec<(usize, usize, String)>) {
        if self.world.budget.steps(1).is_err() {
            return;
        }
        let root = match &expr.kind {
            Kind::Path(base, _) => match &base.kind {
                Kind::Name(root) => Some(root),
                _ => None,
            },
            Kind::Name(root) => Some(root),
            _ => None,
        };
        if let Some(root) = root
            && !hidden.contains(&root.as_ref())
        {
            let local = self.is_called() && !matches!(root.as_ref(), "each" | "count" | "self" | "terraform");
            let known = match self.bound(root) {
                Some(value) => value.is_some(),
                None => local,
            };
            if known
                && let Ok(value) = (Context { plain: true, ..*self }).eval(expr)
                && !matches!(&value, Val::Opaque(text) if text.as_ref() == expr.source(self.text))
            {
                out.push((expr.span.start, expr.span.end, literal(&value)));
                return;
            }
        }
        let names = hidden.len();
        if let Kind::For(each) = &expr.kind {
            hidden.extend(each.key_name.as_deref());
            hidden.push(&each.value_name);
        }
        expr.each_part(&mut |part| self.scoped(part, hidden, out));
        hidden.truncate(names);
    }
}
