//! Clients that ask for a new answer with `Cache-Control: max-age=0`.

use crate::flow::exchange::Exchange;
use crate::flow::policy::{self, Call, Document, Facts, PolicyKind, Says};

use super::settings::Settings;

/// What a caller needs on the method.
const ACTION: &str = "execute-api:InvalidateCache";

/// Whether the client asks for a new answer, and gets one; the texts end a sentence that says why.
pub(super) enum Wish {
    None,
    Granted(String),
    Refused(String),
}

/// What the client asks for, and whether it may.
pub(super) fn wish(x: &Exchange<'_>, settings: &Settings) -> Wish {
    let named = x.request.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("Cache-Control"));
    let asks = named
        .flat_map(|(_, value)| value.split(','))
        .any(|directive| directive.trim().eq_ignore_ascii_case("max-age=0"));
    if !asks {
        return Wish::None;
    }
    if settings.require_authorization == Some(false) {
        return Wish::Granted("the stage wants no permission for it".to_owned());
    }
    match permission(x) {
        Ok(why) => Wish::Granted(why),
        Err(why) => Wish::Refused(why),
    }
}

/// Only a signed request of the API's own account can have the permission.
fn permission(x: &Exchange<'_>) -> Result<String, String> {
    let identity = x.scenario.identity.as_ref().and_then(|identity| identity.iam.as_ref());
    let Some(identity) = identity.filter(|_| x.caller.iam) else {
        return Err(format!("only a caller that the method identifies by IAM can have `{ACTION}`"));
    };
    let account =
        identity.account_id.as_deref().or_else(|| identity.arn.split(':').nth(4)).unwrap_or_default();
    if !account.is_empty() && account != x.account() {
        return Err(format!("`{}` belongs to another account, which cannot have `{ACTION}`", identity.arn));
    }
    let Some(written) = &identity.policy else {
        return Err(format!(
            "the request gives `{}` no policy, and it is taken to be allowed to invoke and no more",
            identity.arn
        ));
    };
    let arn = x.method_arn();
    let document = Document::read(written, PolicyKind::Identity);
    let facts = Facts::signed(x, identity);
    let call = Call { action: ACTION, ..Call::of_identity(&arn, &facts) };
    let says = policy::evaluate(&document, &call).says;
    match says {
        Says::Allow => Ok(format!("the policy of `{}` allows `{ACTION}` on `{arn}`", identity.arn)),
        Says::Deny => Err(format!("the policy of `{}` denies `{ACTION}` on `{arn}`", identity.arn)),
        Says::Silent => {
            Err(format!("no statement of the policy of `{}` allows `{ACTION}` on `{arn}`", identity.arn))
        }
    }
}
