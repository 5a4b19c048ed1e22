//! What Terraform files cost: out of a design in each style, and back into one.

use std::hint::black_box;

#[path = "median.rs"]
mod median;
#[path = "shop.rs"]
mod shop;

use studio_core::terraform::{Bundle, ExportOptions, Repetition, RestStyle, SourceFile, export, import};

use median::median_ms;

/// Numbers of routes.
const ROUTES: [usize; 4] = [10, 100, 300, 1000];

fn main() {
    println!("{:<28} {}", "routes", ROUTES.map(|routes| format!("{routes:>10}")).concat());
    let ways = [
        ("export folded, ms", RestStyle::Resources, Repetition::Fold),
        ("export written out, ms", RestStyle::Resources, Repetition::WriteOut),
        ("export as a body, ms", RestStyle::Body, Repetition::Fold),
    ];
    for (what, rest_style, repetition) in ways {
        let options = ExportOptions { rest_style, repetition, ..ExportOptions::default() };
        let times = ROUTES.map(|routes| {
            let design = shop::design(routes);
            median_ms(&|| drop(black_box(export(&design, &options))))
        });
        line(what, times);
        let times = ROUTES.map(|routes| {
            let files = files(&export(&shop::design(routes), &options));
            median_ms(&|| drop(black_box(import(&files))))
        });
        line(&what.replace("export", "import"), times);
    }
}

fn line(what: &str, times: [f64; 4]) {
    println!("{what:<28} {}", times.map(|time| format!("{time:>10.2}")).concat());
}

fn files(bundle: &Bundle) -> Vec<SourceFile> {
    let of = |file: &studio_core::terraform::File| SourceFile {
        path: file.path.clone(),
        bytes: file.text.clone().into_bytes(),
    };
    bundle.files.iter().map(of).collect()
}
