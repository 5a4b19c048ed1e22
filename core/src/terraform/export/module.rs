//! The module while it grows: blocks, variables, outputs, and what was found on the way.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::names::Names;
use crate::base::Span;
use crate::design::{
    ApiKeyId, AuthorizerId, ClientCertificateId, Design, Diagnostic, FunctionId, Item, StageId, TextMap,
    VpcLinkId, WebAclId,
};
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Expr, Fields, Part, block_text, call, reference, template, text, text_map};
use crate::terraform::{Bundle, ExportOptions, File};

/// A block, what it was made from, and a line above it.
#[derive(Clone, Debug)]
struct Piece {
    block: hcl::Block,
    item: Item,
    comment: String,
}

/// Where a resource is found: `aws_api_gateway_rest_api.this`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address(String);

impl Address {
    /// The path of one of its attributes.
    pub(super) fn path(&self, attribute: &str) -> String {
        format!("{}.{attribute}", self.0)
    }

    /// One of its attributes.
    pub(super) fn get(&self, attribute: &str) -> Expr {
        reference(&self.path(attribute))
    }

    /// The resource itself, as `depends_on` names it.
    pub(super) fn whole(&self) -> Expr {
        reference(&self.0)
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
    pub(super) names: Names,
    main: Vec<Piece>,
    variables: IndexMap<String, Piece>,
    outputs: Vec<Piece>,
    locals: IndexMap<String, Expr>,
    data: BTreeSet<&'static str>,
    diagnostics: Vec<Diagnostic>,
    /// What was emitted, by identity, for those that refer to it.
    pub(super) vpc_links: BTreeMap<VpcLinkId, Address>,
    pub(super) web_acls: BTreeMap<WebAclId, Address>,
    pub(super) certificates: BTreeMap<ClientCertificateId, Address>,
    pub(super) api_keys: BTreeMap<ApiKeyId, Address>,
    pub(super) stages: BTreeMap<StageId, Address>,
    pub(super) authorizers: BTreeMap<AuthorizerId, Address>,
    pub(super) functions: BTreeMap<FunctionId, FunctionName>,
    /// The account settings, where the design manages them.
    pub(super) account: Option<Address>,
}

impl<'a> Module<'a> {
    pub(super) fn new(design: &'a Design) -> Self {
        Self {
            design,
            names: Names::default(),
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
            account: None,
        }
    }

    /// Adds a resource and says where it is.
    pub(super) fn resource(&mut self, kind: &str, name: &str, item: Item, fields: Fields) -> Address {
        self.commented(kind, name, item, "", fields)
    }

    /// Adds a resource with a line above it.
    pub(super) fn commented(
        &mut self,
        kind: &str,
        name: &str,
        item: Item,
        comment: &str,
        fields: Fields,
    ) -> Address {
        let block = fields.into_block("resource", &[kind, name]);
        self.main.push(Piece { block, item, comment: comment.to_owned() });
        Address(format!("{kind}.{name}"))
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
            self.variables.insert(name.to_owned(), Piece { block, item, comment: String::new() });
        }
        format!("var.{name}")
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
        self.outputs.push(Piece { block, item, comment: String::new() });
    }

    /// The tags of something with tags of its own.
    pub(super) fn tags(&mut self, own: &TextMap) -> Expr {
        let fields = Fields::new()
            .set("description", text("Tags on everything that takes tags"))
            .set("type", call("map", vec![reference("string")]))
            .set("default", text_map(&self.design.tags));
        let shared = reference(&self.variable("tags", Item::Design, fields));
        if own.is_empty() { shared } else { call("merge", vec![shared, text_map(own)]) }
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

    /// The finished module.
    pub(super) fn into_bundle(mut self, options: &ExportOptions) -> Bundle {
        let versions = self.versions(options);
        let mut main: Vec<Piece> = Vec::new();
        for kind in &self.data {
            let block = Fields::new().into_block("data", &[kind, "current"]);
            main.push(Piece { block, item: Item::Design, comment: String::new() });
        }
        if !self.locals.is_empty() {
            let locals = std::mem::take(&mut self.locals);
            let fields =
                locals.into_iter().fold(Fields::new(), |fields, (name, value)| fields.set(&name, value));
            let block = fields.into_block("locals", &[]);
            main.push(Piece { block, item: Item::Design, comment: String::new() });
        }
        main.append(&mut self.main);
        let variables: Vec<Piece> = self.variables.into_values().collect();
        let files = vec![
            file("versions.tf", &[versions]),
            file("variables.tf", &variables),
            file("main.tf", &main),
            file("outputs.tf", &self.outputs),
        ];
        Bundle { files, diagnostics: self.diagnostics }
    }

    fn versions(&self, options: &ExportOptions) -> Piece {
        let constraint = options.provider_constraint.as_deref().unwrap_or(&facts().provider_constraint.value);
        let aws = crate::terraform::syntax::object([
            ("source", text("hashicorp/aws")),
            ("version", text(constraint)),
        ]);
        let fields = Fields::new()
            .set("required_version", text(facts().required_version.value.as_str()))
            .block("required_providers", Fields::new().set("aws", aws));
        let name = one_line(&self.design.name);
        let region = one_line(&self.design.region);
        let mut comment = one_line(&self.design.description);
        if !name.is_empty() {
            comment = if comment.is_empty() { name } else { format!("{name}: {comment}") };
        }
        if !region.is_empty() {
            let said = format!("Designed for {region}; the caller's provider decides the Region.");
            comment = if comment.is_empty() { said } else { format!("{comment}\n{said}") };
        }
        Piece { block: fields.into_block("terraform", &[]), item: Item::Design, comment }
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
    pub(super) fn function_invoke_path(&mut self) -> String {
        self.local("lambda_invoke_path", |module| {
            let partition = module.data("aws_partition", "partition");
            let region = module.data("aws_region", "id");
            let path = format!(":{}", facts().lambda_path.value);
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

fn file(path: &str, pieces: &[Piece]) -> File {
    let mut text = String::new();
    let mut spans = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if !text.is_empty() {
            text.push('\n');
        }
        for line in piece.comment.lines().filter(|line| !line.is_empty()) {
            text.extend(["# ", line.trim_end(), "\n"]);
        }
        let start = text.len();
        text.push_str(&block_text(&piece.block));
        spans.push((Span { start, end: text.len() }, piece.item));
        text.push('\n');
    }
    File { path: path.to_owned(), text, spans }
}
