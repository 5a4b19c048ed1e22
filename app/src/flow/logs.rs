//! What the request leaves in the logs: the access log line, the execution log, and the queries that find it again.

use leptos::prelude::*;
use studio_core::cost;
use studio_core::design::Item;
use studio_core::flow::{
    AccessLine, ExecutionLog, Fidelity, LogQuery, Observed, log_queries, observe_at_prices,
};

use super::state::FlowView;
use super::steps::title;
use crate::text;
use crate::ui::{Button, ButtonKind, Chip, CodeView, CopyButton, Notice, Table, Tone};

/// What the request in view leaves behind; made while somebody looks.
pub fn observed(view: FlowView) -> Memo<Option<Observed>> {
    Memo::new(move |_| {
        let design = view.studio.design();
        let (usage, pricing) = (view.studio.usage(), view.studio.pricing());
        view.with_trace(|trace| {
            let design = design.read();
            let priced = cost::priced(&usage.read(), &design.region, &pricing.read()).ok();
            observe_at_prices(&design, trace, priced.as_ref().map(|priced| &*priced.book))
        })
    })
}

/// Both logs, and the queries.
#[component]
pub fn Logs() -> impl IntoView {
    let view = FlowView::get();
    let observed = observed(view);
    view! {
        <div class="flow-part" data-testid="flow-logs">
            <h3>"Access log"</h3>
            {move || observed.get().map(|all| access(view, all.access_log))}
            <h3>"Execution log"</h3>
            {move || observed.get().map(|all| execution(view, all.execution_log))}
            <h3>"Logs Insights queries"</h3>
            <Queries />
        </div>
    }
}

/// The button that goes to the stage in view, where logs, metrics and tracing are set.
pub fn to_stage(view: FlowView) -> Option<AnyView> {
    let stage = view.with_trace(|trace| trace.passage.api.zip(trace.passage.stage)).flatten();
    stage.and_then(|(api, stage)| to_item(view, Item::Stage(api, stage)))
}

/// The button that goes to an item of the design; none where it is gone.
pub fn to_item(view: FlowView, item: Item) -> Option<AnyView> {
    let document = view.studio.document_now();
    document.contains(item).then(|| {
        let label = format!("Show {} {}", item.noun(), text::title(&document, item));
        let show = move |()| view.studio.reveal(item);
        view! { <Button kind=ButtonKind::Ghost on_press=show>{label}</Button> }.into_any()
    })
}

/// Why there is none, and how to have one, with the way to where that is.
pub fn without(view: FlowView, why: &str, help: &str) -> AnyView {
    let why = sentence(why);
    let how = (!help.is_empty()).then(|| {
        let help = sentence(help);
        view! { " " {text::rich(&help)} <div>{to_stage(view)}</div> }
    });
    view! { <Notice tone=Tone::Neutral>{text::rich(&why)} {how}</Notice> }.into_any()
}

/// With a capital and a full stop.
pub fn sentence(words: &str) -> String {
    format!("{}.", text::capitalized(words.trim_end_matches('.')))
}

fn access(view: FlowView, log: AccessLine) -> AnyView {
    if !log.without.is_empty() {
        return without(view, &log.without, &log.help);
    }
    let to = log.destinations.join(", ");
    view! {
        <CodeView label="Access log line" text=log.line plain=true />
        <div class="row wrap">
            {(!to.is_empty()).then(|| view! { <p class="hint">"Written to " <code>{to}</code></p> })}
            <span class="spacer"></span>
            {to_stage(view)}
        </div>
        <Table caption="Fields of the access log line" class="compact">
            <thead><tr><th scope="col">"Field"</th><th scope="col">"Variable"</th><th scope="col">"Value"</th></tr></thead>
            <tbody>
                {log.fields.into_iter().map(|field| {
                    let value = if field.unset.is_empty() {
                        view! { <span class="mono">{field.value}</span> }.into_any()
                    } else {
                        view! { <code>{field.value}</code> <span class="muted">" " {text::rich(&sentence(&field.unset))}</span> }.into_any()
                    };
                    view! {
                        <tr>
                            <th scope="row" class="mono wrap">{field.field}</th>
                            <td class="mono wrap">"$context." {field.variable}</td>
                            <td class="wrap">{value}</td>
                        </tr>
                    }
                }).collect_view()}
            </tbody>
        </Table>
    }
    .into_any()
}

fn execution(view: FlowView, log: ExecutionLog) -> AnyView {
    let held_back = (log.held_back > 0).then(|| {
        let words = format!(
            "{} more with level INFO and whole requests logged.",
            text::capitalized(&text::count(log.held_back, "line"))
        );
        view! { <p class="hint">{words}</p> }
    });
    if !log.without.is_empty() {
        return view! { {without(view, &log.without, &log.help)} {held_back} }.into_any();
    }
    if log.lines.is_empty() {
        return view! {
            <div class="row wrap">
                <p class="muted">"The stage's level writes nothing about this request."</p>
                <span class="spacer"></span>
                {to_stage(view)}
            </div>
            {held_back}
        }
        .into_any();
    }
    let began = view.with_trace(|trace| view.state.read().began_epoch_ms + trace.at_ms).unwrap_or_default();
    let whole = log.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    let to = log.groups.join(", ");
    view! {
        <div class="row wrap">
            <p class="hint">"In " <code>{to}</code></p>
            <span class="spacer"></span>
            <CopyButton text=Signal::stored(whole) label="Copy the execution log" />
        </div>
        <Table caption="Lines of the execution log" class="compact">
            <thead><tr><th scope="col" class="num">"After"</th><th scope="col">"Line"</th><th scope="col">"Step"</th></tr></thead>
            <tbody>
                {log.lines.into_iter().map(|line| {
                    let at = view.with_trace(|trace| {
                        line.step.and_then(|kind| trace.steps.iter().position(|step| step.kind == kind))
                    }).flatten();
                    let step = at.zip(line.step).map(|(at, kind)| view! {
                        <Button kind=ButtonKind::Ghost on_press=move |()| view.show_step(at)>{title(kind)}</Button>
                    });
                    let assumed = (line.fidelity == Fidelity::Assumed).then(|| view! {
                        <Chip tone=Tone::Note>"Wording not documented"</Chip>
                    });
                    view! {
                        <tr>
                            <td class="num">{line.at_epoch_ms.saturating_sub(began)} " ms"</td>
                            <td class="mono wrap">{line.text} " " {assumed}</td>
                            <td>{step}</td>
                        </tr>
                    }
                }).collect_view()}
            </tbody>
        </Table>
        {held_back}
    }
    .into_any()
}

/// Queries over the stage's own fields, ready to copy.
#[component]
fn Queries() -> impl IntoView {
    let view = FlowView::get();
    let queries = Memo::new(move |_| {
        let design = view.studio.design();
        view.with_trace(|trace| {
            let (api, stage) = trace.passage.api.zip(trace.passage.stage)?;
            let found = log_queries(&design.read(), api, stage, Some(trace));
            Some(found)
        })
        .flatten()
    });
    move || match queries.get() {
        None => view! { <p class="muted">"The request reached no stage."</p> }.into_any(),
        Some(found) if !found.without.is_empty() => without(view, &found.without, &found.help),
        Some(found) => found.queries.into_iter().map(|one| query(view, one)).collect_view().into_any(),
    }
}

fn query(view: FlowView, query: LogQuery) -> impl IntoView {
    let missing = query.missing.join("`, `");
    let lacks = !missing.is_empty();
    view! {
        <details class="flow-query">
            <summary>{query.title.clone()} {lacks.then(|| view! { " " <Chip>"needs more fields"</Chip> })}</summary>
            {lacks.then(|| view! {
                <Notice tone=Tone::Note>
                    {text::rich(&format!("The log format lacks `{missing}`."))}
                    <div>{to_stage(view)}</div>
                </Notice>
            })}
            {(!query.text.is_empty()).then(|| view! { <CodeView label=query.title text=query.text plain=true /> })}
        </details>
    }
}
