//! Running a template.

mod assign;
mod expression;
mod input;
mod look;
mod loops;
pub(super) mod out;
mod plain;
mod print;
mod record;
mod reference;
pub(super) mod seen;
mod statement;
mod turn;
mod variables;

use std::sync::{Arc, LazyLock};

use out::Out;
pub(super) use plain::{Plain, Reached};
use smallvec::{SmallVec, smallvec};

use super::ast::{At, Node};
use super::error::{Answer, RenderError};
use super::inputs::Inputs;
use super::limits::{Limits, RENDER_DEPTH_MAX};
use super::trace::Recorder;
use super::value::{Flavour, Value, frozen, thaw};
use super::{Note, Template};
use crate::lang::json::Json;

/// What ends a block before its end.
#[derive(Debug)]
pub(super) enum Stop {
    /// `#break`: the innermost loop or block, or the loop of this number.
    Break(Option<u32>),
    /// `#stop`.
    All,
    Error(Box<RenderError>),
}

pub(super) type Ran<T> = Result<T, Stop>;

/// A run of one template.
pub(super) struct Machine<'t> {
    template: &'t Template,
    inputs: &'t Inputs,
    limits: &'t Limits,
    slots: SmallVec<[Value; 8]>,
    covers: Vec<variables::Cover>,
    /// The first of the template's own nodes that is still to be run.
    first: usize,
    /// Steps that were taken before.
    taken: u64,
    out: Out,
    /// Spare buffers for strings that are put together.
    spare: Vec<Out>,
    fuel: u64,
    depth: u32,
    /// The body as values that can change, once the template has asked for it.
    body: Option<Value>,
    /// `$context`, where the template can change it.
    context: Value,
    notes: Vec<Note>,
    recorder: Option<Box<Recorder>>,
}

/// What is left when a template has run.
pub(super) struct Outcome {
    pub out: Out,
    pub context: Value,
    pub notes: Vec<Note>,
    pub recorder: Option<Box<Recorder>>,
    pub result: Result<(), Box<RenderError>>,
}

impl<'t> Machine<'t> {
    pub fn new(
        template: &'t Template,
        inputs: &'t Inputs,
        limits: &'t Limits,
        recorder: Option<Box<Recorder>>,
    ) -> Self {
        let mut machine = Self {
            template,
            inputs,
            limits,
            slots: smallvec![Value::Null; template.names.len()],
            covers: Vec::new(),
            out: Out::default(),
            first: 0,
            taken: 0,
            spare: Vec::new(),
            fuel: limits.steps,
            depth: 0,
            body: None,
            context: Value::Null,
            notes: Vec::new(),
            recorder,
        };
        for (name, value) in inputs.variables() {
            if let Some(slot) = template.names.find(name) {
                machine.fill(Some(slot), || machine_value(template, value, Flavour::Java));
            }
        }
        let roots = &template.roots;
        machine.fill(roots.input, || Value::Input);
        machine.fill(roots.util, || Value::Util);
        machine
            .fill(roots.stage_variables, || machine_value(template, inputs.stage_variables(), Flavour::Java));
        machine.fill(roots.context, || machine_value(template, inputs.context(), Flavour::Java));
        if let Some(value) = roots.context.and_then(|slot| machine.slots.get(slot as usize))
            && template.mutates
        {
            machine.context = value.clone();
        }
        machine
    }

    fn rest(&mut self, nodes: &'t [Node]) -> Ran<()> {
        if self.first == 0 {
            self.out = Out::with_capacity(self.template.room());
            return self.whole(nodes);
        }
        let rest = nodes.get(self.first..).unwrap_or_default();
        self.burn(self.taken, rest.first().map_or(At::default(), Node::at))?;
        self.nodes(rest)
    }

    fn fill(&mut self, slot: Option<u32>, value: impl FnOnce() -> Value) {
        if let Some(place) = slot.and_then(|slot| self.slots.get_mut(slot as usize)) {
            *place = value();
        }
    }

    /// Goes on where a plain run has ended.
    pub fn take_over(&mut self, plain: Plain<'_>, first: usize) {
        for (place, look) in self.slots.iter_mut().zip(&plain.slots) {
            *place = look.value().unwrap_or(Value::Null);
        }
        self.first = first;
        self.out = plain.out;
        self.taken = plain.steps;
    }

    /// Runs the template from its start, or from where it was taken over.
    pub fn run(mut self) -> Outcome {
        let template = self.template;
        let result = match self.rest(&template.block) {
            Ok(()) | Err(Stop::All | Stop::Break(None)) => Ok(()),
            Err(Stop::Break(Some(_))) => Err(RenderError::new(
                "`#break` names a loop that has ended",
                At::default(),
                Answer::NotDocumented,
            )),
            Err(Stop::Error(error)) => Err(error),
        };
        let Self { out, context, notes, recorder, .. } = self;
        Outcome { out, context, notes, recorder, result }
    }

    /// JSON as this template's values: as it is when nothing in the template can change it.
    fn value_of(&self, json: &Json, flavour: Flavour) -> Value {
        machine_value(self.template, json, flavour)
    }

    /// Takes so many steps.
    fn burn(&mut self, steps: u64, at: At) -> Ran<()> {
        if self.fuel < steps {
            return self.fail("The template takes more steps than the studio runs", at, Answer::Ours);
        }
        self.fuel -= steps;
        Ok(())
    }

    /// Runs `inner` one level deeper.
    fn deeper<T>(&mut self, at: At, inner: impl FnOnce(&mut Self) -> Ran<T>) -> Ran<T> {
        if self.depth >= RENDER_DEPTH_MAX {
            return self.fail("The template's blocks nest too deep", at, Answer::Ours);
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn fail<T>(&self, message: impl Into<String>, at: At, answer: Answer) -> Ran<T> {
        Err(Stop::Error(RenderError::new(message, at, answer)))
    }

    /// What `inner` prints, as a text of its own.
    fn captured(&mut self, inner: impl FnOnce(&mut Self) -> Ran<()>) -> Ran<String> {
        let fresh = self.spare.pop().unwrap_or_default();
        let outer = std::mem::replace(&mut self.out, fresh);
        if let Some(recorder) = &mut self.recorder {
            recorder.mute();
        }
        let result = inner(self);
        if let Some(recorder) = &mut self.recorder {
            recorder.unmute();
        }
        let text = std::mem::replace(&mut self.out, outer);
        result.map(|()| text.into_text())
    }

    /// Gives a captured text's buffer back after copying it.
    fn shared(&mut self, text: String) -> Arc<str> {
        let shared = Arc::from(text.as_str());
        if self.spare.len() < 8 {
            self.spare.push(Out::emptied(text));
        }
        shared
    }
}

/// What a reference without a value is.
fn empty() -> Value {
    static EMPTY: LazyLock<Arc<str>> = LazyLock::new(|| Arc::from(""));
    Value::Text(EMPTY.clone())
}

fn machine_value(template: &Template, json: &Json, flavour: Flavour) -> Value {
    if template.mutates { thaw(json, flavour) } else { frozen(json, flavour) }
}
