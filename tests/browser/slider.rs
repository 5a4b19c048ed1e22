//! How long a step of a slider of the traffic takes in the bill of a design with 300 routes.
//!
//! Timed is the event with everything that follows it in its turn, and the frame that shows the new bill with layout and
//! paint. Not timed is the waiting for the screen's next frame. Steps come one a frame, as of a slider that is dragged,
//! with pauses between, in which the panel computes what waits for a pause.

use serde_json::{Value, json};

use crate::{Outcome, page::Page, shares, site::Site};

/// Routes beside those of the example.
const ROUTES: u32 = 300;
const STEPS: usize = 120;
/// What a step may take, in milliseconds.
pub const MOST_MS: f64 = 16.0;

const WATCH: &str = "
    const later = run => { const c = new MessageChannel(); c.port1.onmessage = run; c.port2.postMessage(0); };
    const slider = document.querySelector('[data-testid=traffic-requests] input[type=range]');
    const total = () => document.querySelector('[data-testid=cost-total]').textContent;
    (async () => {
        const times = [];
        for (let step = 0; step < STEPS; step++) {
            await new Promise(run => requestAnimationFrame(() => later(run)));
            if (step % 20 === 19) await new Promise(run => setTimeout(run, 1500));
            const before = total(), start = performance.now();
            slider.value = String(60 + step % 60);
            slider.dispatchEvent(new Event('input', { bubbles: true }));
            for (let turn = 0; turn < 50; turn++) await null;
            const handled = performance.now(), moved = total() !== before;
            const frame = await new Promise(run => requestAnimationFrame(() => {
                const began = performance.now();
                later(() => run(performance.now() - began));
            }));
            times.push([handled - start, frame, moved ? 1 : 0]);
        }
        done(times);
    })();";

/// Measures, and prints the shares.
pub async fn slider() -> Outcome {
    let site = Site::copy("measure-slider");
    let mut document: Value =
        serde_json::from_str(&site.read("designs/rest-usage-plan.json")).expect("an example is JSON");
    let integration = document["design"]["apis"]["1"]["routes"]["2"]["integration"].clone();
    for number in 0..ROUTES {
        let id = 1000 + number;
        let route = json!({ "key": format!("GET /bulk/items-{number}"), "integration": integration });
        document["design"]["apis"]["1"]["routes"][id.to_string()] = route;
    }
    document["design"]["last_id"] = json!(1000 + ROUTES);
    site.write("designs/many-routes.json", &document.to_string());
    let page = Page::open(&site.url("?embed=1&panel=cost&design=designs/many-routes.json")).await?;
    page.element("[data-testid=cost-total]").await?;
    page.element("[data-testid=cost-ways]").await?;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let times: Vec<[f64; 3]> = page.wait_for(&WATCH.replace("STEPS", &STEPS.to_string())).await?;
    let moved = times.iter().filter(|step| step[2] > 0.0).count();
    assert!(moved * 10 >= STEPS * 9, "the bill moves with the slider: {moved} of {STEPS}");
    println!("{STEPS} steps of a slider, {ROUTES} routes, in ms  p50    p95    max   (wanted: {MOST_MS})");
    shares("handled", times.iter().map(|step| step[0]).collect());
    shares("frame", times.iter().map(|step| step[1]).collect());
    shares("the step", times.iter().map(|step| step[0] + step[1]).collect());
    Ok(())
}
