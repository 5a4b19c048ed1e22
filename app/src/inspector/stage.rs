//! A stage: its deployment, defaults, overrides, cache, logs, canary and tags.

use leptos::prelude::*;
use studio_core::aws::{ApiKind, CacheSize, Capability, log_formats};
use studio_core::design::edit::Edit;
use studio_core::design::{
    AccessLog, ApiId, Canary, Item, LogDestination, RouteId, RouteSettings, Stage, StageId,
};

use super::fields::{
    Number, choice, code, code_line, decimal, map, optional, optional_whole, optional_word, prose, text,
    toggle,
};
use super::form::{Form, at, node};
use super::sections::{folded, gated, maybe, section};
use super::{refs, settings};
use crate::studio::Studio;
use crate::ui::{Button, ButtonKind, Choice, Select};

/// The form of a stage.
pub fn view(api: ApiId, id: StageId, kind: ApiKind) -> AnyView {
    let value = Studio::get().stage(api, id);
    let form = node(Item::Stage(api, id), value, move |node| Edit::PutStage(api, id, node));
    let hint = if kind == ApiKind::Http { "`$default` serves without a path prefix" } else { "" };
    let auto = (kind != ApiKind::Rest || form.with(|stage| stage.auto_deploy)).then(|| {
        toggle(at!(form, auto_deploy), "Deploy automatically", "Every change of the API goes live at once")
    });
    let variables = form.with(|stage| !stage.variables.is_empty());
    view! {
        <div class="form">
            {text(at!(form, name), "Name", hint)}
            {prose(at!(form, description), "Description", "")}
            {auto}
            {settings::view(at!(form, defaults), kind)}
            {section("Routes with limits of their own", overrides(form, api, kind))}
            {section("Access log", access_log(form, kind))}
            {rest_only(form, kind)}
            {folded("Stage variables", variables, map(at!(form, variables), "Variables", "variable", "`${stageVariables.name}` in addresses and ARNs"))}
            {folded("Tags", form.with(|stage| !stage.tags.is_empty()), map(at!(form, tags), "Tags", "tag", ""))}
        </div>
    }
    .into_any()
}

fn rest_only(form: Form<Stage>, kind: ApiKind) -> AnyView {
    let cache_set = Memo::new(move |_| form.with(|stage| stage.cache_cluster.is_some()));
    let xray_set = Memo::new(move |_| form.with(|stage| stage.xray_tracing));
    let canary_set = Memo::new(move |_| form.with(|stage| stage.canary.is_some()));
    let waf_set = Memo::new(move |_| form.with(|stage| stage.web_acl.is_some()));
    let certificate_set = Memo::new(move |_| form.with(|stage| stage.client_certificate.is_some()));
    let documentation_set = Memo::new(move |_| form.with(|stage| stage.documentation_version.is_some()));
    view! {
        {gated(kind, Capability::ResponseCache, cache_set, move || {
            section("Cache cluster", optional_word(at!(form, cache_cluster), "Size in GB", "No cache", CacheSize::ALL))
        })}
        {gated(kind, Capability::Waf, waf_set, move || section("Protection", refs::web_acl().field(at!(form, web_acl))))}
        {gated(kind, Capability::Xray, xray_set, move || toggle(at!(form, xray_tracing), "X-Ray tracing", ""))}
        {gated(kind, Capability::Canary, canary_set, move || {
            section("Canary", maybe(at!(form, canary), "Canary release", "A part of the traffic goes to a newer deployment", Canary::default, canary))
        })}
        {gated(kind, Capability::ClientCertificates, certificate_set, move || {
            refs::client_certificate().field(at!(form, client_certificate))
        })}
        {gated(kind, Capability::Documentation, documentation_set, move || {
            optional(at!(form, documentation_version), "Documentation version", "The version that the stage publishes")
        })}
    }
    .into_any()
}

fn canary(form: Form<Canary>) -> AnyView {
    view! {
        {decimal(at!(form, percent_traffic), Number::new("Traffic", "%", "").to(100))}
        {map(at!(form, variable_overrides), "Variables that differ", "variable", "")}
        {toggle(at!(form, use_stage_cache), "Uses the stage's cache", "")}
        {text(at!(form, description), "Description", "")}
    }
    .into_any()
}

/// The two sorts of destinations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Made,
    Existing,
}

fn access_log(form: Form<Stage>, kind: ApiKind) -> AnyView {
    let first = log_formats()
        .iter()
        .find(|row| row.kind == kind && row.text.contains('{'))
        .map(|row| row.text.clone());
    let make = move || AccessLog { format: first.clone().unwrap_or_default(), ..AccessLog::default() };
    maybe(at!(form, access_log), "Write an access log", "One line for each request", make, move |log| {
        access(log, kind)
    })
}

fn access(form: Form<AccessLog>, kind: ApiKind) -> AnyView {
    let destination = at!(form, destination);
    let place = destination.at(
        |destination| match destination {
            LogDestination::LogGroup { .. } => Place::Made,
            LogDestination::Existing { .. } => Place::Existing,
        },
        |destination, place| {
            *destination = match place {
                Place::Made => LogDestination::default(),
                Place::Existing => LogDestination::Existing { arn: String::new() },
            };
        },
    );
    let places = vec![
        (Place::Made, "A log group made with the design".to_owned()),
        (Place::Existing, "An existing log group or Firehose stream".to_owned()),
    ];
    let formats = log_formats().iter().filter(|row| row.kind == kind);
    let formats: Vec<(String, String)> =
        formats.map(|row| (row.text.clone(), row.format.to_string())).collect();
    let insert = formats.into_iter().map(move |(line, name)| {
        let put = move |()| form.update(|log| log.format = line.clone());
        view! {
            <Button kind=ButtonKind::Ghost on_press=put>
                {name}
            </Button>
        }
    });
    let insert = insert.collect_view();
    view! {
        {choice(place, "Goes to", "", places)}
        {move || match place.get() {
            Place::Made => log_group(destination),
            Place::Existing => {
                let arn = destination.at(
                    |value| if let LogDestination::Existing { arn } = value { arn.clone() } else { String::new() },
                    |value, arn| *value = LogDestination::Existing { arn },
                );
                code_line(arn, "ARN", "", Vec::new())
            }
        }}
        {code(at!(form, format), "Format", "One line, with `$context` variables")}
        <div class="row wrap">
            <span class="hint">"AWS's examples:"</span>
            {insert}
        </div>
    }
    .into_any()
}

fn log_group(form: Form<LogDestination>) -> AnyView {
    macro_rules! part {
        ($field:ident) => {
            form.at(
                |value| {
                    if let LogDestination::LogGroup { $field, .. } = value {
                        $field.clone()
                    } else {
                        Default::default()
                    }
                },
                |value, next| {
                    if let LogDestination::LogGroup { $field, .. } = value {
                        *$field = next;
                    }
                },
            )
        };
    }
    let (name, days): (Form<String>, Form<Option<u32>>) = (part!(name), part!(retention_days));
    let key: Form<Option<String>> = part!(kms_key_arn);
    view! {
        {code_line(name, "Log group", "Empty: named after the API and the stage", Vec::new())}
        {optional_whole(days, Number::new("Kept for", "days", "Empty or 0: for ever"))}
        {optional(key, "KMS key ARN", "Encrypts the group")}
    }
    .into_any()
}

/// The routes that have limits of their own, and a way to give them to another.
fn overrides(form: Form<Stage>, api: ApiId, kind: ApiKind) -> AnyView {
    let studio = Studio::get();
    let ids =
        Memo::new(move |_| form.with(|stage| stage.overrides.keys().copied().collect::<Vec<RouteId>>()));
    let key_of = move |route: RouteId| {
        let design = studio.design();
        let design = design.read();
        design
            .apis
            .get(&api)
            .and_then(|api| api.routes.get(&route))
            .map(|route| route.key.to_string())
            .unwrap_or_default()
    };
    let free = Signal::derive(move || {
        let taken = ids.get();
        let routes = studio.route_ids(api).get().into_iter().filter(|id| !taken.contains(id));
        let known = routes.map(|id| Choice::new(id.to_string(), key_of(id)));
        std::iter::once(Choice::new("", "Add a route…")).chain(known).collect::<Vec<_>>()
    });
    let add = move |value: String| {
        if let Ok(number) = value.parse() {
            form.update(|stage| {
                stage.overrides.insert(RouteId(number), RouteSettings::default());
            });
        }
    };
    let row = move |route: RouteId| {
        let one = form.at(
            move |stage| stage.overrides.get(&route).cloned().unwrap_or_default(),
            move |stage, value| {
                stage.overrides.insert(route, value);
            },
        );
        view! {
            <div class="record"><details><summary>
                    <span class="truncate mono">{move || key_of(route)}</span>
                    </summary>
                <div class="stack">{settings::view(one, kind)}</div>
            </details><span class="record-tools">
                    <crate::ui::IconButton
                        glyph=crate::ui::Glyph::Trash
                        label=Signal::derive(move || format!("Remove the limits of {}", key_of(route)))
                        on_press=move |()| {
                            form.update(|stage| {
                                stage.overrides.shift_remove(&route);
                            });
                        }
                    />
                </span></div>
        }
    };
    view! {
        <div class="records">
            <For each=move || ids.get() key=|id| *id children=row />
            <Select label="Route with limits of its own" value=Signal::stored(String::new()) choices=free on_change=add />
        </div>
    }
    .into_any()
}
