//! What users of the built page wait for, in a real Chromium. Run with `cargo xtask measure`.
//!
//! First, how long a key takes in a template of AWS's largest size.
//! A key's time is from when the browser got it until its letter is painted, without the wait for the screen's next
//! frame: what kept the page's one thread before the key, the key itself, and the frame. Keys come in bursts with
//! pauses between, in which the page renders, checks and saves, so that some keys meet that.
//!
//! Then, how often a second our engine (as WebAssembly) and velocityjs render the same templates with the same input,
//! both parsed once. Each render of ours hands a string over to the page.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::path::Path;
use std::time::Duration;

use serde_json::json;
#[expect(dead_code, reason = "shared with the tests, which use more of it")]
mod axe;
mod chrome;
#[expect(dead_code, reason = "shared with the tests, which use more of it")]
mod page;
#[path = "../server.rs"]
#[expect(dead_code, reason = "shared with xtask, which uses more of it")]
mod server;
#[expect(dead_code, reason = "shared with the tests, which use more of it")]
mod site;
#[path = "../skip.rs"]
mod skip;
#[path = "../benches/templates.rs"]
mod templates;

use page::{Page, key::CONTROL};
use site::Site;

/// What a step returns.
type Outcome<T = ()> = thirtyfour::error::WebDriverResult<T>;

const TEXT: &str = "[data-testid=template-text] .code-pad";
const KEYS: usize = 400;
/// Between two keys of a burst.
const GAP_MS: u64 = 70;
/// Keys of a burst.
const BURST: usize = 12;

/// Notes for each key when it came, when it was handled, and when its frame began and ended.
const WATCH: &str = "
    const pad = document.querySelector('[data-testid=template-text] .code-pad');
    window.times = [];
    const later = run => { const c = new MessageChannel(); c.port1.onmessage = run; c.port2.postMessage(0); };
    let came = 0;
    pad.addEventListener('keydown', event => { came = event.timeStamp; }, true);
    // At the window, the editor has had its turn; what it left for later in the same turn comes before us, too.
    addEventListener('beforeinput', async () => {
        const from = came;
        let handled = 0;
        requestAnimationFrame(() => {
            const frame = performance.now();
            later(() => {
                const idle = handled && handled < frame ? frame - handled : 0;
                window.times.push(performance.now() - from - idle);
            });
        });
        for (let turn = 0; turn < 20; turn++) await null;
        handled = performance.now();
    });";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    typing().await?;
    engines().await
}

async fn typing() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    page.click("[data-testid=example-rest-usage-plan]").await?;
    page.element("[data-testid=diagram]").await?;
    page.click("[data-testid=rail-template]").await?;
    page.element(TEXT).await?.click().await?;
    let line = "#set($v = $input.path('$.a.b'))  \"name\": \"$util.escapeJavaScript($v)\", ## a comment\n";
    let lines = 300 * 1024 / line.len();
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
    let mut times: Vec<f64> = page.run("return window.times").await?;
    times.sort_by(f64::total_cmp);
    let at = |share: usize| {
        times.get((times.len() * share / 100).min(times.len() - 1)).copied().unwrap_or(f64::NAN)
    };
    println!(
        "{} keys in {} KB: p50 {:.1} ms, p95 {:.1} ms, max {:.1} ms",
        times.len(),
        300,
        at(50),
        at(95),
        at(100)
    );
    Ok(())
}

/// What the page of the engines answers.
#[derive(serde::Deserialize)]
struct Rates {
    ours: f64,
    theirs: f64,
    ours_text: String,
    theirs_text: String,
}

async fn engines() -> Outcome {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../measure");
    if !folder.join("velocityjs/index.mjs").is_file() {
        skip::skip("velocityjs is not there: install Node.js and run `cargo xtask measure`");
        return Ok(());
    }
    let server = server::Server::start(&folder, "/", 0).expect("a free port on this machine");
    let page = Page::open(&server.url("/index.html")).await?;
    println!("{:<20} {:>14} {:>14} {:>7}", "template", "renders / s", "velocityjs / s", "times");
    for (name, template, items) in templates::ALL {
        let input = templates::input(&templates::body(items).to_string());
        let script = format!("compare({}, {input}, done);", json!(template));
        let Rates { ours, theirs, ours_text, theirs_text } = page.wait_for(&script).await?;
        println!("{name:<20} {ours:>14.0} {theirs:>14.0} {:>7.1}", ours / theirs);
        let same = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(same(&ours_text), same(&theirs_text), "both engines print the same but for blanks");
    }
    Ok(())
}
