//! Who may call a route.

use leptos::prelude::*;
use studio_core::aws::ApiKind;
use studio_core::design::{ApiId, Authorization, AuthorizerId, AuthorizerMethod, Item};

use super::fields::{choice_of, list, locked};
use super::form::Form;
use super::refs::options;
use super::route::authorizer_of;
use crate::studio::{Noun, Studio};
use crate::ui::{Button, ButtonKind, Glyph};

/// What the list offers: everybody, IAM, or one of the authorizers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Caller {
    Anybody,
    Iam,
    Authorizer(AuthorizerId),
}

/// The field, with scopes where the authorizer looks at them.
pub(super) fn view(form: Form<Authorization>, api: ApiId, kind: ApiKind) -> AnyView {
    let studio = Studio::get();
    let caller = caller_of(form);
    let scopes = scopes_of(form);
    let choices = options(move |design| {
        let fixed =
            [(Caller::Anybody, "Anybody".to_owned()), (Caller::Iam, "IAM · signed requests".to_owned())];
        let authorizers = design.apis.get(&api).map(|api| &api.authorizers).into_iter().flatten();
        let known = authorizers.map(|(id, node)| {
            (Caller::Authorizer(*id), format!("{} · {}", node.name, method_label(&node.method)))
        });
        fixed.into_iter().chain(known).collect()
    });
    let id = Memo::new(move |_| form.with(authorizer_of));
    let scoped = Memo::new(move |_| {
        let chosen = id.get()?;
        let design = studio.design();
        let design = design.read();
        let node = design.apis.get(&api)?.authorizers.get(&chosen)?;
        Some(matches!(node.method, AuthorizerMethod::Jwt { .. } | AuthorizerMethod::Cognito { .. }))
    });
    let has_scopes = Memo::new(move |_| scopes.with(|scopes| !scopes.is_empty()));
    let create = move |()| {
        if let Some(Item::Authorizer(_, id)) = studio.create_quietly(Noun::Authorizer, Some(api)) {
            caller.set(Caller::Authorizer(id));
        }
    };
    let hint = if kind == ApiKind::WebSocket { "Checked when a client connects" } else { "" };
    view! {
        <div class="reference">
            {choice_of(caller, "Who may call", hint, choices)}
            <div class="row wrap">
                <Show when=move || id.read().is_some()>
                    <Button
                        kind=ButtonKind::Ghost
                        on_press=move |()| {
                            if let Some(id) = id.get_untracked() {
                                studio.select(Item::Authorizer(api, id));
                            }
                        }
                    >
                        "Show authorizer"
                    </Button>
                </Show>
                <Button kind=ButtonKind::Ghost glyph=Glyph::Plus disabled=locked() on_press=create>
                    "New authorizer"
                </Button>
            </div>
        </div>
        <Show when=move || scoped.get() == Some(true) || has_scopes.get()>
            {list(scopes, "Scopes required", "scope", "Any one of these scopes lets the call through")}
        </Show>
    }
    .into_any()
}

/// The part that the list of callers shows; changing it keeps the scopes.
fn caller_of(form: Form<Authorization>) -> Form<Caller> {
    form.at(
        |value| match value {
            Authorization::None => Caller::Anybody,
            Authorization::Iam => Caller::Iam,
            Authorization::Authorizer { id, .. } => Caller::Authorizer(*id),
        },
        |value, caller| {
            let scopes = match std::mem::take(value) {
                Authorization::Authorizer { scopes, .. } => scopes,
                _ => Vec::new(),
            };
            *value = match caller {
                Caller::Anybody => Authorization::None,
                Caller::Iam => Authorization::Iam,
                Caller::Authorizer(id) => Authorization::Authorizer { id, scopes },
            };
        },
    )
}

/// The scopes, where the authorization has some.
fn scopes_of(form: Form<Authorization>) -> Form<Vec<String>> {
    form.at(
        |value| match value {
            Authorization::Authorizer { scopes, .. } => scopes.clone(),
            _ => Vec::new(),
        },
        |value, next| {
            if let Authorization::Authorizer { scopes, .. } = value {
                *scopes = next;
            }
        },
    )
}

/// What an authorizer is, in a few words.
pub(crate) fn method_label(method: &AuthorizerMethod) -> &'static str {
    match method {
        AuthorizerMethod::LambdaToken { .. } => "Lambda TOKEN",
        AuthorizerMethod::LambdaRequest { .. } => "Lambda REQUEST",
        AuthorizerMethod::Jwt { .. } => "JWT",
        AuthorizerMethod::Cognito { .. } => "Cognito user pools",
    }
}
