//! Who sends the request, and what a Lambda authorizer answers.

use leptos::prelude::*;
use serde_json::Value;
use studio_core::design::inputs::{BackendAnswer, IamIdentity, Identity};

use super::state::FlowView;
use super::token;
use crate::ui::{Button, Choice, CodeEditor, CountInput, Field, KeyValueEditor, Select, TextInput};

/// The account where the design names none, as in the core's own answers.
const PLACEHOLDER_ACCOUNT: &str = "123456789012";

/// An identity to start from: a user of the API's own account, because one of another account needs both policies.
fn sample_arn(view: FlowView) -> String {
    let design = view.studio.design();
    let account = design.read_untracked().account_id.clone();
    let account = if account.is_empty() { PLACEHOLDER_ACCOUNT.to_owned() } else { account };
    format!("arn:aws:iam::{account}:user/ana")
}

/// A Lambda authorizer's answer that lets the caller pass, in the form that every kind of API takes.
const SAMPLE_ANSWER: &str = r#"{
  "principalId": "user-123",
  "policyDocument": {
    "Version": "2012-10-17",
    "Statement": [{ "Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "*" }]
  },
  "context": { "tier": "gold" }
}"#;

/// Caller and authorizer.
#[component]
pub fn CallerForm() -> impl IntoView {
    let view = FlowView::get();
    let signed = view.part(|draft| draft.identity.as_ref().is_some_and(|identity| identity.iam.is_some()));
    view! {
        <details class="details" data-testid="flow-caller">
            <summary>"Caller and authorizer"</summary>
            <div class="form-part">
                <Field label="Signature">
                    <Select
                        value=Signal::derive(move || if signed.get() { "iam" } else { "none" }.to_owned())
                        choices=Signal::stored(vec![
                            Choice::new("none", "Not signed"),
                            Choice::new("iam", "Signed by an IAM identity (SigV4)"),
                        ])
                        on_change=move |value: String| change_identity(view, |identity| {
                            identity.iam = (value == "iam")
                                .then(|| IamIdentity { arn: sample_arn(view), ..IamIdentity::default() });
                        })
                    />
                </Field>
                <Show when=move || signed.get()>
                    <IamFields />
                </Show>
                <AuthorizerAnswer />
                <TokenField />
            </div>
        </details>
    }
}

fn change_identity(view: FlowView, write: impl FnOnce(&mut Identity)) {
    view.change(|draft| {
        let mut identity = draft.identity.take().unwrap_or_default();
        write(&mut identity);
        draft.identity = Some(identity).filter(|identity| *identity != Identity::default());
    });
}

#[component]
fn IamFields() -> impl IntoView {
    let view = FlowView::get();
    let iam = move |read: fn(&IamIdentity) -> String| {
        view.part(move |draft| {
            draft.identity.as_ref().and_then(|identity| identity.iam.as_ref()).map(read).unwrap_or_default()
        })
    };
    let change = move |write: &dyn Fn(&mut IamIdentity)| {
        change_identity(view, |identity| {
            if let Some(iam) = &mut identity.iam {
                write(iam);
            }
        });
    };
    let mfa_age_s = view.part(|draft| draft.identity.as_ref()?.iam.as_ref()?.mfa_age_s);
    let tags = view.part(|draft| {
        let iam = draft.identity.as_ref().and_then(|identity| identity.iam.as_ref());
        let tags = iam.into_iter().flat_map(|iam| &iam.tags);
        tags.map(|(name, value)| (name.clone(), value.clone())).collect::<Vec<_>>()
    });
    let put_tags = move |rows: Vec<(String, String)>| {
        let rows: Vec<_> = rows.into_iter().filter(|(name, _)| !name.is_empty()).collect();
        change(&|iam| iam.tags = rows.iter().cloned().collect());
    };
    view! {
        <Field label="Identity's ARN">
            <TextInput class="mono" value=iam(|iam| iam.arn.clone())
                on_commit=move |text: String| change(&|iam| iam.arn.clone_from(&text)) />
        </Field>
        <Field label="Second factor" hint="How long ago it signed in with one: `aws:MultiFactorAuthAge`">
            <CountInput
                value=mfa_age_s
                on_commit=move |age_s| change(&|iam| iam.mfa_age_s = age_s)
                optional=true
                unit="s"
                placeholder="without one"
            />
        </Field>
        <Field label="Identity's tags" hint="What policies read as `aws:PrincipalTag/…`">
            <KeyValueEditor rows=tags on_change=put_tags noun="tag" unique=true />
        </Field>
        <Field label="Identity's policy" hint="Empty stands for a policy that may invoke everything">
            <CodeEditor
                value=iam(|iam| iam.policy.as_ref().and_then(|it| serde_json::to_string_pretty(it).ok()).unwrap_or_default())
                check=Callback::new(json_error)
                on_commit=move |text: String| change(&|iam| iam.policy = serde_json::from_str(&text).ok())
            />
        </Field>
    }
}

/// What is wrong with a text that should be JSON or nothing.
pub fn json_error(text: String) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    serde_json::from_str::<Value>(&text).err().map(|error| format!("Not JSON: {error}"))
}

#[component]
fn AuthorizerAnswer() -> impl IntoView {
    let view = FlowView::get();
    let shown = view.part(|draft| {
        let answer = draft.identity.as_ref().and_then(|identity| identity.authorizer.as_ref());
        let value = answer.map(|answer| answer.error.as_ref().or(answer.result.as_ref()));
        value.flatten().and_then(|value| serde_json::to_string_pretty(value).ok()).unwrap_or_default()
    });
    let commit = move |text: String| {
        let value: Option<Value> = serde_json::from_str(&text).ok();
        let failed = value.as_ref().is_some_and(|value| value.get("errorMessage").is_some());
        change_identity(view, |identity| {
            identity.authorizer = value.map(|value| match failed {
                true => BackendAnswer { error: Some(value), ..BackendAnswer::default() },
                false => BackendAnswer { result: Some(value), ..BackendAnswer::default() },
            });
        });
    };
    view! {
        <Field
            label="Lambda authorizer answers"
            hint="Its result, or {\"errorMessage\": \"Unauthorized\"}; empty lets the caller pass, marked as our choice"
        >
            <CodeEditor value=shown check=Callback::new(json_error) on_commit=commit />
        </Field>
        <Button on_press=move |()| commit(SAMPLE_ANSWER.to_owned())>"Fill in a policy that allows"</Button>
    }
}

/// Makes an unsigned token that fits the design's JWT or Cognito authorizer.
#[component]
fn TokenField() -> impl IntoView {
    let view = FlowView::get();
    let insert = move |kind: token::Kind| {
        let design = view.studio.design();
        let made = token::sample(
            &design.read_untracked(),
            view.studio.current_api(),
            kind,
            view.state.read_untracked().began_epoch_ms,
        );
        view.change(|draft| {
            draft.headers.shift_remove("Authorization");
            draft
                .headers
                .insert("Authorization".to_owned(), studio_core::design::inputs::OneOrMany::One(made));
        });
    };
    view! {
        <Field label="Token" hint="An unsigned token with the claims that the design's authorizer asks for">
            <div class="row">
                <Button on_press=move |()| insert(token::Kind::Good)>"Good token"</Button>
                <Button on_press=move |()| insert(token::Kind::Expired)>"Expired"</Button>
                <Button on_press=move |()| insert(token::Kind::OtherAudience)>"Other audience"</Button>
            </div>
        </Field>
    }
}
