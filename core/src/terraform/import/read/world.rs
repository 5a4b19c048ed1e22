//! Everything that was read, and what is known of it so far.

use std::cell::RefCell;
use std::hash::Hash;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

use super::limits::{Budget, DIAGNOSTICS_MAX, Fail};
use super::registry::CalledAt;
use super::source::Source;
use super::tree::{Block, Expr};
use super::value::Val;
use crate::design::{Diagnostic, Severity};

/// A block of a file.
#[derive(Clone, Copy)]
pub(super) struct Def<'s> {
    pub source: &'s Source,
    pub block: &'s Block,
    /// Its number among all blocks.
    pub number: usize,
}

/// The blocks of a folder by what they are called.
#[derive(Default)]
pub(super) struct Folder<'s> {
    pub path: &'s str,
    /// Where it is called, when it is a known module of the registry.
    pub called_at: Option<&'s CalledAt>,
    pub variables: IndexMap<&'s str, Def<'s>>,
    pub locals: IndexMap<&'s str, (&'s Source, &'s Expr)>,
    pub outputs: IndexMap<&'s str, Def<'s>>,
    pub calls: IndexMap<&'s str, Def<'s>>,
    /// Resources and data sources, by whether they are data, type and name.
    pub resources: IndexMap<(bool, &'s str, &'s str), Def<'s>>,
    /// Resources, data sources and calls of modules in the order of the files.
    pub order: Vec<Def<'s>>,
    /// Blocks of other kinds: providers, checks and what is done once.
    pub others: Vec<Def<'s>>,
    /// The blocks of locals.
    pub named: Vec<Def<'s>>,
}

/// A module in one of its instances.
pub(super) struct Instance<'s> {
    pub folder: Rc<Folder<'s>>,
    /// `module.a["key"].module.b`; empty for the root.
    pub address: String,
    pub caller: Option<Caller<'s>>,
    /// Values of variables that files give the root.
    pub values: IndexMap<String, Val>,
}

/// Where a module is called.
pub(super) struct Caller<'s> {
    pub instance: usize,
    pub call: Def<'s>,
    pub each: Each,
}

/// What `each` and `count` are in an instance of a block.
#[derive(Clone, Debug, Default)]
pub(super) enum Each {
    #[default]
    None,
    Count(usize),
    Key(Rc<str>, Val),
    /// They are not known.
    Unknown,
}

impl Each {
    /// The key of the instance as it stands between the brackets of an address.
    pub(super) fn key(&self) -> Option<String> {
        match self {
            Self::None | Self::Unknown => None,
            Self::Count(number) => Some(number.to_string()),
            Self::Key(key, _) => Some(format!("\"{}\"", crate::terraform::syntax::escaped(key))),
        }
    }
}

/// The instances of a block.
#[derive(Clone, Debug)]
pub(super) enum Instances {
    /// Neither `count` nor `for_each` is there.
    Single,
    Many(Rc<Vec<Each>>),
    /// It is not known how many there are.
    Unknown,
}

/// What a value is remembered by, in an instance of a module.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Name {
    Local(Rc<str>),
    Variable(Rc<str>),
    Output(Rc<str>),
    /// The policy that a data source writes, with the key of its instance and the attribute.
    Policy(Rc<str>, Option<String>, Rc<str>),
    /// An attribute of a resource, by its address.
    Attribute(Rc<str>),
    /// All instances of a block, by its address.
    Collection(Rc<str>),
}

/// The instances of a called module, each with what `each` and `count` are in it.
pub(super) type Children = Rc<Vec<(Each, usize)>>;

type Memo<K, T> = RefCell<IndexMap<K, Option<Result<T, Fail>>>>;

/// Everything.
pub(super) struct World<'s> {
    pub folders: IndexMap<&'s str, Rc<Folder<'s>>>,
    /// Every file by its path, for `file` and `templatefile`.
    pub files: IndexMap<&'s str, &'s [u8]>,
    /// The files that functions have read.
    pub used: RefCell<IndexSet<&'s str>>,
    pub instances: RefCell<Vec<Rc<Instance<'s>>>>,
    pub budget: Budget,
    pub diagnostics: RefCell<Vec<Diagnostic>>,
    /// Instances of known modules that stay as they are called, because too little of their inputs is known.
    pub unfit: RefCell<IndexSet<usize>>,
    pub values: Memo<(usize, Name), Val>,
    pub resources: Memo<(usize, bool, Rc<str>, Rc<str>), Instances>,
    /// The instances of a module that a call makes.
    pub children: Memo<(usize, Rc<str>), Children>,
}

impl<'s> World<'s> {
    pub(super) fn new(sources: &'s [Source], files: IndexMap<&'s str, &'s [u8]>) -> Self {
        let mut folders: IndexMap<&'s str, Folder<'s>> = IndexMap::new();
        let mut number = 0;
        for source in sources {
            let folder = folders.entry(source.folder()).or_default();
            folder.path = source.folder();
            folder.called_at = source.called_at.as_ref();
            for block in &source.body.blocks {
                folder.add(Def { source, block, number });
                number += 1;
            }
        }
        Self {
            folders: folders.into_iter().map(|(path, folder)| (path, Rc::new(folder))).collect(),
            files,
            used: RefCell::default(),
            instances: RefCell::default(),
            budget: Budget::new(),
            diagnostics: RefCell::default(),
            unfit: RefCell::default(),
            values: RefCell::default(),
            resources: RefCell::default(),
            children: RefCell::default(),
        }
    }

    pub(super) fn instance(&self, number: usize) -> Option<Rc<Instance<'s>>> {
        self.instances.borrow().get(number).cloned()
    }

    /// Tells something, as long as there are not too many findings already.
    pub(super) fn tell(&self, diagnostic: Diagnostic) {
        let mut all = self.diagnostics.borrow_mut();
        if all.len() < DIAGNOSTICS_MAX && !all.contains(&diagnostic) {
            all.push(diagnostic);
        }
    }

    /// Tells why an expression has no value.
    pub(super) fn tell_fail(&self, fail: &Fail, source: &Source, offset: usize) {
        let (code, help) = if fail.limit {
            ("terraform-limit", "Import a smaller folder, or the output of `terraform show -json`")
        } else {
            ("terraform-value", "The expression is kept as it is written")
        };
        let place = if fail.limit { String::new() } else { source.place(offset) };
        let severity = if fail.limit { Severity::Error } else { Severity::Warning };
        self.tell(Diagnostic::new(code, severity, fail.message.clone()).at_place(place).help(help));
    }
}

impl<'s> Folder<'s> {
    fn add(&mut self, def: Def<'s>) {
        let block = def.block;
        match block.word.as_str() {
            "variable" => drop(self.variables.insert(block.label(0), def)),
            "output" => drop(self.outputs.insert(block.label(0), def)),
            "locals" => {
                self.named.push(def);
                for (name, value) in &block.arguments {
                    self.locals.insert(name, (def.source, value));
                }
            }
            "module" => {
                self.calls.insert(block.label(0), def);
                self.order.push(def);
            }
            "resource" | "data" => {
                let data = block.word == "data";
                self.resources.insert((data, block.label(0), block.label(1)), def);
                self.order.push(def);
            }
            _ => self.others.push(def),
        }
    }

    /// All blocks but those of variables.
    pub(super) fn everything(&self) -> impl Iterator<Item = &Def<'s>> {
        self.order.iter().chain(self.outputs.values()).chain(&self.named).chain(&self.others)
    }
}

/// The remembered result, or a new one; what asks for itself meanwhile fails.
pub(super) fn memo<K: Hash + Eq + Clone, T: Clone>(
    memo: &Memo<K, T>,
    key: &K,
    what: impl FnOnce() -> String,
    compute: impl FnOnce() -> Result<T, Fail>,
) -> Result<T, Fail> {
    match memo.borrow().get(key) {
        Some(Some(known)) => return known.clone(),
        Some(None) => return Err(Fail::new(format!("`{}` depends on itself", what()))),
        None => {}
    }
    memo.borrow_mut().insert(key.clone(), None);
    let result = compute();
    memo.borrow_mut().insert(key.clone(), Some(result.clone()));
    result
}
