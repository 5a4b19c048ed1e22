//! What Terraform files say, as far as it can be known without a plan.
//!
//! A `.tf` folder, a state and a plan all become a [`Config`]; what makes a design of it need not know which
//! of them it was.

use std::fmt;
use std::rc::Rc;

use indexmap::IndexMap;

use crate::base::Position;
use crate::design::Diagnostic;

/// Everything that was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Config {
    /// Resources and data sources, each instance of `count` and `for_each` on its own, in the order of the files.
    pub resources: Vec<Resource>,
    /// The blocks of the files, whole; [`Resource::block`] points here.
    pub blocks: Vec<SourceBlock>,
    /// The modules whose resources are among them, the root first.
    pub modules: Vec<Called>,
    /// What outputs of modules stand for.
    pub outputs: Outputs,
    /// How the root configures AWS's provider, in the order of the files.
    pub providers: Vec<Provider>,
    /// The texts that are not Terraform's, by their paths.
    pub files: IndexMap<String, String>,
    /// The paths of files that are not Terraform's and that no expression reads.
    pub unused: Vec<String>,
    /// The files that give the root's variables values.
    pub values: Vec<ValuesFile>,
    /// What could not be read or resolved.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file such as `terraform.tfvars`.
#[derive(Clone, Debug, Default)]
pub(super) struct ValuesFile {
    /// Its path.
    pub path: String,
    /// As it was.
    pub text: String,
    /// The variables that it sets.
    pub names: Vec<String>,
}

/// A configuration of AWS's provider.
#[derive(Clone, Debug, Default)]
pub(super) struct Provider {
    /// The name that blocks know it by; none for the one that they have without naming any.
    pub alias: Option<String>,
    /// The Region, where it says one: its value, or the expression of which it is not known.
    pub region: Option<Result<String, String>>,
    /// Where it is.
    pub place: Place,
}

/// A module in one of its instances.
#[derive(Clone, Debug, Default)]
pub(super) struct Called {
    /// `module.a["key"].module.b`; empty for the root.
    pub address: String,
    /// Where its files are.
    pub folder: String,
    /// Its name in the registry, for one that is known from there.
    pub registry: Option<String>,
    /// Where it is called.
    pub place: Place,
    /// Inputs that it is given and that nothing is known of.
    pub unread: Vec<String>,
}

/// The outputs of modules that the root calls, both ways.
#[derive(Clone, Debug, Default)]
pub(super) struct Outputs {
    /// `module.a.id` as the root's files write it, and what that is inside of the module.
    pub written: IndexMap<String, String>,
    /// What is inside of a module, and the output that gives it to the root.
    pub inside: IndexMap<String, String>,
}

/// A top-level block of a file, as it was written.
#[derive(Clone, Debug, Default)]
pub(super) struct SourceBlock {
    /// Where it begins.
    pub place: Place,
    /// Its text, with the comments directly above it.
    pub text: String,
    /// `resource`, `data`, `variable`, `module`, `provider`, …
    pub word: String,
    /// Its labels.
    pub labels: Vec<String>,
    /// What it refers to: `var.name`, `local.name`, `aws_x.y`, `data.aws_x.y`, `module.name`.
    pub refers: Vec<String>,
    /// The names that it declares, where it is a `locals` block.
    pub locals: Vec<String>,
}

/// Where something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The file's path.
    pub file: String,
    /// The line and column, where the file has them.
    pub position: Option<Position>,
}

/// One instance of a resource or data source.
#[derive(Clone, Debug, Default)]
pub(super) struct Resource {
    /// Where it is.
    pub address: Address,
    /// Arguments and nested blocks; a nested block, however often it stands there, is a list of maps.
    pub body: Map,
    /// The document that `body` encodes, with its entries in the order of the file.
    pub document: Option<Value>,
    /// Its block, where it came from a file.
    pub block: Option<usize>,
    /// Where it begins.
    pub place: Place,
    /// The names of its nested blocks.
    pub nested: Rc<[String]>,
    /// Whether it is inside of a module that stays as it is, for others to refer to.
    pub shown: bool,
    /// Whether it is not known how often it, or a block in it, is there.
    pub uncounted: bool,
    /// What a plan does not know before it is applied.
    pub later: Vec<Later>,
}

/// An argument that a plan does not know before it is applied: it has no text, only what the text refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Later {
    /// The argument's path.
    pub path: String,
    /// What it refers to, as the configuration names it.
    pub refers: Vec<String>,
    /// Whether it was read as the one thing that it refers to, which is likely and not certain.
    pub is_read: bool,
}

/// Arguments by name.
pub(super) type Map = IndexMap<String, Value>;

/// The address of an instance: `aws_x.y`, `aws_x.y["key"]`, `data.aws_x.y`, `module.m.aws_x.y[0]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Address {
    /// `module.a.module.b`, or nothing.
    pub module: String,
    /// Whether it is a data source.
    pub data: bool,
    /// The type: `aws_api_gateway_method`.
    pub kind: String,
    /// The name.
    pub name: String,
    /// The instance, as written between the brackets: `"key"` or `0`.
    pub key: Option<String>,
}

/// A value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Value {
    /// `null`, or nothing.
    #[default]
    Null,
    /// A truth value.
    Bool(bool),
    /// A number.
    Number(serde_json::Number),
    /// A text without references.
    Text(String),
    /// A reference alone, or a text with references in it.
    Template(Vec<Part>),
    /// A list, set or tuple.
    List(Vec<Value>),
    /// A map or object.
    Map(Map),
    /// An expression that cannot be known, as it was written, with what stands between parentheses kept.
    Opaque(String),
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// As it is.
    Text(String),
    /// An attribute of a resource or data source.
    Reference(Reference),
    /// An expression that cannot be known, as it was written, without `${` and `}`.
    Opaque(String),
}

/// An attribute of a resource or data source.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reference {
    /// Which.
    pub address: Address,
    /// The path of the attribute: `id`, `domain_name_configuration[0].target_domain_name`; empty for the whole.
    pub attribute: String,
    /// As it was written.
    pub text: String,
}

impl Config {
    /// Whether a block stands in the root module.
    pub(super) fn is_in_root(&self, block: &SourceBlock) -> bool {
        let root = self.modules.first().map_or("", |root| root.folder.as_str());
        block.place.file.rsplit_once('/').map_or("", |(folder, _)| folder) == root
    }
}

impl Resource {
    /// The value at the path of an attribute.
    pub(super) fn follow(&self, attribute: &str) -> Option<&Value> {
        let mut steps = attribute
            .split('.')
            .flat_map(|step| step.split_inclusive('['))
            .map(|step| step.trim_end_matches('['));
        let mut value = self.body.get(steps.next()?)?;
        for step in steps {
            value = match (value, step.strip_suffix(']')) {
                (Value::Map(map), Some(key)) => map.get(key.trim_matches('"'))?,
                (Value::List(values), Some(index)) => values.get(index.parse::<usize>().ok()?)?,
                (Value::Map(map), None) => map.get(step)?,
                _ => return None,
            };
        }
        Some(value)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.file)?;
        match self.position {
            Some(position) => write!(out, ":{}:{}", position.line, position.column),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.module.is_empty() {
            write!(out, "{}.", self.module)?;
        }
        if self.data {
            out.write_str("data.")?;
        }
        [&self.kind, ".", &self.name].into_iter().try_for_each(|part| out.write_str(part))?;
        match &self.key {
            Some(key) => write!(out, "[{key}]"),
            None => Ok(()),
        }
    }
}
