//! The names that earlier exports gave to variables and outputs: whoever calls the module goes by them, so they stay when
//! what they were made from is called otherwise, or is no longer the only one of its kind.

use std::collections::BTreeSet;

use hcl::expr::{TemplateExpr, TraversalOperator};
use indexmap::IndexMap;

use super::kept::replaced;
use super::module::{Module, Piece};
use super::own_names::is_name;
use super::passed::declares_word;
use crate::design::{Design, Diagnostic, Item};
use crate::terraform::syntax::{Expr, each_argument, each_inner, expression_text};

/// The words that their marks begin with.
const VARIABLE: &str = "variable";
const OUTPUT: &str = "output";
/// What the names of an item's variables and outputs end with, which tells them from its others. What belongs to the
/// whole design has one name anyway.
const ROLES: &[&str] = &[
    "api_arn",
    "api_id",
    "api_key_value",
    "audience",
    "baseline_deployment_id",
    "certificate_arn",
    "custom_domain_target",
    "execution_arn",
    "function_name",
    "invoke_url",
    "invoke_urls",
    "issuer",
    "load_balancer_arn",
    "log_kms_key_arn",
    "pem",
    "security_group_ids",
    "stage_arn",
    "stage_arns",
    "subnet_ids",
    "topic_arn",
    "user_pool_arns",
    "vpc_endpoint_subnet_ids",
    "vpc_id",
];

/// Whether a mark of `design::Terraform::names` is that of a variable or an output.
pub(in crate::terraform) fn is_mark(mark: &str) -> bool {
    matches!(mark.split(' ').next(), Some(VARIABLE | OUTPUT))
}

/// Gives variables and outputs the names that they had, tells which are gone, and gives all names by their marks.
pub(super) fn keep(module: &mut Module<'_>) -> IndexMap<String, String> {
    let design = module.design;
    let variables: Vec<(&str, Item)> =
        module.variables.iter().map(|(name, piece)| (name.as_str(), piece.item)).collect();
    let variables = Naming::of(design, VARIABLE, &variables);
    let outputs: Vec<(&str, Item)> = module.outputs.iter().map(|piece| (label(piece), piece.item)).collect();
    let outputs = Naming::of(design, OUTPUT, &outputs);
    for (piece, name) in module.outputs.iter_mut().zip(&outputs.names) {
        relabel(piece, name);
    }
    let pieces = std::mem::take(&mut module.variables).into_iter().zip(&variables.names);
    let mut renamed: IndexMap<String, String> = IndexMap::new();
    for ((old, mut piece), name) in pieces {
        relabel(&mut piece, name);
        if old != *name {
            renamed.insert(old, name.clone());
        }
        module.variables.insert(name.clone(), piece);
    }
    if !renamed.is_empty() {
        rename(module, &renamed);
    }
    let mut marks = variables.marks;
    marks.extend(outputs.marks);
    marks.sort_unstable_keys();
    let was = |mark: &String, name: &String| is_mark(mark) && marks.get(mark) != Some(name);
    for (mark, name) in design.terraform.names.iter().filter(|(mark, name)| was(mark, name)) {
        let word = mark.split(' ').next().unwrap_or_default();
        if !declares_word(module, word, name) {
            module.tell(is_gone(word, name, marks.get(mark)));
        }
    }
    marks
}

/// A variable or output as the export writes it.
#[derive(Debug)]
pub(in crate::terraform) struct Usual {
    pub(in crate::terraform) mark: String,
    pub(in crate::terraform) name: String,
    pub(in crate::terraform) description: String,
    /// What an output gives.
    pub(in crate::terraform) value: String,
}

/// The variables and outputs of a module that have marks, under the names that no earlier export gave them.
pub(super) fn usual(module: &Module<'_>) -> Vec<Usual> {
    let pieces = module.variables.values().map(|piece| (VARIABLE, piece));
    let pieces = pieces.chain(module.outputs.iter().map(|piece| (OUTPUT, piece)));
    let of = |(word, piece): (&str, &Piece)| {
        let find = |key: &str| piece.block.body().attributes().find(|attribute| attribute.key() == key);
        let description = match find("description").map(hcl::Attribute::expr) {
            Some(Expr::String(text)) => text.clone(),
            _ => String::new(),
        };
        let value = find("value").map(|value| expression_text(value.expr())).unwrap_or_default();
        let name = label(piece).to_owned();
        Some(Usual { mark: mark(word, &name, piece.item)?, name, description, value })
    };
    pieces.filter_map(of).collect()
}

/// The names of the module's variables or outputs.
struct Naming {
    /// In their order.
    names: Vec<String>,
    /// By their marks.
    marks: IndexMap<String, String>,
}

impl Naming {
    fn of(design: &Design, word: &str, usual: &[(&str, Item)]) -> Self {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let marks: Vec<Option<String>> = usual
            .iter()
            .map(|(name, item)| mark(word, name, *item).filter(|mark| seen.insert(mark.clone())))
            .collect();
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let given: Vec<Option<String>> = marks
            .iter()
            .map(|mark| {
                let name = design.terraform.names.get(mark.as_ref()?).filter(|name| is_name(name))?;
                // Files that were changed by hand may give one name twice.
                taken.insert(name.clone()).then(|| name.clone())
            })
            .collect();
        let names: Vec<String> = given
            .into_iter()
            .zip(usual)
            .map(|(given, (usual, _))| given.unwrap_or_else(|| free(usual, &mut taken)))
            .collect();
        let marked = marks.into_iter().zip(&names).filter_map(|(mark, name)| Some((mark?, name.clone())));
        let marks = marked.collect();
        Self { names, marks }
    }
}

/// The usual name, or another one where something else has it since an earlier export.
fn free(usual: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name = usual.to_owned();
    let mut round = 1;
    while !taken.insert(name.clone()) {
        round += 1;
        name = format!("{usual}_{round}");
    }
    name
}

/// What tells a variable or output from all others whatever it is called; none where its name never changes.
fn mark(word: &str, name: &str, item: Item) -> Option<String> {
    if matches!(item, Item::Design | Item::Account) {
        return None;
    }
    let ends =
        |role: &&&str| name.strip_suffix(**role).is_some_and(|rest| rest.is_empty() || rest.ends_with('_'));
    let role = ROLES.iter().filter(ends).max_by_key(|role| role.len())?;
    Some(format!("{word} {} {role}", item.key()))
}

/// Says that callers of the module do not find what they had.
fn is_gone(word: &str, name: &str, now: Option<&String>) -> Diagnostic {
    let message = match now {
        Some(now) => format!("The {word} `{name}` of the last export is now `{now}`"),
        None => format!("The {word} `{name}` of the last export is gone"),
    };
    let help = match word {
        VARIABLE => {
            "Terraform refuses a `module` block that sets it: change the callers of the module with it"
        }
        _ => "Terraform refuses what reads it: change the callers of the module with it",
    };
    Diagnostic::note("terraform-interface", message).help(help)
}

fn label(piece: &Piece) -> &str {
    piece.block.labels().first().map(hcl::BlockLabel::as_str).unwrap_or_default()
}

fn relabel(piece: &mut Piece, name: &str) {
    if let Some(label) = piece.block.labels.first_mut()
        && label.as_str() != name
    {
        *label = hcl::BlockLabel::from(name);
    }
}

/// Lets everything read the variables by their new names.
fn rename(module: &mut Module<'_>, names: &IndexMap<String, String>) {
    let pieces = module.main.iter_mut().chain(module.variables.values_mut()).chain(&mut module.outputs);
    pieces.for_each(|piece| each_argument(&mut piece.block.body, &mut |expr| in_expression(expr, names)));
    module.locals.values_mut().for_each(|local| in_expression(local, names));
    for told in &mut module.diagnostics {
        let quoted = |name: &String| format!("`{name}`");
        if let Some((old, new)) = names.iter().find(|(old, _)| told.help.contains(&quoted(old))) {
            told.help = told.help.replace(&quoted(old), &quoted(new));
        }
    }
}

fn in_expression(expr: &mut Expr, names: &IndexMap<String, String>) {
    match expr {
        Expr::Traversal(traversal) => {
            let of_variable = matches!(&traversal.expr, Expr::Variable(root) if root.as_str() == "var");
            match traversal.operators.first_mut() {
                Some(TraversalOperator::GetAttr(name)) if of_variable => {
                    if let Some(new) = names.get(name.as_str()) {
                        *name = hcl::Identifier::unchecked(new.as_str());
                    }
                }
                _ => in_expression(&mut traversal.expr, names),
            }
        }
        Expr::TemplateExpr(template) => {
            if let TemplateExpr::QuotedString(source) = template.as_mut()
                && source.contains("var.")
            {
                *source = in_template(source, names);
            }
        }
        other => each_inner(other, &mut |inner| in_expression(inner, names)),
    }
}

/// The inside of a quoted template.
fn in_template(source: &str, names: &IndexMap<String, String>) -> String {
    let pairs: Vec<(String, String)> =
        names.iter().map(|(old, new)| (format!("var.{old}"), format!("var.{new}"))).collect();
    let text = replaced(&format!("\"{source}\""), &pairs);
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(source).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::{ApiId, DomainId};

    #[test]
    fn given_names_stay_and_others_make_way() {
        let (first, second) = (Item::Domain(DomainId(1)), Item::Domain(DomainId(2)));
        let mut design = Design::default();
        let names = &mut design.terraform.names;
        names.insert("variable domain-1 certificate_arn".to_owned(), "certificate_arn".to_owned());
        let usual = [("orders_certificate_arn", first), ("certificate_arn", second), ("tags", Item::Design)];
        let naming = Naming::of(&design, VARIABLE, &usual);
        assert_eq!(naming.names, ["certificate_arn", "certificate_arn_2", "tags"]);
        assert_eq!(naming.marks.len(), 2);
    }

    #[test]
    fn roles_are_the_longest_endings() {
        let api = Item::Api(ApiId(3));
        let of = |name: &str| mark(VARIABLE, name, api);
        assert_eq!(of("vpc_endpoint_subnet_ids").as_deref(), Some("variable api-3 vpc_endpoint_subnet_ids"));
        assert_eq!(of("orders_vpc_id").as_deref(), Some("variable api-3 vpc_id"));
        assert_eq!(of("ordersvpc_id"), None);
        assert_eq!(mark(VARIABLE, "tags", Item::Design), None);
    }

    #[test]
    fn templates_read_variables_by_their_new_names() {
        let names = IndexMap::from([("a".to_owned(), "b".to_owned())]);
        assert_eq!(in_template("x/${var.a}/var.a/${var.ab}", &names), "x/${var.b}/var.a/${var.ab}");
    }
}
