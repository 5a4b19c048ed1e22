//! What a resource policy says, as far as the rules ask: which statements let whom in, and under which conditions.

use serde_json::Value;

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
    /// Reads a policy; none when it is no policy document, which `design::check` says.
    pub(super) fn read(text: &str) -> Option<Self> {
        let document: Value = serde_json::from_str(text).ok()?;
        let statements = list(document.get("Statement")?);
        Some(Self { statements: statements.into_iter().map(Statement::read).collect() })
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
    fn read(statement: &Value) -> Self {
        let texts = |name: &str| -> Vec<&str> {
            statement.get(name).map(list).unwrap_or_default().into_iter().filter_map(Value::as_str).collect()
        };
        let invokes = |action: &&str| {
            let action = action.to_ascii_lowercase();
            ["*", "execute-api:*", "execute-api:invoke"].contains(&action.as_str())
        };
        let everybody = match statement.get("Principal") {
            Some(Value::String(principal)) => principal == "*",
            Some(Value::Object(kinds)) => {
                let everyone = |value: &Value| list(value).into_iter().any(|one| one.as_str() == Some("*"));
                kinds.get("AWS").is_some_and(everyone)
            }
            _ => false,
        };
        let operators = statement.get("Condition").and_then(Value::as_object);
        let conditions = operators.into_iter().flatten().flat_map(|(operator, keys)| {
            let operator = operator.to_ascii_lowercase();
            let keys = keys.as_object().into_iter().flat_map(|keys| keys.keys());
            keys.map(move |key| (operator.clone(), key.to_ascii_lowercase())).collect::<Vec<_>>()
        });
        // `*`, `execute-api:/*`, or an ARN that names the API and nothing of it.
        let whole = |resource: &&str| {
            *resource == "*"
                || resource.strip_prefix("execute-api:").is_some_and(|rest| rest == "/*")
                || resource.splitn(6, ':').nth(5).is_some_and(|path| {
                    path.split_once('/').is_some_and(|(_, rest)| rest.split('/').all(|part| part == "*"))
                })
        };
        Self {
            whole: texts("Resource").iter().any(whole),
            allows: statement.get("Effect").and_then(Value::as_str) == Some("Allow"),
            everybody,
            invokes: statement.get("NotAction").is_some() || texts("Action").iter().any(invokes),
            conditions: conditions.collect(),
        }
    }
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

/// The elements of a list, or the one value that stands for a list of one.
fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(values) => values.iter().collect(),
        one => vec![one],
    }
}
