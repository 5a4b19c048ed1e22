//! What was done to a text, to take it back.

use std::ops::Range;

/// So much text is kept; older steps are forgotten.
const BYTES_MAX: usize = 8 * 1024 * 1024;
/// Letters typed in a row are one step, up to so many bytes.
const RUN_BYTES: usize = 60;

/// One edit: at this byte, one text became another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The byte.
    pub at: usize,
    /// What was there.
    pub removed: String,
    /// What is there now.
    pub inserted: String,
}

impl Step {
    /// The bytes that an edit replaces, and with what, when it is taken back.
    pub fn back(&self) -> (Range<usize>, &str) {
        (self.at..self.at + self.inserted.len(), &self.removed)
    }

    /// The bytes that an edit replaces, and with what, when it is done again.
    pub fn forth(&self) -> (Range<usize>, &str) {
        (self.at..self.at + self.removed.len(), &self.inserted)
    }

    fn bytes(&self) -> usize {
        self.removed.len() + self.inserted.len()
    }

    /// Takes the next edit in, if both are parts of one run of typing or deleting; gives it back if not.
    fn join(&mut self, next: Step) -> Result<(), Step> {
        let short = self.bytes() + next.bytes() <= RUN_BYTES;
        let plain = !next.inserted.contains('\n') && !next.removed.contains('\n');
        let types = self.removed.is_empty() && next.removed.is_empty();
        let deletes = self.inserted.is_empty() && next.inserted.is_empty();
        if short && plain && types && next.at == self.at + self.inserted.len() {
            self.inserted.push_str(&next.inserted);
        } else if short && plain && deletes && next.at + next.removed.len() == self.at {
            self.removed.insert_str(0, &next.removed);
            self.at = next.at;
        } else if short && plain && deletes && next.at == self.at {
            self.removed.push_str(&next.removed);
        } else {
            return Err(next);
        }
        Ok(())
    }
}

/// The edits of one editor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// Whether the next edit may belong to the last step.
    open: bool,
}

impl Past {
    /// Remembers an edit.
    pub fn record(&mut self, step: Step) {
        self.undone.clear();
        let rest = match self.done.last_mut().filter(|_| self.open) {
            Some(last) => last.join(step).err(),
            None => Some(step),
        };
        self.done.extend(rest);
        self.open = true;
        let mut bytes: usize = self.done.iter().map(Step::bytes).sum();
        while bytes > BYTES_MAX && self.done.len() > 1 {
            bytes -= self.done.remove(0).bytes();
        }
    }

    /// Ends the run: the next edit is a step of its own.
    pub fn rest(&mut self) {
        self.open = false;
    }

    /// Forgets everything: the text is another one.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// The step to take back.
    pub fn undo(&mut self) -> Option<Step> {
        self.open = false;
        let step = self.done.pop()?;
        self.undone.push(step.clone());
        Some(step)
    }

    /// The step to do again.
    pub fn redo(&mut self) -> Option<Step> {
        self.open = false;
        let step = self.undone.pop()?;
        self.done.push(step.clone());
        Some(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(past: &mut Past, text: &mut String, at: usize, gone: usize, with: &str) {
        let removed = text[at..at + gone].to_owned();
        text.replace_range(at..at + gone, with);
        past.record(Step { at, removed, inserted: with.to_owned() });
    }

    #[test]
    fn runs_are_one_step_and_steps_go_back_and_forth() {
        let (mut past, mut text) = (Past::default(), String::from("ab"));
        for (at, letter) in ["x", "y", "z"].into_iter().enumerate() {
            typed(&mut past, &mut text, at + 1, 0, letter);
        }
        typed(&mut past, &mut text, 3, 1, "");
        typed(&mut past, &mut text, 2, 1, "");
        assert_eq!(text, "axb");
        let mut travel = |step: Option<Step>, back: bool| {
            let Some(step) = step else { return "nothing".to_owned() };
            let (range, with) = if back { step.back() } else { step.forth() };
            text.replace_range(range, with);
            text.clone()
        };
        assert_eq!(travel(past.undo(), true), "axyzb");
        assert_eq!(travel(past.undo(), true), "ab");
        assert_eq!(travel(past.undo(), true), "nothing");
        assert_eq!(travel(past.redo(), false), "axyzb");
        assert_eq!(travel(past.redo(), false), "axb");
        assert_eq!(travel(past.redo(), false), "nothing");
    }
}
