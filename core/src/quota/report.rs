//! The table as text for other programs and for pull requests.

use super::{Reading, State};

/// The columns of the table for other programs.
const COLUMNS: [&str; 16] = [
    "id",
    "title",
    "scope",
    "item",
    "used",
    "limit",
    "min",
    "unit",
    "window_s",
    "headroom",
    "state",
    "months_left",
    "adjustable",
    "raised",
    "code",
    "source",
];

/// Comma separated values, as RFC 4180 writes them; `name` says what an item is called.
pub fn csv(readings: &[Reading], name: impl Fn(&Reading) -> String) -> String {
    let mut text = format!("{},as_of\r\n", COLUMNS.join(","));
    for reading in readings {
        let number = |value: Option<u64>| value.map_or_else(String::new, |value| value.to_string());
        let fields = [
            reading.id.to_owned(),
            reading.title.to_owned(),
            reading.scope.to_string(),
            reading.used.map(|_| name(reading)).unwrap_or_default(),
            number(reading.used),
            reading.limit.to_string(),
            number(reading.min),
            reading.unit.to_owned(),
            number(reading.window_s.map(u64::from)),
            number(reading.headroom),
            state(reading.state).to_owned(),
            number(reading.months_left.map(u64::from)),
            reading.adjustable.to_string(),
            if reading.raised { "yes" } else { "no" }.to_owned(),
            reading.code.unwrap_or_default().to_owned(),
            reading.source.to_owned(),
            reading.as_of.to_owned(),
        ];
        text.push_str(&fields.map(|field| quoted(&field)).join(","));
        text.push_str("\r\n");
    }
    text
}

/// In quotes where a comma, a quote or a line break asks for it; what a spreadsheet would compute becomes text.
fn quoted(field: &str) -> String {
    let computed = field.starts_with(['=', '+', '-', '@']);
    let field = if computed { format!("'{field}") } else { field.to_owned() };
    if field.contains([',', '"', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

/// A table in Markdown; `name` says what an item is called.
pub fn markdown(readings: &[Reading], name: impl Fn(&Reading) -> String) -> String {
    let mut text = "| Quota | Item | Used | Limit | Room | State |\n|---|---|---:|---:|---|---|\n".to_owned();
    for reading in readings {
        let used = reading.used.map_or_else(|| "–".to_owned(), |used| used.to_string());
        let item = reading.used.map(|_| name(reading)).unwrap_or_default();
        let window = match reading.window_s {
            Some(seconds) if seconds > 1 => format!(" in {seconds} s"),
            Some(_) => " a second".to_owned(),
            None => String::new(),
        };
        let limit = format!("{} {}{window}", reading.limit, reading.unit_for(reading.limit));
        let room = reading.room.clone().unwrap_or_default();
        let cells = [
            reading.title.to_owned(),
            item,
            used,
            limit,
            with_months(room, reading.months_left),
            state(reading.state).replace('_', " "),
        ];
        text.push_str(&format!("| {} |\n", cells.map(|cell| escaped(&cell)).join(" | ")));
    }
    text
}

fn with_months(room: String, months: Option<u32>) -> String {
    match months {
        Some(0) | None => room,
        Some(1) => format!("{room}, over in 1 month"),
        Some(months) => format!("{room}, over in {months} months"),
    }
}

/// What would end a cell or begin something else in it.
fn escaped(cell: &str) -> String {
    let cell = cell.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;");
    cell.split(['\n', '\r']).collect::<Vec<_>>().join(" ")
}

const fn state(state: State) -> &'static str {
    match state {
        State::Ok => "ok",
        State::Near => "near",
        State::Over => "over",
        State::Under => "under",
        State::NotMeasurable => "not_measured",
    }
}
