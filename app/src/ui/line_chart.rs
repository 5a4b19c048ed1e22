//! A line over a range, with marks where something changes, and the same as a table.

use leptos::prelude::*;

use super::table::Table;

/// A point of a chart: whole numbers to draw by, and words to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChartPoint {
    /// From left to right.
    pub x: u128,
    /// From bottom to top.
    pub y: u128,
    /// What `x` is called.
    pub across: String,
    /// What `y` is called.
    pub up: String,
    /// What changes at this point; empty for nothing.
    pub mark: String,
    /// Whether this is where things stand now.
    pub is_now: bool,
}

/// The width and height that a chart is drawn in, whatever its size on the page.
const WIDTH: u128 = 1000;
const HEIGHT: u128 = 300;

/// A chart of one line from nothing up.
///
/// The drawing is for the eye alone: screen readers, and whoever wants the figures, get the table below it.
#[component]
pub fn LineChart(
    /// What is shown: the table's caption.
    #[prop(into)]
    caption: Signal<String>,
    /// The heading over `across`.
    across: &'static str,
    /// The heading over `up`.
    up: &'static str,
    /// The points, from left to right.
    #[prop(into)]
    points: Signal<Vec<ChartPoint>>,
) -> impl IntoView {
    let ends = move || {
        let points = points.read();
        let first = points.first().map(|point| point.across.clone()).unwrap_or_default();
        let last = points.last().map(|point| point.across.clone()).unwrap_or_default();
        let top = points.iter().max_by_key(|point| point.y).map(|point| point.up.clone());
        (first, last, top.unwrap_or_default())
    };
    view! {
        <figure class="chart">
            <p class="chart-top muted" aria-hidden="true">{move || ends().2}</p>
            <svg
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                preserveAspectRatio="none"
                aria-hidden="true"
                focusable="false"
            >
                {move || drawing(&points.read())}
            </svg>
            <p class="chart-ends muted" aria-hidden="true">
                <span>{move || ends().0}</span>
                <span>{move || ends().1}</span>
            </p>
            <details>
                <summary>"The figures as a table"</summary>
                <Table caption=caption class="compact">
                    <thead>
                        <tr>
                            <th scope="col" class="num">{across}</th>
                            <th scope="col" class="num">{up}</th>
                            <th scope="col">"Changes there"</th>
                        </tr>
                    </thead>
                    <tbody>{move || points.get().into_iter().map(row).collect_view()}</tbody>
                </Table>
            </details>
        </figure>
    }
}

fn row(point: ChartPoint) -> impl IntoView {
    let now = point.is_now.then_some(" (now)");
    view! {
        <tr>
            <th scope="row" class="num">{point.across} {now}</th>
            <td class="num">{point.up}</td>
            <td>{point.mark}</td>
        </tr>
    }
}

fn drawing(points: &[ChartPoint]) -> impl IntoView + use<> {
    let right = points.iter().map(|point| point.x).max().unwrap_or(0).max(1);
    let top = points.iter().map(|point| point.y).max().unwrap_or(0).max(1);
    let place = |point: &ChartPoint| {
        (point.x.saturating_mul(WIDTH) / right, HEIGHT - point.y.saturating_mul(HEIGHT) / top)
    };
    let line: Vec<String> = points.iter().map(place).map(|(x, y)| format!("{x},{y}")).collect();
    let area =
        line.first().zip(line.last()).map(|_| format!("0,{HEIGHT} {} {WIDTH},{HEIGHT}", line.join(" ")));
    let marks = points.iter().filter(|point| !point.mark.is_empty()).map(|point| {
        let (x, y) = place(point);
        view! { <line class="chart-mark" x1=x.to_string() x2=x.to_string() y1=y.to_string() y2=HEIGHT.to_string() /> }
    });
    let now = points.iter().filter(|point| point.is_now).map(|point| {
        let (x, _) = place(point);
        view! { <line class="chart-now" x1=x.to_string() x2=x.to_string() y1="0" y2=HEIGHT.to_string() /> }
    });
    view! {
        <polygon class="chart-area" points=area />
        {marks.collect_view()}
        {now.collect_view()}
        <polyline class="chart-line" points=line.join(" ") />
    }
}
