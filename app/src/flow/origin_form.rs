//! Where the request comes from: the VPC of a private API, and what AWS WAF finds out about it.

use leptos::prelude::*;
use studio_core::aws::{self, ApiKind, EndpointKind};
use studio_core::design::inputs::{VpcOrigin, WafSigns};
use studio_core::design::{Api, WafStatement};

use super::state::FlowView;
use crate::ui::{Checkbox, Field, ListEditor, TextInput};

/// VPC and WAF; each is there when the API has a use for it, or the request holds it.
#[component]
pub fn OriginForm() -> impl IntoView {
    let view = FlowView::get();
    let private = Memo::new(move |_| {
        let has = view.state.read().draft.vpc.is_some();
        has || with_api(view, |api| api.endpoint_kind() == EndpointKind::Private).unwrap_or(false)
    });
    let guarded = Memo::new(move |_| {
        let has = view.state.read().draft.waf.is_some();
        let acl =
            |api: &Api| api.kind == ApiKind::Rest && api.stages.values().any(|stage| stage.web_acl.is_some());
        has || with_api(view, acl).unwrap_or(false)
    });
    view! {
        <Show when=move || private.get()>
            <VpcForm />
        </Show>
        <Show when=move || guarded.get()>
            <WafForm />
        </Show>
    }
}

/// A part of the API that the request goes to.
fn with_api<T>(view: FlowView, read: impl FnOnce(&Api) -> T) -> Option<T> {
    let design = view.studio.design();
    let design = design.read();
    let named = view.state.read().draft.api.clone();
    let by_name = named.and_then(|name| design.apis.values().find(|api| api.name == name));
    by_name.or_else(|| design.apis.get(&view.studio.current_api()?)).map(|api| read(api))
}

fn given(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

#[component]
fn VpcForm() -> impl IntoView {
    let view = FlowView::get();
    let part = move |read: fn(&VpcOrigin) -> Option<String>| {
        view.part(move |draft| draft.vpc.as_ref().and_then(read).unwrap_or_default())
    };
    let put = move |write: fn(&mut VpcOrigin, Option<String>), text: String| {
        view.change(|draft| {
            let mut vpc = draft.vpc.take().unwrap_or_default();
            write(&mut vpc, given(text));
            draft.vpc = Some(vpc).filter(|vpc| *vpc != VpcOrigin::default());
        });
    };
    let put_outside = move |outside: bool| {
        view.change(|draft| {
            let vpc = VpcOrigin { outside, ..draft.vpc.take().unwrap_or_default() };
            draft.vpc = Some(vpc).filter(|vpc| *vpc != VpcOrigin::default());
        });
    };
    let endpoints = Signal::derive(move || {
        with_api(view, |api| api.settings.endpoint.vpc_endpoint_ids.clone()).unwrap_or_default()
    });
    view! {
        <details class="details" data-testid="flow-vpc">
            <summary>"VPC that it comes from"</summary>
            <div class="form-part">
                <Field label="VPC endpoint" hint="Empty leaves it open">
                    <TextInput class="mono" value=part(|vpc| vpc.vpc_endpoint_id.clone()) suggestions=endpoints
                        on_commit=move |text| put(|vpc, text| vpc.vpc_endpoint_id = text, text)
                        placeholder="vpce-1a2b3c4d" />
                </Field>
                <Field label="VPC">
                    <TextInput class="mono" value=part(|vpc| vpc.vpc_id.clone())
                        on_commit=move |text| put(|vpc, text| vpc.vpc_id = text, text)
                        placeholder="vpc-1a2b3c4d" />
                </Field>
                <Field label="Address in the VPC">
                    <TextInput class="mono" value=part(|vpc| vpc.source_ip.clone())
                        on_commit=move |text| put(|vpc, text| vpc.source_ip = text, text)
                        placeholder="10.0.1.17" />
                </Field>
                <Checkbox label="Over the internet, from no VPC" on_change=put_outside
                    checked=view.part(|draft| draft.vpc.as_ref().is_some_and(|vpc| vpc.outside)) />
            </div>
        </details>
    }
}

#[component]
fn WafForm() -> impl IntoView {
    let view = FlowView::get();
    let put = move |write: &dyn Fn(&mut WafSigns)| {
        view.change(|draft| {
            let mut waf = draft.waf.take().unwrap_or_default();
            write(&mut waf);
            draft.waf = Some(waf).filter(|waf| *waf != WafSigns::default());
        });
    };
    let put_matches = move |matches: Vec<String>| put(&|waf| waf.matches.clone_from(&matches));
    let text = move |read: fn(&WafSigns) -> Option<String>| {
        view.part(move |draft| draft.waf.as_ref().and_then(read).unwrap_or_default())
    };
    let flag =
        move |read: fn(&WafSigns) -> bool| view.part(move |draft| draft.waf.as_ref().is_some_and(read));
    view! {
        <details class="details" data-testid="flow-waf">
            <summary>"What AWS WAF finds out"</summary>
            <div class="form-part">
                <div class="row2">
                    <Field label="Country" hint="Two capitals">
                        <TextInput class="mono" value=text(|waf| waf.country.clone()) placeholder="not known"
                            on_commit=move |text: String| put(&|waf| waf.country = given(text.clone())) />
                    </Field>
                    <Field label="Region in it">
                        <TextInput class="mono" value=text(|waf| waf.region.clone()) placeholder="not known"
                            on_commit=move |text: String| put(&|waf| waf.region = given(text.clone())) />
                    </Field>
                </div>
                <Checkbox label="Solved a CAPTCHA" checked=flag(|waf| waf.captcha_solved)
                    on_change=move |on| put(&|waf| waf.captcha_solved = on) />
                <Checkbox label="Passed a silent challenge" checked=flag(|waf| waf.challenge_passed)
                    on_change=move |on| put(&|waf| waf.challenge_passed = on) />
                <Field label="Rules that match" hint="AWS does not publish what managed rules look for: name a rule, or group/rule">
                    <ListEditor
                        items=view.part(|draft| draft.waf.as_ref().map(|waf| waf.matches.clone()).unwrap_or_default())
                        on_change=put_matches
                        noun="rule"
                        suggestions=Signal::derive(move || rules(view))
                    />
                </Field>
            </div>
        </details>
    }
}

/// The rules of the design whose criteria AWS does not publish: those of managed groups, each under its group, and its
/// own that look for attacks.
fn rules(view: FlowView) -> Vec<String> {
    let design = view.studio.design();
    let design = design.read();
    let mut names = Vec::new();
    for rule in design.web_acls.values().flat_map(|acl| &acl.rules) {
        match &rule.statement {
            WafStatement::ManagedGroup { vendor, name, .. } => {
                let known = aws::managed_group(vendor, name);
                let rules = known.iter().flat_map(|group| &group.rules);
                names.extend(rules.map(|rule| format!("{name}/{}", rule.name)));
            }
            _ => names.push(rule.name.clone()),
        }
    }
    names
}
