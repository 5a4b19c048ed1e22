//! What users of the built page wait for, in a real Chromium. Run with `cargo xtask measure`; when that has built what is
//! measured, `cargo test -p studio-tests --test measure terraform` measures Terraform files alone.
//!
//! `slider` measures the slider of the Cost panel alone.
//!
//! First, how long a key takes in a template of AWS's largest size: from when the browser got the key (its event's time
//! stamp) until the frame that shows it is made. That is what kept the page's one thread before the key, the key
//! itself, what the page's timers do between it and its frame, and the frame with layout and paint. Not counted is
//! the time in which that thread only waits for the screen's next frame. Keys come in bursts with pauses between, in
//! which the page colours, renders, checks and saves, so that some keys meet that.
//!
//! Then, how long a step of a slider takes in the bill of a design with 300 routes.
//!
//! Then, how often a second our engine (as WebAssembly) and velocityjs render the same templates with the same input,
//! both parsed once. Each render of ours hands a string over to the page.
//!
//! Then, how many requests a second go through a REST API with templates and validation, each with its whole trace.
//!
//! Last, how long Terraform files of such an API take, out of a design and back, in each way to write them: the shortest
//! of some runs.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::path::Path;
use std::time::Duration;

use serde_json::json;
mod axe;
mod chrome;
#[expect(dead_code, reason = "shared with the tests, which use more of it")]
mod page;
#[path = "../server.rs"]
#[expect(dead_code, reason = "shared with xtask, which uses more of it")]
mod server;
mod site;
#[path = "../skip.rs"]
mod skip;
mod slider;
#[path = "../benches/templates.rs"]
mod templates;

use page::{Page, key::CONTROL};
use site::Site;

/// What a step returns.
type Outcome<T = ()> = thirtyfour::error::WebDriverResult<T>;

const TEXT: &str = "[data-testid=template-text] .code-pad";
/// How large the template is.
const KB: usize = 300;
const KEYS: usize = 400;
/// Between two keys of a burst.
const GAP_MS: u64 = 70;
/// Keys of a burst.
const BURST: usize = 12;

/// Notes for each key how long it waited, how long it was handled, and how long its frame took, in milliseconds.
const WATCH: &str = "
    window.times = [];
    const later = run => { const c = new MessageChannel(); c.port1.onmessage = run; c.port2.postMessage(0); };
    let came = 0, begun = 0, busy = 0;
    const set = window.setTimeout;
    window.setTimeout = (run, ...rest) => set((...given) => {
        const start = performance.now();
        try { return run(...given); } finally { busy += performance.now() - start; }
    }, ...rest);
    addEventListener('keydown', event => { came = event.timeStamp; }, true);
    addEventListener('beforeinput', () => { begun = performance.now(); }, true);
    // At the window, the editor has had its turn; what it left for later in the same turn comes before us, too.
    addEventListener('beforeinput', async () => {
        const [from, start] = [came, begun];
        let handled = 0, before = 0;
        requestAnimationFrame(() => {
            const frame = performance.now();
            const between = handled && handled < frame ? busy - before : 0;
            later(() => {
                const handling = (handled && handled < frame ? handled : frame) - start;
                window.times.push([start - from, handling, between, performance.now() - frame]);
            });
        });
        for (let turn = 0; turn < 20; turn++) await null;
        [handled, before] = [performance.now(), busy];
    });";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let only = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    match only.as_deref() {
        None => {
            typing().await?;
            slider::slider().await?;
            engines().await
        }
        Some("slider") => slider::slider().await,
        Some("terraform") => match beside().await? {
            Some((_server, page)) => terraform(&page).await,
            None => Ok(()),
        },
        Some(other) => panic!("`{other}` is not measured alone"),
    }
}

async fn typing() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    page.click("[data-testid=example-rest-usage-plan]").await?;
    page.element("[data-testid=diagram]").await?;
    page.click("[data-testid=rail-template]").await?;
    page.element(TEXT).await?.click().await?;
    let line = "#set($v = $input.path('$.a.b'))  \"name\": \"$util.escapeJavaScript($v)\", ## a comment\n";
    let lines = KB * 1024 / line.len();
    page.press(&format!("{CONTROL}a")).await?;
    page.insert(&line.repeat(lines)).await?;
    tokio::time::sleep(Duration::from_secs(4)).await;
    let middle = format!(
        "const pad = document.querySelector('{TEXT}');
         const block = pad.children[pad.children.length >> 1];
         block.scrollIntoView();
         getSelection().collapse(block.firstChild, 40);"
    );
    page.run::<()>(&middle).await?;
    page.run::<()>(WATCH).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    for key in 0..KEYS {
        let letter = ["a", "b", "$", "c", " ", "d"][key % 6];
        let event = json!({ "type": "keyDown", "key": letter, "text": letter });
        page.driver.cdp().send_raw("Input.dispatchKeyEvent", event).await?;
        page.driver
            .cdp()
            .send_raw("Input.dispatchKeyEvent", json!({ "type": "keyUp", "key": letter }))
            .await?;
        let pause = if key % BURST == BURST - 1 { 300 + (key as u64 * 379) % 1500 } else { GAP_MS };
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
    let times: Vec<[f64; 4]> = page.run("return window.times").await?;
    println!("{} keys in {KB} KB, in ms     p50    p95    max", times.len());
    let parts = ["waited", "handled", "others", "frame"];
    for (index, part) in parts.into_iter().enumerate() {
        shares(part, times.iter().map(|key| key[index]).collect());
    }
    shares("the key", times.iter().map(|key| key.iter().sum()).collect());
    Ok(())
}

fn shares(name: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| {
        times.get((times.len() * share / 100).min(times.len() - 1)).copied().unwrap_or(f64::NAN)
    };
    println!("{name:<24} {:>6.1} {:>6.1} {:>6.1}", at(50), at(95), at(100));
}

/// What the page of the engines answers.
#[derive(serde::Deserialize)]
struct Rates {
    ours: f64,
    theirs: f64,
    ours_text: String,
    theirs_text: String,
}

/// The page with both engines.
async fn beside() -> Outcome<Option<(server::Server, Page)>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../measure");
    if !folder.join("velocityjs/index.mjs").is_file() {
        skip::skip("velocityjs is not there: install Node.js and run `cargo xtask measure`");
        return Ok(None);
    }
    let server = server::Server::start(&folder, "/", 0).expect("a free port on this machine");
    let page = Page::open(&server.url("/index.html")).await?;
    Ok(Some((server, page)))
}

async fn engines() -> Outcome {
    let Some((_server, page)) = beside().await? else { return Ok(()) };
    println!("{:<20} {:>14} {:>14} {:>7}", "template", "renders / s", "velocityjs / s", "times");
    for (name, template, items) in templates::ALL {
        let input = templates::input(&templates::body(items).to_string());
        let script = format!("compare({}, {input}, done);", json!(template));
        let Rates { ours, theirs, ours_text, theirs_text } = page.wait_for(&script).await?;
        println!("{name:<20} {ours:>14.0} {theirs:>14.0} {:>7.1}", ours / theirs);
        let same = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(same(&ours_text), same(&theirs_text), "both engines print the same but for blanks");
    }
    flow(&page).await?;
    terraform(&page).await
}

/// Requests through an API, each with its trace.
#[derive(serde::Deserialize)]
struct Sent {
    rate: f64,
    steps: u32,
}

async fn flow(page: &Page) -> Outcome {
    println!("{:<20} {:>14} {:>14}", "routes", "requests / s", "µs a request");
    for routes in [10, 100, 300, 1000] {
        let Sent { rate, steps } = page.wait_for(&format!("flow({routes}, done);")).await?;
        assert!(steps > 0, "the request that is measured passes");
        println!("{routes:<20} {rate:>14.0} {:>14.1}", 1e6 / rate);
    }
    Ok(())
}

/// Terraform files of an API, written in one way and read again.
#[derive(serde::Deserialize)]
struct Files {
    what: String,
    export_ms: f64,
    import_ms: f64,
    bytes: usize,
    routes: usize,
}

async fn terraform(page: &Page) -> Outcome {
    println!(
        "{:<20} {:>8} {:>14} {:>14} {:>9}",
        "Terraform files", "routes", "export, ms", "import, ms", "KB"
    );
    for routes in [10, 100, 300, 1000] {
        let ways: Vec<Files> = page.wait_for(&format!("terraform({routes}, done);")).await?;
        assert!(!ways.is_empty(), "there is a way to write the files");
        for Files { what, export_ms, import_ms, bytes, routes: read } in ways {
            assert_eq!(read, routes, "all routes come back from the files {what}");
            println!("{what:<20} {routes:>8} {export_ms:>14.1} {import_ms:>14.1} {:>9}", bytes / 1024);
        }
    }
    Ok(())
}
