//! What a resource policy says, as far as the rules ask: which statements let whom in, and under which conditions.

use serde_json::Value;

use crate::design::policy::{self, Document, Effect};

/// The action that a call needs.
pub(super) const INVOKE: &str = "execute-api:Invoke";

/// A resource policy.
#[derive(Debug)]
pub(super) struct Policy {
    pub(super) statements: Vec<Statement>,
}

/// A statement of a resource policy.
#[derive(Debug)]
pub(super) struct Statement {
    pub(super) allows: bool,
    /// Whether it is about everybody.
    pub(super) everybody: bool,
    /// Whether it is about calling the API.
    pub(super) invokes: bool,
    /// Whether it is about the whole API.
    pub(super) whole: bool,
    /// Its condition keys in lower case, each with the operator in lower case.
    pub(super) conditions: Vec<(String, String)>,
}

impl Policy {
    /// What a policy says that AWS can use.
    pub(super) fn of(document: &Document) -> Self {
        Self { statements: document.statements.iter().map(Statement::of).collect() }
    }

    /// Whether everybody may call, whatever the request: allowed without condition, and nowhere denied.
    pub(super) fn lets_everybody_in(&self) -> bool {
        let about = || self.statements.iter().filter(|statement| statement.invokes);
        about().any(|statement| statement.allows && statement.everybody && statement.conditions.is_empty())
            && !about().any(|statement| !statement.allows && statement.everybody)
    }

    /// Whether a statement lets anybody call at all.
    pub(super) fn allows_somebody(&self) -> bool {
        self.statements.iter().any(|statement| statement.allows && statement.invokes)
    }

    /// Whether a statement refuses everybody, whatever the request and whoever allows it.
    pub(super) fn refuses_everybody(&self) -> bool {
        self.statements.iter().any(|statement| {
            let about_all = statement.invokes && statement.everybody && statement.whole;
            !statement.allows && about_all && statement.conditions.is_empty()
        })
    }

    /// Whether a statement refuses everybody, as far as its conditions hold.
    pub(super) fn refuses_everybody_under_conditions(&self) -> bool {
        let refuses = |statement: &Statement| {
            !statement.allows && statement.invokes && statement.everybody && !statement.conditions.is_empty()
        };
        self.statements.iter().any(refuses)
    }

    /// Whether a statement asks for one of these condition keys, given in lower case.
    pub(super) fn asks_for(&self, keys: &[&str]) -> bool {
        let asked =
            |statement: &Statement| statement.conditions.iter().any(|(_, key)| keys.contains(&key.as_str()));
        self.statements.iter().any(asked)
    }
}

impl Statement {
    fn of(statement: &policy::Statement) -> Self {
        let lower = |text: &str| text.to_ascii_lowercase();
        let conditions = statement.conditions.iter();
        Self {
            allows: statement.effect == Effect::Allow,
            everybody: statement.principals.as_ref().is_some_and(|principals| principals.are_everyone()),
            invokes: statement.actions.cover_action(INVOKE),
            whole: !statement.resources.left_out
                && statement.resources.patterns.iter().any(|name| is_whole(name)),
            conditions: conditions
                .map(|condition| (lower(&condition.written), lower(&condition.key)))
                .collect(),
        }
    }
}

/// Whether a resource is the whole API: `*`, `execute-api:/*`, or an ARN that names the API and nothing of it.
fn is_whole(resource: &str) -> bool {
    let path = |arn: &str| arn.splitn(6, ':').nth(5)?.split_once('/').map(|(_, rest)| rest.to_owned());
    resource == "*"
        || resource == "execute-api:/*"
        || path(resource).is_some_and(|rest| rest.split('/').all(|part| part == "*"))
}

/// The text of a policy with one statement more; none when it is no policy document.
pub(super) fn with_statement(text: &str, statement: Value) -> Option<String> {
    let mut document: Value = serde_json::from_str(text).ok()?;
    let statements = document.get_mut("Statement")?;
    match statements {
        Value::Array(statements) => statements.push(statement),
        one => *one = Value::Array(vec![one.take(), statement]),
    }
    let pretty = text.trim_end().contains('\n');
    if pretty { serde_json::to_string_pretty(&document).ok() } else { Some(document.to_string()) }
}
