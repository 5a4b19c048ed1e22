//! The module while it grows: blocks, variables, outputs, and what was found on the way.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

pub(super) use super::address::Address;
use super::kept::{is_expression, is_kept};
use super::names::Names;
use super::own_names::OwnNames;
use crate::design::{
    ApiId, ApiKeyId, AuthorizerId, BlockComments, ClientCertificateId, Design, Diagnostic, FunctionId, Item,
    KeptBlock, StageId, TextMap, VpcLinkId, WebAclId,
};
use crate::terraform::ExportOptions;
use crate::terraform::facts::facts;
use crate::terraform::pins::Pins;
use crate::terraform::syntax::{Expr, Fields, Part, call, reference, template, text, text_map, texts};

/// Where it is kept that the user's files have no tags for everything.
pub(in crate::terraform) const TAGS: &str = "design * tags";

/// A block, what it was made from, and a line above it.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) block: hcl::Block,
    pub(super) item: Item,
    pub(super) comment: String,
    /// The comments of the user's own block, and whether that made several resources.
    pub(super) written: (BlockComments, bool),
    /// What a resource is made from, for `moved` blocks; see `design::Terraform::addresses`.
    pub(super) mark: String,
    /// The class of resources that it may be folded with, and its key among them.
    pub(super) fold: Option<(String, String)>,
}

impl Piece {
    /// A block that is no resource.
    pub(super) fn plain(block: hcl::Block, item: Item) -> Self {
        let (comment, mark) = (String::new(), String::new());
        Self { block, item, comment, written: Default::default(), mark, fold: None }
    }
}

/// A resource that is about to be added.
#[derive(Clone, Debug)]
pub(super) struct Of<'r> {
    kind: &'r str,
    name: &'r str,
    item: Item,
    part: String,
    comment: &'r str,
    fold: Option<(String, String)>,
}

impl<'r> Of<'r> {
    /// A resource of this type and name, made from an item.
    pub(super) fn new(kind: &'r str, name: &'r str, item: Item) -> Self {
        Self { kind, name, item, part: String::new(), comment: "", fold: None }
    }

    /// What tells it from the item's other resources of the type.
    #[must_use]
    pub(super) fn part(mut self, part: impl std::fmt::Display) -> Self {
        self.part = part.to_string();
        self
    }

    /// A line above it.
    #[must_use]
    pub(super) fn comment(mut self, comment: &'r str) -> Self {
        self.comment = comment;
        self
    }

    /// That it may be folded with others of the class, under this key.
    #[must_use]
    pub(super) fn fold(mut self, class: impl Into<String>, key: impl Into<String>) -> Self {
        self.fold = Some((class.into(), key.into()));
        self
    }
}

/// How a Lambda function is named in the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FunctionName {
    /// A variable holds its name.
    Variable(String),
    /// The user gave its ARN.
    Arn(String),
}

/// The module while it grows.
pub(super) struct Module<'a> {
    pub(super) design: &'a Design,
    pub(super) options: &'a ExportOptions,
    pub(super) names: Names,
    own_names: OwnNames<'a>,
    /// Blocks of the user's own files that pass through.
    pub(super) kept: Vec<&'a KeptBlock>,
    /// The versions that the files ask for.
    pub(super) pins: Pins,
    /// The blocks of modules that kept calls name by a folder.
    pub(super) kept_inside: Vec<&'a KeptBlock>,
    pub(super) main: Vec<Piece>,
    pub(super) variables: IndexMap<String, Piece>,
    pub(super) outputs: Vec<Piece>,
    pub(super) locals: IndexMap<String, Expr>,
    pub(super) data: BTreeSet<&'static str>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What was emitted, by identity, for those that refer to it.
    pub(super) vpc_links: BTreeMap<VpcLinkId, Address>,
    pub(super) web_acls: BTreeMap<WebAclId, Address>,
    pub(super) certificates: BTreeMap<ClientCertificateId, Address>,
    pub(super) api_keys: BTreeMap<ApiKeyId, Address>,
    pub(super) stages: BTreeMap<StageId, Address>,
    pub(super) authorizers: BTreeMap<AuthorizerId, Address>,
    pub(super) functions: BTreeMap<FunctionId, FunctionName>,
    pub(super) apis: BTreeMap<ApiId, Address>,
    /// The account settings, where the design manages them.
    pub(super) account: Option<Address>,
}

impl<'a> Module<'a> {
    pub(super) fn new(design: &'a Design, options: &'a ExportOptions) -> Self {
        Self {
            design,
            options,
            names: Names::default(),
            own_names: OwnNames::new(design),
            kept: Vec::new(),
            pins: Pins::default(),
            kept_inside: Vec::new(),
            main: Vec::new(),
            variables: IndexMap::new(),
            outputs: Vec::new(),
            locals: IndexMap::new(),
            data: BTreeSet::new(),
            diagnostics: Vec::new(),
            vpc_links: BTreeMap::new(),
            web_acls: BTreeMap::new(),
            certificates: BTreeMap::new(),
            api_keys: BTreeMap::new(),
            stages: BTreeMap::new(),
            authorizers: BTreeMap::new(),
            functions: BTreeMap::new(),
            apis: BTreeMap::new(),
            account: None,
        }
    }

    /// Adds a resource that is the item's only one of its type, and says where it is.
    pub(super) fn resource(&mut self, kind: &str, name: &str, item: Item, fields: Fields) -> Address {
        self.add(Of::new(kind, name, item), fields)
    }

    /// Adds a resource and says where it is.
    pub(super) fn add(&mut self, of: Of<'_>, fields: Fields) -> Address {
        let mut mark = [of.kind, " ", &of.item.key(), " ", &of.part].concat();
        mark.truncate(mark.trim_end().len());
        let own = self.own_names.of(of.kind, &mark);
        let beside = if own.is_none() { self.own_names.beside(of.kind, of.name) } else { None };
        let name = own.or(beside.as_deref()).unwrap_or(of.name);
        let block = fields.into_block("resource", &[of.kind, name]);
        let comment = of.comment.to_owned();
        // A block that has a name in the user's files stays a block.
        let fold = of.fold.filter(|_| own.is_none());
        let address = Address::of(of.kind, name);
        let written = Default::default();
        self.main.push(Piece { block, item: of.item, comment, written, mark, fold });
        address
    }

    /// Adds a resource that a deployment takes a snapshot of: its identifier and those of the watched arguments that
    /// are set. Arguments that are not set read back as null or as an empty value, in turn, so they must not be
    /// looked at.
    pub(super) fn add_to_snapshot(
        &mut self,
        snapshot: &mut Vec<Expr>,
        of: Of<'_>,
        fields: Fields,
        watched: &[&str],
    ) -> Address {
        let names = fields.argument_names().filter(|name| watched.contains(name));
        let names: Vec<String> = ["id"].into_iter().chain(names).map(str::to_owned).collect();
        // The user's files may call the block otherwise.
        let address = self.add(of, fields);
        let attribute = |name: &String| address.get(name);
        snapshot.extend(names.iter().map(attribute));
        address
    }

    /// The path of an attribute of a data source about where the module is applied.
    pub(super) fn data(&mut self, kind: &'static str, attribute: &str) -> Part<'static> {
        self.data.insert(kind);
        Part::reference(format!("data.{kind}.current.{attribute}"))
    }

    /// A local value, made once.
    pub(super) fn local(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Expr) -> String {
        if !self.locals.contains_key(name) {
            let value = make(self);
            self.locals.insert(name.to_owned(), value);
        }
        format!("local.{name}")
    }

    /// A variable, made once, and the path that reads it.
    pub(super) fn variable(&mut self, name: &str, item: Item, fields: Fields) -> String {
        if !self.variables.contains_key(name) {
            let block = fields.into_block("variable", &[name]);
            self.variables.insert(name.to_owned(), Piece::plain(block, item));
        }
        format!("var.{name}")
    }

    /// What is the user's own: a variable whose default is what the design says. An expression of the user's files
    /// stands for itself, since a default is a constant.
    pub(super) fn own_text(
        &mut self,
        name: &str,
        item: Item,
        description: impl Into<String>,
        known: &str,
    ) -> Expr {
        if is_kept(known) {
            return text(known);
        }
        let fields = Fields::new()
            .set("description", text(description))
            .set("type", reference("string"))
            .set("default", text(known));
        reference(&self.variable(name, item, fields))
    }

    /// The same for a list of texts.
    pub(super) fn own_texts(
        &mut self,
        name: &str,
        item: Item,
        description: impl Into<String>,
        known: &[String],
    ) -> Expr {
        if known.iter().any(|text| is_kept(text)) {
            return texts(known);
        }
        let fields = Fields::new()
            .set("description", text(description))
            .set("type", call("list", vec![reference("string")]))
            .set("default", texts(known));
        reference(&self.variable(name, item, fields))
    }

    /// Whether the design's files had expressions in arguments whose paths begin so.
    pub(super) fn keeps_within(&self, item: Item, kind: &str, start: &str) -> bool {
        let start = format!("{} {kind} {start}", item.key());
        self.design.terraform.arguments.keys().any(|key| key.starts_with(&start))
    }

    /// Whether the user's files say by an expression what the design leaves open here: it is put in at the end.
    pub(super) fn keeps(&self, item: Item, kind: &str, path: &str) -> bool {
        self.kept_argument(item, kind, path).is_some()
    }

    /// What the user's files say by an expression where the design has nothing.
    pub(super) fn kept_argument(&self, item: Item, kind: &str, path: &str) -> Option<&'a str> {
        let text = self.design.terraform.arguments.get(&format!("{} {kind} {path}", item.key()))?;
        Some(text.as_str()).filter(|text| is_expression(text))
    }

    /// That Terraform makes the new one before the old one goes; nothing where the user's files have it otherwise.
    pub(super) fn replaced_first(&self, item: Item, kind: &str) -> Option<Fields> {
        let is_left_open = self.keeps(item, kind, "lifecycle");
        (!is_left_open).then(|| Fields::new().set("create_before_destroy", true))
    }

    /// An output.
    pub(super) fn output(&mut self, name: &str, item: Item, description: &str, value: Expr) {
        let fields = Fields::new().set("description", text(description)).set("value", value);
        self.push_output(name, item, fields);
    }

    /// An output with arguments of its own.
    pub(super) fn push_output(&mut self, name: &str, item: Item, fields: Fields) {
        let name = self.names.take("output", name, "2");
        let block = fields.into_block("output", &[&name]);
        self.outputs.push(Piece::plain(block, item));
    }

    /// The tags of something with tags of its own; none where the user's files have no tags for everything, and the
    /// design neither.
    pub(super) fn tags(&mut self, own: &TextMap) -> Option<Expr> {
        if self.design.tags.is_empty() && self.design.terraform.arguments.contains_key(TAGS) {
            return (!own.is_empty()).then(|| text_map(own));
        }
        let fields = Fields::new()
            .set("description", text("Tags on everything that takes tags"))
            .set("type", call("map", vec![reference("string")]))
            .set("default", text_map(&self.design.tags));
        let shared = reference(&self.variable("tags", Item::Design, fields));
        Some(if own.is_empty() { shared } else { call("merge", vec![shared, text_map(own)]) })
    }

    /// Tells something.
    pub(super) fn tell(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Says that a block was left out because AWS would refuse it.
    pub(super) fn refuse(&mut self, item: Item, message: impl Into<String>, help: impl Into<String>) {
        self.tell(Diagnostic::error("terraform-refused", message).at(item).help(help));
    }

    /// Says that a part of an item is not in the files.
    pub(super) fn leave_out(&mut self, item: Item, place: &str, what: &str, why: &str) {
        let message = format!("{what} is left out of the Terraform files");
        self.tell(Diagnostic::warning("terraform-left-out", message).at(item).at_place(place).help(why));
    }

    /// The same for every part that is set.
    pub(super) fn leave_out_set(&mut self, item: Item, why: &str, parts: &[(&str, &str, bool)]) {
        for (place, what, set) in parts {
            if *set {
                self.leave_out(item, place, what, why);
            }
        }
    }

    /// The local that starts the ARN of a function of this account and Region.
    pub(super) fn function_arn_prefix(&mut self) -> String {
        self.local("lambda_arn_prefix", |module| {
            let partition = module.data("aws_partition", "partition");
            let region = module.data("aws_region", "id");
            let account = module.data("aws_caller_identity", "account_id");
            let (arn, lambda, colon) = (Part::text("arn:"), Part::text(":lambda:"), Part::text(":"));
            template(&[arn, partition, lambda, region, colon, account, Part::text(":function")])
        })
    }

    /// The local that starts the URI by which API Gateway invokes a function.
    pub(super) fn function_invoke_path(&mut self, streamed: bool) -> String {
        let (name, path) = if streamed {
            ("lambda_stream_path", &facts().lambda_stream_path.value)
        } else {
            ("lambda_invoke_path", &facts().lambda_path.value)
        };
        self.local(name, |module| {
            let partition = module.data("aws_partition", "partition");
            let region = module.data("aws_region", "id");
            let path = format!(":{path}");
            template(&[Part::text("arn:"), partition, Part::text(":apigateway:"), region, Part::text(path)])
        })
    }
}

/// A text for a comment: line breaks become spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split(|char: char| char.is_control() || matches!(char, '\u{2028}' | '\u{2029}' | '\u{feff}'))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
