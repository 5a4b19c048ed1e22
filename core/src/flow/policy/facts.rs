//! What a policy can ask about a call: condition keys and their values.

use crate::aws::{self, EndpointKind, KeyGiven};
use crate::design::inputs::{IamIdentity, VpcOrigin};
use crate::design::policy::{Found, Keys, Signer, account_of};
use crate::flow::clock::Civil;
use crate::flow::exchange::{Exchange, arn};
use crate::flow::ids;

/// A call, as far as conditions and principals ask about it.
pub(crate) struct Facts<'a> {
    x: &'a Exchange<'a>,
    /// Who signed it; none is an anonymous caller.
    pub signer: Option<Signer>,
    iam: Option<&'a IamIdentity>,
}

impl Keys for Facts<'_> {
    fn look_up(&self, key: &str) -> Found {
        self.found(key)
    }
}

impl<'a> Facts<'a> {
    /// A call by nobody in particular.
    pub fn anonymous(x: &'a Exchange<'a>) -> Self {
        Self { x, signer: None, iam: None }
    }

    /// A call that an IAM identity signed.
    pub fn signed(x: &'a Exchange<'a>, iam: &'a IamIdentity) -> Self {
        let account = iam.account_id.clone().or_else(|| account_of(&iam.arn).map(str::to_owned));
        let signer = Signer { arn: iam.arn.clone(), account: account.unwrap_or_default() };
        Self { x, signer: Some(signer), iam: Some(iam) }
    }

    /// The call of a method as its authorization makes it: only IAM authorization tells who signed.
    pub fn of_caller(x: &'a Exchange<'a>) -> Self {
        let iam = x.scenario.identity.as_ref().and_then(|identity| identity.iam.as_ref());
        match iam.filter(|_| x.caller.iam) {
            Some(iam) => Self::signed(x, iam),
            None => Self::anonymous(x),
        }
    }

    /// The caller as error texts name it.
    pub fn caller(&self) -> &str {
        self.signer.as_ref().map_or("anonymous", |signer| signer.arn.as_str())
    }

    fn found(&self, key: &str) -> Found {
        let Some(row) = aws::condition_key(key) else {
            return Found::Unknown(format!(
                "`{key}` is not among the condition keys that AWS lists for API Gateway and is taken to be missing"
            ));
        };
        match row.given {
            KeyGiven::Always => self.always(&row.name),
            KeyGiven::Header => {
                let header = row
                    .name
                    .strip_prefix("aws:")
                    .map(|name| if name == "UserAgent" { "User-Agent" } else { name });
                maybe(header.and_then(|name| self.x.request.header(name)).map(str::to_owned))
            }
            KeyGiven::Public => self.source_ip(),
            KeyGiven::Private => self.vpc(&row.name),
            // A client's own call is made for no other resource.
            KeyGiven::Service => Found::Missing,
            KeyGiven::Domain => self.domain(),
            KeyGiven::Signed => match (&self.signer, self.iam) {
                (Some(signer), Some(iam)) => self.identity(key, &row.name, signer, iam),
                _ => Found::Missing,
            },
        }
    }

    fn always(&self, name: &str) -> Found {
        let value = match name {
            "aws:CurrentTime" => Civil::at(self.x.epoch_ms).iso(),
            "aws:EpochTime" => (self.x.epoch_ms / 1000).to_string(),
            // API Gateway has HTTPS endpoints only.
            _ => "true".to_owned(),
        };
        Found::Values(vec![value])
    }

    fn is_private(&self) -> bool {
        self.x.place.api.endpoint_kind() == EndpointKind::Private
    }

    fn source_ip(&self) -> Found {
        if self.is_private() {
            return Found::Missing;
        }
        let value = vec![self.x.source_ip().to_owned()];
        if self.x.scenario.source_ip.is_some() {
            return Found::Values(value);
        }
        let doubt =
            format!("the request does not say its address, which is taken to be `{}`", self.x.source_ip());
        Found::Assumed(value, doubt)
    }

    fn vpc(&self, name: &str) -> Found {
        if !self.is_private() {
            return Found::Missing;
        }
        let given = self.x.scenario.vpc.as_ref();
        let read: fn(&VpcOrigin) -> Option<String> = match name {
            "aws:SourceVpc" => |vpc| vpc.vpc_id.clone(),
            "aws:SourceVpce" => |vpc| vpc.vpc_endpoint_id.clone(),
            _ => |vpc| vpc.source_ip.clone(),
        };
        if let Some(value) = given.and_then(read) {
            return Found::Values(vec![value]);
        }
        if name == "aws:VpcSourceIp"
            && let Some(address) = &self.x.scenario.source_ip
        {
            return Found::Values(vec![address.clone()]);
        }
        if name == "aws:SourceVpce"
            && let [only] = self.x.place.api.settings.endpoint.vpc_endpoint_ids.as_slice()
        {
            let doubt =
                format!("the request does not say its `{name}`, which is taken to be the API's own `{only}`");
            return Found::Assumed(vec![only.clone()], doubt);
        }
        Found::Unknown(format!("the request does not say its `{name}`, which is taken to be missing"))
    }

    fn domain(&self) -> Found {
        let Some((_, domain)) = self.x.place.domain else { return Found::Missing };
        if domain.endpoint != Some(EndpointKind::Private) {
            let doubt = "AWS documents `execute-api:viaDomainArn` for private custom domains only; it is taken to be missing";
            return Found::Unknown(doubt.to_owned());
        }
        let arn = domain_arn(self.x);
        let doubt = format!("the identifier in the domain's ARN `{arn}` is a stand-in");
        Found::Assumed(vec![arn], doubt)
    }

    fn identity(&self, key: &str, name: &str, signer: &Signer, iam: &IamIdentity) -> Found {
        let unsaid = || {
            Found::Unknown(format!(
                "the request does not say the caller's `{key}`, which is taken to be missing"
            ))
        };
        let temporary = signer.is_session() || iam.token_issued_epoch_s.is_some();
        match name {
            "aws:PrincipalArn" => Found::Values(vec![signer.principal_arn()]),
            "aws:PrincipalAccount" => {
                maybe(Some(signer.account.clone()).filter(|account| !account.is_empty()))
            }
            "aws:PrincipalType" => maybe(signer.principal_type().map(str::to_owned)),
            "aws:username" => maybe(signer.user_name().map(str::to_owned)),
            "aws:userid" => iam.user_id.clone().map_or_else(unsaid, |id| Found::Values(vec![id])),
            "aws:PrincipalOrgID" => {
                iam.organization_id.clone().map_or_else(unsaid, |id| Found::Values(vec![id]))
            }
            "aws:PrincipalOrgPaths" if iam.organization_paths.is_empty() => unsaid(),
            "aws:PrincipalOrgPaths" => Found::Values(iam.organization_paths.clone()),
            "aws:TokenIssueTime" if !temporary => Found::Missing,
            "aws:TokenIssueTime" => match iam.token_issued_epoch_s {
                Some(at_s) => Found::Values(vec![Civil::at(at_s.saturating_mul(1000)).iso()]),
                None => unsaid(),
            },
            "aws:MultiFactorAuthPresent" if !temporary => Found::Missing,
            "aws:MultiFactorAuthPresent" => Found::Values(vec![iam.mfa_age_s.is_some().to_string()]),
            "aws:MultiFactorAuthAge" => {
                maybe(iam.mfa_age_s.filter(|_| temporary).map(|age_s| age_s.to_string()))
            }
            _ => {
                let tag = key.split_once('/').map_or("", |(_, tag)| tag);
                let value = iam.tags.iter().find(|(name, _)| name.eq_ignore_ascii_case(tag));
                match value {
                    Some((_, value)) => Found::Values(vec![value.clone()]),
                    None if iam.tags.is_empty() => unsaid(),
                    None => Found::Missing,
                }
            }
        }
    }
}

fn maybe(value: Option<String>) -> Found {
    value.map_or(Found::Missing, |value| Found::Values(vec![value]))
}

/// The ARN of the private custom domain that a request came by; AWS gives the identifier behind the plus sign.
pub(crate) fn domain_arn(x: &Exchange<'_>) -> String {
    const SALT: u64 = 0xd0;
    let (id, name) = x.place.domain.map_or((0, ""), |(id, domain)| (id.0, domain.name.as_str()));
    let minted = ids::minted(SALT, id, 10);
    arn(x.design, "execute-api", &format!("/domainnames/{name}+{minted}"))
}
