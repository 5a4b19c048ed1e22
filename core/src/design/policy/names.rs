//! The actions and resources that a statement is about, or leaves out.

use super::Keys;
use super::text::{Pattern, Wildcards};

/// Patterns of actions or resources, or of those that are left out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub left_out: bool,
    pub patterns: Vec<String>,
}

/// What a short form of a resource begins with.
const SHORT: &str = "execute-api:";

/// Names without variables, to be compared more than once.
#[derive(Clone, Debug)]
pub(crate) struct FixedNames {
    left_out: bool,
    patterns: Vec<Pattern>,
}

impl FixedNames {
    /// Whether they are about the resource of this name.
    pub fn cover(&self, resource: &[char]) -> bool {
        self.patterns.iter().any(|pattern| pattern.matches_all_of(resource)) != self.left_out
    }
}

impl Names {
    /// The same names as they are, where no variable is to be filled in.
    pub fn fixed(&self, variables: bool) -> Option<FixedNames> {
        if variables && self.patterns.iter().any(|name| name.contains("${")) {
            return None;
        }
        let patterns = self.patterns.iter().map(|name| Pattern::plain(name, Wildcards::Meant)).collect();
        Some(FixedNames { left_out: self.left_out, patterns })
    }

    /// Whether it is about this action, whose name may be in any case.
    pub fn cover_action(&self, action: &str) -> bool {
        let wanted = action.to_ascii_lowercase();
        let matches = |pattern: &String| {
            Pattern::plain(&pattern.to_ascii_lowercase(), Wildcards::Meant).matches(&wanted)
        };
        self.patterns.iter().any(matches) != self.left_out
    }

    /// Whether it is about the resource of this ARN, where `short_form` stands for a leading `execute-api:`. Errors:
    /// the name of a variable without a value, with which the statement does not apply.
    pub fn cover_resource(
        &self,
        arn: &str,
        short_form: &str,
        variables: bool,
        keys: &dyn Keys,
    ) -> Result<bool, String> {
        let mut found = false;
        for name in &self.patterns {
            let whole = match name.strip_prefix(SHORT) {
                Some(rest) if rest.starts_with(['/', '*']) => format!("{short_form}{rest}"),
                _ => name.clone(),
            };
            let value_of = |name: &str| keys.variable(name);
            let pattern = match variables {
                true => Pattern::filled(&whole, Wildcards::Meant, &value_of)?,
                false => Pattern::plain(&whole, Wildcards::Meant),
            };
            found |= pattern.matches(arn);
        }
        Ok(found != self.left_out)
    }
}
