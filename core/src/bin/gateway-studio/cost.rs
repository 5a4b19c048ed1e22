//! `gateway-studio cost`: what a month costs.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use studio_core::aws::{BookChoice, CacheSize, PriceBook, PriceItem, read_offer};
use studio_core::base::{Milli, Picodollars};
use studio_core::cost::{self, Attribution, Bill, Totals};
use studio_core::design::inputs::{Level, PriceEdit, Pricing, Usage};
use studio_core::design::{Diagnostic, Document};

use super::{
    Failure, STATUS_ERRORS, at, explain, misused, open_or_empty, pretty, print, quantities, read, status,
};

/// How many left-out products of a price file are named.
const NAMED: usize = 20;

/// The options of `cost`.
#[derive(Args)]
#[command(after_long_help = usage_help())]
pub struct Arguments {
    design: Option<PathBuf>,
    /// A flat object of AWS quantities, in place of the design's own; with a design they win over those that follow from
    /// its traffic. `--help` lists them.
    #[arg(long)]
    usage: Option<PathBuf>,
    /// The prices that all else is laid over: those published for the Region, or those of the engineering notes that
    /// many designs begin with.
    #[arg(long, value_enum)]
    book: Option<Book>,
    /// An offer file of AWS's price list for the Region, such as `…/AmazonApiGateway/current/eu-west-1/index.json`; its
    /// prices take the place of the book's.
    #[arg(long, value_name = "FILE")]
    prices: Vec<PathBuf>,
    /// A price in dollars for a unit, of a tier by its start or a cache by its size: `lambda_requests=0.00000019`,
    /// `rest_requests@333000000=0.0000026`, `cache_hours:0.5=0.018`.
    #[arg(long, value_name = "ITEM[@FROM|:GB]=USD")]
    price: Vec<String>,
    /// What the account pays less, for everything or for an item: `12.5`, `data_transfer=30`.
    #[arg(long, value_name = "[ITEM=]PERCENT")]
    discount: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Book {
    Region,
    Reference,
}

pub fn run(arguments: &Arguments, json: bool) -> Result<u8, Failure> {
    let (document, mut found) = open_or_empty(arguments.design.as_deref())?;
    let usage = quantities(&document, arguments.usage.as_deref(), &mut found)?;
    let pricing = pricing(arguments, &document, &usage, &mut found)?;
    let priced = cost::priced(&usage, &document.design.region, &pricing)
        .map_err(|problem| Failure { message: problem.message.clone(), status: STATUS_ERRORS })?;
    found.extend(priced.diagnostics);
    let worked_out = arguments.design.is_some().then(|| Worked::out(&document, &usage, &priced.book));
    let estimate = match &worked_out {
        Some(worked) => worked.bill.estimate.clone(),
        None => cost::estimate(&usage, &priced.book),
    };
    found.extend(estimate.diagnostics.iter().cloned());
    if json {
        let mut answer = cost::answer(&estimate);
        answer["diagnostics"] = json!(found);
        if let Some(worked) = &worked_out {
            worked.tell(&document, &mut answer);
        }
        print(&pretty(&answer));
    } else {
        explain(&found);
        for line in &estimate.lines {
            let amount = line.amount.map_or_else(|| "price not known".to_owned(), |amount| amount.rounded(2));
            print(&format!("{:<40} {:>30} {amount:>16}", line.label, line.quantity.to_string()));
        }
        let left_out = match estimate.unknown {
            0 => String::new(),
            1 => ", without what has no known price in one line".to_owned(),
            more => format!(", without what has no known price in {more} lines"),
        };
        let total = estimate.total.rounded(2);
        print(&format!("{:<40} {:>30} {total:>16}{left_out}", "total, US dollars a month", ""));
    }
    Ok(status(&found))
}

/// A bill that follows from a design's traffic.
struct Worked {
    bill: Bill,
    totals: Totals,
    parts: Attribution,
}

impl Worked {
    fn out(document: &Document, usage: &Usage, book: &PriceBook) -> Self {
        let (design, traffic) = (&document.design, &document.traffic);
        let bill = cost::bill(design, traffic, usage, book, Level::Likely);
        let parts = cost::by_route(&bill.derived, &bill.estimate);
        Self { totals: cost::totals(design, traffic, usage, book), parts, bill }
    }

    /// Adds the quantities, the range of the total, and the parts of routes.
    fn tell(&self, document: &Document, answer: &mut Value) {
        let Totals { low, likely, high } = self.totals;
        let routes = self.parts.routes.iter().map(|route| {
            json!({
                "route": document.name_of(route.at),
                "at": route.at,
                "requests": route.requests,
                "usd": route.amount,
                "saved_without_usd": route.saved_without,
                "parts": route.parts,
            })
        });
        answer["usage"] = json!(self.bill.derived.usage);
        answer["stated"] = json!(self.bill.derived.stated);
        answer["range_usd"] = json!({ "low": low, "likely": likely, "high": high });
        answer["routes"] = routes.collect();
        answer["shared"] = json!(self.parts.shared);
    }
}

/// The document's prices with those of the options.
fn pricing(
    arguments: &Arguments,
    document: &Document,
    usage: &Usage,
    found: &mut Vec<Diagnostic>,
) -> Result<Pricing, Failure> {
    let mut pricing = document.pricing.clone();
    match arguments.book {
        Some(Book::Region) => pricing.book = BookChoice::Region,
        Some(Book::Reference) => pricing.book = BookChoice::Reference,
        None => {}
    }
    let region = cost::region_of(usage, &document.design.region);
    for path in &arguments.prices {
        take_offer(&mut pricing, path, region, found)?;
    }
    let wrong = |text: &str, why: String| misused(Path::new(text), &why);
    for text in &arguments.price {
        pricing.edits.push(price(text).map_err(|why| wrong(text, why))?);
    }
    for text in &arguments.discount {
        let (item, percent) =
            text.rsplit_once('=').map_or((None, text.as_str()), |(item, rest)| (Some(item), rest));
        let percent: Milli = percent.parse().map_err(|error| wrong(text, format!("{error}")))?;
        match item {
            Some(item) => {
                let item: PriceItem = item.parse().map_err(|error| wrong(text, format!("{error}")))?;
                pricing.discounts_percent.insert(item, percent);
            }
            None => pricing.discount_percent = Some(percent),
        }
    }
    Ok(pricing)
}

/// Takes the prices of an offer file, and says which of its products are left out.
fn take_offer(
    pricing: &mut Pricing,
    path: &Path,
    region: &str,
    found: &mut Vec<Diagnostic>,
) -> Result<(), Failure> {
    let bytes = read(path)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| at(path, "not UTF-8 text"))?;
    let offer = read_offer(text, region).map_err(|error| at(path, &error.to_string()))?;
    cost::take_offer(pricing, region, &offer);
    for left in offer.left_out.iter().take(NAMED) {
        let message = format!("SKU {} (`{}`) is left out: {}", left.sku, left.usage_type, left.why);
        found.push(Diagnostic::note("price-sku-left-out", message).at_place(offer.service.as_str()));
    }
    if let Some(more) = offer.left_out.len().checked_sub(NAMED).filter(|more| *more > 0) {
        let message = format!("{more} more SKUs are left out");
        found.push(Diagnostic::note("price-sku-left-out", message).at_place(offer.service.as_str()));
    }
    Ok(())
}

/// A price such as `rest_requests@333000000=0.0000026`.
fn price(text: &str) -> Result<PriceEdit, String> {
    let (item, usd) = text.rsplit_once('=').ok_or("write ITEM=USD")?;
    let usd: Picodollars = usd.parse().map_err(|error| format!("{error}"))?;
    let (item, from, size) = if let Some((item, from)) = item.split_once('@') {
        (item, from.parse().map_err(|_| format!("`{from}` is not the start of a tier"))?, None)
    } else if let Some((item, size)) = item.split_once(':') {
        (item, 0, Some(size.parse::<CacheSize>().map_err(|error| format!("{error}"))?))
    } else {
        (item, 0, None)
    };
    let item: PriceItem = item.parse().map_err(|error| format!("{error}"))?;
    Ok(PriceEdit { item, from, size, usd })
}

/// What each quantity of a usage file means.
fn usage_help() -> String {
    let mut help = "The quantities of a usage file, each a number or a number in quotes:\n\n".to_owned();
    let words = [
        ("region", "The Region's code; without it, the design's"),
        ("arch", "The processor of the Lambda functions: x86_64 (or x86) or arm64 (or arm)"),
        (
            "free_tier",
            "Which free tiers count: true, false, always, 12_months, or in_prices as without it: Cognito's first users",
        ),
    ];
    for (name, meaning) in words {
        let _ = writeln!(help, "  {name:<30} {meaning}");
    }
    for field in Usage::FIELDS {
        let meaning: Vec<&str> = field.meaning.iter().map(|line| line.trim()).collect();
        let _ = writeln!(help, "  {:<30} {}", field.name, meaning.join(" "));
    }
    help
}
