//! Conditions of statements: `{"IpAddress": {"aws:SourceIp": ["192.0.2.0/24"]}}`.

use serde_json::Value;

use crate::aws;

use super::document::{Document, PolicyKind};
use super::operator::{Operator, Set, Test};
use super::text::{Pattern, Wildcards};
use super::{Found, Keys, Part, list, value};

/// One operator on one key.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    /// As it is written, such as `ForAnyValue:StringLikeIfExists`.
    pub written: String,
    /// None for an operator that AWS does not have.
    pub operator: Option<Operator>,
    pub key: String,
    pub wanted: Vec<String>,
}

pub(super) fn read(
    document: &mut Document,
    value: Option<&Value>,
    place: &str,
    statement: &str,
    kind: PolicyKind,
) -> Vec<Condition> {
    let place = format!("{place}/Condition");
    let mut conditions = Vec::new();
    let Some(value) = value else { return conditions };
    let help = "Write `{\"IpAddress\": {\"aws:SourceIp\": [\"192.0.2.0/24\"]}}`: operator, key, values";
    let Some(operators) = value.as_object() else {
        document.fault(&place, format!("The `Condition` of statement {statement} is no object"), help, kind);
        return conditions;
    };
    for (written, keys) in operators {
        let operator = Operator::read(written);
        if operator.is_none() {
            let message = format!("`{written}` in statement {statement} is no condition operator");
            let help = "Operators are written as AWS writes them, such as `StringEquals`; this one is taken never to hold";
            document.doubt(&format!("{place}/{written}"), message, help);
        }
        let Some(keys) = keys.as_object() else {
            let message = format!("`{written}` in statement {statement} has no keys");
            document.fault(&format!("{place}/{written}"), message, help, kind);
            continue;
        };
        for (key, values) in keys {
            let here = format!("{place}/{written}/{key}");
            if aws::condition_key(key).is_none() {
                let message = format!(
                    "`{key}` in statement {statement} is not among the condition keys that AWS lists for API Gateway"
                );
                document.doubt(
                    &here,
                    message,
                    "The key is taken to be missing; ask for one of the listed keys",
                );
            }
            let Some(wanted) = scalars(values) else {
                let message = format!("`{key}` in statement {statement} has values that are no texts");
                document.fault(&here, message, help, kind);
                continue;
            };
            let (written, key) = (written.clone(), key.clone());
            conditions.push(Condition { written, operator, key, wanted });
        }
    }
    conditions
}

/// Texts, numbers and booleans as texts.
fn scalars(value: &Value) -> Option<Vec<String>> {
    let scalar = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    };
    match value {
        Value::Array(items) => items.iter().map(scalar).collect(),
        other => scalar(other).map(|one| vec![one]),
    }
}

impl Condition {
    /// Whether it holds for a call; a doubt says what of that is not documented or not known.
    pub fn test(&self, keys: &dyn Keys, variables: bool) -> Part {
        let (values, mut doubt) = match keys.look_up(&self.key) {
            Found::Values(values) => (values, None),
            Found::Assumed(values, doubt) => (values, Some(doubt)),
            Found::Missing => (Vec::new(), None),
            Found::Unknown(doubt) => (Vec::new(), Some(doubt)),
        };
        let found = if values.is_empty() {
            "found no such key".to_owned()
        } else {
            format!("found {}", list(&values))
        };
        let text = format!("`{}` `{}` wants {}, {found}", self.written, self.key, list(&self.wanted));
        let Some(operator) = self.operator else {
            let doubt = format!("`{}` is no condition operator and is taken never to hold", self.written);
            return Part { holds: false, text, doubt: Some(doubt) };
        };
        let holds = if values.is_empty() {
            operator.without_value(&self.wanted)
        } else {
            match self.compare(operator, &values, keys, variables, &mut doubt) {
                Ok(holds) => holds,
                Err(variable) => {
                    let text = format!(
                        "{text}; the variable `${{{variable}}}` has no value, so the statement does not apply"
                    );
                    return Part { holds: false, text, doubt };
                }
            }
        };
        Part { holds, text, doubt }
    }

    /// Whether it holds for a call, without a word why.
    pub fn holds(&self, keys: &dyn Keys, variables: bool) -> bool {
        let Some(operator) = self.operator else { return false };
        match keys.look_up(&self.key) {
            Found::Values(values) | Found::Assumed(values, _) if !values.is_empty() => {
                self.compare(operator, &values, keys, variables, &mut None).unwrap_or(false)
            }
            _ => operator.without_value(&self.wanted),
        }
    }

    /// Compares the call's values. Errors: a variable without a value.
    fn compare(
        &self,
        operator: Operator,
        values: &[String],
        keys: &dyn Keys,
        variables: bool,
        doubt: &mut Option<String>,
    ) -> Result<bool, String> {
        if operator.test == Test::Null {
            return Ok(operator.wants_presence(&self.wanted));
        }
        let wanted = self.wanted_of(operator, keys, variables)?;
        let mut one = |found: &String| {
            let mut matched = false;
            for wanted in &wanted {
                match wanted.matches(operator.test, found) {
                    Some(matches) => matched |= matches,
                    None => {
                        doubt.get_or_insert_with(|| {
                            format!("`{}` and `{found}` cannot be compared by `{}`, which is taken for a mismatch", wanted.text, self.written)
                        });
                    }
                }
            }
            matched != operator.negated
        };
        Ok(match operator.set {
            Some(Set::All) => values.iter().all(&mut one),
            Some(Set::Any) => values.iter().any(&mut one),
            None => {
                let holds =
                    if operator.negated { values.iter().all(&mut one) } else { values.iter().any(&mut one) };
                if values.len() > 1 {
                    doubt.get_or_insert_with(|| {
                        format!("`{}` has several values, which AWS wants to be compared with `ForAnyValue:` or `ForAllValues:`", self.key)
                    });
                }
                holds
            }
        })
    }

    fn wanted_of(&self, operator: Operator, keys: &dyn Keys, variables: bool) -> Result<Vec<Wanted>, String> {
        let wildcards = match operator.test {
            Test::Like | Test::Arn => Wildcards::Meant,
            _ => Wildcards::Literal,
        };
        let textual = matches!(operator.test, Test::Exact | Test::AnyCase | Test::Like | Test::Arn);
        let value_of = |name: &str| keys.variable(name);
        let wanted = |text: &String| {
            let text = if operator.test == Test::AnyCase { text.to_lowercase() } else { text.clone() };
            let pattern = match variables && textual {
                true => Pattern::filled(&text, wildcards, &value_of)?,
                false => Pattern::plain(&text, wildcards),
            };
            Ok(Wanted { text, pattern })
        };
        self.wanted.iter().map(wanted).collect()
    }
}

/// A value that a condition wants.
struct Wanted {
    text: String,
    pattern: Pattern,
}

impl Wanted {
    /// Whether a call's value is it; none where the two are not of the operator's kind.
    fn matches(&self, test: Test, found: &str) -> Option<bool> {
        Some(match test {
            Test::Exact | Test::Like => self.pattern.matches(found),
            Test::AnyCase => self.pattern.matches(&found.to_lowercase()),
            Test::Arn => self.pattern.matches_arn(found),
            Test::Bool => found.eq_ignore_ascii_case(&self.text),
            Test::Address => value::is_in_range(&self.text, found)?,
            Test::Number(comparison) => {
                comparison.holds(value::number(found)?.partial_cmp(&value::number(&self.text)?)?)
            }
            Test::Date(comparison) => {
                comparison.holds(value::moment_ms(found)?.cmp(&value::moment_ms(&self.text)?))
            }
            // No key of a call is binary, and a key that is there is not null.
            Test::Binary | Test::Null => return None,
        })
    }
}
