//! `${stageVariables.name}` in texts that AWS fills in when a request comes.

use crate::design::TextMap;

/// The prefix of a stage variable's name in a placeholder.
const STAGE_VARIABLES: &str = "stageVariables.";

/// What stands between each `${` and its `}`.
pub(in crate::terraform) fn placeholders(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("${") {
        match after.split_once('}') {
            Some((name, after)) => {
                found.push(name);
                rest = after;
            }
            None => break,
        }
    }
    found
}

/// Whether AWS fills in every placeholder of the text.
pub(in crate::terraform) fn only_stage_variables(text: &str) -> bool {
    placeholders(text).iter().all(|name| name.starts_with(STAGE_VARIABLES))
}

/// The text with the stage's values, or none when one is missing.
pub(in crate::terraform) fn with_values(text: &str, variables: &TextMap) -> Option<String> {
    let mut out = text.to_owned();
    for name in placeholders(text) {
        let value = variables.get(name.strip_prefix(STAGE_VARIABLES)?)?;
        out = out.replacen(&format!("${{{name}}}"), value, 1);
    }
    Some(out)
}
