//! A bill as a table that leaves the studio: CSV and Markdown.

use std::fmt::Write as _;

use super::{Attribution, Estimate, Totals};
use crate::base::{Picodollars, counted};
use crate::design::Document;

/// The bill as CSV (RFC 4180): a row for each tier of each line, then one for each route's part and for each line's
/// part that routes share, the total, and notes on what it leaves out.
///
/// Amounts are exact. Text that a spreadsheet would take for a formula begins with an apostrophe.
pub fn csv(document: &Document, estimate: &Estimate, parts: &Attribution) -> String {
    let mut text = String::from("kind,name,item,from,to,quantity,unit,unit_usd,usd,source,as_of\r\n");
    let known = |amount: Option<Picodollars>| amount.map(|amount| amount.to_string()).unwrap_or_default();
    for line in &estimate.lines {
        let (source, as_of) =
            (line.source.clone().unwrap_or_default(), line.as_of.clone().unwrap_or_default());
        for tier in &line.tiers {
            row(
                &mut text,
                &[
                    "line",
                    &line.label,
                    line.item.as_str(),
                    &tier.from.to_string(),
                    &tier.to.map(|to| to.to_string()).unwrap_or_default(),
                    &tier.quantity.value(),
                    tier.quantity.unit,
                    &known(tier.usd),
                    &known(tier.amount),
                    &source,
                    &as_of,
                ],
            );
        }
    }
    for route in &parts.routes {
        let name = document.name_of(route.at).unwrap_or_default();
        let (requests, amount) = (route.requests.to_string(), route.amount.to_string());
        row(&mut text, &["route", &name, "", "", "", &requests, "request", "", &amount, "", ""]);
    }
    if !parts.routes.is_empty() {
        for shared in &parts.shared {
            let amount = shared.amount.to_string();
            row(
                &mut text,
                &["shared", &shared.label, shared.item.as_str(), "", "", "", "", "", &amount, "", ""],
            );
        }
    }
    row(&mut text, &["total", "", "", "", "", "", "", "", &estimate.total.to_string(), "", ""]);
    for line in estimate.lines.iter().filter(|line| line.amount.is_none()) {
        let note =
            format!("{}: the price is not known in part or whole; the total leaves that out", line.label);
        row(&mut text, &["note", &note, line.item.as_str(), "", "", "", "", "", "", "", ""]);
    }
    for told in &estimate.diagnostics {
        // Of unknown prices each line has a note already.
        if told.code != "price-unknown" {
            row(&mut text, &["note", &told.message, &told.place, "", "", "", "", "", "", "", ""]);
        }
    }
    text
}

fn row(text: &mut String, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<i128>().is_err();
        let cell = if formula { format!("'{cell}") } else { (*cell).to_owned() };
        if cell.contains([',', '"', '\n', '\r']) {
            let _ = write!(text, "\"{}\"", cell.replace('"', "\"\""));
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}

/// The bill as Markdown, to be put into a pull request or a wiki.
pub fn markdown(document: &Document, estimate: &Estimate, parts: &Attribution, totals: Totals) -> String {
    let name = &document.design.name;
    let title =
        if name.is_empty() { "Monthly cost".to_owned() } else { format!("Monthly cost of {}", plain(name)) };
    let mut text = format!("## {title}\n\n");
    let Totals { low, likely, high } = totals;
    let _ = write!(text, "**${}** a month in {}", likely.rounded(2), estimate.region);
    if low != high {
        let _ = write!(text, ", from ${} to ${}", low.rounded(2), high.rounded(2));
    }
    text.push_str(".\n\n| Line | Quantity | Unit | US dollars |\n|---|---:|---|---:|\n");
    for line in &estimate.lines {
        let amount = line.amount.map_or_else(|| "not known".to_owned(), |amount| amount.rounded(2));
        let (label, quantity, unit) = (plain(&line.label), line.quantity.value(), line.quantity.unit);
        let _ = writeln!(text, "| {label} | {quantity} | {unit} | {amount} |");
    }
    let _ = writeln!(text, "| **Total** | | | **{}** |", likely.rounded(2));
    if estimate.unknown > 0 {
        let lines = counted(estimate.unknown, "line");
        let _ = writeln!(text, "\nThe total leaves {lines} out whose price is not known in part or whole.");
    }
    if !parts.routes.is_empty() {
        text.push_str("\n| Route | Requests | US dollars |\n|---|---:|---:|\n");
        let mut routes: Vec<_> = parts.routes.iter().collect();
        routes.sort_by_key(|route| std::cmp::Reverse(route.amount));
        for route in routes {
            let name = plain(&document.name_of(route.at).unwrap_or_default());
            let _ = writeln!(text, "| {name} | {} | {} |", route.requests, route.amount.rounded(2));
        }
        let shared: Picodollars = parts.shared.iter().map(|part| part.amount).sum();
        let _ = writeln!(text, "| Shared | | {} |", shared.rounded(2));
    }
    text
}

/// A text that stays in its cell and means nothing to Markdown.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '|' | '*' | '_' | '`' | '<' | '[' | ']' | '\\' | '#' => {
                out.push('\\');
                out.push(sign);
            }
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{plain, row};

    #[test]
    fn cells_stay_cells() {
        let mut text = String::new();
        row(&mut text, &["a,b", "say \"x\"", "=1+1", "-5", "1.5"]);
        assert_eq!(text, "\"a,b\",\"say \"\"x\"\"\",'=1+1,-5,1.5\r\n");
        assert_eq!(plain("GET /a|b\n*c*"), "GET /a\\|b \\*c\\*");
    }
}
