//! What the request leaves in CloudWatch, in X-Ray and on the bill.

use leptos::prelude::*;
use studio_core::aws::Billed;
use studio_core::flow::{Bill, Charge, Fidelity, Metrics, Segment, Segments};

use super::logs::{observed, sentence, to_stage, without};
use super::state::FlowView;
use super::steps::title;
use crate::text;
use crate::ui::{Button, ButtonKind, Chip, Table, Tone};

/// Metrics, the trace, and the charges.
#[component]
pub fn Measures() -> impl IntoView {
    let view = FlowView::get();
    let observed = observed(view);
    view! {
        <div class="flow-part" data-testid="flow-measures">
            <h3>"What it costs"</h3>
            {move || observed.get().map(|all| bill(all.bill))}
            <h3>"CloudWatch metrics"</h3>
            {move || observed.get().map(|all| metrics(view, all.metrics))}
            <h3>"X-Ray trace"</h3>
            {move || observed.get().map(|all| segments(view, all.segments))}
        </div>
    }
}

fn metrics(view: FlowView, metrics: Metrics) -> AnyView {
    if !metrics.without.is_empty() {
        return without(view, &metrics.without, "");
    }
    let dimensions = metrics.dimensions.into_iter().map(|set| {
        let set = set.into_iter().map(|(name, value)| format!("{name}={value}"));
        set.collect::<Vec<_>>().join(", ")
    });
    let details = metrics
        .without_details
        .map(|names| format!("Detailed metrics are off, so there is no set with {}", names.join(", ")));
    view! {
        <p class="hint">"Namespace " <code>{metrics.namespace}</code></p>
        <Table caption="Data points in CloudWatch" class="compact">
            <thead><tr><th scope="col">"Metric"</th><th scope="col" class="num">"Value"</th><th scope="col">"Unit"</th><th scope="col">"What it counts"</th></tr></thead>
            <tbody>
                {metrics.data.into_iter().map(|datum| view! {
                    <tr>
                        <th scope="row" class="mono">{datum.name}</th>
                        <td class="num">{datum.value}</td>
                        <td class="muted">{datum.unit}</td>
                        <td class="muted wrap">{text::rich(&datum.meaning)}</td>
                    </tr>
                }).collect_view()}
            </tbody>
        </Table>
        <p class="hint">"Each is kept by these sets of dimensions:"</p>
        <ul class="flow-dimensions">
            {dimensions.map(|set| view! { <li class="mono wrap">{set}</li> }).collect_view()}
        </ul>
        {details.map(|words| view! {
            <div class="row wrap"><p class="hint">{sentence(&words)}</p> <span class="spacer"></span> {to_stage(view)}</div>
        })}
    }
    .into_any()
}

fn segments(view: FlowView, segments: Segments) -> AnyView {
    if !segments.without.is_empty() {
        return without(view, &segments.without, &segments.help);
    }
    let rows = segments.rows;
    let whole_ms = rows.iter().map(|row| row.start_ms + row.duration_ms).max().unwrap_or(0).max(1);
    view! {
        <p class="hint wrap">"Trace " <code>{segments.trace_id}</code> ". " {text::rich(&sentence(&segments.sampling))}</p>
        <Table caption="Segments of the trace" class="compact flow-segments">
            <thead><tr><th scope="col">"Segment"</th><th scope="col" class="num">"Begins"</th><th scope="col" class="num">"Takes"</th><th scope="col">"Status"</th><th scope="col">"Step"</th><th scope="col" class="flow-bar-cell" aria-hidden="true"></th></tr></thead>
            <tbody>{rows.into_iter().map(|row| segment(view, row, whole_ms)).collect_view()}</tbody>
        </Table>
    }
    .into_any()
}

fn segment(view: FlowView, row: Segment, whole_ms: u64) -> impl IntoView {
    let at = |kind| view.with_trace(|trace| trace.steps.iter().position(|step| step.kind == kind)).flatten();
    let step =
        row.step.and_then(|kind| {
            at(kind).map(|at| view! {
            <Button kind=ButtonKind::Ghost on_press=move |()| view.show_step(at)>{title(kind)}</Button>
        })
        });
    let percent = |part_ms: u64| part_ms as f64 * 100.0 / whole_ms as f64;
    // As properties of their own: the page's policy takes no style attribute.
    let left = format!("{:.2}%", percent(row.start_ms));
    let width = format!("{:.2}%", percent(row.duration_ms).max(0.8));
    let class = if row.flags.is_empty() { "flow-bar" } else { "flow-bar bad" };
    let indent = format!("{}px", 10 + u32::from(row.depth) * 14);
    let flags = row.flags.join(", ");
    view! {
        <tr>
            <th scope="row" style:padding-left=indent><span class="wrap">{row.name}</span> <small class="muted">{row.origin}</small></th>
            <td class="num">{row.start_ms} " ms"</td>
            <td class="num">{row.duration_ms} " ms"</td>
            <td>{row.status} {(!flags.is_empty()).then(|| view! { " " <Chip tone=Tone::Fail>{flags}</Chip> })}</td>
            <td>{step}</td>
            <td class="flow-bar-cell" aria-hidden="true"><span class=class style:left=left style:width=width></span></td>
        </tr>
    }
}

fn bill(bill: Bill) -> impl IntoView {
    view! {
        <Table caption="What the request costs" class="compact">
            <thead><tr><th scope="col">"Charge"</th><th scope="col" class="num">"Units"</th><th scope="col" class="num">"US dollars"</th><th scope="col">"Why"</th></tr></thead>
            <tbody>{bill.charges.into_iter().map(charge).collect_view()}</tbody>
            <tfoot><tr><th scope="row" colspan="2">"Known in all"</th><td class="num" data-testid="flow-cost">"$" {bill.known_usd.to_string()}</td><td></td></tr></tfoot>
        </Table>
        <p class="hint">"First tiers, without free tiers and what is billed by the hour. The Cost panel has the month."</p>
    }
}

fn charge(charge: Charge) -> impl IntoView {
    let amount = match (charge.billed, charge.usd) {
        (Billed::Yes, Some(usd)) => format!("${usd}").into_any(),
        (Billed::Yes, None) => view! { <Chip tone=Tone::Note>"price not known"</Chip> }.into_any(),
        (Billed::No, _) => view! { <Chip tone=Tone::Pass>"Not billed"</Chip> }.into_any(),
        (Billed::Unknown, _) => view! { <Chip tone=Tone::Note>"Not documented"</Chip> }.into_any(),
    };
    let assumed = (charge.fidelity == Fidelity::Assumed && charge.billed != Billed::Unknown)
        .then(|| view! { <Chip tone=Tone::Note>"Not documented: our choice"</Chip> });
    // A source is an address, and perhaps where on that page.
    let (page, place) = charge.source.split_once(' ').unwrap_or((charge.source.as_str(), ""));
    let link = page.starts_with("https://").then(|| {
        let name = format!("Source: {}", charge.what);
        let (page, place) = (page.to_owned(), place.to_owned());
        view! { <a href=page target="_blank" rel="noreferrer" aria-label=name>"Source"</a> " " <small>{place}</small> }
    });
    let unit = if charge.quantity == 1 { charge.unit } else { format!("{}s", charge.unit) };
    view! {
        <tr>
            <th scope="row" class="wrap">{charge.what}</th>
            <td class="num">{charge.quantity} " " {unit}</td>
            <td class="num">{amount}</td>
            <td class="muted wrap">{text::rich(&sentence(&charge.why))} " " {assumed} " " {link}</td>
        </tr>
    }
}
