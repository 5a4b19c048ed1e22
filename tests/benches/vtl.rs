//! Mapping templates: renders per CPU second, beside Apache Velocity 1.7 where it is at hand.
//!
//! `GATEWAY_STUDIO_VELOCITY` is the class path of Velocity 1.7, json-path and json-smart; `java` runs the program
//! beside this file with it. Both engines parse the body once and make a new context for each render. Where a template
//! is read for each render, ours has a way for that: `render_once`.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use studio_core::lang::json::Json;
use studio_core::lang::vtl::{Inputs, Limits, Template, render_once};

mod templates;

use templates::{ALL, body, input};

/// How long each measurement takes.
const MEASURED: Duration = Duration::from_secs(2);

fn main() {
    let limits = Limits::new(1000);
    println!("{:<22} {:>16} {:>16} {:>8}", "template", "renders / s", "Velocity / s", "times");
    for (name, template, items) in ALL {
        let body = body(items).to_string();
        let inputs = inputs(&body);
        let parsed = Template::parse(template).expect("the template parses");
        let ours = rate(|| parsed.render(&inputs, &limits).expect("it renders").text.len());
        line(name, ours, velocity(template, "render", items));
        if items == 0 {
            let both =
                rate(|| render_once(black_box(template), &inputs, &limits).expect("it renders").text.len());
            line("small, parse + render", both, velocity(template, "parse", items));
        }
    }
}

fn line(name: &str, ours: f64, theirs: Option<f64>) {
    let (theirs, times) = match theirs {
        Some(theirs) => (format!("{theirs:.0}"), format!("{:.1}", ours / theirs)),
        None => ("not at hand".to_owned(), String::new()),
    };
    println!("{name:<22} {ours:>16.0} {theirs:>16} {times:>8}");
}

fn inputs(body: &str) -> Inputs {
    let json = Json::from_serde(&input(body)).expect("the input is JSON");
    Inputs::from_json(&json).expect("the input is an input")
}

/// Calls per CPU second.
fn rate(mut work: impl FnMut() -> usize) -> f64 {
    for _ in 0..200 {
        black_box(work());
    }
    let start = Instant::now();
    let cpu = cpu_seconds();
    let mut count = 0_u32;
    while start.elapsed() < MEASURED {
        for _ in 0..50 {
            black_box(work());
        }
        count += 50;
    }
    let spent = match (cpu, cpu_seconds()) {
        (Some(before), Some(after)) => after - before,
        _ => start.elapsed().as_secs_f64(),
    };
    f64::from(count) / spent
}

/// Seconds that this thread has computed, where the system tells (Linux); else wall time is taken.
fn cpu_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

/// Velocity's renders per CPU second; none when it is not at hand.
fn velocity(template: &str, what: &str, items: usize) -> Option<f64> {
    let path = std::env::var("GATEWAY_STUDIO_VELOCITY").ok()?;
    let folder = std::env::temp_dir().join(format!("gateway-studio-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).ok()?;
    let file = |name: &str, text: &str| -> Option<PathBuf> {
        let path = folder.join(name);
        std::fs::write(&path, text).ok()?;
        Some(path)
    };
    let (template, body) = (file("template.vtl", template)?, file("body.json", &body(0).to_string())?);
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/VelocityBench.java");
    let compiled = Command::new("javac")
        .args(["-nowarn", "-cp", &path, "-d"])
        .arg(&folder)
        .arg(program)
        .status()
        .ok()?;
    assert!(compiled.success(), "javac fails");
    let path = format!("{path}:{}", folder.display());
    let run = Command::new("java")
        .args(["-cp", &path, "VelocityBench"])
        .arg(template)
        .arg(body)
        .arg(what)
        .arg(items.to_string())
        .output();
    let output = run.ok()?;
    if !output.status.success() {
        println!("Velocity failed: {}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    let _ = std::fs::remove_dir_all(&folder);
    String::from_utf8_lossy(&output.stdout).split(' ').next()?.parse().ok()
}
