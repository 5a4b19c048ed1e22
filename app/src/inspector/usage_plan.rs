//! A usage plan: what the holders of its keys may call, and how much.

use leptos::prelude::*;
use studio_core::aws::{ApiKind, QuotaPeriod};
use studio_core::design::edit::Edit;
use studio_core::design::{
    ApiId, ApiKeyId, Item, PlanQuota, PlanStage, RouteId, StageId, UsagePlan, UsagePlanId,
};

use super::fields::{Number, choice, choice_of, map, optional, pair, prose, text, whole};
use super::form::{Form, at, node};
use super::refs::options;
use super::sections::{folded, maybe, records, section};
use super::settings::{throttle, throttle_fields};
use crate::studio::{Noun, Studio};
use crate::ui::{Button, ButtonKind, Checkbox, Choice, Glyph, Select};

/// The form of a usage plan.
pub fn view(id: UsagePlanId) -> AnyView {
    let form =
        node(Item::UsagePlan(id), Studio::get().usage_plan(id), move |node| Edit::PutUsagePlan(id, node));
    let quota = || PlanQuota { limit: 10_000, period: QuotaPeriod::Day, offset: 0 };
    let title = |stage: &PlanStage| stage_title(stage.api, stage.stage);
    view! {
        <div class="form">
            {text(at!(form, name), "Name", "")}
            {prose(at!(form, description), "Description", "")}
            {section("Quota", maybe(at!(form, quota), "Limit requests in a period", "For each key; AWS enforces it loosely", quota, quota_fields))}
            {section("Throttle", throttle(at!(form, throttle), "Limit the rate of each key"))}
            {section("Stages", records(at!(form, stages), "stage", first_stage, title, plan_stage))}
            {section("API keys", keys(form))}
            {optional(at!(form, product_code), "Marketplace product code", "")}
            {folded("Tags", form.with(|plan| !plan.tags.is_empty()), map(at!(form, tags), "Tags", "tag", ""))}
        </div>
    }
    .into_any()
}

fn quota_fields(form: Form<PlanQuota>) -> AnyView {
    let periods = QuotaPeriod::ALL
        .iter()
        .map(|period| (*period, crate::text::capitalized(&period.as_str().to_lowercase())));
    view! {
        {pair(
            whole(at!(form, limit), Number::new("Requests", "", "")),
            choice(at!(form, period), "Each", "", periods.collect()),
        )}
        {whole(at!(form, offset), Number::new("Fewer in the first period", "requests", ""))}
    }
    .into_any()
}

fn stage_title(api: ApiId, stage: StageId) -> String {
    let studio = Studio::get();
    let design = studio.design();
    let design = design.read();
    let named = design
        .apis
        .get(&api)
        .and_then(|api| Some(format!("{} · {}", api.name, api.stages.get(&stage)?.name)));
    named.unwrap_or_default()
}

/// The stages of REST APIs: only they have usage plans.
fn rest_stages() -> Vec<((ApiId, StageId), String)> {
    let studio = Studio::get();
    let design = studio.design();
    let design = design.read();
    let apis = design.apis.iter().filter(|(_, api)| api.kind == ApiKind::Rest);
    apis.flat_map(|(id, api)| {
        api.stages.iter().map(|(stage, node)| ((*id, *stage), format!("{} · {}", api.name, node.name)))
    })
    .collect()
}

fn first_stage() -> PlanStage {
    let (api, stage) = untrack(rest_stages).first().map(|(ids, _)| *ids).unwrap_or_default();
    PlanStage { api, stage, ..PlanStage::default() }
}

fn plan_stage(form: Form<PlanStage>) -> AnyView {
    let studio = Studio::get();
    let both = form.at(
        |stage| (stage.api, stage.stage),
        |stage, (api, id)| {
            if stage.api != api {
                stage.route_throttles.clear();
            }
            (stage.api, stage.stage) = (api, id);
        },
    );
    let known = Memo::new(move |_| rest_stages());
    let api = Memo::new(move |_| form.with(|stage| stage.api));
    let routes = options(move |design| {
        let routes = design.apis.get(&api.get()).map(|api| &api.routes).into_iter().flatten();
        routes.map(|(id, route)| (*id, route.key.to_string())).collect::<Vec<(RouteId, String)>>()
    });
    let limited =
        Memo::new(move |_| form.with(|stage| stage.route_throttles.keys().copied().collect::<Vec<_>>()));
    let free = Signal::derive(move || {
        let taken = limited.get();
        let rest = routes.get().into_iter().filter(|(id, _)| !taken.contains(id));
        let known = rest.map(|(id, key)| Choice::new(id.to_string(), key));
        std::iter::once(Choice::new("", "Limit a method…")).chain(known).collect::<Vec<_>>()
    });
    let add = move |value: String| {
        if let Ok(number) = value.parse() {
            form.update(|stage| {
                let rate_rps = studio_core::base::Milli::whole(10);
                stage
                    .route_throttles
                    .insert(RouteId(number), studio_core::design::Throttle { rate_rps, burst: 20 });
            });
        }
    };
    let row = move |route: RouteId| {
        let one = form.at(
            move |stage| stage.route_throttles.get(&route).copied().unwrap_or_default(),
            move |stage, value| {
                stage.route_throttles.insert(route, value);
            },
        );
        let key = move || studio.route(api.get(), route).get().map(|route| route.key.to_string());
        let remove = move |()| {
            form.update(|stage| {
                stage.route_throttles.shift_remove(&route);
            });
        };
        view! {
            <div class="record open">
                <div class="row">
                    <span class="mono truncate">{key}</span>
                    <span class="spacer"></span>
                    <crate::ui::IconButton glyph=Glyph::Trash label="Remove this method's limit" on_press=remove />
                </div>
                {throttle_fields(one)}
            </div>
        }
    };
    view! {
        {choice_of(both, "Stage", "", known.into())}
        <h4>"Throttle of single methods"</h4>
        <For each=move || limited.get() key=|id| *id children=row />
        <Select label="Method to limit" value=Signal::stored(String::new()) choices=free on_change=add />
    }
    .into_any()
}

fn keys(form: Form<UsagePlan>) -> AnyView {
    let studio = Studio::get();
    let known = options(|design| super::refs::named(&design.api_keys, |node| &node.name));
    let row = move |(id, name): (ApiKeyId, String)| {
        let belongs = Signal::derive(move || form.with(|plan| plan.api_keys.contains(&id)));
        let put = move |on: bool| {
            form.update(|plan| {
                plan.api_keys.retain(|key| *key != id);
                if on {
                    plan.api_keys.push(id);
                }
            });
        };
        view! { <Checkbox checked=belongs on_change=put label=name /> }
    };
    let create = move |()| {
        if let Some(Item::ApiKey(id)) = studio.create_quietly(Noun::ApiKey, None) {
            form.update(|plan| plan.api_keys.push(id));
        }
    };
    view! {
        <For each=move || known.get() key=Clone::clone children=row />
        <Button kind=ButtonKind::Ghost glyph=Glyph::Plus on_press=create>
            "New API key"
        </Button>
    }
    .into_any()
}
