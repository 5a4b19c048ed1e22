//! The Flow panel: requests from outside.

use crate::{
    Outcome,
    page::{Page, Theme, Width},
    site::Site,
};

const PASTED: &str = "[data-testid=paste-request] textarea";

/// Opens the menu of requests and chooses the entry that begins so.
async fn choose(page: &Page, label: &str) -> Outcome {
    page.click(".flow-form header [aria-haspopup=menu]").await?;
    page.element("[role=menuitem]").await?;
    let script = format!(
        "[...document.querySelectorAll('[role=menuitem]')].find(item => item.textContent.startsWith('{label}')).click()"
    );
    page.run::<Option<bool>>(&script).await.map(drop)
}

#[tokio::test]
async fn a_pasted_command_is_sent() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    page.click("[data-testid=example-rest-usage-plan]").await?;
    page.element("[data-testid=diagram]").await?;
    page.click("[data-testid=rail-flow]").await?;
    choose(&page, "Paste").await?;
    page.rewrite(PASTED, "curl 'https://shop.test/prod/products?category=books").await?;
    page.see("dialog[open]", "A quote begins here").await?;
    page.press("' -H 'x-api-key: demoBasicClient0123456789'").await?;
    page.see("dialog[open]", "GET /prod/products").await?;
    page.see("dialog[open]", "default endpoint").await?;
    for theme in Theme::ALL {
        page.dress(Width::Desktop, theme).await?;
        page.accessible().await?;
        page.look("paste", Width::Phone, theme).await?;
    }
    page.dress(Width::Desktop, Theme::ALL[0]).await?;
    page.click("dialog[open] .dialog-actions button:last-child").await?;
    page.see("[data-testid=flow-verdict]", "returns").await?;
    page.see(".flow-sent", "GET /prod/products").await?;
    page.quiet().await
}
