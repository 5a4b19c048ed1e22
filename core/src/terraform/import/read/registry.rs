//! Modules of the registry that are known by what they make: `core/data/terraform_modules.json`.
//!
//! A call of one is read as a call of a local module, whose files are those of `core/data/terraform_modules/`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::super::config::Place;
use super::limits::MODULES_MAX;
use super::source::Source;
use super::tree::{Block, Kind};
use super::value::Val;
use crate::base::LineIndex;
use crate::design::Diagnostic;

/// What begins the address of the public registry, which may be left out.
const HOST: &str = "registry.terraform.io/";

/// A module, in a range of versions.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Known {
    /// `namespace/name/provider`.
    pub module: String,
    repository: String,
    from: u64,
    below: u64,
    model: String,
    /// Whether an export calls it as before.
    pub stays: bool,
}

#[derive(Debug, Default, Deserialize)]
struct Table {
    rows: Vec<Known>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../../data/terraform_modules.json")).unwrap_or_default()
});

/// Where a known module is called.
#[derive(Clone, Debug)]
pub(super) struct CalledAt {
    pub known: &'static Known,
    pub place: Place,
    /// Whether the call itself is inside of a known module.
    pub inner: bool,
}

/// What a module's resources are, as Terraform files.
fn model(name: &str) -> Option<&'static str> {
    Some(match name {
        "apigateway_v2_5" => include_str!("../../../../data/terraform_modules/apigateway_v2_5.tf"),
        "apigateway_v2_2" => include_str!("../../../../data/terraform_modules/apigateway_v2_2.tf"),
        "acm" => include_str!("../../../../data/terraform_modules/acm.tf"),
        "lambda" => include_str!("../../../../data/terraform_modules/lambda.tf"),
        "cloudposse_api_gateway" => {
            include_str!("../../../../data/terraform_modules/cloudposse_api_gateway.tf")
        }
        "cloudposse_cloudwatch_logs" => {
            include_str!("../../../../data/terraform_modules/cloudposse_cloudwatch_logs.tf")
        }
        "null_label" => include_str!("../../../../data/terraform_modules/null_label.tf"),
        _ => return None,
    })
}

/// The models of the modules that files call, each call with one of its own.
pub(super) fn sources(files: &[Source]) -> Vec<Source> {
    let mut found = calls(files);
    let mut done = 0;
    while done < found.len() && found.len() < MODULES_MAX {
        let inner = calls(found.get(done..).unwrap_or_default());
        done = found.len();
        found.extend(inner);
    }
    found
}

fn calls(files: &[Source]) -> Vec<Source> {
    let mut found = Vec::new();
    for source in files {
        let lines = LineIndex::new(&source.text);
        for block in source.body.blocks.iter().filter(|block| block.word == "module") {
            let Some(known) = known(block) else { continue };
            let Some(text) = model(&known.model) else { continue };
            let path = format!("{}/main.tf", folder_of(known, source, block));
            // What is ours has no faults to tell.
            let mut made = Source::new(&path, text.to_owned(), &mut Vec::<Diagnostic>::new());
            let outer = source.called_at.as_ref().map(|outer| outer.place.clone());
            let position = source.placed.then(|| source.position(&lines, block.span.start));
            made.called_at = Some(CalledAt {
                known,
                inner: outer.is_some(),
                place: outer.unwrap_or(Place { file: source.path.clone(), position }),
            });
            found.push(made);
        }
    }
    found
}

/// The folder that stands for the module that a block calls, if that is known.
pub(super) fn folder(source: &Source, block: &Block) -> Option<String> {
    Some(folder_of(known(block)?, source, block))
}

/// No folder of a user is called so: a colon cannot be in the name of a file everywhere.
fn folder_of(known: &Known, source: &Source, block: &Block) -> String {
    format!("{}:{}:{}", known.model, source.path, block.span.start)
}

/// The module that a block calls.
fn known(block: &Block) -> Option<&'static Known> {
    let text = |name: &str| match &block.argument(name)?.kind {
        Kind::Literal(Val::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let source = text("source")?;
    if let Some((repository, version)) = of_repository(&source) {
        let fits =
            |known: &&Known| known.repository.eq_ignore_ascii_case(&repository) && known.takes(&version);
        return TABLE.rows.iter().find(fits);
    }
    let name = source.strip_prefix(HOST).unwrap_or(&source).trim_end_matches('/');
    let wanted = text("version");
    let fits = |known: &&Known| known.module == name && known.takes(wanted.as_deref().unwrap_or_default());
    TABLE.rows.iter().find(fits)
}

/// Whether a source names a module of the table, in whatever version.
pub(in crate::terraform::import) fn is_known(source: &str) -> bool {
    let name = source.strip_prefix(HOST).unwrap_or(source).trim_end_matches('/');
    let repository = of_repository(source).map(|(repository, _)| repository);
    TABLE.rows.iter().any(|known| {
        known.module == name
            || repository.as_deref().is_some_and(|one| known.repository.eq_ignore_ascii_case(one))
    })
}

/// `host/owner/name` of a source in a repository, and the version that its `ref` names.
fn of_repository(source: &str) -> Option<(String, String)> {
    let plain = source.strip_prefix("git::").unwrap_or(source);
    let plain = ["https://", "ssh://git@", "git@"]
        .iter()
        .find_map(|start| plain.strip_prefix(start))
        .unwrap_or(plain);
    let (path, query) = plain.split_once('?').unwrap_or((plain, ""));
    let path = path.replacen("github.com:", "github.com/", 1);
    let path = path.strip_suffix('/').unwrap_or(&path);
    let path = path.strip_suffix(".git").unwrap_or(path);
    // A module in a folder of the repository is another one.
    if !path.starts_with("github.com/") || path.contains("//") {
        return None;
    }
    let tag = query.split('&').find_map(|pair| pair.strip_prefix("ref="))?;
    let version = tag.trim_start_matches("tags/").trim_start_matches('v');
    version.starts_with(|first: char| first.is_ascii_digit()).then(|| (path.to_owned(), version.to_owned()))
}

impl Known {
    /// Whether some version in the range meets the constraint.
    fn takes(&self, constraint: &str) -> bool {
        constraint.split(',').map(str::trim).filter(|term| !term.is_empty()).all(|term| self.takes_term(term))
    }

    fn takes_term(&self, term: &str) -> bool {
        let start = term.find(|char: char| char.is_ascii_digit()).unwrap_or(term.len());
        let (operator, version) = term.split_at(start);
        let mut numbers = version.split(['.', '-', '+']).map(|part| part.parse::<u64>().unwrap_or_default());
        let major = numbers.next().unwrap_or_default();
        let later = numbers.any(|number| number > 0);
        match operator.trim() {
            "" | "=" | "~>" => self.from <= major && major < self.below,
            ">=" | ">" => major < self.below,
            "<=" => self.from <= major,
            "<" => self.from < major || (self.from == major && later),
            // One version less leaves others.
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model_of(source: &str, version: &str) -> Option<&'static str> {
        let text = format!("module \"x\" {{\n  source = \"{source}\"\n  version = \"{version}\"\n}}\n");
        let read = Source::new("main.tf", text, &mut Vec::new());
        read.body.blocks.first().and_then(known).map(|known| known.model.as_str())
    }

    #[test]
    fn the_table_reads_and_has_every_model() {
        let table: Table =
            serde_json::from_str(include_str!("../../../../data/terraform_modules.json")).unwrap();
        assert!(!table.rows.is_empty());
        for row in &table.rows {
            let mut faults = Vec::new();
            Source::new("main.tf", model(&row.model).expect(&row.model).to_owned(), &mut faults);
            assert_eq!(faults, [], "{}", row.model);
        }
    }

    #[test]
    fn versions_choose_the_model() {
        let name = "terraform-aws-modules/apigateway-v2/aws";
        let new = Some("apigateway_v2_5");
        let old = Some("apigateway_v2_2");
        for (version, model) in [
            ("", new),
            ("~> 5.2", new),
            ("6.0.0", new),
            ("~> 4.0", old),
            ("= 2.2.2", old),
            (">= 3.0, < 5.0", old),
            (">= 3.0, < 5.1", new),
            ("< 5", old),
            ("~> 1.0", None),
            ("99.0.0", None),
        ] {
            assert_eq!(model_of(name, version), model, "{version}");
        }
        let git = "git::https://github.com/terraform-aws-modules/terraform-aws-apigateway-v2.git?ref=v4.0.0";
        assert_eq!(model_of(git, ""), old);
        assert_eq!(model_of("app.terraform.io/terraform-aws-modules/apigateway-v2/aws", ""), None);
        assert_eq!(model_of(&format!("registry.terraform.io/{name}"), "5.0.0"), new);
    }
}
