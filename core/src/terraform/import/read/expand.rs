//! Blocks as resources: each instance on its own, with the values of its arguments.

use std::cell::Cell;
use std::rc::Rc;

use super::super::config::{Address, Map, Place, Resource};
use super::eval::{Bound, Context, visited};
use super::functions::json_both_ways;
use super::limits::{Fail, RESOURCES_MAX};
use super::refers;
use super::scope::META;
use super::tree::{Block, Expr, Kind};
use super::value::{Entries, Val};
use super::world::{Def, Each, Instances, World};
use crate::base::LineIndex;
use crate::design::Diagnostic;

/// The argument that holds an API's OpenAPI document.
const DOCUMENT: &str = "body";
/// What decides when a block is made anew, which no design holds: all of an API's routes are named in it.
const REMADE_BY: &[&str] = &["triggers", "triggers_replace"];
/// How the types begin of which it is told that a design could not take a block.
const HELD: &[&str] = &[
    "aws_api_gateway_",
    "aws_apigatewayv2_",
    "aws_cloudwatch_dashboard",
    "aws_cloudwatch_metric_alarm",
    "aws_lambda_permission",
    "aws_wafv2_",
];

/// Everything that an instance of a module declares, with what it calls.
pub(super) struct Expander<'w, 's> {
    pub world: &'w World<'s>,
    pub resources: Vec<Resource>,
    /// The line starts of the file that was looked at last.
    pub lines: Option<(&'s str, LineIndex<'s>)>,
}

impl<'s> Expander<'_, 's> {
    /// Adds the resources of an instance of a module.
    pub(super) fn module(&mut self, instance: usize) {
        let Some(here) = self.world.instance(instance) else { return };
        let folder = here.folder.clone();
        for def in &folder.order {
            if self.resources.len() >= RESOURCES_MAX {
                let message = format!("The files declare more than {RESOURCES_MAX} resources");
                self.world
                    .tell(Diagnostic::error("terraform-limit", message).help("Import a smaller folder"));
                return;
            }
            if def.block.word == "module" && self.world.called_folder(def).is_some() {
                let unknown = matches!(self.count(instance, def), Instances::Unknown);
                match self.world.children(instance, &Rc::from(def.block.label(0))) {
                    Ok(children) if children.iter().any(|(_, child)| self.is_unfit(*child, def, unknown)) => {
                        self.world.unfit.borrow_mut().extend(children.iter().map(|(_, child)| *child));
                        self.block(instance, def, &here.address);
                    }
                    Ok(children) => children.iter().for_each(|(_, child)| self.module(*child)),
                    Err(fail) => self.world.tell_fail(&fail, def.source, def.block.span.start),
                }
            } else {
                self.block(instance, def, &here.address);
            }
        }
    }

    /// Whether a module stays as it is called, because it cannot be told how often it or its blocks are there.
    fn is_unfit(&self, instance: usize, def: &Def<'s>, unknown: bool) -> bool {
        let inner = self.world.uncounted(instance);
        if inner.is_none() && !unknown {
            return false;
        }
        let call = def.block.label(0);
        let why = match inner.filter(|_| !unknown) {
            Some(block) if block.word == "module" => format!("how many `module.{}` it makes", block.label(0)),
            Some(block) => format!("how many `{}.{}` it makes", block.label(0), block.label(1)),
            None => "how often it is called".to_owned(),
        };
        let message = format!("`module.{call}` is not taken apart: {why} is known only when it is planned");
        let help = "The call is kept as it was written; import a plan or state to see the API that it makes";
        let found = Diagnostic::note("terraform-module", message);
        self.world.tell(found.at_place(def.source.place(def.block.span.start)).help(help));
        true
    }

    /// The instances of a block.
    fn count(&self, instance: usize, def: &Def<'s>) -> Instances {
        let block = def.block;
        let Some(repeats) = super::scope::repeats(block) else { return Instances::Single };
        let found = if block.word == "module" {
            self.world.instances_of_call(instance, &Rc::from(block.label(0)))
        } else {
            let (kind, name) = (Rc::from(block.label(0)), Rc::from(block.label(1)));
            self.world.instances_of(instance, block.word == "data", &kind, &name)
        };
        found.unwrap_or_else(|fail| {
            self.world.tell_fail(&fail, def.source, repeats.span.start);
            Instances::Unknown
        })
    }

    /// Says that it is not known how often a block is there, where the design could have had it.
    fn tell_unknown(&self, def: &Def<'s>, what: &str, offset: usize) {
        if def.block.word != "resource" || !could_be_held(def.block.label(0)) {
            return;
        }
        let message = format!("{what} is known only when it is planned");
        let help = "The block is kept as it was written, and is not in the design: give the variables that it needs \
                    values in `terraform.tfvars`, or import `terraform show -json` of a plan or state";
        let found = Diagnostic::warning("terraform-instances", message);
        self.world.tell(found.at_place(def.source.place(offset)).help(help));
    }

    fn block(&mut self, instance: usize, def: &Def<'s>, module: &str) {
        let block = def.block;
        let eaches = match self.count(instance, def) {
            Instances::Single => vec![Each::None],
            Instances::Unknown => {
                let what = if block.argument("count").is_some() { "count" } else { "for_each" };
                let offset = super::scope::repeats(block).map_or(0, |repeats| repeats.span.start);
                self.tell_unknown(def, &format!("How many instances `{what}` makes"), offset);
                vec![Each::Unknown]
            }
            Instances::Many(all) => all.as_ref().clone(),
        };
        let (kind, name) = match block.word.as_str() {
            "module" => ("module", block.label(0)),
            _ => (block.label(0), block.label(1)),
        };
        let place = self.place(def);
        let shown = self.world.stays(instance);
        let nested: Rc<[String]> = nested(block).into();
        for each in eaches {
            if self.resources.len() >= RESOURCES_MAX {
                return;
            }
            let bound = each.bound();
            let context = self.world.context(instance, &def.source.text, bound.as_ref());
            let mut document = None;
            let open = Cell::default();
            let body = Body { context, def, open: &open }.entries_and(block, &mut document);
            if let Some((name, offset)) = open.get() {
                self.tell_unknown(def, &format!("How many `{name}` blocks there are"), offset);
            }
            let body: Map = body
                .into_iter()
                .map(|(name, value)| (name.as_ref().to_owned(), value.into_value()))
                .collect();
            self.resources.push(Resource {
                address: Address {
                    module: module.to_owned(),
                    data: block.word == "data",
                    kind: kind.to_owned(),
                    name: name.to_owned(),
                    key: each.key(),
                },
                body,
                document: document.map(Val::into_value),
                block: Some(def.number),
                place: place.clone(),
                nested: nested.clone(),
                shown,
                uncounted: open.get().is_some() || matches!(each, Each::Unknown),
                later: Vec::new(),
            });
        }
    }

    fn place(&mut self, def: &Def<'s>) -> Place {
        let source = def.source;
        if let Some(called) = &source.called_at {
            return called.place.clone();
        }
        if !source.placed {
            return Place { file: source.path.clone(), position: None };
        }
        if self.lines.as_ref().is_none_or(|(path, _)| *path != source.path) {
            self.lines = Some((&source.path, LineIndex::new(&source.text)));
        }
        let position = self.lines.as_ref().map(|(_, lines)| source.position(lines, def.block.span.start));
        Place { file: source.path.clone(), position }
    }
}

/// The arguments and nested blocks of one instance.
pub(super) struct Body<'c, 'd, 's> {
    pub context: Context<'c, 's>,
    pub def: &'d Def<'s>,
    /// The name and place of nested blocks of which it is not known how many there are.
    pub open: &'d Cell<Option<(&'d str, usize)>>,
}

impl<'d, 's> Body<'_, 'd, 's> {
    /// Arguments as values, and nested blocks as lists of maps.
    pub(super) fn entries(&self, block: &'d Block) -> Entries {
        self.entries_and(block, &mut None)
    }

    /// The same, and the document that an API's `body` encodes, as it was written.
    fn entries_and(&self, block: &'d Block, document: &mut Option<Val>) -> Entries {
        let mut entries = Entries::new();
        for (name, value) in &block.arguments {
            if META.contains(&name.as_ref()) || REMADE_BY.contains(&name.as_ref()) {
                continue;
            }
            if name.as_ref() == "depends_on" {
                // Names of blocks, which have no values.
                if let Kind::List(names) = &value.kind {
                    let names = names.iter().map(|name| Val::opaque(name.source(self.context.text)));
                    entries.insert(name.clone(), Val::list(names.collect()));
                }
                continue;
            }
            let value = match self.argument(name, value, document) {
                Ok(value) => value,
                Err(fail) => {
                    self.context.world.tell_fail(&fail, self.def.source, value.span.start);
                    self.context.unknown(value)
                }
            };
            entries.insert(name.clone(), value);
        }
        for inner in &block.blocks {
            match (inner.word.as_str(), inner.labels.as_slice()) {
                ("dynamic", [name]) => self.dynamic(inner, name, &mut entries),
                (name, _) => push(&mut entries, name, Val::map(self.entries(inner))),
            }
        }
        entries
    }

    /// The value of an argument. Terraform sorts what it encodes, but the order in the files is the user's.
    fn argument(&self, name: &str, value: &Expr, document: &mut Option<Val>) -> Result<Val, Fail> {
        if let (DOCUMENT, Kind::Call(call)) = (name, &value.kind)
            && let ("jsonencode", [inner], false) =
                (call.name.as_ref(), call.arguments.as_slice(), call.spread)
            && let Some((encoded, written)) = json_both_ways(&self.context, &self.context.eval(inner)?)?
        {
            *document = Some(written);
            return Ok(encoded);
        }
        self.context.eval(value)
    }

    fn dynamic(&self, block: &'d Block, name: &'d str, entries: &mut Entries) {
        let Some(content) = block.blocks.iter().find(|inner| inner.word == "content") else { return };
        let iterator = refers::iterator(block);
        let Some(over) = block.argument("for_each") else { return };
        let found = self.context.eval(over).and_then(|value| match value {
            Val::Null => Ok(Some(Vec::new())),
            value => visited(&value),
        });
        let one = |value: Option<Val>| {
            let bound = Bound { name: iterator, value, up: self.context.bound };
            Val::map(
                Body { context: self.context.with(&bound), def: self.def, open: self.open }.entries(content),
            )
        };
        match found {
            Ok(Some(visited)) => {
                for (key, value) in visited {
                    let pair: Entries = [("key".into(), key), ("value".into(), value)].into_iter().collect();
                    push(entries, name, one(Some(Val::map(pair))));
                }
            }
            Ok(None) => {
                self.open.set(Some((name, over.span.start)));
                push(entries, name, one(None));
            }
            Err(fail) => self.context.world.tell_fail(&fail, self.def.source, over.span.start),
        }
    }
}

/// Whether the design could hold a resource of a type, which its block alone makes.
pub(in crate::terraform::import) fn could_be_held(kind: &str) -> bool {
    HELD.iter().any(|start| kind.starts_with(start))
}

/// The names of the blocks in a block, however deep.
fn nested(block: &Block) -> Vec<String> {
    let mut found = Vec::new();
    for inner in &block.blocks {
        match inner.word.as_str() {
            "dynamic" => found.push(inner.label(0).to_owned()),
            "content" => {}
            word => found.push(word.to_owned()),
        }
        found.extend(nested(inner));
    }
    found
}

/// Adds one more block of a name.
fn push(entries: &mut Entries, name: &str, value: Val) {
    match entries.get_mut(name) {
        Some(Val::List(values)) => Rc::make_mut(values).push(value),
        _ => drop(entries.insert(name.into(), Val::list(vec![value]))),
    }
}
