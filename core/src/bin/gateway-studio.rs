//! The command line host: reads files, asks the core, prints. The only part of the core that touches the
//! operating system.
//!
//! Exit status: 0 fine, 1 the design or file has errors, 2 wrong use.

#[path = "gateway-studio/answers.rs"]
mod answers;
#[path = "gateway-studio/check.rs"]
mod check;
#[path = "gateway-studio/cost.rs"]
mod cost_of;
#[path = "gateway-studio/openapi.rs"]
mod export_openapi;
#[path = "gateway-studio/flow.rs"]
mod flow;
#[path = "gateway-studio/junit.rs"]
mod junit;
#[path = "gateway-studio/quota.rs"]
mod measure;
#[path = "gateway-studio/review.rs"]
mod reviewed;
#[path = "gateway-studio/style.rs"]
mod style;
#[path = "gateway-studio/template.rs"]
mod template;
#[path = "gateway-studio/terraform.rs"]
mod terraform_files;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde_json::{Value, json};
use studio_core::cost;
use studio_core::design::inputs::{Usage, check_traffic};
use studio_core::design::{self, Diagnostic, Document, Severity};
use studio_core::openapi;

/// Design, simulate, price and export Amazon API Gateway APIs.
///
/// A DESIGN is a saved design, what `import … --json` prints, an OpenAPI document, or a folder of Terraform files;
/// `-` is standard input.
#[derive(Parser)]
#[command(name = "gateway-studio", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Prints JSON.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Reads another tool's document into a design.
    #[command(subcommand)]
    Import(Import),
    /// Says what is wrong with a design, and whether its scenarios are answered as they expect.
    Check {
        design: PathBuf,
        /// Writes how the scenarios went to this file, as JUnit XML.
        #[arg(long)]
        junit: Option<PathBuf>,
    },
    /// Sends requests through a design.
    Flow {
        design: PathBuf,
        /// A request, or a list of requests that share state in order.
        #[arg(long)]
        requests: PathBuf,
        /// When the first request may be sent, in seconds since 1970; without it, now. Tokens are checked
        /// against it, and the same start gives the same answer to the byte.
        #[arg(long)]
        start_epoch_s: Option<u64>,
        /// Adds what access log, execution log, CloudWatch, X-Ray and the bill hold of each request.
        #[arg(long)]
        observe: bool,
    },
    /// Renders a mapping template.
    Template {
        /// The template; `-` is standard input.
        #[arg(long)]
        template: PathBuf,
        /// `{body?, params?{path,querystring,header}, context?, stageVariables?, variables?}` as JSON; `-` is
        /// standard input.
        #[arg(long)]
        input: PathBuf,
    },
    /// Says what a month costs.
    Cost(cost_of::Arguments),
    /// Says whether a design fits AWS's quotas.
    Quota(measure::Arguments),
    /// Says what is wrong or unwise about a design.
    Review(reviewed::Arguments),
    /// Writes a design in another tool's form.
    #[command(subcommand)]
    Export(Export),
}

#[derive(Subcommand)]
enum Import {
    /// An OpenAPI 3.0 or Swagger 2.0 document, JSON or YAML.
    Openapi {
        file: PathBuf,
        /// Where the design is written; without it, standard output.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Terraform: a folder, a `.tf` file, a zip of a folder, or what `terraform show -json` prints of a plan or
    /// state; `-` is standard input.
    Terraform {
        path: PathBuf,
        /// Where the design is written; without it, standard output.
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

#[derive(Subcommand)]
enum Export {
    /// A Terraform module.
    Terraform {
        design: PathBuf,
        /// The folder that the module is written into; files of the same names are replaced, but for values files (`.tfvars`) that say something else.
        #[arg(long)]
        out: PathBuf,
        /// Writes the design, with where its resources are now, to this file: it may be the one that was read.
        #[arg(long)]
        record: Option<PathBuf>,
        #[command(flatten)]
        style: style::Style,
    },
    /// An OpenAPI document of a REST or HTTP API, as AWS's own export gives it.
    Openapi(export_openapi::Arguments),
}

/// What went wrong outside the design.
struct Failure {
    message: String,
    status: u8,
}

/// The design has errors, or a file is no design.
const STATUS_ERRORS: u8 = 1;
/// The command was used wrongly: a file is not there, an option is missing.
const STATUS_USE: u8 = 2;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(STATUS_USE) } else { ExitCode::SUCCESS };
        }
    };
    match run(&arguments) {
        Ok(status) => ExitCode::from(status),
        Err(failure) => {
            if arguments.json {
                print(&pretty(&json!({ "error": { "message": failure.message } })));
            }
            eprintln!("gateway-studio: {}", failure.message);
            ExitCode::from(failure.status)
        }
    }
}

fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let json = arguments.json;
    match &arguments.command {
        Command::Import(Import::Openapi { file, out }) => {
            let imported = openapi::import(&read(file)?).map_err(|error| at(file, &error.to_string()))?;
            import(&imported.document, &imported.diagnostics, out.as_deref(), json)
        }
        Command::Import(Import::Terraform { path, out }) => {
            let (document, found) = terraform_files::open(path)?;
            import(&document, &found, out.as_deref(), json)
        }
        Command::Check { design, junit } => check::run(design, junit.as_deref(), json),
        Command::Flow { design, requests, start_epoch_s, observe } => {
            flow::run(design, requests, *start_epoch_s, *observe, json)
        }
        Command::Template { template, input } => render(template, input, json),
        Command::Cost(arguments) => cost_of::run(arguments, json),
        Command::Quota(arguments) => measure::run(arguments, json),
        Command::Review(arguments) => reviewed::run(arguments, json),
        Command::Export(Export::Terraform { design, out, record, style }) => {
            terraform_files::export(design, out, record.as_deref(), &style.options(), json)
        }
        Command::Export(Export::Openapi(arguments)) => export_openapi::run(arguments, json),
    }
}

fn import(document: &Document, found: &[Diagnostic], out: Option<&Path>, json: bool) -> Result<u8, Failure> {
    let document = design::save(document);
    if let Some(out) = out {
        write(out, document.as_bytes())?;
    }
    if json {
        let document: Value = serde_json::from_str(&document).unwrap_or_default();
        print(&pretty(&json!({ "document": document, "diagnostics": found })));
    } else {
        if out.is_none() {
            print(document.trim_end_matches('\n'));
        }
        explain(found);
    }
    Ok(status(found))
}

fn render(file: &Path, input: &Path, json: bool) -> Result<u8, Failure> {
    if file == Path::new("-") && input == file {
        return Err(misused(file, "only one of the template and the input can be standard input"));
    }
    let text = |path: &Path| String::from_utf8(read(path)?).map_err(|_| at(path, "not UTF-8 text"));
    let (template, values) = (text(file)?, text(input)?);
    let template = template::Source { path: file, text: &template };
    let answer = template::render(&template, &template::Source { path: input, text: &values });
    answer.remarks.iter().for_each(|remark| eprintln!("{remark}"));
    if json {
        print(&pretty(&answer.json));
    } else {
        let _ = std::io::stdout().write_all(answer.output.as_bytes());
    }
    Ok(if answer.failed { STATUS_ERRORS } else { 0 })
}

/// The quantities of a usage file, or else the document's own; what is wrong with its traffic is told too.
fn quantities(
    document: &Document,
    usage: Option<&Path>,
    found: &mut Vec<Diagnostic>,
) -> Result<Usage, Failure> {
    found.extend(check_traffic(&document.traffic));
    let Some(path) = usage else { return Ok(document.usage.clone()) };
    let bytes = read(path)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| at(path, "not UTF-8 text"))?;
    let (usage, problems) = cost::read_usage(text);
    found.extend(problems);
    Ok(usage)
}

fn open_or_empty(path: Option<&Path>) -> Result<(Document, Vec<Diagnostic>), Failure> {
    path.map_or_else(|| Ok((Document::default(), Vec::new())), open)
}

/// A design from a saved design, from what `import --json` prints, from an OpenAPI document, or from Terraform
/// files.
fn open(path: &Path) -> Result<(Document, Vec<Diagnostic>), Failure> {
    if terraform_files::is_terraform(path) {
        return terraform_files::open(path);
    }
    let bytes = read(path)?;
    let value: Option<Value> = serde_json::from_slice(&bytes).ok();
    let field = |name: &str| value.as_ref().and_then(|value| value.get(name));
    if let Some(document) = field("document") {
        return load(path, document.to_string().as_bytes());
    }
    if terraform_files::IN_JSON.iter().any(|name| field(name).is_some()) {
        return terraform_files::import(path, vec![terraform_files::only(path, bytes)]);
    }
    if value.is_none() || field("openapi").is_some() || field("swagger").is_some() {
        let imported = openapi::import(&bytes).map_err(|error| at(path, &error.to_string()))?;
        return Ok((imported.document, imported.diagnostics));
    }
    load(path, &bytes)
}

fn load(path: &Path, bytes: &[u8]) -> Result<(Document, Vec<Diagnostic>), Failure> {
    let loaded = design::load(bytes).map_err(|error| at(path, &error.to_string()))?;
    Ok((loaded.document, loaded.diagnostics))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let outcome = if path == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    outcome.map(|()| bytes).map_err(|error| misused(path, &error.to_string()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| misused(path, &error.to_string()))
}

fn at(path: &Path, message: &str) -> Failure {
    Failure { message: format!("{}: {message}", path.display()), status: STATUS_ERRORS }
}

fn misused(path: &Path, message: &str) -> Failure {
    Failure { message: format!("{}: {message}", path.display()), status: STATUS_USE }
}

fn status(found: &[Diagnostic]) -> u8 {
    u8::from(found.iter().any(|diagnostic| diagnostic.severity == Severity::Error))
}

/// Findings that go beside the answer, so that the answer stays clean for a pipe.
fn explain(found: &[Diagnostic]) {
    found.iter().for_each(|diagnostic| eprintln!("{}", line(diagnostic)));
}

fn line(diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let item = diagnostic.item.map(|item| format!(" {item}")).unwrap_or_default();
    let place = if diagnostic.place.is_empty() { String::new() } else { format!(" at {}", diagnostic.place) };
    let help =
        if diagnostic.help.is_empty() { String::new() } else { format!("\n    help: {}", diagnostic.help) };
    format!("{severity}[{}]{item}{place}: {}{help}", diagnostic.code, diagnostic.message)
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// Prints a line; a reader that has gone away is no error.
fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}
