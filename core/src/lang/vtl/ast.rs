//! A parsed template.
//!
//! Names and literals are places in the template's text ([`Word`]), and what mostly comes alone lies where its owner
//! lies: to allocate each of them took half of the time that reading a template took.

use std::sync::{Arc, OnceLock};

use smallvec::SmallVec;

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

/// A text that stands in the template, and the value of it once it has been asked for.
#[derive(Debug, Default)]
pub(crate) struct Literal {
    pub word: Word,
    pub shared: OnceLock<Arc<str>>,
}

pub(crate) type Block = Vec<Node>;

/// What a template does, in order.
#[derive(Debug)]
pub(crate) enum Node {
    /// Bytes of the template, printed as they are.
    Text(At),
    /// Text that differs from what stands in the template.
    Altered(Box<str>, At),
    Reference(Reference),
    Set(Box<Assignment>),
    If(Box<If>),
    Foreach(Box<Foreach>),
    /// `#define`: the variable, the index of the block, the place.
    Define(Option<u32>, u32, At),
    /// `#break`, perhaps with the scope that ends.
    Break(Option<Box<Expr>>, At),
    /// `#stop`, perhaps with a message.
    Stop(Option<Box<Expr>>, At),
    /// A directive that cannot be rendered, such as `#parse`.
    Fail(Box<str>, At),
}

/// `$name.property.method(…)[index]`.
#[derive(Debug)]
pub(crate) struct Reference {
    pub slot: u32,
    pub at: At,
    pub steps: Steps,
    /// What is unusual about it; most references have nothing.
    pub extra: Option<Box<Extra>>,
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

/// What follows a reference's name; mostly one step.
pub(crate) type Steps = SmallVec<[Step; 1]>;

#[derive(Debug)]
pub(crate) enum Step {
    Property(Word, At),
    /// A property that `$foreach` has of its own; other values have it by its name.
    OfLoop(OfLoop, Word, At),
    Method(Box<Method>),
    Index(Box<Expr>, At),
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
    pub fn named(name: &str) -> Option<OfLoop> {
        if !(4..=8).contains(&name.len()) {
            return None;
        }
        let (first, rest) = name.split_at_checked(1)?;
        Some(match (first, rest) {
            ("i" | "I", "ndex") => OfLoop::Index,
            ("c" | "C", "ount") => OfLoop::Count,
            ("h" | "H", "asNext") => OfLoop::HasNext,
            ("f" | "F", "irst") => OfLoop::First,
            ("l" | "L", "ast") => OfLoop::Last,
            ("p" | "P", "arent") => OfLoop::Parent,
            ("t" | "T", "opmost") => OfLoop::Topmost,
            ("r" | "R", "eplaced") => OfLoop::Replaced,
            _ => return None,
        })
    }
}

#[derive(Debug)]
pub(crate) struct Method {
    pub name: Word,
    pub known: Known,
    pub arguments: SmallVec<[Expr; 1]>,
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
    pub fn named(name: &str) -> Known {
        match name {
            "path" => Known::Path,
            "params" => Known::Params,
            "escapeJavaScript" => Known::EscapeJavaScript,
            _ => Known::Other,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Assignment {
    pub at: At,
    pub target: Reference,
    /// False for `${name}` and `$!name` without a property: Velocity sets another variable then.
    pub lands: bool,
    pub value: Expr,
}

#[derive(Debug)]
pub(crate) struct If {
    pub arms: SmallVec<[Arm; 1]>,
    pub otherwise: Option<Block>,
    pub at: At,
}

#[derive(Debug)]
pub(crate) struct Arm {
    pub condition: Expr,
    pub block: Block,
    pub at: At,
}

#[derive(Debug)]
pub(crate) struct Foreach {
    /// The loop's variable; none when the first argument is no reference.
    pub slot: Option<u32>,
    /// None when an argument is missing: an error when it is rendered.
    pub list: Option<Expr>,
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

#[derive(Debug)]
pub(crate) enum Expr {
    Bool(bool),
    Int(i32),
    Long(i64),
    Big(Arc<str>),
    Double(f64),
    Text(Literal),
    /// A string that is rendered; the flag says that the last character goes.
    Template(Block, bool),
    Reference(Reference),
    List(Box<[Expr]>),
    Map(Box<[(Expr, Expr)]>),
    Range(Box<(Expr, Expr)>),
    Not(Box<Expr>),
    Binary(Box<Binary>),
    /// A word as an argument of a directive.
    Word,
}

#[derive(Debug)]
pub(crate) struct Binary {
    pub operator: Operator,
    pub left: Expr,
    pub right: Expr,
    /// What `+` joins in place of a side that has no value.
    pub left_text: Box<str>,
    pub right_text: Box<str>,
}

/// A `#define`d block.
#[derive(Debug)]
pub(crate) struct Defined {
    pub block: Block,
}
