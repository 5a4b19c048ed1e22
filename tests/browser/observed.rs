//! The Flow panel: what a request leaves behind, what would let it pass, and what a browser makes of it.

use crate::{Outcome, flow_panel, site::Site};

/// What was copied last, without asking the browser for the right to read its clipboard.
const KEEP_COPIED: &str =
    "navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve() }";

#[tokio::test]
async fn the_access_log_line_is_shown_and_copied() -> Outcome {
    let site = Site::start();
    let page = flow_panel::open(&site, "rest-usage-plan", "Products of a category").await?;
    page.click("#flow-detail-tab-logs").await?;
    page.see("[data-testid=flow-logs]", "\"resourcePath\":\"/products\",\"status\":\"200\"").await?;
    page.see("[data-testid=flow-logs]", "/aws/apigateway/orders/access").await?;
    // A variable without a value says why.
    page.see("[data-testid=flow-logs] table", "This request has none").await?;
    page.see("[data-testid=flow-logs]", "The stage's level writes nothing about this request").await?;
    page.run::<()>(KEEP_COPIED).await?;
    page.click("[data-testid=flow-logs] .code-frame button").await?;
    page.until("window.copied").await?;
    let copied: String = page.run("return window.copied").await?;
    let line: String =
        page.run("return document.querySelector('[data-testid=flow-logs] pre').textContent").await?;
    assert!(copied.starts_with("{\"requestId\":\""), "{copied}");
    assert_eq!(copied, line.trim_end());
    page.run::<()>("document.querySelectorAll('.flow-query').forEach(it => it.open = true)").await?;
    page.see(".flow-query", "filter").await?;
    page.look_everywhere("flow-logs").await?;
    // The reading leads to where it is set.
    page.press_button("[data-testid=flow-logs] .btn", "Show stage prod").await?;
    page.see("[data-testid=inspector]", "Write an access log").await?;
    page.quiet().await
}

#[tokio::test]
async fn costs_metrics_and_segments_are_told() -> Outcome {
    let site = Site::start();
    let page = flow_panel::open(&site, "rest-usage-plan", "Products of a category").await?;
    page.click("#flow-detail-tab-measures").await?;
    page.see("[data-testid=flow-measures]", "REST API requests").await?;
    page.see("[data-testid=flow-cost]", "$0.0000045").await?;
    page.see("[data-testid=flow-measures]", "4XXError").await?;
    page.look_everywhere("flow-measures").await?;
    // A request without its key is not billed, and the reason stands beside.
    page.press_button(".flow-what-if button", "no API key").await?;
    page.see("[data-testid=flow-verdict]", "returns 403").await?;
    page.see("[data-testid=flow-measures]", "Not billed").await?;
    page.see("[data-testid=flow-measures]", "Requests without a valid API key").await?;
    page.quiet().await
}

#[tokio::test]
async fn a_remedy_is_applied_and_undone() -> Outcome {
    let site = Site::start();
    let page = flow_panel::open(&site, "rest-usage-plan", "Key that is switched off").await?;
    page.see("[data-testid=flow-verdict]", "returns 403").await?;
    page.see("[data-testid=flow-remedies]", "Enable API key").await?;
    // Looked at from another step, the verdict leads to the ways past it.
    page.click("[data-step=route]").await?;
    assert_eq!(page.count("[data-testid=flow-remedies]").await?, 0);
    page.see("[data-testid=flow-to-remedies]", "1 way past it").await?;
    page.click("[data-testid=flow-to-remedies]").await?;
    page.see("[data-testid=flow-remedies]", "Enable API key").await?;
    page.until("document.activeElement.id === 'flow-remedies'").await?;
    page.look_everywhere("flow-remedies").await?;
    page.press_button("[data-testid=flow-remedies] .btn", "Change the design").await?;
    page.see("[data-testid=flow-verdict]", "returns 200").await?;
    page.see("body", "The design is changed: the request returns 200").await?;
    assert_eq!(page.count("[data-testid=flow-remedies]").await?, 0);
    page.run::<()>("document.activeElement.blur()").await?;
    page.press(&format!("{}z", crate::page::key::CONTROL)).await?;
    page.see("[data-testid=flow-verdict]", "returns 403").await?;
    page.quiet().await
}

#[tokio::test]
async fn a_remedy_changes_the_request_and_sends_it() -> Outcome {
    let site = Site::start();
    let page = flow_panel::open(&site, "rest-usage-plan", "No API key").await?;
    page.see("[data-testid=flow-verdict]", "returns 403").await?;
    page.see("[data-testid=flow-remedies]", "x-api-key").await?;
    page.press_button("[data-testid=flow-remedies] .btn", "Change the request and send").await?;
    page.see("[data-testid=flow-verdict]", "returns 200").await?;
    assert_eq!(page.count("[data-testid=flow-to-remedies]").await?, 0);
    assert_eq!(page.count(".flow-sent-row").await?, 2);
    page.quiet().await
}

#[tokio::test]
async fn a_browser_hides_the_answer_until_the_origin_is_allowed() -> Outcome {
    let site = Site::start();
    let page = flow_panel::open(&site, "http-api-module", "List users").await?;
    page.click("#flow-detail-tab-browser").await?;
    page.see("[data-testid=flow-browser-verdict]", "The script gets the answer").await?;
    page.fill("[data-testid=flow-browser] input[inputmode=url]", "https://other.example.com\u{e007}").await?;
    page.see("[data-testid=flow-browser-verdict]", "The request is never sent").await?;
    page.see("[data-testid=flow-browser-reason]", "Access-Control-Allow-Origin").await?;
    page.see("[data-testid=flow-browser]", "the script sets authorization").await?;
    page.see("[data-testid=flow-browser] table", "missing").await?;
    page.look_everywhere("flow-browser").await?;
    page.press_button("[data-testid=flow-browser] .btn", "Change the design").await?;
    page.see("[data-testid=flow-browser-verdict]", "The script gets the answer").await?;
    page.run::<()>("document.activeElement.blur()").await?;
    page.press(&format!("{}z", crate::page::key::CONTROL)).await?;
    page.see("[data-testid=flow-browser-verdict]", "The request is never sent").await?;
    page.press_button("[data-testid=flow-browser] .btn", "Show ").await?;
    page.element("[data-testid=inspector]").await?;
    page.quiet().await
}
