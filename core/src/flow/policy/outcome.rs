//! AWS's outcome tables: an authorizer's or identity's policy together with a resource policy.

/// What a policy as a whole says about a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Says {
    Allow,
    Deny,
    /// Neither allows nor denies it.
    Silent,
}

/// Whether the caller's account is the API's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accounts {
    /// Table A.
    Same,
    /// Table B.
    Different,
}

/// What comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Allow,
    ImplicitDeny,
    ExplicitDeny,
}

/// The outcome of the two policies together: in one account either may allow, across accounts both must.
pub(crate) fn combine(identity: Says, resource: Says, accounts: Accounts) -> Outcome {
    match (identity, resource, accounts) {
        (Says::Deny, _, _) | (_, Says::Deny, _) => Outcome::ExplicitDeny,
        (Says::Allow, Says::Allow, _) => Outcome::Allow,
        (Says::Allow, Says::Silent, Accounts::Same) | (Says::Silent, Says::Allow, Accounts::Same) => {
            Outcome::Allow
        }
        (Says::Silent, Says::Silent, _)
        | (Says::Allow, Says::Silent, Accounts::Different)
        | (Says::Silent, Says::Allow, Accounts::Different) => Outcome::ImplicitDeny,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_of_the_authorization_flow() {
        let table = [
            (Says::Allow, Says::Allow, Outcome::Allow, Outcome::Allow),
            (Says::Allow, Says::Silent, Outcome::Allow, Outcome::ImplicitDeny),
            (Says::Allow, Says::Deny, Outcome::ExplicitDeny, Outcome::ExplicitDeny),
            (Says::Silent, Says::Allow, Outcome::Allow, Outcome::ImplicitDeny),
            (Says::Silent, Says::Silent, Outcome::ImplicitDeny, Outcome::ImplicitDeny),
            (Says::Silent, Says::Deny, Outcome::ExplicitDeny, Outcome::ExplicitDeny),
            (Says::Deny, Says::Allow, Outcome::ExplicitDeny, Outcome::ExplicitDeny),
            (Says::Deny, Says::Silent, Outcome::ExplicitDeny, Outcome::ExplicitDeny),
            (Says::Deny, Says::Deny, Outcome::ExplicitDeny, Outcome::ExplicitDeny),
        ];
        for (identity, resource, same, different) in table {
            assert_eq!(combine(identity, resource, Accounts::Same), same, "A: {identity:?} {resource:?}");
            assert_eq!(
                combine(identity, resource, Accounts::Different),
                different,
                "B: {identity:?} {resource:?}"
            );
        }
    }
}
