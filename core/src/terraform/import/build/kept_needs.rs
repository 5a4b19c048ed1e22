//! What blocks need of each other, and which of them the export makes by itself.

use std::collections::{BTreeMap, BTreeSet};

use super::variables::{body, string};
use crate::lang::hcl::{is_name, named};
use crate::terraform::import::config::{Config, SourceBlock};

/// How the descriptions of the export's own variables begin.
const MADE_VARIABLES: &[&str] = &[
    "Tags on everything that takes tags",
    "Name of the Lambda function",
    "Value of the API key",
    "ARN of the KMS key that encrypts the log groups",
    "ARN of the ACM certificate for",
    "ARN of the SNS topic that alarms are sent to",
    "ARN of the Network Load Balancer behind",
    "Security groups of the VPC link's network interfaces",
    "Subnets of the VPC link's network interfaces",
    "ARNs of the Cognito user pools whose tokens are let in",
    "Audiences (`aud` or `client_id`) whose tokens are let in",
    "Issuer (`iss`) of the tokens",
    "ARN of the KMS key that the access log is encrypted with",
    "Identifier of the VPC",
    "Subnets that the VPC endpoint has a network interface in",
    "Certificates in PEM of the authorities whose clients are let in",
    "Region that everything is made in",
    "Read by an expression of the files that the design was imported from",
    "Deployment that the stage keeps showing while the canary shows the newest",
];

/// How the descriptions of the export's own outputs begin.
const MADE_OUTPUTS: &[&str] = &[
    "The API's identifier",
    "The API's ARN",
    "The start of the ARNs that callers are granted",
    "Where the stage answers",
    "Where the stages answer, by name",
    "The stage's ARN",
    "The stages' ARNs, by name",
    "Where the DNS record of ",
    "Identifiers of the API keys by name",
];

/// Whether the export makes a variable with this description.
pub(super) fn is_made_variable(description: &str) -> bool {
    MADE_VARIABLES.iter().any(|start| description.starts_with(start))
}

/// Whether the export makes this output.
pub(super) fn is_made_output(body: &hcl::Body) -> bool {
    let description = body.attributes().find(|attribute| attribute.key() == "description");
    let description = description.and_then(|attribute| string(attribute.expr())).unwrap_or_default();
    MADE_OUTPUTS.iter().any(|start| description.starts_with(start))
}

/// What an expression refers to: `var.name`, `local.name`, `module.name`, `data.kind.name` and `kind.name`.
pub(super) fn mentions(expression: &str) -> Vec<String> {
    let mentioned = named(expression, 3).filter_map(|names| match names.as_slice() {
        ["data", kind, name, ..] => Some(format!("data.{kind}.{name}")),
        [first, second, ..] => Some(format!("{first}.{second}")),
        _ => None,
    });
    mentioned.collect()
}

/// What locals read.
pub(super) struct LocalReads(BTreeMap<String, Vec<String>>);

impl LocalReads {
    pub(super) fn new(locals: &[&SourceBlock]) -> Self {
        let mut reads: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for body in locals.iter().filter_map(|block| body(&block.text)) {
            for local in body.attributes() {
                let text = hcl::format::to_string(local.expr()).unwrap_or_default();
                reads.insert(format!("local.{}", local.key()), mentions(&text));
            }
        }
        Self(reads)
    }

    /// The variables that these names are or lead to.
    pub(super) fn variables(&self, names: impl Iterator<Item = String>) -> BTreeSet<String> {
        let mut waiting: Vec<String> = names.collect();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if seen.insert(name.clone()) {
                waiting.extend(self.0.get(&name).into_iter().flatten().cloned());
            }
        }
        seen.iter().filter_map(|name| name.strip_prefix("var.")).map(str::to_owned).collect()
    }
}

/// The local that a block's `for_each` goes over.
pub(super) fn goes_over(text: &str) -> Option<&str> {
    let line = text.lines().find(|line| line.trim_start().starts_with("for_each"))?;
    let (_, after) = line.split_once("local.")?;
    let end = after.find(|char: char| !is_name(char)).unwrap_or(after.len());
    after.get(..end).filter(|name| !name.is_empty())
}

/// The comments above the entries of local maps, by the map's name and the entry's key.
#[derive(Clone, Debug, Default)]
pub(super) struct Comments(BTreeMap<(String, String), String>);

impl Comments {
    pub(super) fn read(config: &Config) -> Self {
        let mut found = Self::default();
        for block in config.blocks.iter().filter(|block| block.word == "locals" && block.text.contains('#')) {
            found.add(&block.text);
        }
        found
    }

    fn add(&mut self, text: &str) {
        let (mut depth, mut local) = (0_usize, String::new());
        let mut comment: Vec<&str> = Vec::new();
        for line in text.lines() {
            let line = line.trim();
            if let Some(inner) = line.strip_prefix('#') {
                comment.push(inner.trim());
                continue;
            }
            let name = line.split_once('=').map(|(name, _)| name.trim().trim_matches('"').to_owned());
            match (depth, name) {
                (1, Some(name)) => local = name,
                (2, Some(name)) if !comment.is_empty() => {
                    self.0.insert((local.clone(), name), comment.join(" "));
                }
                _ => {}
            }
            comment.clear();
            let mut quoted = false;
            let mut before = ' ';
            for char in line.chars() {
                match char {
                    '"' if before != '\\' => quoted = !quoted,
                    '{' | '[' | '(' if !quoted => depth += 1,
                    '}' | ']' | ')' if !quoted => depth = depth.saturating_sub(1),
                    _ => {}
                }
                before = char;
            }
        }
    }

    /// The comment above an entry.
    pub(super) fn get(&self, local: &str, key: &str) -> Option<&str> {
        self.0.get(&(local.to_owned(), key.to_owned())).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_of_entries_are_found() {
        let mut comments = Comments::default();
        comments.add("locals {\n  methods = {\n    # Lists\n    get = {\n      x = \"}\"\n    }\n    # Makes\n    \"po st\" = { }\n  }\n}");
        assert_eq!(comments.get("methods", "get"), Some("Lists"));
        assert_eq!(comments.get("methods", "po st"), Some("Makes"));
        assert_eq!(goes_over("resource \"a\" \"b\" {\n  for_each = local.methods\n}"), Some("methods"));
    }

    #[test]
    fn what_an_expression_needs() {
        let found = mentions("try(data.aws_x.y.id, \"${var.a}-${module.m.out[0]}\", aws_z.w[\"k\"].arn)");
        assert_eq!(found, ["data.aws_x.y", "var.a", "module.m", "aws_z.w"]);
    }
}
