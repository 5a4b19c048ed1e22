//! `gateway-studio quota`: how much of AWS's limits a design uses.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;
use studio_core::cost;
use studio_core::design::Document;
use studio_core::openapi;
use studio_core::quota::{self, Known, Reading, State};

use super::{Failure, explain, open_or_empty, pretty, print, quantities, status};

/// The options of `quota`.
#[derive(Args)]
pub struct Arguments {
    design: Option<PathBuf>,
    /// A flat object of AWS quantities, in place of the design's own; they win over its traffic.
    #[arg(long)]
    usage: Option<PathBuf>,
    /// How much the traffic grows a month, in thousandths, for when a limit is crossed; without it, the design's own
    /// growth.
    #[arg(long, value_name = "THOUSANDTHS")]
    growth_permille: Option<u32>,
    /// Only rows that were measured, that are near a limit or out of range, or that are out of range.
    #[arg(long, value_enum)]
    only: Option<Rows>,
    /// How the table is written where no JSON is asked for.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Rows {
    Measured,
    Near,
    Over,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Csv,
}

/// Runs the command; the exit status is 1 when AWS would refuse something, whatever rows are shown.
pub fn run(arguments: &Arguments, json: bool) -> Result<u8, Failure> {
    let (mut document, mut found) = open_or_empty(arguments.design.as_deref())?;
    let usage = quantities(&document, arguments.usage.as_deref(), &mut found)?;
    if !usage.region.is_empty() {
        // As for prices, the usage's Region wins: some have smaller quotas.
        match cost::book_for(&usage, &document.design.region) {
            Ok(book) => document.design.region.clone_from(&book.region),
            Err(unknown) => found.push(*unknown),
        }
    }
    let sizes = openapi::import_sizes(&document.design);
    let of_document = Known::of(&document);
    let known = Known {
        usage: Some(&usage),
        openapi_bytes: &sizes,
        growth_permille: arguments.growth_permille.unwrap_or(of_document.growth_permille),
        ..of_document
    };
    let mut readings = quota::measure(&document.design, &known);
    found.extend(quota::check(&document.design, &known));
    readings.retain(|reading| shown(reading, arguments.only));
    if json {
        print(&pretty(&json!({ "readings": readings, "diagnostics": found })));
        return Ok(status(&found));
    }
    explain(&found);
    let name = |reading: &Reading| name(&document, reading);
    match arguments.format {
        Format::Text if readings.is_empty() && found.is_empty() => print(none(arguments.only)),
        Format::Text => readings.iter().for_each(|reading| print(&line(reading))),
        Format::Markdown => print(quota::markdown(&readings, name).trim_end()),
        Format::Csv => print(quota::csv(&readings, name).trim_end()),
    }
    Ok(status(&found))
}

/// What is said where no row is shown.
fn none(only: Option<Rows>) -> &'static str {
    match only {
        Some(Rows::Near) => "No quota is near its limit or over it",
        Some(Rows::Over) => "No quota is over its limit",
        Some(Rows::Measured) | None => "Nothing is measured",
    }
}

fn shown(reading: &Reading, only: Option<Rows>) -> bool {
    match only {
        None => true,
        Some(Rows::Measured) => reading.used.is_some(),
        Some(Rows::Near) => reading.needs_a_look(),
        Some(Rows::Over) => matches!(reading.state, State::Over | State::Under),
    }
}

/// What the user calls what was measured, with its key.
fn name(document: &Document, reading: &Reading) -> String {
    match document.name_of(reading.item).filter(|name| !name.is_empty()) {
        Some(name) => format!("{name} ({})", reading.item),
        None => reading.item.to_string(),
    }
}

fn line(reading: &Reading) -> String {
    let used = reading.used.map_or_else(|| "–".to_owned(), |used| used.to_string());
    let window = match reading.window_s {
        Some(seconds) if seconds > 1 => format!(" in {seconds} s"),
        Some(_) => " a second".to_owned(),
        None => String::new(),
    };
    let unit = reading.unit_for(reading.limit);
    let mut line = format!("{:<56} {used:>12} of {:>10} {unit}{window}", reading.title, reading.limit);
    if let Some(room) = &reading.room {
        line.push_str(&format!("; {room}"));
    }
    match reading.months_left {
        None | Some(0) => {}
        Some(1) => line.push_str("; over in 1 month"),
        Some(months) => line.push_str(&format!("; over in {months} months")),
    }
    line
}
