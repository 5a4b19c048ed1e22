//! What an integration calls.

use leptos::prelude::*;
use studio_core::aws::{ApiKind, Method, http_service_subtypes};
use studio_core::design::{FunctionId, Item, Passing, Target};

use super::fields::{choice, code_line, optional_word, toggle};
use super::form::Form;
use super::refs;
use crate::studio::{Noun, Studio};

/// The five sorts of targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Mock,
    Lambda,
    Http,
    Service,
    Action,
}

impl Sort {
    fn of(target: &Target) -> Self {
        match target {
            Target::Mock => Self::Mock,
            Target::Lambda { .. } => Self::Lambda,
            Target::Http { .. } => Self::Http,
            Target::Service { .. } => Self::Service,
            Target::Action { .. } => Self::Action,
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Mock => "Mock · the gateway answers by itself",
            Self::Lambda => "Lambda function",
            Self::Http => "HTTP endpoint",
            Self::Service => "AWS service",
            Self::Action => "AWS service action",
        }
    }

    /// The sorts that a kind of API can have, the usual one first.
    const fn of_kind(kind: ApiKind) -> &'static [Self] {
        match kind {
            ApiKind::Rest | ApiKind::WebSocket => &[Self::Lambda, Self::Http, Self::Service, Self::Mock],
            ApiKind::Http => &[Self::Lambda, Self::Http, Self::Action],
        }
    }

    fn target(self) -> Target {
        let passing = Passing::Proxy;
        match self {
            Self::Mock => Target::Mock,
            Self::Lambda => Target::Lambda { function: first_function(), passing, asynchronous: false },
            Self::Http => Target::Http { url: "https://example.com".to_owned(), method: None, passing },
            Self::Service => Target::Service {
                uri: "arn:aws:apigateway:us-east-1:sqs:path/123456789012/queue".to_owned(),
                method: Some(Method::Post),
                passing: Passing::Mapped,
            },
            Self::Action => Target::Action { subtype: "SQS-SendMessage".to_owned() },
        }
    }
}

/// The first function of the design, or a new one where there is none.
pub(super) fn first_function() -> FunctionId {
    let studio = Studio::get();
    let first = studio.document_now().design.functions.keys().next().copied();
    first.unwrap_or_else(|| match studio.create_quietly(Noun::Function, None) {
        Some(Item::Function(id)) => id,
        _ => FunctionId::default(),
    })
}

/// The fields of the target.
pub(super) fn view(form: Form<Target>, kind: ApiKind) -> AnyView {
    let sort = form.at(Sort::of, |target, sort| {
        if Sort::of(target) != sort {
            *target = sort.target();
        }
    });
    let known = Sort::of_kind(kind);
    let mut sorts: Vec<(Sort, String)> = known.iter().map(|sort| (*sort, sort.label().to_owned())).collect();
    let now = form.with(Sort::of);
    if !known.contains(&now) {
        sorts.push((now, format!("{} (not on {} APIs)", now.label(), kind.label())));
    }
    view! {
        {choice(sort, "Calls", "", sorts)}
        {move || match sort.get() {
            Sort::Mock => ().into_any(),
            Sort::Lambda => lambda(form, kind),
            Sort::Http => http(form, kind),
            Sort::Service => service(form),
            Sort::Action => action(form),
        }}
    }
    .into_any()
}

/// Makes a form of one field of one variant.
macro_rules! of_variant {
    ($form:expr, $variant:ident, $field:ident) => {
        $form.at(
            |target| {
                if let Target::$variant { $field, .. } = target { $field.clone() } else { Default::default() }
            },
            |target, next| {
                if let Target::$variant { $field, .. } = target {
                    *$field = next;
                }
            },
        )
    };
}

fn passings(kind: ApiKind, now: Passing) -> Vec<(Passing, String)> {
    let proxy = (Passing::Proxy, "As they are (proxy)".to_owned());
    let mapped = (Passing::Mapped, "By templates and mappings".to_owned());
    // An HTTP API only proxies; a setting that came from elsewhere stays visible until it is changed.
    if kind == ApiKind::Http && now == Passing::Proxy { vec![proxy] } else { vec![proxy, mapped] }
}

fn lambda(form: Form<Target>, kind: ApiKind) -> AnyView {
    let passing: Form<Passing> = of_variant!(form, Lambda, passing);
    let function: Form<FunctionId> = of_variant!(form, Lambda, function);
    let asynchronous: Form<bool> = of_variant!(form, Lambda, asynchronous);
    let mapped = Memo::new(move |_| passing.get() == Passing::Mapped);
    view! {
        {refs::function("Function").needed(function)}
        {choice(passing, "Requests and answers pass", "", passings(kind, passing.get()))}
        <Show when=move || mapped.get() && kind == ApiKind::Rest>
            {toggle(asynchronous, "Invoke without waiting", "The function runs as an event; the answer comes at once")}
        </Show>
    }
    .into_any()
}

fn http(form: Form<Target>, kind: ApiKind) -> AnyView {
    let passing: Form<Passing> = of_variant!(form, Http, passing);
    let method: Form<Option<Method>> = of_variant!(form, Http, method);
    let hint = "With `{param}` and `${stageVariables.x}` in it; over a VPC link an HTTP API takes the listener's ARN";
    view! {
        {code_line(of_variant!(form, Http, url), "Address", hint, Vec::new())}
        {optional_word(method, "Verb", "The client's own", Method::ALL)}
        {choice(passing, "Requests and answers pass", "", passings(kind, passing.get()))}
    }
    .into_any()
}

fn service(form: Form<Target>) -> AnyView {
    let passing: Form<Passing> = of_variant!(form, Service, passing);
    let method: Form<Option<Method>> = of_variant!(form, Service, method);
    let both = vec![
        (Passing::Mapped, "By templates and mappings".to_owned()),
        (Passing::Proxy, "As they are (proxy)".to_owned()),
    ];
    let hint = "`arn:aws:apigateway:{region}:{service}:path/…` or `:action/…`";
    view! {
        {code_line(of_variant!(form, Service, uri), "Integration URI", hint, Vec::new())}
        {optional_word(method, "Verb of the service call", "Not set", Method::ALL)}
        {choice(passing, "Requests and answers pass", "", both)}
    }
    .into_any()
}

fn action(form: Form<Target>) -> AnyView {
    let subtype: Form<String> = of_variant!(form, Action, subtype);
    let known =
        http_service_subtypes().iter().map(|row| (row.subtype.clone(), row.subtype.clone())).collect();
    let wanted = Signal::derive(move || {
        let name = subtype.get();
        http_service_subtypes().iter().find(|row| row.subtype == name).map(|row| {
            let optional = if row.optional.is_empty() {
                String::new()
            } else {
                format!("; may have {}", row.optional.join(", "))
            };
            format!("Parameter mappings: needs {}{optional}", row.required.join(", "))
        })
    });
    view! {
        {choice(subtype, "Action", "", known)}
        <p class="hint">{move || wanted.get()}</p>
    }
    .into_any()
}
