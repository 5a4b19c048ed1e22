//! A policy against a call, statement by statement.

use crate::design::policy::{Document, Effect, Names, Part, Statement, list};
use crate::flow::Consulted;

use super::facts::Facts;
use super::{INVOKE, Says};

/// A call that a policy is asked about.
pub(crate) struct Call<'a> {
    pub action: &'a str,
    /// The ARN that is called.
    pub resource: &'a str,
    /// What AWS puts in place of a leading `execute-api:` that a resource's short form has.
    pub short_form: &'a str,
    pub facts: &'a Facts<'a>,
}

impl<'a> Call<'a> {
    /// A call that a policy without short forms is asked about: an identity's or a Lambda authorizer's.
    pub fn of_identity(resource: &'a str, facts: &'a Facts<'a>) -> Self {
        Self { action: INVOKE, resource, short_form: SHORT, facts }
    }
}

/// What a policy says about a call, and why.
#[derive(Clone, Debug)]
pub(crate) struct Evaluation {
    pub says: Says,
    readings: Vec<Reading>,
    /// What of the decision is not documented or not known.
    pub doubt: Option<String>,
}

/// A statement against a call.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    number: usize,
    sid: String,
    effect: Effect,
    parts: Vec<Part>,
    /// Whether it names the caller's account and not the caller.
    pub by_account: bool,
}

/// What a short form of a resource begins with, which these policies do not have.
const SHORT: &str = "execute-api:";
/// Statements that the trace shows of one policy.
const SHOWN: usize = 60;

/// What a policy says about a call: a deny wins over an allow, and silence is neither.
pub(crate) fn evaluate(document: &Document, call: &Call<'_>) -> Evaluation {
    let readings: Vec<Reading> =
        document.statements.iter().map(|statement| read(statement, document.variables, call)).collect();
    let of = |effect: Effect| readings.iter().filter(move |reading| reading.effect == effect);
    let applies = |effect| of(effect).any(Reading::applies);
    let firm = |effect| of(effect).any(|reading| reading.applies() && reading.doubt().is_none());
    let says = match (applies(Effect::Deny), applies(Effect::Allow)) {
        (true, _) => Says::Deny,
        (false, true) => Says::Allow,
        (false, false) => Says::Silent,
    };
    let doubt_of = |effect| of(effect).find_map(Reading::doubt);
    let doubt = match says {
        Says::Deny if firm(Effect::Deny) => None,
        Says::Deny => doubt_of(Effect::Deny),
        Says::Allow if firm(Effect::Allow) => doubt_of(Effect::Deny),
        Says::Allow | Says::Silent => doubt_of(Effect::Deny).or_else(|| doubt_of(Effect::Allow)),
    };
    let doubt = doubt.map(str::to_owned);
    Evaluation { says, readings, doubt }
}

fn read(statement: &Statement, variables: bool, call: &Call<'_>) -> Reading {
    let mut parts = Vec::new();
    let signer = call.facts.signer.as_ref();
    let mut by_account = false;
    if let Some(principals) = &statement.principals {
        let but = if principals.left_out { "everyone but " } else { "" };
        let text = format!("principal {but}{}, caller `{}`", list(&principals.names()), call.facts.caller());
        parts.push(Part { holds: principals.cover(signer), text, doubt: None });
        by_account = principals.by_account(signer);
    }
    parts.push(action(&statement.actions, call));
    parts.push(resource(&statement.resources, variables, call));
    parts.extend(statement.conditions.iter().map(|condition| condition.test(call.facts, variables)));
    Reading {
        number: statement.number,
        sid: statement.sid.clone(),
        effect: statement.effect,
        parts,
        by_account,
    }
}

fn action(names: &Names, call: &Call<'_>) -> Part {
    let but = if names.left_out { "everything but " } else { "" };
    let text = format!("action {but}{}, called `{}`", list(&names.patterns), call.action);
    Part { holds: names.cover_action(call.action), text, doubt: None }
}

fn resource(names: &Names, variables: bool, call: &Call<'_>) -> Part {
    let but = if names.left_out { "everything but " } else { "" };
    let text = format!("resource {but}{}, called `{}`", list(&names.patterns), call.resource);
    match names.cover_resource(call.resource, call.short_form, variables, call.facts) {
        Ok(holds) => Part { holds, text, doubt: None },
        Err(variable) => {
            let text = format!(
                "{text}; the variable `${{{variable}}}` has no value, so the statement does not apply"
            );
            Part { holds: false, text, doubt: None }
        }
    }
}

impl Reading {
    /// Whether the statement is about the call.
    pub fn applies(&self) -> bool {
        self.parts.iter().all(|part| part.holds)
    }

    /// What could turn the answer around; none where a part surely misses.
    fn doubt(&self) -> Option<&str> {
        let misses = self.parts.iter().any(|part| !part.holds && part.doubt.is_none());
        if misses { None } else { self.parts.iter().find_map(|part| part.doubt.as_deref()) }
    }

    fn misses(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| !part.holds)
    }

    /// `statement 2 (`Office`)`.
    pub fn name(&self) -> String {
        match self.sid.as_str() {
            "" => format!("statement {}", self.number),
            sid => format!("statement {} (`{sid}`)", self.number),
        }
    }

    /// The name as a sentence begins with it.
    pub fn title(&self) -> String {
        self.name().replacen("statement", "Statement", 1)
    }

    /// The conditions that hold, as the end of a sentence; empty without any.
    fn because(&self) -> String {
        let conditions: Vec<&str> = self
            .parts
            .iter()
            .filter(|part| part.text.starts_with('`'))
            .map(|part| part.text.as_str())
            .collect();
        if conditions.is_empty() { String::new() } else { format!(": {}", conditions.join("; ")) }
    }

    fn row(&self, origin: &str) -> Consulted {
        let effect = match self.effect {
            Effect::Allow => "Allow",
            Effect::Deny => "Deny",
        };
        let misses: Vec<&str> = self.misses().map(|part| part.text.as_str()).collect();
        let value = match misses.is_empty() {
            true => {
                let parts: Vec<&str> = self.parts.iter().map(|part| part.text.as_str()).collect();
                format!("applies: {}", parts.join("; "))
            }
            false => format!("does not apply: {}", misses.join("; ")),
        };
        let name = format!("{}, {effect}", self.name());
        Consulted { name: name.replace('`', ""), value: value.replace('`', ""), origin: origin.to_owned() }
    }
}

impl Evaluation {
    /// The statement that decides: the first that denies, else the first that allows.
    pub fn deciding(&self) -> Option<&Reading> {
        let effect = match self.says {
            Says::Deny => Effect::Deny,
            Says::Allow => Effect::Allow,
            Says::Silent => return None,
        };
        self.readings.iter().find(|reading| reading.effect == effect && reading.applies())
    }

    /// The statement that would allow the call if least about it were otherwise.
    fn nearest(&self) -> Option<&Reading> {
        let allows = self.readings.iter().filter(|reading| reading.effect == Effect::Allow);
        allows.min_by_key(|reading| reading.misses().count())
    }

    /// Whether the call is allowed only by statements that name the caller's account.
    pub fn by_account(&self) -> bool {
        let mut allows = self
            .readings
            .iter()
            .filter(|reading| reading.effect == Effect::Allow && reading.applies())
            .peekable();
        allows.peek().is_some() && allows.all(|reading| reading.by_account)
    }

    /// Why, in a sentence about `policy`, such as `the resource policy`.
    pub fn reason(&self, policy: &str) -> String {
        match (self.deciding(), self.says) {
            (Some(reading), Says::Deny) => {
                format!("{} of {policy} denies the call{}", reading.title(), reading.because())
            }
            (Some(reading), _) => {
                format!("{} of {policy} allows the call{}", reading.title(), reading.because())
            }
            (None, _) => match self.nearest() {
                Some(reading) => {
                    let misses: Vec<&str> = reading.misses().map(|part| part.text.as_str()).collect();
                    format!(
                        "No statement of {policy} allows the call; {} does not apply: {}",
                        reading.name(),
                        misses.join("; ")
                    )
                }
                None => format!("No statement of {policy} allows the call"),
            },
        }
    }

    /// What would let the call pass.
    pub fn help(&self) -> String {
        match (self.deciding(), self.nearest()) {
            (Some(reading), _) => {
                format!("Send a request that {} does not deny, or narrow the statement", reading.name())
            }
            (None, Some(reading)) => format!(
                "Send a request that {} applies to, or widen the statement so that it allows `execute-api:Invoke` on this method",
                reading.name()
            ),
            (None, None) => "Add a statement that allows `execute-api:Invoke` on this method".to_owned(),
        }
    }

    /// Every statement and why it is or is not about the call, the deciding one first.
    pub fn rows(&self, origin: &str) -> Vec<Consulted> {
        let first = self.deciding().map(|reading| reading.number);
        let decides = |reading: &&Reading| Some(reading.number) == first;
        let order =
            self.readings.iter().filter(decides).chain(self.readings.iter().filter(|it| !decides(it)));
        let mut rows: Vec<Consulted> = order.take(SHOWN).map(|reading| reading.row(origin)).collect();
        if self.readings.len() > SHOWN {
            let value = format!("{} more statements were looked at", self.readings.len() - SHOWN);
            rows.push(Consulted { name: "statements".to_owned(), value, origin: origin.to_owned() });
        }
        rows
    }
}
