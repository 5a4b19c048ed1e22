//! What goes wrong around the studio: no storage, a full device, a trap in the program itself.

use serde_json::json;

use crate::{Outcome, page::Page, site::Site};

/// Opens the studio after this script has changed the browser under it, and an example in it.
async fn after(site: &Site, script: &str) -> Outcome<Page> {
    let page = Page::at("about:blank").await?;
    let tools = page.driver.cdp();
    tools.send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await?;
    page.driver.goto(&site.url("")).await?;
    page.ready().await?;
    page.click("[data-testid=example-http-api-module]").await?;
    page.element("[data-testid=diagram]").await?;
    Ok(page)
}

/// Adds a route, by the palette.
async fn change(page: &Page) -> Outcome {
    page.press("\u{e009}k").await?;
    page.press("\u{e000}").await?;
    page.fill("dialog[open] input", "Add route").await?;
    page.press("\u{e007}").await?;
    page.see("[data-testid=counts]", "3 routes").await
}

#[tokio::test]
async fn a_full_device_is_told_and_work_goes_on() -> Outcome {
    let site = Site::start();
    let full =
        "IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError') };";
    let page = after(&site, full).await?;
    page.see("[data-testid=status]", "Storage is full").await?;
    change(&page).await?;
    page.see("[data-testid=status]", "download your design").await
}

#[tokio::test]
async fn blocked_storage_is_told_and_work_goes_on() -> Outcome {
    let site = Site::start();
    let blocked = "for (const name of ['indexedDB', 'localStorage']) \
                   Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } });";
    let page = after(&site, blocked).await?;
    page.see("[data-testid=status]", "Storage is blocked").await?;
    change(&page).await
}

#[tokio::test]
async fn a_trap_of_the_program_offers_the_document() -> Outcome {
    let site = Site::start();
    let page = after(&site, "").await?;
    page.run::<()>(
        "dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }))",
    )
    .await?;
    page.see("#crash", "The studio has stopped").await?;
    page.see("#crash", "Download my document").await?;
    page.accessible().await
}
