//! A policy as it is written, with what is wrong with it and where.

use serde_json::{Map, Value};

use super::condition::{self, Condition};
use super::names::Names;
use super::principal::{self, Principals};

/// Whose policy it is, which decides what it must and must not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PolicyKind {
    /// An API's or a private domain's resource policy, which names principals.
    Resource,
    /// An IAM identity's own policy.
    Identity,
    /// What a Lambda authorizer answers.
    Authorizer,
}

/// What is wrong with a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// A JSON pointer such as `/Statement/0/Effect`, or `line:column` in a text that is no JSON.
    pub place: String,
    /// A sentence.
    pub message: String,
    pub help: &'static str,
    /// Whether AWS cannot use the policy at all.
    pub fatal: bool,
}

/// A policy.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    pub statements: Vec<Statement>,
    pub faults: Vec<Fault>,
    /// Whether `${variables}` are filled in, which the version decides.
    pub variables: bool,
}

/// A statement of a policy.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// From 1.
    pub number: usize,
    /// Empty without one.
    pub sid: String,
    pub effect: Effect,
    /// None in policies that name no principals.
    pub principals: Option<Principals>,
    pub actions: Names,
    pub resources: Names,
    pub conditions: Vec<Condition>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    Allow,
    Deny,
}

/// The version that knows variables.
const VERSION: &str = "2012-10-17";
/// The version that a policy without one has.
const OLD_VERSION: &str = "2008-10-17";
const MEMBERS: [&str; 3] = ["Version", "Id", "Statement"];
const ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

impl Document {
    /// Reads a policy's JSON text.
    pub fn read_text(text: &str, kind: PolicyKind) -> Self {
        match serde_json::from_str(text) {
            Ok(value) => Self::read(&value, kind),
            Err(error) => {
                let mut document = Self::default();
                let place = format!("{}:{}", error.line(), error.column());
                document.faults.push(Fault {
                    place,
                    message: format!("The policy is no JSON: {error}"),
                    help: "Write a JSON object with `Version` and a list `Statement`",
                    fatal: true,
                });
                document
            }
        }
    }

    /// Reads a policy.
    pub fn read(value: &Value, kind: PolicyKind) -> Self {
        let mut document = Self::default();
        let Some(members) = value.as_object() else {
            document.fatal(
                "",
                "The policy is no JSON object",
                "Write an object with `Version` and `Statement`",
            );
            return document;
        };
        for name in members.keys().filter(|name| !MEMBERS.contains(&name.as_str())) {
            let message = format!("`{name}` is no element of a policy");
            document.fault(
                &format!("/{name}"),
                message,
                "Policies have `Version`, `Id` and `Statement`",
                kind,
            );
        }
        match members.get("Version").map(Value::as_str) {
            None | Some(Some(OLD_VERSION)) => {}
            Some(Some(VERSION)) => document.variables = true,
            Some(_) => {
                let message = "The policy's `Version` is neither `2012-10-17` nor `2008-10-17`".to_owned();
                document.fault("/Version", message, "Write `\"Version\": \"2012-10-17\"`", kind);
            }
        }
        match members.get("Statement") {
            Some(Value::Array(statements)) => {
                for (at, statement) in statements.iter().enumerate() {
                    document.statement(statement, at, &format!("/Statement/{at}"), kind);
                }
            }
            Some(statement @ Value::Object(_)) => document.statement(statement, 0, "/Statement", kind),
            _ => document.fatal("/Statement", "The policy has no `Statement`", "Write a list of statements"),
        }
        document
    }

    /// The first fault that keeps AWS from using the policy.
    pub fn unusable(&self) -> Option<&Fault> {
        self.faults.iter().find(|fault| fault.fatal)
    }

    /// A fault that AWS refuses in every policy.
    pub(super) fn fatal(&mut self, place: &str, message: impl Into<String>, help: &'static str) {
        let fault = Fault { place: place.to_owned(), message: message.into(), help, fatal: true };
        self.faults.push(fault);
    }

    /// A fault that AWS refuses where a policy is saved; what an authorizer answers is never saved.
    pub(super) fn fault(&mut self, place: &str, message: String, help: &'static str, kind: PolicyKind) {
        let fatal = kind != PolicyKind::Authorizer;
        self.faults.push(Fault { place: place.to_owned(), message, help, fatal });
    }

    /// Something that AWS takes, and that is not likely to be meant or not documented.
    pub(super) fn doubt(&mut self, place: &str, message: String, help: &'static str) {
        self.faults.push(Fault { place: place.to_owned(), message, help, fatal: false });
    }

    fn statement(&mut self, value: &Value, at: usize, place: &str, kind: PolicyKind) {
        let number = at + 1;
        let Some(elements) = value.as_object() else {
            let message = format!("Statement {number} is no JSON object");
            return self.fatal(place, message, "Write an object with `Effect`, `Action` and `Resource`");
        };
        let sid = elements.get("Sid").and_then(Value::as_str).unwrap_or_default().to_owned();
        let name = if sid.is_empty() { number.to_string() } else { format!("{number} (`{sid}`)") };
        for element in elements.keys().filter(|name| !ELEMENTS.contains(&name.as_str())) {
            let message = format!("Statement {name} has an element `{element}`, which policies do not have");
            let help = "Elements are written as AWS writes them: `Effect`, `Principal`, `Action`, `Resource`, `Condition`";
            self.fault(&format!("{place}/{element}"), message, help, kind);
        }
        let effect = match elements.get("Effect").and_then(Value::as_str) {
            Some("Allow") => Some(Effect::Allow),
            Some("Deny") => Some(Effect::Deny),
            _ => {
                let message = format!("Statement {name} has no `Effect` that is `Allow` or `Deny`");
                self.fatal(&format!("{place}/Effect"), message, "Write `Allow` or `Deny`");
                None
            }
        };
        let principals = principal::read(self, elements, place, &name, kind);
        let actions = self.names(elements, ["Action", "NotAction"], place, &name);
        let resources = self.names(elements, ["Resource", "NotResource"], place, &name);
        let conditions = condition::read(self, elements.get("Condition"), place, &name, kind);
        if let (Some(effect), Some(actions), Some(resources)) = (effect, actions, resources) {
            let statement = Statement { number, sid, effect, principals, actions, resources, conditions };
            self.statements.push(statement);
        }
    }

    /// Patterns under one of two names, of which a statement has exactly one.
    fn names(
        &mut self,
        elements: &Map<String, Value>,
        [name, negated]: [&'static str; 2],
        place: &str,
        statement: &str,
    ) -> Option<Names> {
        let (value, left_out, element) = match (elements.get(name), elements.get(negated)) {
            (Some(value), None) => (value, false, name),
            (None, Some(value)) => (value, true, negated),
            (Some(_), Some(_)) => {
                let message = format!("Statement {statement} has both `{name}` and `{negated}`");
                self.fatal(&format!("{place}/{negated}"), message, "Keep one of the two");
                return None;
            }
            (None, None) => {
                let message = format!("Statement {statement} has no `{name}`");
                self.fatal(place, message, "Name an action such as `execute-api:Invoke`, and a resource");
                return None;
            }
        };
        let Some(patterns) = texts(value) else {
            let message = format!("`{element}` of statement {statement} is no text and no list of texts");
            self.fatal(&format!("{place}/{element}"), message, "Write a text or a list of texts");
            return None;
        };
        Some(Names { left_out, patterns })
    }
}

/// A text or a list of texts.
pub(super) fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}
