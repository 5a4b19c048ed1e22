//! Which versions of Terraform and of the AWS provider files ask for.

use super::constraint::stricter;
use super::facts::facts;
use super::syntax::{Expr, Fields, block_text, object, text};
use crate::design::KeptBlock;

/// The file that says which versions are needed.
const FILE: &str = "versions.tf";

/// Constraints, each as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pins {
    pub(super) terraform: String,
    pub(super) aws: String,
}

impl Default for Pins {
    fn default() -> Self {
        Self {
            terraform: facts().required_version.value.clone(),
            aws: facts().provider_constraint.value.clone(),
        }
    }
}

impl Pins {
    /// What a `terraform` block asks for, where it says nothing else.
    pub(super) fn read(source: &str) -> Option<Self> {
        let mut blocks = hcl::parse(source).ok()?.into_blocks();
        let block = blocks.next().filter(|block| block.identifier() == "terraform")?;
        // A module that is handed providers says so here, and has to go on saying it.
        if source.contains("configuration_aliases") {
            return None;
        }
        let mut found = Self { terraform: String::new(), aws: String::new() };
        for structure in block.body().iter() {
            match structure {
                hcl::Structure::Attribute(attribute) if attribute.key() == "required_version" => {
                    found.terraform = plain(attribute.expr()).unwrap_or_default();
                }
                hcl::Structure::Block(inner) if inner.identifier() == "required_providers" => {
                    for structure in inner.body().iter() {
                        let aws = structure.as_attribute().filter(|attribute| attribute.key() == "aws")?;
                        found.aws = version(aws.expr()).unwrap_or_default();
                    }
                }
                _ => return None,
            }
        }
        Some(found)
    }

    /// What these allow of the versions that the export is made for.
    pub(super) fn within_ours(&self) -> Self {
        let ours = Self::default();
        Self { terraform: stricter(&self.terraform, &ours.terraform), aws: stricter(&self.aws, &ours.aws) }
    }

    /// The `required_version` and the `required_providers` of a `terraform` block.
    pub(super) fn fields(&self) -> Fields {
        let aws = object([("source", text("hashicorp/aws")), ("version", text(self.aws.as_str()))]);
        Fields::new()
            .set("required_version", text(self.terraform.as_str()))
            .block("required_providers", Fields::new().set("aws", aws))
    }

    /// The block that a design keeps; none where it asks for what every export does.
    pub(super) fn kept(&self) -> Option<KeptBlock> {
        if *self == Self::default() {
            return None;
        }
        let block = self.fields().into_block("terraform", &[]);
        Some(KeptBlock { file: FILE.to_owned(), text: block_text(&block) })
    }
}

fn plain(expr: &Expr) -> Option<String> {
    match expr {
        Expr::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// The version of `{ source = …, version = … }`, or of a text alone.
fn version(expr: &Expr) -> Option<String> {
    let Expr::Object(members) = expr else { return plain(expr) };
    let member = members.iter().find(|(key, _)| match key {
        hcl::ObjectKey::Identifier(name) => name.as_str() == "version",
        hcl::ObjectKey::Expression(key) => plain(key).is_some_and(|key| key == "version"),
        _ => false,
    });
    member.and_then(|(_, value)| plain(value))
}
