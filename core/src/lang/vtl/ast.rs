//! A parsed template.
//!
//! What a template does lies in a few lists ([`Tree`]), and its parts name each other by their places there: to
//! allocate each part by itself took more than half of the time that reading a template took, and to free them again
//! a good part of the rest. Names and literals are places in the template's text ([`Word`]).

use std::sync::Arc;

use smallvec::SmallVec;

use super::parts::{Id, Parts, Run};
use crate::base::Span;

/// A half-open range of bytes of the template, half the size of a [`Span`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct At {
    pub start: u32,
    pub end: u32,
}

impl At {
    pub fn span(self) -> Span {
        Span { start: self.start as usize, end: self.end as usize }
    }
}

/// Bytes of the template's text, or of the decoded strings behind it: see [`Template::word`](super::Template).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word(pub At);

/// The parts of a template.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub nodes: Parts<Node>,
    pub exprs: Parts<Expr>,
    pub steps: Parts<Step>,
    pub arms: Parts<Arm>,
    pub extras: Parts<Extra>,
    pub loops: Parts<Foreach>,
    /// Texts that differ from what stands in the template.
    pub texts: Parts<Box<str>>,
    pub numbers: Parts<Number>,
    pub sides: Parts<Sides>,
    /// The blocks of `#define`.
    pub defined: Parts<Block>,
    /// How many literals there are.
    pub literals: u32,
}

/// Nodes of one block in a tree.
pub(crate) type Block = Run<Node>;

/// Nodes of a block that is being read.
pub(crate) type Nodes = SmallVec<[Node; 8]>;

impl Tree {
    /// With room for what a text of so many bytes mostly holds.
    pub fn with_room_for(bytes: usize) -> Self {
        Self {
            nodes: Parts::with_capacity(4 + bytes / 64),
            exprs: Parts::with_capacity(8 + bytes / 32),
            steps: Parts::with_capacity(8 + bytes / 32),
            ..Self::default()
        }
    }

    #[inline]
    pub fn expr(&self, id: Id<Expr>) -> &Expr {
        self.exprs.get(id).unwrap_or(&Expr::Word)
    }

    pub fn text(&self, id: Id<Box<str>>) -> &str {
        self.texts.get(id).map_or("", |text| text)
    }

    #[inline]
    pub fn steps(&self, reference: &Reference) -> &[Step] {
        self.steps.run(reference.steps)
    }
}

/// What a template does, in order.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Node {
    /// Bytes of the template, printed as they are.
    Text(At),
    /// Text that differs from what stands in the template.
    Altered(Id<Box<str>>, At),
    Reference(Reference),
    Set(Assignment),
    If(If),
    Foreach(Id<Foreach>, At),
    /// `#define`: the variable, the block, the place.
    Define(Option<u32>, Id<Block>, At),
    /// `#break`, perhaps with the scope that ends.
    Break(Id<Expr>, At),
    /// `#stop`, perhaps with a message.
    Stop(Id<Expr>, At),
    /// A directive that cannot be rendered, such as `#parse`.
    Fail(Id<Box<str>>, At),
}

/// `$name.property.method(…)[index]`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reference {
    pub slot: u32,
    pub at: At,
    pub steps: Run<Step>,
    /// What is unusual about it; most references have nothing.
    pub extra: Id<Extra>,
}

#[derive(Debug)]
pub(crate) struct Extra {
    pub form: Form,
    /// Backslashes that are printed before it.
    pub slashes: u32,
    /// Signs such as a second `$` that are printed before it.
    pub more: Box<str>,
    /// The text of the reference, for when it is escaped or has no value.
    pub literal: Box<str>,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Plain,
    /// `\$name`: the reference's own text is printed.
    Escaped,
    /// Text that only the grammar takes for a reference.
    Runt,
    /// `$\!name`, which has no value.
    Silent,
    /// `#define`d values print this text when they nest too deep.
    Quiet,
}

/// What follows a reference's name, while it is read.
pub(crate) type Steps = SmallVec<[Step; 4]>;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Property(Word, At),
    /// A property that `$foreach` has of its own; other values have it by its name.
    OfLoop(OfLoop, Word, At),
    Method(Method),
    Index(Id<Expr>, At),
}

impl Step {
    pub fn at(&self) -> At {
        match self {
            Step::Property(_, at) | Step::OfLoop(_, _, at) | Step::Index(_, at) => *at,
            Step::Method(method) => method.at,
        }
    }
}

/// What `$foreach` tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OfLoop {
    Index,
    Count,
    HasNext,
    First,
    Last,
    Parent,
    Topmost,
    Replaced,
}

impl OfLoop {
    /// By its getter's name: the first letter may be of either case.
    pub fn named(name: &[u8]) -> Option<OfLoop> {
        let (first, rest) = name.split_first()?;
        Some(match (first.to_ascii_lowercase(), rest) {
            (b'i', b"ndex") => OfLoop::Index,
            (b'c', b"ount") => OfLoop::Count,
            (b'h', b"asNext") => OfLoop::HasNext,
            (b'f', b"irst") => OfLoop::First,
            (b'l', b"ast") => OfLoop::Last,
            (b'p', b"arent") => OfLoop::Parent,
            (b't', b"opmost") => OfLoop::Topmost,
            (b'r', b"eplaced") => OfLoop::Replaced,
            _ => return None,
        })
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Method {
    pub name: Word,
    pub known: Known,
    pub arguments: Run<Expr>,
    pub at: At,
}

/// Methods of `$input` and `$util` that most templates call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    Path,
    Params,
    EscapeJavaScript,
    /// Any other.
    Other,
}

impl Known {
    pub fn named(name: &[u8]) -> Known {
        match name {
            b"path" => Known::Path,
            b"params" => Known::Params,
            b"escapeJavaScript" => Known::EscapeJavaScript,
            _ => Known::Other,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Assignment {
    pub at: At,
    /// A reference.
    pub target: Id<Expr>,
    /// False for `${name}` and `$!name` without a property: Velocity sets another variable then.
    pub lands: bool,
    pub value: Id<Expr>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct If {
    pub arms: Run<Arm>,
    pub otherwise: Option<Block>,
    pub at: At,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Arm {
    pub condition: Id<Expr>,
    pub block: Block,
    pub at: At,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Foreach {
    /// The loop's variable; none when the first argument is no reference.
    pub slot: Option<u32>,
    /// None when an argument is missing: an error when it is rendered.
    pub list: Id<Expr>,
    pub block: Block,
    /// The loop's first line, up to its closing parenthesis.
    pub head: At,
    /// Its number among the template's loops.
    pub id: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    And,
    Or,
}

impl Operator {
    pub const fn is_arithmetic(self) -> bool {
        matches!(
            self,
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Modulo
        )
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Expr {
    Bool(bool),
    Int(i32),
    Number(Id<Number>),
    /// A text, and its number among the template's literals.
    Text(Word, u32),
    /// A string that is rendered; the flag says that the last character goes.
    Template(Block, bool),
    Reference(Reference),
    List(Run<Expr>),
    /// Keys and values in turn.
    Map(Run<Expr>),
    Range(Id<Expr>, Id<Expr>),
    Not(Id<Expr>),
    Binary(Binary),
    /// A word as an argument of a directive.
    Word,
}

/// What stands for the left and for the right side of an operator.
pub(crate) type Sides = [Box<str>; 2];

/// A number that is no `Integer` of Java's.
#[derive(Clone, Debug)]
pub(crate) enum Number {
    Long(i64),
    Big(Arc<str>),
    Double(f64),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Binary {
    pub operator: Operator,
    pub left: Id<Expr>,
    pub right: Id<Expr>,
    /// What `+` joins in place of its sides, where they have no value.
    pub texts: Id<Sides>,
}
