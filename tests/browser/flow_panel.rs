//! The Flow panel, opened.

use crate::{Outcome, page::Page, site::Site};

/// The Flow panel of an example, with the saved request sent whose name begins so; the first one for an empty name.
pub async fn open(site: &Site, example: &str, request: &str) -> Outcome<Page> {
    let page = Page::open(&site.url("")).await?;
    page.click(&format!("[data-testid=example-{example}]")).await?;
    page.element("[data-testid=diagram]").await?;
    page.click("[data-testid=rail-flow]").await?;
    page.press_button(".flow-start .btn", request).await?;
    page.see("[data-testid=flow-verdict]", "returns").await?;
    Ok(page)
}
