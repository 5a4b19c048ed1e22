//! An expression as a tree.

use std::sync::Arc;

use super::set::{Case, Class, Set};

/// A part of an expression.
#[derive(Debug)]
pub(super) enum Node {
    /// Takes one character of a set.
    Set(Arc<Class>),
    /// One after the other.
    Cat(Vec<Node>),
    /// The first that leads to a match.
    Alt(Vec<Node>),
    /// Again and again.
    Repeat(Box<Node>, u32, Option<u32>, Greed),
    /// Remembers what it took under a number.
    Group(Box<Node>, usize),
    /// Never gives back what it took.
    Atomic(Box<Node>),
    /// Looks without taking.
    Look(Box<Node>, Look),
    /// What a group took, again; None for a group that there is not, which never matches.
    Back(Option<usize>, Case),
    /// A place.
    Place(Place),
}

/// What a repetition does first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Greed {
    Greedy,
    Lazy,
    Possessive,
}

/// Where and for what to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) behind: bool,
    pub(super) negated: bool,
}

/// A place between two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// `\A`, and `^` outside of `(?m)`.
    Start,
    /// `^` in `(?m)`.
    LineStart,
    /// `\Z`, and `$` outside of `(?m)`: the end, or before the line end that ends the text.
    LastLineEnd,
    /// `$` in `(?m)`.
    LineEnd,
    /// `\z`
    End,
    /// `\b`
    Word,
    /// `\B`
    NotWord,
    /// `\G`
    LastMatch,
}

impl Node {
    pub(super) fn set(set: Set) -> Node {
        Node::Set(Arc::new(Class::new(set)))
    }

    /// How many characters it takes at most; None when there is no bound.
    pub(super) fn longest(&self) -> Option<u32> {
        match self {
            Node::Set(_) => Some(1),
            Node::Cat(parts) => parts.iter().try_fold(0_u32, |sum, part| sum.checked_add(part.longest()?)),
            Node::Alt(parts) => parts.iter().try_fold(0, |most, part| Some(most.max(part.longest()?))),
            Node::Repeat(part, 0, Some(1), _) => part.longest(),
            // Java does not count how long repeated groups are.
            Node::Repeat(part, _, most, _) if matches!(**part, Node::Set(_)) => *most,
            Node::Repeat(..) => None,
            Node::Group(part, _) | Node::Atomic(part) => part.longest(),
            Node::Look(..) | Node::Place(_) => Some(0),
            Node::Back(..) => None,
        }
    }
}
