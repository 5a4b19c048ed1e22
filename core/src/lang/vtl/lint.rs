//! What is unwise in a template that AWS takes.

mod json;
mod names;
mod walk;

use super::ast::{At, Expr, Known, Node, Reference, Step};
use super::{Inputs, Template};
use crate::base::Span;
use json::json_risks;
use walk::{each_block, each_expression, each_reference};

/// The part of AWS's limit, in percent, from which on a template counts as near it.
const NEAR_PERCENT: usize = 90;

/// Methods of Java that always answer with a Boolean.
const BOOLEAN_METHODS: [&str; 10] = [
    "isEmpty",
    "contains",
    "containsAll",
    "containsKey",
    "containsValue",
    "startsWith",
    "endsWith",
    "equals",
    "equalsIgnoreCase",
    "matches",
];

/// Something unwise, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A stable word for the kind.
    pub code: &'static str,
    /// What is wrong: one sentence, no final period.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where in the template.
    pub span: Span,
    /// A text that mends it, and the place that it takes.
    pub fix: Option<(Span, String)>,
}

/// What a template is for.
#[derive(Clone, Copy, Debug)]
pub struct LintOptions<'a> {
    /// Whether the output is JSON by its content type.
    pub json: bool,
    /// Bytes that AWS takes in a template.
    pub bytes_max: usize,
    /// Whether `$context` has this name, or names that go on from it, where the template is.
    pub knows_context: fn(&str) -> bool,
    /// Inputs whose variables count as set; AWS gives none.
    pub inputs: Option<&'a Inputs>,
}

/// Everything unwise in a template, by place.
pub fn lint(template: &Template, options: LintOptions<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    size(template, options.bytes_max, &mut found);
    each_reference(template, &mut |reference| {
        stage_variables(template, reference, &mut found);
        unescaped_map(template, reference, options, &mut found);
    });
    each_block(template, &mut |block| unreachable(template, block, &mut found));
    each_expression(template, &mut |condition| always(template, condition, &mut found));
    names::names(template, options, &mut found);
    if options.json {
        found.extend(json_risks(template));
    }
    found.sort_by_key(|finding| (finding.span.start, finding.code));
    found.dedup();
    found
}

fn finding(code: &'static str, message: String, help: &str, at: At) -> Finding {
    Finding { code, message, help: help.to_owned(), span: at.span(), fix: None }
}

fn size(template: &Template, most: usize, found: &mut Vec<Finding>) {
    let bytes = template.source_len;
    if bytes > most {
        let message = format!("The template has {bytes} bytes, more than the {most} that AWS takes");
        found.push(finding("template-too-big", message, "Move text to the backend", At::default()));
    } else if bytes > most / 100 * NEAR_PERCENT {
        let message = format!("The template has {bytes} of the {most} bytes that AWS takes");
        found.push(finding("template-nearly-too-big", message, "Move text to the backend", At::default()));
    }
}

/// `$context.stageVariables`, which AWS has not.
fn stage_variables(template: &Template, reference: &Reference, found: &mut Vec<Finding>) {
    let Some(Step::Property(name, at)) = template.tree.steps(reference).first() else { return };
    if Some(reference.slot) != template.roots.context || template.word(*name) != "stageVariables" {
        return;
    }
    let message = "`$context.stageVariables` does not exist and is empty".to_owned();
    let mut one = finding("context-stage-variables", message, "Write `$stageVariables`", reference.at);
    let text = template.source().get(reference.at.start as usize..at.end as usize).unwrap_or_default();
    let signs = text.get(..text.find("context").unwrap_or(0)).unwrap_or_default();
    let span = Span { start: reference.at.start as usize, end: at.end as usize };
    one.fix = Some((span, format!("{signs}stageVariables")));
    found.push(one);
}

/// `$input.path(…)` printed where JSON is wanted: an object prints as Java's `{a=b}`.
fn unescaped_map(
    template: &Template,
    reference: &Reference,
    options: LintOptions<'_>,
    found: &mut Vec<Finding>,
) {
    let [Step::Method(method)] = template.tree.steps(reference) else { return };
    let printed_bare = {
        let before = template.source().get(..reference.at.start as usize).unwrap_or_default();
        before.trim_end().ends_with([':', ',', '[']) || before.trim().is_empty()
    };
    if !options.json
        || Some(reference.slot) != template.roots.input
        || method.known != Known::Path
        || !printed_bare
    {
        return;
    }
    let message = "An object or text that `$input.path` finds is printed as Java prints it, which is no JSON"
        .to_owned();
    let mut one = finding("java-map-in-json", message, "Write `$input.json` to print JSON", reference.at);
    let start = method.at.start as usize;
    one.fix = Some((Span { start, end: start + template.word(method.name).len() }, "json".to_owned()));
    found.push(one);
}

/// Statements after `#stop` or `#break`, and arms that are never reached.
fn unreachable(template: &Template, block: &[Node], found: &mut Vec<Finding>) {
    const HELP: &str = "Remove it, or change the condition before it";
    let ends = block.iter().position(|node| matches!(node, Node::Stop(..) | Node::Break(..)));
    let after = ends.and_then(|at| block.get(at + 1..)).unwrap_or_default();
    if let Some(node) = after.iter().find(|node| !matches!(node, Node::Text(_) | Node::Altered(..))) {
        found.push(finding(
            "unreachable",
            "Nothing after `#stop` or `#break` runs".to_owned(),
            HELP,
            node.at(),
        ));
    }
    for node in block {
        let Node::If(statement) = node else { continue };
        let tree = &template.tree;
        let arms = tree.arms.run(statement.arms);
        let sure = arms.iter().position(|arm| matches!(tree.expr(arm.condition), Expr::Bool(true)));
        let next = sure.and_then(|at| arms.get(at + 1)).map(|arm| arm.at);
        let last = sure.and(statement.otherwise).map(|block| tree.nodes.run(block));
        let otherwise = last.and_then(|block| block.first()).map(Node::at);
        if let Some(at) = next.or(otherwise) {
            let message = "This branch never runs, because the one before it always does".to_owned();
            found.push(finding("unreachable", message, HELP, at));
        }
        for arm in arms.iter().filter(|arm| never(tree.expr(arm.condition))) {
            let message = "This branch never runs: its condition is always false".to_owned();
            found.push(finding("unreachable", message, HELP, arm.at));
        }
    }
}

/// Conditions that AWS takes for false whatever they say: a bare text, number, list, map or sum.
fn never(condition: &Expr) -> bool {
    match condition {
        Expr::Bool(flag) => !flag,
        Expr::Reference(_) | Expr::Not(_) => false,
        Expr::Binary(binary) => binary.operator.is_arithmetic(),
        _ => true,
    }
}

/// `#if($input.path(…))`, which is true when nothing is found.
fn always(template: &Template, condition: &Expr, found: &mut Vec<Finding>) {
    let Expr::Reference(reference) = condition else { return };
    let roots = [template.roots.input, template.roots.context, template.roots.stage_variables];
    let answers = match template.tree.steps(reference).last() {
        Some(Step::Method(method)) => BOOLEAN_METHODS.contains(&template.word(method.name)),
        _ => false,
    };
    if answers || !roots.contains(&Some(reference.slot)) {
        return;
    }
    let message = "A condition on a value alone is true when the value is missing".to_owned();
    let help = "Compare with the empty text: `!= \"\"`";
    found.push(finding("missing-is-true", message, help, reference.at));
}
