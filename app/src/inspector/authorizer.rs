//! An authorizer.

use leptos::prelude::*;
use studio_core::aws::{ApiKind, Capability, PayloadFormat, capability};
use studio_core::design::edit::Edit;
use studio_core::design::{ApiId, Authorizer, AuthorizerId, AuthorizerMethod, FunctionId, Item, JwtIssuer};

use super::authorization::method_label;
use super::fields::{
    Number, choice, code_line, list, list_of, optional, optional_code, optional_whole, optional_word, text,
    toggle,
};
use super::form::{Form, at, node};
use super::sections::records;
use super::{refs, target};
use crate::studio::Studio;

/// The four ways to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Token,
    Request,
    Jwt,
    Cognito,
}

impl Way {
    const ALL: [Self; 4] = [Self::Token, Self::Request, Self::Jwt, Self::Cognito];

    fn of(method: &AuthorizerMethod) -> Self {
        match method {
            AuthorizerMethod::LambdaToken { .. } => Self::Token,
            AuthorizerMethod::LambdaRequest { .. } => Self::Request,
            AuthorizerMethod::Jwt { .. } => Self::Jwt,
            AuthorizerMethod::Cognito { .. } => Self::Cognito,
        }
    }

    const fn capability(self) -> Capability {
        match self {
            Self::Token => Capability::LambdaTokenAuthorizer,
            Self::Request => Capability::LambdaRequestAuthorizer,
            Self::Jwt => Capability::JwtAuthorizer,
            Self::Cognito => Capability::CognitoAuthorizer,
        }
    }

    fn method(self, kind: ApiKind) -> AuthorizerMethod {
        let header = "Authorization".to_owned();
        match self {
            Self::Token => AuthorizerMethod::LambdaToken {
                function: target::first_function(),
                header,
                validation_expression: None,
            },
            Self::Request => AuthorizerMethod::LambdaRequest {
                function: target::first_function(),
                identity_sources: vec![sources(kind)[0].to_owned()],
                payload_format: (kind == ApiKind::Http).then_some(PayloadFormat::V2),
                simple_responses: false,
            },
            Self::Jwt => AuthorizerMethod::Jwt {
                issuers: vec![JwtIssuer::default()],
                identity_source: sources(kind)[0].to_owned(),
            },
            Self::Cognito => AuthorizerMethod::Cognito {
                user_pool_arns: Vec::new(),
                header,
                validation_expression: None,
                key_set: None,
            },
        }
    }
}

/// Where an authorizer may look, in AWS's spelling for the kind.
const fn sources(kind: ApiKind) -> &'static [&'static str] {
    match kind {
        ApiKind::Rest => &[
            "method.request.header.Authorization",
            "method.request.querystring.token",
            "context.identity.sourceIp",
            "stageVariables.name",
        ],
        ApiKind::Http => &[
            "$request.header.Authorization",
            "$request.querystring.token",
            "$context.identity.sourceIp",
            "$stageVariables.name",
        ],
        ApiKind::WebSocket => &[
            "route.request.header.Authorization",
            "route.request.querystring.token",
            "context.identity.sourceIp",
        ],
    }
}

/// The form of an authorizer.
pub fn view(api: ApiId, id: AuthorizerId, kind: ApiKind) -> AnyView {
    let value = Studio::get().authorizer(api, id);
    let form = node(Item::Authorizer(api, id), value, move |node| Edit::PutAuthorizer(api, id, node));
    let method = at!(form, method);
    let way = method.at(Way::of, move |method, way| {
        if Way::of(method) != way {
            *method = way.method(kind);
        }
    });
    let now = way.get();
    let offered = Way::ALL.into_iter().filter(|way| *way == now || capability(way.capability(), kind).can());
    let offered = offered.map(|way| {
        let label = feature_title(way);
        let can = capability(way.capability(), kind).can();
        (way, if can { label } else { format!("{label} (not on {} APIs)", kind.label()) })
    });
    view! {
        <div class="form">
            {text(at!(form, name), "Name", "")}
            {choice(way, "Decides by", "", offered.collect())}
            {move || match way.get() {
                Way::Token => token(method),
                Way::Request => request(method, kind),
                Way::Jwt => jwt(method, kind),
                Way::Cognito => cognito(method),
            }}
            {move || {
                let lambda = matches!(way.get(), Way::Token | Way::Request);
                (lambda || way.get() == Way::Cognito).then(|| caching(form, lambda))
            }}
        </div>
    }
    .into_any()
}

fn feature_title(way: Way) -> String {
    match way {
        Way::Token => "Lambda function · one header (TOKEN)",
        Way::Request => "Lambda function · the request (REQUEST)",
        Way::Jwt => "JSON Web Token",
        Way::Cognito => "Cognito user pools",
    }
    .to_owned()
}

fn caching(form: Form<Authorizer>, lambda: bool) -> AnyView {
    let ttl = Number::new("Results are kept", "s", "0 switches caching off; empty means AWS's default");
    view! {
        {optional_whole(at!(form, result_ttl_s), ttl)}
        {lambda.then(|| optional(at!(form, credentials), "Role", "The IAM role that calls the function; empty means the function's own permission"))}
    }
    .into_any()
}

/// Makes a form of one field of one variant.
macro_rules! of_variant {
    ($form:expr, $variant:ident, $field:ident) => {
        $form.at(
            |method| {
                if let AuthorizerMethod::$variant { $field, .. } = method {
                    $field.clone()
                } else {
                    Default::default()
                }
            },
            |method, next| {
                if let AuthorizerMethod::$variant { $field, .. } = method {
                    *$field = next;
                }
            },
        )
    };
}

fn token(form: Form<AuthorizerMethod>) -> AnyView {
    let function: Form<FunctionId> = of_variant!(form, LambdaToken, function);
    let pattern: Form<Option<String>> = of_variant!(form, LambdaToken, validation_expression);
    view! {
        {refs::function("Function").needed(function)}
        {code_line(of_variant!(form, LambdaToken, header), "Header", "", vec!["Authorization".to_owned()])}
        {optional(pattern, "Token pattern", "A regular expression; other tokens are refused with 401 without calling the function")}
    }
    .into_any()
}

fn request(form: Form<AuthorizerMethod>, kind: ApiKind) -> AnyView {
    let function: Form<FunctionId> = of_variant!(form, LambdaRequest, function);
    let identity: Form<Vec<String>> = of_variant!(form, LambdaRequest, identity_sources);
    let format: Form<Option<PayloadFormat>> = of_variant!(form, LambdaRequest, payload_format);
    let simple: Form<bool> = of_variant!(form, LambdaRequest, simple_responses);
    let offered = sources(kind).iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let has_format = kind == ApiKind::Http || format.with(Option::is_some) || simple.get();
    view! {
        {refs::function("Function").needed(function)}
        {list_of(
            identity,
            "Identity sources",
            "source",
            "All of them must be there, else the answer is 401; together they are the cache's key",
            Signal::stored(offered),
        )}
        {has_format
            .then(|| {
                view! {
                    {optional_word(format, "Payload format", "Not set", PayloadFormat::ALL)}
                    {toggle(simple, "Simple answers", "The function answers `{\"isAuthorized\": true}` instead of a policy; format 2.0 only")}
                }
            })}
    }
    .into_any()
}

fn jwt(form: Form<AuthorizerMethod>, kind: ApiKind) -> AnyView {
    let offered = sources(kind).iter().take(2).map(|text| (*text).to_owned()).collect();
    let issuers: Form<Vec<JwtIssuer>> = of_variant!(form, Jwt, issuers);
    let title = |issuer: &JwtIssuer| issuer.issuer.clone();
    view! {
        {code_line(of_variant!(form, Jwt, identity_source), "Token from", "", offered)}
        {records(issuers, "issuer", JwtIssuer::default, title, issuer)}
    }
    .into_any()
}

fn issuer(form: Form<JwtIssuer>) -> AnyView {
    view! {
        {code_line(at!(form, issuer), "Issuer", "The `iss` claim, such as `https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Abc`", Vec::new())}
        {list(at!(form, audiences), "Audiences", "audience", "The `aud` or `client_id` claim must be one of these")}
        {optional_code(at!(form, key_set), "Key set for the simulation", "A JSON Web Key Set; with it the simulation checks signatures. It is not exported")}
    }
    .into_any()
}

fn cognito(form: Form<AuthorizerMethod>) -> AnyView {
    let arns: Form<Vec<String>> = of_variant!(form, Cognito, user_pool_arns);
    let pattern: Form<Option<String>> = of_variant!(form, Cognito, validation_expression);
    let keys: Form<Option<String>> = of_variant!(form, Cognito, key_set);
    view! {
        {list(arns, "User pools", "user pool ARN", "")}
        {code_line(of_variant!(form, Cognito, header), "Header", "", vec!["Authorization".to_owned()])}
        {optional(pattern, "Audience pattern", "A regular expression over the token's audience")}
        {optional_code(keys, "Key set for the simulation", "A JSON Web Key Set with the keys of all pools; with it the simulation checks signatures. It is not exported")}
    }
    .into_any()
}

/// What an authorizer is, in a few words: for diagrams and lists.
pub fn label(authorizer: &Authorizer) -> String {
    match authorizer.result_ttl_s {
        Some(0) => format!("{} · not cached", method_label(&authorizer.method)),
        Some(ttl) => format!("{} · {ttl} s", method_label(&authorizer.method)),
        None => method_label(&authorizer.method).to_owned(),
    }
}
