//! Names that mean nothing: variables that are set nowhere, members that `$input` and `$util` do not have, paths that
//! are none, and directives that are text.

use indexmap::IndexSet;

use super::walk::{each_block, each_reference};
use super::{Finding, LintOptions, finding};
use crate::base::Span;
use crate::lang::jsonpath::Path;
use crate::lang::vtl::Template;
use crate::lang::vtl::ast::{At, Expr, Method, Node, Reference, Step};
use crate::lang::vtl::methods::util;

/// What every template has.
const ROOTS: [&str; 7] =
    ["input", "util", "context", "stageVariables", "foreach", "velocityCount", "velocityHasNext"];
/// What `$input` has.
const OF_INPUT: [&str; 4] = ["body", "json", "path", "params"];
/// Getters that Java's names allow, too.
const GETTERS: [&str; 2] = ["Body", "getBody"];
/// Directives that render.
const DIRECTIVES: [&str; 9] = ["set", "if", "elseif", "else", "end", "foreach", "define", "break", "stop"];
/// Two names are near when so many letters differ.
const NEAR: usize = 2;

/// All of them.
pub(super) fn names(template: &Template, options: LintOptions<'_>, found: &mut Vec<Finding>) {
    let set = Set::of(template);
    each_reference(template, &mut |reference| {
        never_set(template, &set, reference, options, found);
        member(template, reference, found);
        context(template, reference, options, found);
    });
    each_block(template, &mut |block| {
        for node in block {
            match node {
                Node::Text(at) => as_text(template, *at, found),
                // What looks like the call of a macro; an escaped directive is meant as it is.
                Node::Altered(text, at) if template.tree.text(*text).as_bytes() == template.bytes(*at) => {
                    as_text(template, *at, found);
                }
                _ => {}
            }
        }
    });
}

/// The variables that the template sets.
#[derive(Default)]
struct Set {
    slots: IndexSet<u32>,
    names: IndexSet<String>,
}

impl Set {
    fn of(template: &Template) -> Self {
        let mut set = Self::default();
        let tree = &template.tree;
        each_block(template, &mut |block| {
            for node in block {
                let slot = match node {
                    Node::Set(assignment) => match tree.expr(assignment.target) {
                        Expr::Reference(target) if target.steps.is_empty() => Some(target.slot),
                        _ => None,
                    },
                    Node::Foreach(statement, _) => tree.loops.get(*statement).and_then(|found| found.slot),
                    Node::Define(slot, ..) => *slot,
                    _ => None,
                };
                set.slots.extend(slot);
            }
        });
        each_reference(template, &mut |reference| {
            if set.slots.contains(&reference.slot) {
                set.names.extend(name_of(template, reference.at).map(|(name, _)| name.to_owned()));
            }
        });
        set
    }
}

/// The variable's name as it stands in the template, and where; none inside strings with escapes, which stand
/// nowhere as they are read.
fn name_of(template: &Template, at: At) -> Option<(&str, Span)> {
    let text = template.source().get(at.start as usize..at.end as usize)?;
    let signs = text.len() - text.trim_start_matches(['\\', '$', '!', '{']).len();
    let rest = text.get(signs..).filter(|_| text.starts_with('$'))?;
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')));
    let name = rest.get(..length.unwrap_or(rest.len())).filter(|name| !name.is_empty())?;
    let start = at.start as usize + signs;
    Some((name, Span { start, end: start + name.len() }))
}

/// The nearest of some names, when it is near.
fn nearest<'a>(name: &str, among: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = NEAR.min(name.len() / 2);
    let far = |other: &str| strsim::osa_distance(&name.to_ascii_lowercase(), &other.to_ascii_lowercase());
    let all = among.map(|other| (far(other), other)).filter(|(distance, _)| *distance <= near);
    all.min_by_key(|(distance, _)| *distance).map(|(_, other)| other)
}

fn never_set(
    template: &Template,
    set: &Set,
    reference: &Reference,
    options: LintOptions<'_>,
    found: &mut Vec<Finding>,
) {
    if set.slots.contains(&reference.slot) {
        return;
    }
    let Some((name, span)) = name_of(template, reference.at) else { return };
    if ROOTS.contains(&name) || options.inputs.is_some_and(|inputs| inputs.gives(name)) {
        return;
    }
    let message = format!("`${name}` is set nowhere in the template, so it is empty");
    let near = nearest(name, ROOTS.iter().copied().chain(set.names.iter().map(String::as_str)));
    found.push(suggest("never-set", message, reference.at, span, near.map(|near| ("$", near, ""))));
}

/// A finding with the name that was meant, if one is near.
fn suggest(
    code: &'static str,
    message: String,
    at: At,
    span: Span,
    near: Option<(&str, &str, &str)>,
) -> Finding {
    let help = near.map_or("Correct the name".to_owned(), |(before, near, after)| {
        format!("Did you mean `{before}{near}{after}`?")
    });
    Finding { fix: near.map(|(_, near, _)| (span, near.to_owned())), ..finding(code, message, &help, at) }
}

/// What `$input` and `$util` do not have, and paths that are none.
fn member(template: &Template, reference: &Reference, found: &mut Vec<Finding>) {
    let slot = Some(reference.slot);
    let (root, known): (_, &[&str]) = if slot == template.roots.input {
        ("$input.", &OF_INPUT)
    } else if slot == template.roots.util {
        ("$util.", &util::NAMES)
    } else {
        return;
    };
    let (name, at, method) = match template.tree.steps(reference).first() {
        Some(Step::Property(name, at)) => (template.word(*name), *at, None),
        Some(Step::Method(method)) => (template.word(method.name), method.at, Some(method)),
        _ => return,
    };
    let is_known = known.contains(&name) || (root == "$input." && GETTERS.contains(&name));
    let called = name.eq_ignore_ascii_case("body") || method.is_some();
    if is_known && called {
        method.into_iter().for_each(|method| path(template, name, method, reference, found));
        return;
    }
    // Where a name stands is only known outside of strings with escapes.
    let start = template.source().get(at.start as usize..).and_then(|rest| rest.find(name));
    let start = at.start as usize + start.unwrap_or(0);
    let span = Span { start, end: start + name.len() };
    if is_known {
        let message = format!("`{root}{name}` is a function, and without its brackets it is empty");
        let help = format!("Write `{root}{name}(…)`");
        found.push(finding("unknown-member", message, &help, reference.at));
        return;
    }
    let message = format!("`{}` has no `{name}`, so it is empty", root.trim_end_matches('.'));
    let near = nearest(name, known.iter().copied()).map(|near| (root, near, ""));
    found.push(suggest("unknown-member", message, reference.at, span, near));
}

fn path(template: &Template, name: &str, method: &Method, of: &Reference, found: &mut Vec<Finding>) {
    if !matches!(name, "json" | "path") {
        return;
    }
    let tree = &template.tree;
    let [argument] = tree.exprs.run(method.arguments) else { return };
    let text = match argument {
        Expr::Text(word, _) => template.word(*word),
        Expr::Template(block, false) => match tree.nodes.run(*block) {
            [Node::Text(at)] => std::str::from_utf8(template.bytes(*at)).unwrap_or_default(),
            _ => return,
        },
        _ => return,
    };
    if let Err(error) = Path::parse(text) {
        let message = format!("`{text}` is no JSONPath, so it finds nothing: {}", error.message);
        found.push(finding("bad-path", message, "Correct the path, such as `$.items[0].name`", of.at));
    }
}

/// A name under `$context` that this kind of API does not have.
fn context(template: &Template, reference: &Reference, options: LintOptions<'_>, found: &mut Vec<Finding>) {
    if Some(reference.slot) != template.roots.context {
        return;
    }
    let mut names = Vec::new();
    for step in template.tree.steps(reference) {
        let (Step::Property(name, _) | Step::OfLoop(_, name, _)) = step else { break };
        names.push(template.word(*name));
    }
    // What is told of by itself, and what templates write into.
    if names
        .first()
        .is_none_or(|first| matches!(*first, "stageVariables" | "requestOverride" | "responseOverride"))
    {
        return;
    }
    let name = names.join(".");
    if !(options.knows_context)(&name) {
        let message =
            format!("`$context.{name}` does not exist in templates of this kind of API and is empty");
        found.push(finding(
            "unknown-context",
            message,
            "Take one of the names that completion offers",
            reference.at,
        ));
    }
}

/// `#evaluate(…)`, `#elsif(…)`: what looks like a directive and is printed.
fn as_text(template: &Template, at: At, found: &mut Vec<Finding>) {
    let source = template.source();
    let (start, end) = (at.start as usize, at.end as usize);
    let Some(text) = source.get(start..end) else { return };
    let before = source.get(..start).unwrap_or_default();
    if before.ends_with("#[[") {
        return;
    }
    for (place, _) in text.match_indices('#') {
        // Escaped, it is meant as text.
        if source.get(..start + place).is_some_and(|before| before.ends_with('\\')) {
            continue;
        }
        let rest = source.get(start + place + 1..).unwrap_or_default();
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let Some(word) =
            rest.get(..length).filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()))
        else {
            continue;
        };
        let called =
            rest.get(length..).is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with('('));
        let near = nearest(word, DIRECTIVES.iter().copied()).filter(|near| called || near.len() > 3);
        if !called && near.is_none() {
            continue;
        }
        let message = format!("`#{word}` is no directive of AWS's and is printed as text");
        let span = Span { start: start + place + 1, end: start + place + 1 + length };
        let place = At {
            start: at.start + u32::try_from(place).unwrap_or(0),
            end: u32::try_from(span.end).unwrap_or(at.end),
        };
        found.push(suggest("not-a-directive", message, place, span, near.map(|near| ("#", near, ""))));
    }
}
