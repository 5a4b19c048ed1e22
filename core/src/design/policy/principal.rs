//! Whom a statement is about, and who calls.

use serde_json::{Map, Value};

use super::document::{Document, PolicyKind, texts};

/// Whom a statement is about, or whom it leaves out.
#[derive(Clone, Debug)]
pub(crate) struct Principals {
    pub left_out: bool,
    pub named: Vec<Principal>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Principal {
    Everyone,
    /// All identities of an account, as its administrators let them.
    Account(String),
    /// A user, role or session.
    Arn(String),
    /// An AWS service or a federated identity, none of which signs a call of an API.
    Other(String),
}

/// An IAM identity that signed a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signer {
    pub arn: String,
    pub account: String,
}

const HELP: &str = "Write `\"*\"`, or `{\"AWS\": …}` with account numbers or ARNs of users and roles";

pub(super) fn read(
    document: &mut Document,
    elements: &Map<String, Value>,
    place: &str,
    statement: &str,
    kind: PolicyKind,
) -> Option<Principals> {
    let (value, left_out, element) = match (elements.get("Principal"), elements.get("NotPrincipal")) {
        (Some(_), Some(_)) => {
            let message = format!("Statement {statement} has both `Principal` and `NotPrincipal`");
            document.fault(&format!("{place}/NotPrincipal"), message, "Keep one of the two", kind);
            return None;
        }
        (Some(value), None) => (value, false, "Principal"),
        (None, Some(value)) => (value, true, "NotPrincipal"),
        (None, None) => {
            if kind == PolicyKind::Resource {
                document.fatal(place, format!("Statement {statement} has no `Principal`"), HELP);
            }
            return None;
        }
    };
    let place = format!("{place}/{element}");
    if kind != PolicyKind::Resource {
        let message = format!("Statement {statement} has a `{element}`, which only resource policies have");
        document.fault(&place, message, "Take it out: the policy is about whoever it belongs to", kind);
        return None;
    }
    if value.as_str() == Some("*") {
        return Some(Principals { left_out, named: vec![Principal::Everyone] });
    }
    let Some(kinds) = value.as_object() else {
        let message = format!("`{element}` of statement {statement} names nobody that AWS knows");
        document.fatal(&place, message, HELP);
        return None;
    };
    let mut named = Vec::new();
    for (kind, names) in kinds {
        let Some(names) = texts(names) else {
            let message = format!(
                "`{element}` of statement {statement} has a `{kind}` that is no text or list of texts"
            );
            document.fatal(&format!("{place}/{kind}"), message, HELP);
            continue;
        };
        for name in names {
            match principal(kind, &name) {
                Ok(principal) => named.push(principal),
                Err(why) => {
                    let message = format!("`{name}` in `{element}` of statement {statement} {why}");
                    document.fatal(&format!("{place}/{kind}"), message, HELP);
                }
            }
        }
    }
    Some(Principals { left_out, named })
}

/// Errors: the end of a sentence that says what is wrong with the name.
fn principal(kind: &str, name: &str) -> Result<Principal, &'static str> {
    const ACCOUNT_DIGITS: usize = 12;
    match kind {
        "AWS" if name == "*" => Ok(Principal::Everyone),
        "AWS" if name.len() == ACCOUNT_DIGITS && name.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ok(Principal::Account(name.to_owned()))
        }
        "AWS" if name.contains(['*', '?']) => {
            Err("has a wildcard, and principals are named in full or by `*` alone")
        }
        "AWS" if name.starts_with("arn:") => match (account_of(name), resource_of(name)) {
            (Some(account), Some("root")) => Ok(Principal::Account(account.to_owned())),
            (Some(_), Some(_)) => Ok(Principal::Arn(name.to_owned())),
            _ => Err("is no whole ARN"),
        },
        // A removed user or role is left in the policy by its unique identifier.
        "AWS" if name.starts_with("AIDA") || name.starts_with("AROA") => {
            Ok(Principal::Other(name.to_owned()))
        }
        "AWS" => Err("is neither an account nor an ARN"),
        "Service" | "Federated" | "CanonicalUser" => Ok(Principal::Other(format!("{kind} {name}"))),
        _ => Err("is of a kind that is none of `AWS`, `Service`, `Federated` and `CanonicalUser`"),
    }
}

/// The account of an ARN; none when it has none.
pub(crate) fn account_of(arn: &str) -> Option<&str> {
    arn.split(':').nth(4).filter(|account| !account.is_empty())
}

/// What an ARN names inside its account.
fn resource_of(arn: &str) -> Option<&str> {
    arn.splitn(6, ':').nth(5).filter(|resource| !resource.is_empty())
}

impl Signer {
    /// The role of a role session, by the name that ends its ARN: sessions do not show the role's path.
    fn role_name(&self) -> Option<&str> {
        resource_of(&self.arn)?.strip_prefix("assumed-role/")?.split('/').next()
    }

    /// The identity as `aws:PrincipalArn` has it: of a role session the role.
    pub fn principal_arn(&self) -> String {
        match self.role_name() {
            Some(role) => {
                let partition = self.arn.split(':').nth(1).unwrap_or("aws");
                format!("arn:{partition}:iam::{}:role/{role}", self.account)
            }
            None => self.arn.clone(),
        }
    }

    /// Whether its credentials are temporary, as sessions' are.
    pub fn is_session(&self) -> bool {
        self.arn.split(':').nth(2) == Some("sts")
    }

    /// The word of `aws:PrincipalType`; none for an ARN of another form.
    pub fn principal_type(&self) -> Option<&'static str> {
        match resource_of(&self.arn)?.split('/').next()? {
            "user" => Some("User"),
            "assumed-role" | "role" => Some("AssumedRole"),
            "federated-user" => Some("FederatedUser"),
            "root" => Some("Account"),
            _ => None,
        }
    }

    /// The user's name; roles have none.
    pub fn user_name(&self) -> Option<&str> {
        resource_of(&self.arn)?.strip_prefix("user/")?.rsplit('/').next()
    }
}

impl Principal {
    /// Whether this is the caller, who is anonymous without a signature.
    fn is(&self, caller: Option<&Signer>) -> bool {
        match (self, caller) {
            (Self::Everyone, _) => true,
            (Self::Account(account), Some(caller)) => *account == caller.account,
            (Self::Arn(arn), Some(caller)) => {
                let role = || {
                    let role = resource_of(arn).and_then(|it| it.strip_prefix("role/"))?.rsplit('/').next();
                    Some(account_of(arn)? == caller.account && role == caller.role_name())
                };
                *arn == caller.arn || role().unwrap_or(false)
            }
            (Self::Account(_) | Self::Arn(_), None) | (Self::Other(_), _) => false,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Everyone => "*",
            Self::Account(name) | Self::Arn(name) | Self::Other(name) => name,
        }
    }
}

impl Principals {
    /// Whether the statement is about the caller.
    pub fn cover(&self, caller: Option<&Signer>) -> bool {
        self.named.iter().any(|principal| principal.is(caller)) != self.left_out
    }

    /// Whether it names everybody.
    pub fn are_everyone(&self) -> bool {
        !self.left_out && self.named.iter().any(|principal| matches!(principal, Principal::Everyone))
    }

    /// Whether the caller is covered by the account's name alone, and not by an own name or as one of all.
    pub fn by_account(&self, caller: Option<&Signer>) -> bool {
        let mut named = self.named.iter().filter(|principal| principal.is(caller)).peekable();
        !self.left_out
            && named.peek().is_some()
            && named.all(|principal| matches!(principal, Principal::Account(_)))
    }

    /// The names as they are written.
    pub fn names(&self) -> Vec<&str> {
        self.named.iter().map(Principal::name).collect()
    }
}
