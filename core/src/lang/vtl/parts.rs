//! Lists whose parts name each other by their places.

use std::fmt;
use std::marker::PhantomData;

/// Parts of one list of a [`Tree`] that follow each other.
pub(crate) struct Run<T> {
    start: u32,
    len: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Run<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Run<T> {}

impl<T> Default for Run<T> {
    fn default() -> Self {
        Self { start: 0, len: 0, of: PhantomData }
    }
}

impl<T> fmt::Debug for Run<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}+{}", self.start, self.len)
    }
}

impl<T> Run<T> {
    pub const fn is_empty(self) -> bool {
        self.len == 0
    }

    #[inline]
    fn of(self, list: &[T]) -> &[T] {
        list.get(self.start as usize..self.start as usize + self.len as usize).unwrap_or_default()
    }
}

/// The place of one part in its list.
pub(crate) struct Id<T>(u32, PhantomData<fn() -> T>);

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

impl<T> Id<T> {
    /// Of no part.
    pub const NONE: Id<T> = Id(u32::MAX, PhantomData);

    pub const fn is_none(self) -> bool {
        self.0 == u32::MAX
    }
}

/// A list of parts that can be named by their places.
#[derive(Debug)]
pub(crate) struct Parts<T>(Vec<T>);

impl<T> Default for Parts<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Parts<T> {
    pub fn with_capacity(count: usize) -> Self {
        Self(Vec::with_capacity(count))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Drops all but the first ones.
    pub fn truncate(&mut self, len: usize) {
        self.0.truncate(len);
    }

    #[inline]
    pub fn push(&mut self, part: T) -> Id<T> {
        let id = Id(place(self.0.len()), PhantomData);
        self.0.push(part);
        id
    }

    #[inline]
    pub fn get(&self, id: Id<T>) -> Option<&T> {
        self.0.get(id.0 as usize)
    }

    pub fn get_mut(&mut self, id: Id<T>) -> Option<&mut T> {
        self.0.get_mut(id.0 as usize)
    }

    #[inline]
    pub fn run(&self, run: Run<T>) -> &[T] {
        run.of(&self.0)
    }

    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }
}

impl<T: Copy> Parts<T> {
    /// Adds a part to a run, as long as no other part was kept behind it; says whether it was added.
    #[inline]
    pub fn add(&mut self, run: &mut Run<T>, part: T) -> bool {
        if run.len == 0 {
            run.start = place(self.0.len());
        } else if run.start as usize + run.len as usize != self.0.len() {
            return false;
        }
        run.len += 1;
        self.0.push(part);
        true
    }

    /// Keeps parts one after the other.
    #[inline]
    pub fn keep(&mut self, parts: &[T]) -> Run<T> {
        let run = Run { start: place(self.0.len()), len: place(parts.len()), of: PhantomData };
        self.0.extend_from_slice(parts);
        run
    }
}

/// A template has fewer parts than bytes, and those are counted in 32 bits.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
