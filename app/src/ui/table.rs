//! Tables that scroll inside themselves on a narrow window.

use leptos::prelude::*;

/// A table with a caption for screen readers; put `<thead>` and `<tbody>` inside.
///
/// Keyboard: the frame takes the focus, so that arrows scroll it when it is wider than its place. Numbers: class
/// `num` on `<th>` and `<td>`. Give header cells `scope="col"` or `scope="row"`.
#[component]
pub fn Table(
    /// What the table tells.
    #[prop(into)]
    caption: Signal<String>,
    /// Further CSS classes: `compact`, `sticky`.
    #[prop(optional, into)]
    class: Signal<String>,
    /// Head and body.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table-frame" role="region" tabindex="0" aria-label=move || caption.get()>
            <table class=move || format!("table {}", class.get())>
                <caption class="sr-only">{move || caption.get()}</caption>
                {children()}
            </table>
        </div>
    }
}

/// How a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Small first.
    Ascending,
    /// Large first.
    Descending,
}

/// A header cell that sorts its column (`aria-sort` on the cell, a button inside).
///
/// Keyboard: Enter and Space sort; the caller turns the order around when it is pressed again.
#[component]
pub fn SortHeader(
    /// The column's name.
    #[prop(into)]
    label: Signal<String>,
    /// How it is sorted now, if by this column.
    #[prop(into)]
    order: Signal<Option<Order>>,
    /// Runs when pressed.
    #[prop(into)]
    on_press: Callback<()>,
    /// Whether the column holds numbers.
    #[prop(optional)]
    numeric: bool,
) -> impl IntoView {
    let sort = move || match order.get() {
        Some(Order::Ascending) => "ascending",
        Some(Order::Descending) => "descending",
        None => "none",
    };
    let arrow = move || match order.get() {
        Some(Order::Ascending) => " ↑",
        Some(Order::Descending) => " ↓",
        None => "",
    };
    view! {
        <th scope="col" class:num=numeric aria-sort=sort>
            <button type="button" class="sort" on:click=move |_| on_press.run(())>
                {move || label.get()}
                <span aria-hidden="true">{arrow}</span>
            </button>
        </th>
    }
}
