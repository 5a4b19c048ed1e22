//! What a request is like: sizes, shares, and the function behind.

use leptos::prelude::*;
use studio_core::aws::ApiKind;
use studio_core::base::Milli;
use studio_core::design::inputs::{EachRequest, Ranged};
use studio_core::design::{Api, Architecture, Authorization, Target};

use super::ranged::{RangedField, decimal, percent, permille, whole};
use super::scale::Scale;
use crate::cost::view::{Scope, put};
use crate::studio::Studio;
use crate::ui::{Choice, CountInput, Field, NumberRange, Select};

const KB: NumberRange = NumberRange { min: 0, max: 1_000_000, decimals: 3 };
const PERCENT: NumberRange = NumberRange { min: 0, max: 100, decimals: 1 };
const MS: NumberRange = NumberRange::whole(0, 900_000);

/// What of an API decides which figures there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Has {
    kind: ApiKind,
    cache: bool,
    lambda_authorizer: bool,
    guarded: bool,
    keys: bool,
    function: bool,
}

impl Has {
    fn of(api: &Api) -> Self {
        let lambda = |route: &studio_core::design::Route| match &route.authorization {
            Authorization::Authorizer { id, .. } => {
                api.authorizers.get(id).is_some_and(|one| one.method.function().is_some())
            }
            Authorization::None | Authorization::Iam => false,
        };
        Self {
            kind: api.kind,
            cache: api.kind == ApiKind::Rest
                && api.stages.values().any(|stage| stage.cache_cluster.is_some()),
            lambda_authorizer: api.routes.values().any(|route| lambda(route)),
            guarded: api.settings.resource_policy.is_some()
                || api.routes.values().any(|route| route.authorization != Authorization::None),
            keys: api.routes.values().any(|route| route.api_key_required),
            function: api.integrations.values().any(|one| matches!(one.target, Target::Lambda { .. })),
        }
    }
}

/// The figures of one request for the scope in view; only those that the API has a use for.
#[component]
pub fn EachFields(
    /// Whose they are.
    scope: Scope,
) -> impl IntoView {
    let studio = Studio::get();
    let has = Memo::new(move |_| studio.design().read().apis.get(&scope.api).map(|api| Has::of(api)));
    let shown = move |test: fn(Has) -> bool| move || has.get().is_some_and(test);
    view! {
        <Show when=shown(|has| has.kind != ApiKind::WebSocket)>
            <Figure scope id="request_kb" label="Request size" unit="KB" range=KB scale=Scale::KB
                read=|each| each.request_kb write=|each, size| each.request_kb = size />
            <Figure scope id="response_kb" label="Response size" unit="KB" range=KB scale=Scale::KB
                hint="Compressed, where it is compressed"
                read=|each| each.response_kb write=|each, size| each.response_kb = size />
        </Show>
        <Show when=shown(|has| has.cache)>
            <Figure scope id="cache_hit" label="Answered by the cache" unit="%" range=PERCENT scale=Scale::PERCENT
                hint="Of the requests that the stage's cache takes"
                read=|each| each.cache_hit_permille.map(percent)
                write=|each, share| each.cache_hit_permille = share.map(permille) />
        </Show>
        <Show when=shown(|has| has.kind == ApiKind::Rest && !has.cache)>
            <Figure scope id="cache_hit" label="A cache could answer" unit="%" range=PERCENT scale=Scale::PERCENT
                hint="For comparing caches and CloudFront; no stage has a cache now"
                read=|each| each.cache_hit_permille.map(percent)
                write=|each, share| each.cache_hit_permille = share.map(permille) />
        </Show>
        <Show when=shown(|has| has.lambda_authorizer)>
            <Figure scope id="authorizer_hit" label="Authorizer results still kept" unit="%" range=PERCENT scale=Scale::PERCENT
                read=|each| each.authorizer_hit_permille.map(percent)
                write=|each, share| each.authorizer_hit_permille = share.map(permille) />
        </Show>
        <Show when=shown(|has| has.guarded)>
            <Figure scope id="refused" label="Refused by authorization" unit="%" range=PERCENT scale=Scale::PERCENT
                read=|each| each.refused_permille.map(percent)
                write=|each, share| each.refused_permille = share.map(permille) />
        </Show>
        <Figure scope id="throttled" label="Throttled" unit="%" range=PERCENT scale=Scale::PERCENT
            read=|each| each.throttled_permille.map(percent)
            write=|each, share| each.throttled_permille = share.map(permille) />
        <Show when=shown(|has| has.keys)>
            <Figure scope id="without_key" label="Without a valid API key" unit="%" range=PERCENT scale=Scale::PERCENT
                read=|each| each.without_key_permille.map(percent)
                write=|each, share| each.without_key_permille = share.map(permille) />
        </Show>
        <Show when=shown(|has| has.function)>
            <Figure scope id="backend_ms" label="Function takes" unit="ms" range=MS scale=Scale::MS
                hint="Empty takes what each function says"
                read=|each| each.backend_ms.map(decimal) write=|each, ms| each.backend_ms = ms.map(whole) />
            <FunctionFields scope />
        </Show>
    }
}

#[component]
fn Figure(
    scope: Scope,
    id: &'static str,
    label: &'static str,
    unit: &'static str,
    range: NumberRange,
    scale: Scale,
    #[prop(optional, into)] hint: MaybeProp<String>,
    read: fn(&EachRequest) -> Option<Ranged<Milli>>,
    write: fn(&mut EachRequest, Option<Ranged<Milli>>),
) -> impl IntoView {
    let studio = Studio::get();
    let traffic = studio.traffic();
    let value = Memo::new(move |_| read(&scope.each(&traffic.read())));
    let inherited = Memo::new(move |_| {
        let api = Scope { route: None, ..scope };
        scope.route.and_then(|_| read(&api.each(&traffic.read())))
    });
    view! {
        <RangedField
            id label unit range scale hint value inherited
            on_commit=move |range| put(studio, scope.item(), id, |traffic| write(scope.each_mut(traffic), range))
        />
    }
}

/// Memory and processor of the functions.
#[component]
fn FunctionFields(scope: Scope) -> impl IntoView {
    let studio = Studio::get();
    let traffic = studio.traffic();
    let each = Memo::new(move |_| scope.each(&traffic.read()));
    let choices = vec![
        Choice::new("", "As each function says"),
        Choice::new("x86_64", "x86_64"),
        Choice::new("arm64", "arm64"),
    ];
    let set_memory = move |mb: Option<u64>| {
        put(studio, scope.item(), "memory_mb", |traffic| {
            scope.each_mut(traffic).memory_mb = mb.and_then(|mb| u32::try_from(mb).ok());
        });
    };
    view! {
        <div class="row2">
            <Field label="Memory">
                <CountInput
                    value=Signal::derive(move || each.read().memory_mb.map(u64::from))
                    on_commit=set_memory
                    min=128 max=10_240 optional=true unit="MB" placeholder="its own"
                />
            </Field>
            <Field label="Processor">
                <Select
                    value=Signal::derive(move || match each.read().architecture {
                        Some(Architecture::X86_64) => "x86_64".to_owned(),
                        Some(Architecture::Arm64) => "arm64".to_owned(),
                        None => String::new(),
                    })
                    choices=Signal::stored(choices)
                    on_change=move |text: String| put(studio, scope.item(), "architecture", |traffic| {
                        scope.each_mut(traffic).architecture = match text.as_str() {
                            "x86_64" => Some(Architecture::X86_64),
                            "arm64" => Some(Architecture::Arm64),
                            _ => None,
                        };
                    })
                />
            </Field>
        </div>
    }
}
