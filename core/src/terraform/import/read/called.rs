//! The modules that are called, and what their outputs stand for.

use std::rc::Rc;

use indexmap::IndexMap;

use super::super::config::{Called, Outputs, Part, Place};
use super::eval::{Context, visited};
use super::expand::could_be_held;
use super::literal::literal;
use super::path::reference;
use super::scope::META;
use super::tree::{Block, Expr, Kind};
use super::value::Val;
use super::world::{Def, Each, Instances, World};

/// Arguments of a call that are no inputs.
const OF_CALLS: &[&str] = &["source", "version", "depends_on"];

impl<'s> World<'s> {
    /// Whether a known module of the registry is looked into only, and called by an export as before. Other modules that
    /// cannot be taken apart stay, too.
    pub(super) fn stays(&self, instance: usize) -> bool {
        let Some(here) = self.instance(instance) else { return false };
        match here.folder.called_at {
            Some(called) if !called.inner => called.known.stays || self.unfit.borrow().contains(&instance),
            _ => {
                let called = here.caller.as_ref();
                self.unfit.borrow().contains(&instance)
                    || called.is_some_and(|caller| self.stays(caller.instance))
            }
        }
    }

    /// A block of a module of which it is not known how often it, or a block in it, is there. Of modules whose files
    /// came along those are meant that a design could hold, and those of the modules that they call.
    pub(super) fn uncounted(&self, instance: usize) -> Option<&'s Block> {
        let here = self.instance(instance)?;
        let known = here.folder.called_at.is_some();
        here.folder.order.iter().find_map(|def| {
            let block = def.block;
            if block.word == "module" {
                return if known { None } else { self.uncounted_in(instance, def) };
            }
            let label = |at: usize| Rc::<str>::from(block.label(at));
            let data = block.word == "data";
            let counted = matches!(
                self.instances_of(instance, data, &label(0), &label(1)),
                Ok(Instances::Single | Instances::Many(_))
            );
            let meant = known || !data && could_be_held(block.label(0));
            let open = !counted || self.is_open(&self.context(instance, &def.source.text, None), block);
            (meant && open).then_some(block)
        })
    }

    /// The same for what a module calls.
    fn uncounted_in(&self, instance: usize, def: &Def<'s>) -> Option<&'s Block> {
        let children = self.children(instance, &Rc::from(def.block.label(0))).ok()?;
        children.iter().find_map(|(each, child)| {
            let called = self.instance(*child)?;
            match each {
                _ if called.folder.called_at.is_some() => None,
                Each::Unknown => Some(def.block),
                _ => self.uncounted(*child),
            }
        })
    }

    /// Whether it is not known how many there are of a block's nested blocks.
    fn is_open(&self, context: &Context<'_, 's>, block: &Block) -> bool {
        block.blocks.iter().filter(|inner| inner.word == "dynamic").any(|inner| {
            let Some(over) = inner.argument("for_each") else { return false };
            // What an instance of the block says is known in the instance only.
            let text = over.source(context.text);
            let bound = text.contains("each.") || text.contains("count.");
            let found = context.eval(over).and_then(|value| match value {
                Val::Null => Ok(Some(Vec::new())),
                value => visited(&value),
            });
            !bound && matches!(found, Ok(None))
        })
    }

    /// Every module that was read.
    pub(super) fn called(&self) -> Vec<Called> {
        let all = self.instances.borrow();
        let numbered = all.iter().enumerate();
        let one = |(number, here): (usize, &Rc<super::world::Instance<'s>>)| Called {
            address: here.address.clone(),
            folder: here.folder.path.to_owned(),
            registry: here.folder.called_at.map(|called| called.known.module.clone()),
            place: here.folder.called_at.map_or_else(Place::default, |called| called.place.clone()),
            unread: self.unread(number),
        };
        numbered.map(one).collect()
    }

    /// Inputs that a known module is given and that its model does not have.
    fn unread(&self, instance: usize) -> Vec<String> {
        let Some(here) = self.instance(instance) else { return Vec::new() };
        let (Some(_), Some(caller)) = (here.folder.called_at, &here.caller) else { return Vec::new() };
        let given = caller.call.block.arguments.iter().map(|(name, value)| (name.as_ref(), value));
        let unread = given.filter(|(name, value)| {
            let empty = matches!(value.kind, Kind::Literal(Val::Null));
            !empty
                && !META.contains(name)
                && !OF_CALLS.contains(name)
                && !here.folder.variables.contains_key(name)
        });
        unread.map(|(name, _)| name.to_owned()).collect()
    }

    /// What the outputs of the modules that the root calls stand for.
    pub(super) fn all_outputs(&self) -> Outputs {
        let mut found = Outputs::default();
        let Some(root) = self.instance(0) else { return found };
        if root.folder.calls.is_empty() {
            return found;
        }
        for def in root.folder.everything() {
            let mut paths = Vec::new();
            of_block(def.block, &mut paths);
            for path in paths {
                let source = path.source(&def.source.text);
                let value = self.context(0, &def.source.text, None).eval(path);
                let inside = value.ok().filter(|value| *value != Val::Null).map(|value| literal(&value));
                if let Some(inside) = inside.filter(|inside| inside != source) {
                    found.written.insert(source.to_owned(), inside);
                }
            }
        }
        let called = self.instances.borrow().len();
        for number in 1..called {
            self.outputs_of(number, &mut found.inside);
        }
        found
    }

    fn outputs_of(&self, number: usize, found: &mut IndexMap<String, String>) {
        let Some(here) = self
            .instance(number)
            .filter(|here| here.caller.as_ref().is_some_and(|caller| caller.instance == 0))
        else {
            return;
        };
        for name in here.folder.outputs.keys() {
            let Ok(value) = self.output(number, &Rc::from(*name)) else { continue };
            let written = format!("{}.{name}", here.address);
            if let Val::Map(entries) = &value {
                for (key, value) in entries.iter() {
                    add(found, value, &format!("{written}[\"{}\"]", crate::terraform::syntax::escaped(key)));
                }
            }
            add(found, &value, &written);
        }
    }
}

fn add(found: &mut IndexMap<String, String>, value: &Val, written: &str) {
    let inside = match value {
        Val::Template(parts) if parts.iter().any(|part| matches!(part, Part::Reference(_))) => {
            reference(value).map(|found| found.text.clone())
        }
        _ => None,
    };
    if let Some(inside) = inside {
        found.entry(inside).or_insert_with(|| written.to_owned());
    }
}

/// The paths in a block that begin with the output of a module.
fn of_block<'e>(block: &'e Block, found: &mut Vec<&'e Expr>) {
    block.arguments.iter().for_each(|(_, value)| of_expression(value, found));
    block.blocks.iter().for_each(|inner| of_block(inner, found));
}

fn of_expression<'e>(expr: &'e Expr, found: &mut Vec<&'e Expr>) {
    if let Kind::Path(base, _) = &expr.kind
        && matches!(&base.kind, Kind::Name(root) if root.as_ref() == "module")
    {
        found.push(expr);
    }
    expr.each_part(&mut |part| of_expression(part, found));
}
