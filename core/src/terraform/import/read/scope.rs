//! What names stand for in an instance of a module: variables, locals, outputs, and how often blocks are there.

use std::rc::Rc;

use super::eval::{Bound, Context, Evaluated, visited};
use super::limits::{Fail, INSTANCES_MAX, MODULES_MAX};
use super::operators;
use super::tree::{Block, Expr};
use super::types::Type;
use super::value::{Entries, Val};
use super::world::{Caller, Children, Def, Each, Folder, Instance, Instances, Name, World, memo};

impl Each {
    /// The name that blocks see it by.
    pub(super) fn bound(&self) -> Option<Bound<'static>> {
        let entry = |name: &str, value: &Val| (Rc::<str>::from(name), value.clone());
        match self {
            Self::None | Self::Unknown => None,
            Self::Count(number) => {
                let value = Val::map([entry("index", &Val::integer(*number))].into_iter().collect());
                Some(Bound { name: "count", value: Some(value), up: None })
            }
            Self::Key(key, value) => {
                let key = Val::Text(key.clone());
                let value = Val::map([entry("key", &key), entry("value", value)].into_iter().collect());
                Some(Bound { name: "each", value: Some(value), up: None })
            }
        }
    }
}

impl<'s> World<'s> {
    /// A context in which an instance's expressions are computed.
    pub(super) fn context<'c>(
        &'c self,
        instance: usize,
        text: &'c str,
        bound: Option<&'c Bound<'c>>,
    ) -> Context<'c, 's> {
        Context { world: self, instance, text, bound, sealed: false, plain: false }
    }

    /// The value of an output.
    pub(super) fn output(&self, instance: usize, name: &Rc<str>) -> Evaluated {
        memo(
            &self.values,
            &(instance, Name::Output(name.clone())),
            || format!("output.{name}"),
            || {
                let here = self.instance(instance);
                let def = here.and_then(|here| here.folder.outputs.get(name.as_ref()).copied());
                let Some(def) = def else {
                    return Err(Fail::new(format!("The module has no output `{name}`")));
                };
                match def.block.argument("value") {
                    Some(value) => self.context(instance, &def.source.text, None).eval(value),
                    None => Ok(Val::Null),
                }
            },
        )
    }

    /// All outputs as one object.
    pub(super) fn outputs(&self, instance: usize) -> Evaluated {
        let mut entries = Entries::new();
        if let Some(here) = self.instance(instance) {
            let mut names: Vec<Rc<str>> = here.folder.outputs.keys().map(|name| Rc::from(*name)).collect();
            names.sort();
            for name in names {
                let value = self.output(instance, &name)?;
                entries.insert(name, value);
            }
        }
        Ok(Val::map(entries))
    }

    /// The instances of a resource or data source.
    pub(super) fn instances_of(
        &self,
        instance: usize,
        data: bool,
        kind: &Rc<str>,
        name: &Rc<str>,
    ) -> Result<Instances, Fail> {
        let here = self.instance(instance);
        let def =
            here.and_then(|here| here.folder.resources.get(&(data, kind.as_ref(), name.as_ref())).copied());
        let Some(def) = def.filter(|def| repeats(def.block).is_some()) else { return Ok(Instances::Single) };
        let key = (instance, data, kind.clone(), name.clone());
        memo(&self.resources, &key, || format!("{kind}.{name}"), || self.instances(instance, &def))
    }

    /// The instances of a call of a module.
    pub(super) fn instances_of_call(&self, instance: usize, name: &Rc<str>) -> Result<Instances, Fail> {
        let key = (instance, false, Rc::from("module"), name.clone());
        memo(
            &self.resources,
            &key,
            || format!("module.{name}"),
            || {
                let here = self.instance(instance);
                let def = here.and_then(|here| here.folder.calls.get(name.as_ref()).copied());
                def.map_or(Ok(Instances::Single), |def| self.instances(instance, &def))
            },
        )
    }

    fn instances(&self, instance: usize, def: &Def<'s>) -> Result<Instances, Fail> {
        let context = self.context(instance, &def.source.text, None);
        if let Some(count) = def.block.argument("count") {
            return match context.eval(count)? {
                Val::Opaque(_) | Val::Template(_) => Ok(Instances::Unknown),
                value => {
                    let count = usize::try_from(operators::whole(&value)?).unwrap_or(0);
                    limited(count)?;
                    Ok(Instances::Many(Rc::new((0..count).map(Each::Count).collect())))
                }
            };
        }
        let Some(each) = def.block.argument("for_each") else { return Ok(Instances::Single) };
        let pairs = match context.eval(each)? {
            // Terraform makes them in any order: they are read in that of the files.
            Val::Map(entries) => {
                entries.iter().map(|(key, value)| (Val::Text(key.clone()), value.clone())).collect()
            }
            over => match visited(&over)? {
                Some(pairs) => pairs,
                None => return Ok(Instances::Unknown),
            },
        };
        limited(pairs.len())?;
        let mut all = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            let key = match key {
                Val::Opaque(_) | Val::Template(_) => return Ok(Instances::Unknown),
                // Terraform takes sets and maps only, but what a list means is plain.
                Val::Number(_) => value.as_text(),
                key => key.as_text(),
            };
            let key = key.ok_or_else(|| Fail::new("`for_each` takes a map, or a set of texts"))?;
            all.push(Each::Key(key, value));
        }
        Ok(Instances::Many(Rc::new(all)))
    }

    /// The folder that a call names, when it is among those that were read.
    pub(super) fn called_folder(&self, def: &Def<'s>) -> Option<Rc<Folder<'s>>> {
        let source = def.block.argument("source")?;
        let super::tree::Kind::Literal(Val::Text(source)) = &source.kind else { return None };
        let path = if source.starts_with("./") || source.starts_with("../") {
            super::files::joined(def.source.folder(), source)?
        } else {
            super::registry::folder(def.source, def.block)?
        };
        self.folders.get(path.as_str()).cloned()
    }

    /// The instances of the module that a call makes; an unknown number is one.
    pub(super) fn children(&self, instance: usize, name: &Rc<str>) -> Result<Children, Fail> {
        memo(
            &self.children,
            &(instance, name.clone()),
            || format!("module.{name}"),
            || {
                let here = self.instance(instance).ok_or_else(|| Fail::new("There is no such module"))?;
                let def = here.folder.calls.get(name.as_ref()).copied();
                let Some((def, folder)) = def.and_then(|def| Some((def, self.called_folder(&def)?))) else {
                    return Ok(Rc::default());
                };
                if self.is_within(instance, &folder) {
                    return Err(Fail::new(format!("`module.{name}` calls the module that it is in")));
                }
                let eaches = match self.instances_of_call(instance, name)? {
                    Instances::Single => vec![Each::None],
                    Instances::Unknown => vec![Each::Unknown],
                    Instances::Many(all) => all.as_ref().clone(),
                };
                let dot = if here.address.is_empty() { "" } else { "." };
                let mut children = Vec::new();
                for each in eaches {
                    let key = each.key().map(|key| format!("[{key}]")).unwrap_or_default();
                    let address = format!("{}{dot}module.{name}{key}", here.address);
                    let caller = Some(Caller { instance, call: def, each: each.clone() });
                    let child =
                        Instance { folder: folder.clone(), address, caller, values: Default::default() };
                    children.push((each, self.add(child)?));
                }
                Ok(Rc::new(children))
            },
        )
    }

    /// Whether an instance is of a folder, or called from one that is.
    fn is_within(&self, instance: usize, folder: &Folder<'s>) -> bool {
        let mut here = self.instance(instance);
        while let Some(instance) = here {
            if instance.folder.path == folder.path {
                return true;
            }
            here = instance.caller.as_ref().and_then(|caller| self.instance(caller.instance));
        }
        false
    }

    /// Adds an instance of a module.
    pub(super) fn add(&self, instance: Instance<'s>) -> Result<usize, Fail> {
        let mut all = self.instances.borrow_mut();
        if all.len() >= MODULES_MAX {
            return Err(Fail::new(format!("More than {MODULES_MAX} modules are called")));
        }
        all.push(Rc::new(instance));
        Ok(all.len() - 1)
    }
}

impl Context<'_, '_> {
    /// The value of a local.
    pub(super) fn local(&self, name: &Rc<str>) -> Evaluated {
        let key = (self.instance, Name::Local(name.clone()));
        memo(
            &self.world.values,
            &key,
            || format!("local.{name}"),
            || {
                let here = self.world.instance(self.instance);
                let local = here.and_then(|here| here.folder.locals.get(name.as_ref()).copied());
                match local {
                    Some((source, value)) => {
                        self.world.context(self.instance, &source.text, None).eval(value)
                    }
                    None => Ok(Val::opaque(format!("local.{name}"))),
                }
            },
        )
    }

    /// The value of a variable.
    pub(super) fn variable(&self, name: &Rc<str>) -> Evaluated {
        let key = (self.instance, Name::Variable(name.clone()));
        memo(&self.world.values, &key, || format!("var.{name}"), || self.variable_value(name))
    }

    fn variable_value(&self, name: &Rc<str>) -> Evaluated {
        let unknown = || Val::opaque(format!("var.{name}"));
        let Some(here) = self.world.instance(self.instance) else { return Ok(unknown()) };
        let Some(def) = here.folder.variables.get(name.as_ref()) else { return Ok(unknown()) };
        let context = self.world.context(self.instance, &def.source.text, None);
        let kind = def.block.argument("type").map_or(Ok(Type::Any), |kind| Type::read(&context, kind))?;
        let given = match &here.caller {
            None => here.values.get(name.as_ref()).cloned(),
            Some(caller) => match caller.call.block.argument(name) {
                Some(value) => Some(caller.eval(self.world, value)?),
                None => None,
            },
        };
        let nullable = !matches!(
            def.block.argument("nullable").map(|value| &value.kind),
            Some(super::tree::Kind::Literal(Val::Bool(false)))
        );
        let default = |or: Val| match def.block.argument("default") {
            Some(value) => context.eval(value),
            None => Ok(or),
        };
        let value = match given {
            Some(Val::Null) if !nullable => default(Val::Null)?,
            Some(value) => value,
            None => default(unknown())?,
        };
        // What is to be kept from view is no part of a design.
        let is_sensitive = matches!(
            def.block.argument("sensitive").map(|value| &value.kind),
            Some(super::tree::Kind::Literal(Val::Bool(true)))
        );
        if is_sensitive && here.caller.is_none() && !matches!(value, Val::Null) {
            return Ok(unknown());
        }
        kind.convert(value)
            .map_err(|fail| Fail { message: format!("{} in `var.{name}`", fail.message), ..fail })
    }
}

impl<'s> Caller<'s> {
    /// The value of an argument of the call.
    pub(super) fn eval(&self, world: &World<'s>, value: &Expr) -> Evaluated {
        let bound = self.each.bound();
        world.context(self.instance, &self.call.source.text, bound.as_ref()).eval(value)
    }
}

fn limited(count: usize) -> Result<(), Fail> {
    if count > INSTANCES_MAX {
        return Err(Fail::new(format!("A block would have more than {INSTANCES_MAX} instances")));
    }
    Ok(())
}

/// Arguments that say how often a block is there, or how Terraform treats it.
pub(super) const META: &[&str] = &["count", "for_each", "provider", "providers"];

/// Whether a block has an argument that decides how often it is there.
pub(super) fn repeats(block: &Block) -> Option<&Expr> {
    block.argument("count").or_else(|| block.argument("for_each"))
}
