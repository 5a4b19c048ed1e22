//! Changes of one press that answer "what if".

use indexmap::IndexMap;
use leptos::prelude::*;
use studio_core::aws::ApiKind;
use studio_core::design::inputs::{OneOrMany, Scenario};
use studio_core::design::{Api, Authorization, AuthorizerMethod, Target};
use studio_core::flow;

use super::browser::SAMPLE_ORIGIN;
use super::state::FlowView;

/// A question that changes the request alone.
struct Change {
    label: &'static str,
    hint: &'static str,
    /// Whether it means something for this request to this API.
    fits: fn(&Scenario, &Api) -> bool,
    write: fn(&mut Scenario),
}

/// Questions about the client, beside those that the core knows ([`flow::WhatIf`]).
const CHANGES: &[Change] = &[
    Change {
        label: "no credentials",
        hint: "Without Authorization and without a signature",
        fits: |draft, _| has(draft, "Authorization") || draft.identity.is_some(),
        write: |draft| {
            remove(draft, "Authorization");
            draft.identity = None;
        },
    },
    Change {
        label: "no API key",
        hint: "Without x-api-key",
        fits: |draft, _| has(draft, "x-api-key"),
        write: |draft| remove(draft, "x-api-key"),
    },
    Change {
        label: "no parameters",
        hint: "Without the query string",
        fits: |draft, _| !draft.query.is_empty() || draft.path.contains('?'),
        write: |draft| {
            draft.query.clear();
            draft.path = draft.path.split('?').next().unwrap_or("/").to_owned();
        },
    },
    Change {
        label: "unknown path",
        hint: "A path that no route takes",
        fits: |_, api| api.kind != ApiKind::WebSocket,
        write: |draft| draft.path = "/no/such/path".to_owned(),
    },
    Change {
        label: "from a browser",
        hint: "With the Origin of a page; the Browser tab says what its script gets",
        fits: |_, api| api.kind != ApiKind::WebSocket,
        write: |draft| {
            remove(draft, "Origin");
            draft.headers.insert("Origin".to_owned(), OneOrMany::One(SAMPLE_ORIGIN.to_owned()));
        },
    },
];

fn named(headers: &IndexMap<String, OneOrMany>, wanted: &str) -> bool {
    headers.keys().any(|name| name.eq_ignore_ascii_case(wanted))
}

fn has(draft: &Scenario, name: &str) -> bool {
    named(&draft.headers, name)
}

fn remove(draft: &mut Scenario, wanted: &str) {
    draft.headers.retain(|name, _| !name.eq_ignore_ascii_case(wanted));
}

/// Whether one of the core's questions means something for this request to this API.
fn fits(question: flow::WhatIf, draft: &Scenario, api: &Api) -> bool {
    let calls = |wanted: fn(&Target) -> bool| api.integrations.values().any(|node| wanted(&node.target));
    match question {
        flow::WhatIf::ExpiredToken => expires(api),
        flow::WhatIf::MissingBody => draft.body.is_some() || draft.body_base64.is_some(),
        flow::WhatIf::Burst => true,
        flow::WhatIf::BackendTimeout => calls(|target| !matches!(target, Target::Mock)),
        flow::WhatIf::MalformedAnswer | flow::WhatIf::FunctionError | flow::WhatIf::ThrottledFunction => {
            calls(|target| matches!(target, Target::Lambda { .. }))
        }
    }
}

/// Whether API Gateway itself looks at the times of tokens or credentials; a Lambda authorizer's function does not
/// run here.
fn expires(api: &Api) -> bool {
    let timed = |method: &AuthorizerMethod| {
        matches!(method, AuthorizerMethod::Jwt { .. } | AuthorizerMethod::Cognito { .. })
    };
    api.routes.values().any(|route| match &route.authorization {
        Authorization::None => false,
        Authorization::Iam => true,
        Authorization::Authorizer { id, .. } => api.authorizers.get(id).is_some_and(|it| timed(&it.method)),
    })
}

const fn hint(question: flow::WhatIf) -> &'static str {
    match question {
        flow::WhatIf::ExpiredToken => "The token or the temporary credentials are over",
        flow::WhatIf::MissingBody => "Without a body",
        flow::WhatIf::Burst => "200 times at the same moment: see the throttle step and the Session tab",
        flow::WhatIf::BackendTimeout => "The backend takes longer than the integration waits",
        flow::WhatIf::MalformedAnswer => "The function answers with something that is no response",
        flow::WhatIf::FunctionError => "The function throws",
        flow::WhatIf::ThrottledFunction => "The function's concurrency is used up",
    }
}

/// Buttons that change the request and send it.
#[component]
pub fn WhatIf() -> impl IntoView {
    let view = FlowView::get();
    let with_api = move |read: &dyn Fn(&Scenario, &Api) -> Vec<usize>| {
        let state = view.state.read();
        let design = view.studio.design();
        let design = design.read();
        view.studio
            .current_api()
            .and_then(|id| design.apis.get(&id))
            .map(|api| read(&state.draft, api))
            .unwrap_or_default()
    };
    let asked = Memo::new(move |_| {
        with_api(&|draft, api| {
            let all = flow::WhatIf::ALL.iter().enumerate();
            all.filter(|(_, question)| fits(**question, draft, api)).map(|(index, _)| index).collect()
        })
    });
    let changed = Memo::new(move |_| {
        with_api(&|draft, api| {
            let all = CHANGES.iter().enumerate();
            all.filter(|(_, change)| (change.fits)(draft, api)).map(|(index, _)| index).collect()
        })
    });
    let ask = move |question: flow::WhatIf| {
        let requests = question.requests(&view.state.read_untracked().draft);
        if let Some(first) = requests.first().cloned() {
            view.change(|draft| *draft = first);
        }
        view.send_all(requests);
    };
    let change = move |write: fn(&mut Scenario)| {
        view.change(write);
        view.send_times(1);
    };
    view! {
        <div class="section">
            <h3>"What if"</h3>
            <div class="flow-what-if">
                <For each=move || changed.get() key=|index| *index let:index>
                    {CHANGES.get(index).map(|one| {
                        let write = one.write;
                        view! { <button type="button" class="chip" data-tip=one.hint on:click=move |_| change(write)>{one.label}</button> }
                    })}
                </For>
                <For each=move || asked.get() key=|index| *index let:index>
                    {flow::WhatIf::ALL.get(index).copied().map(|question| {
                        view! { <button type="button" class="chip" data-tip=hint(question) on:click=move |_| ask(question)>{question.label().to_lowercase().replace("lambda", "Lambda")}</button> }
                    })}
                </For>
            </div>
        </div>
    }
}
