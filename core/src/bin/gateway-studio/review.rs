//! `gateway-studio review`: what is wrong or unwise about a design, for people, scripts, scanners and build servers.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use studio_core::aws;
use studio_core::base::{self, Day};
use studio_core::design::{Document, Severity};
use studio_core::review::{self, Finding, RULES, State, read_waivers, review};

use super::{Failure, STATUS_ERRORS, STATUS_USE, line, misused, open, pretty, print, read, terraform_files};

/// The options of `review`.
#[derive(Args)]
pub struct Arguments {
    /// The design; without one, the rules are listed.
    design: Option<PathBuf>,
    /// Prints SARIF 2.1.0, which code scanners read.
    #[arg(long, conflicts_with_all = ["junit", "json"])]
    sarif: bool,
    /// Prints JUnit XML, which build servers read.
    #[arg(long, conflicts_with = "json")]
    junit: bool,
    /// The least severity that makes the exit status 1.
    #[arg(long, value_enum, default_value_t)]
    fail_on: FailOn,
    /// More waivers: a list of `{rule, item?, reason, expires_on?}`, whose items may be named, as in
    /// `{"type": "route", "name": "GET /orders", "api": "orders"}`.
    #[arg(long)]
    waivers: Option<PathBuf>,
    /// The day on which waivers are looked at, as 2026-11-28; without it, today in UTC.
    #[arg(long)]
    today: Option<String>,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum FailOn {
    #[default]
    Error,
    Warning,
    Note,
}

impl FailOn {
    /// Whether a finding of this severity is grave enough.
    pub const fn takes(self, severity: Severity) -> bool {
        match (self, severity) {
            (_, Severity::Error) | (Self::Note, _) => true,
            (Self::Warning, Severity::Warning) => true,
            (Self::Error, _) | (Self::Warning, Severity::Note) => false,
        }
    }
}

/// Reviews the design and says the exit status.
pub fn run(arguments: &Arguments, json: bool) -> Result<u8, Failure> {
    let today = today(arguments.today.as_deref())?;
    let Some(path) = &arguments.design else {
        list_rules(json);
        return Ok(0);
    };
    let (mut document, opened) = open(path)?;
    let mut told = Vec::new();
    if let Some(file) = &arguments.waivers {
        let (waivers, found) =
            read_waivers(&read(file)?, &document).map_err(|error| misused(file, &error.to_string()))?;
        document.waivers.extend(waivers);
        told = found;
    }
    let mut findings: Vec<Finding> = opened
        .into_iter()
        .chain(told)
        .map(|diagnostic| Finding { diagnostic, waiver: None, state: State::Open })
        .collect();
    findings.extend(review(&document.design, &document.waivers, today));
    let fails = |finding: &Finding| finding.is_open() && arguments.fail_on.takes(finding.diagnostic.severity);
    if json {
        print(&pretty(&as_json(&findings)));
    } else if arguments.sarif {
        let sites = terraform_files::sites(path, &name(path))?;
        print(&pretty(&review::sarif_of_files(&findings, &document, &name(path), &sites)));
    } else if arguments.junit {
        print(&review::junit(&document.design.name, &findings, fails));
    } else {
        tell(&findings, &document);
    }
    Ok(if findings.iter().any(fails) { STATUS_ERRORS } else { 0 })
}

fn today(text: Option<&str>) -> Result<Day, Failure> {
    match text {
        Some(text) => {
            text.parse().map_err(|error| Failure { message: format!("--today: {error}"), status: STATUS_USE })
        }
        None => Ok(Day::at(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))),
    }
}

/// What a scanner calls the file.
fn name(path: &Path) -> String {
    match path.to_string_lossy().replace('\\', "/") {
        stdin if stdin == "-" => "design.json".to_owned(),
        path => path.trim_start_matches("./").to_owned(),
    }
}

fn list_rules(json: bool) {
    if json {
        let rules: Vec<Value> = RULES
            .iter()
            .map(|rule| {
                let mut value = json!(rule);
                let controls = aws::controls_of(rule.id).map(|control| control.id.as_str());
                value["controls"] = controls.collect();
                value
            })
            .collect();
        return print(&pretty(&json!({ "rules": rules })));
    }
    for rule in RULES {
        print(&format!("{:<7} {:<32} {}", word(rule.severity), rule.id, rule.title));
    }
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn as_json(findings: &[Finding]) -> Value {
    json!({ "findings": findings, "summary": summary(findings) })
}

/// How many findings are open, by severity, and how many are waived.
fn summary(findings: &[Finding]) -> Value {
    let open =
        |severity| findings.iter().filter(|one| one.is_open() && one.diagnostic.severity == severity).count();
    let state = |state| findings.iter().filter(|one| one.state == state).count();
    json!({
        "errors": open(Severity::Error),
        "warnings": open(Severity::Warning),
        "notes": open(Severity::Note),
        "waived": state(State::Waived),
        "expired": state(State::Expired),
    })
}

fn tell(findings: &[Finding], document: &Document) {
    for finding in findings {
        let mut text = line(&finding.diagnostic);
        if let Some(item) = finding.diagnostic.item
            && let Some(name) = document.name_of(item).filter(|name| !name.is_empty())
        {
            text.push_str(&format!("\n    of: {} `{name}`", item.noun()));
        }
        if let Some(waiver) = &finding.waiver {
            let until = waiver.expires_on.as_deref();
            let until = match finding.state {
                State::Waived => until.map_or_else(String::new, |day| format!(" until {day}")),
                _ => until.map_or_else(String::new, |day| format!(", but only until {day}")),
            };
            text.push_str(&format!("\n    waived{until}: {}", waiver.reason));
        }
        print(&text);
    }
    let counts = summary(findings);
    let counted =
        |of: &str, noun| base::counted(usize::try_from(counts[of].as_u64().unwrap_or(0)).unwrap_or(0), noun);
    print(&format!(
        "{}, {}, {}; {} waived",
        counted("errors", "error"),
        counted("warnings", "warning"),
        counted("notes", "note"),
        counts["waived"]
    ));
}
