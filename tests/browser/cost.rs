//! The Cost panel: traffic moves the bill, and so do prices, offer files, discounts and savings.

use crate::{
    Outcome,
    page::{Page, key},
    site::Site,
};

const TOTAL: &str = "[data-testid=cost-total]";

/// The Cost panel of an example.
async fn panel(site: &Site, example: &str) -> Outcome<Page> {
    let page = Page::open(&site.url("")).await?;
    page.click(&format!("[data-testid=example-{example}]")).await?;
    page.element("[data-testid=diagram]").await?;
    page.click("[data-testid=rail-cost]").await?;
    page.element(TOTAL).await?;
    Ok(page)
}

/// Waits until the total is another one than before, and answers it.
async fn moved(page: &Page, before: &str) -> Outcome<String> {
    let other = format!(
        "const wait = () => {{
             const now = document.querySelector('{TOTAL}').textContent;
             now === {before:?} ? setTimeout(wait, 30) : done(now);
         }};
         wait();"
    );
    page.wait_for(&other).await
}

async fn total(page: &Page) -> Outcome<String> {
    page.run(&format!("return document.querySelector('{TOTAL}').textContent")).await
}

/// Replaces what is in a field and commits it.
async fn enter(page: &Page, css: &str, text: &str) -> Outcome {
    page.rewrite(css, &format!("{text}{}", key::ENTER)).await
}

/// Opens the `<details>` that this leads to.
async fn unfold(page: &Page, css: &str) -> Outcome {
    page.element(css).await?;
    page.run::<bool>(&format!("document.querySelector('{css}').open = true; return true")).await.map(drop)
}

async fn undo(page: &Page) -> Outcome {
    page.click("[data-testid=command-undo]").await
}

#[tokio::test]
async fn a_price_of_a_line_is_changed_and_taken_back() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "http-api-module").await?;
    let before = total(&page).await?;
    unfold(&page, "[data-testid=cost-lines] .cost-tiers").await?;
    let prices = "[data-testid=prices-http_requests]";
    unfold(&page, prices).await?;
    let field = format!("{prices} input");
    enter(&page, &field, "0.000002").await?;
    let dearer = moved(&page, &before).await?;
    page.see(prices, "before it was changed").await?;
    let bar = page.text("[data-testid=cost-chip]").await?;
    assert!(bar.contains(dearer.trim_start_matches('$')), "the bar has the same total: {bar}, {dearer}");
    unfold(&page, "[data-testid=cost-prices-more]").await?;
    page.see("[data-testid=cost-edits]", "instead of").await?;
    page.accessible().await?;
    page.click(&format!("{prices} button[aria-label^='Take the published price again']")).await?;
    assert_eq!(moved(&page, &dearer).await?, before, "the published price is back");
    page.quiet().await
}

#[tokio::test]
async fn a_discount_and_a_book_change_the_total_and_undo_takes_them_back() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "rest-usage-plan").await?;
    let before = total(&page).await?;
    unfold(&page, "[data-testid=cost-prices-more]").await?;
    enter(&page, "[data-testid=cost-discount] input", "50").await?;
    let half = moved(&page, &before).await?;
    undo(&page).await?;
    assert_eq!(moved(&page, &half).await?, before);
    let choose = "const book = document.querySelector('[data-testid=cost-prices] select');
                  book.value = 'reference'; book.dispatchEvent(new Event('change', { bubbles: true })); return true";
    page.run::<bool>(choose).await?;
    let reference = moved(&page, &before).await?;
    page.press_button("[data-testid=cost-prices]", "Take the published prices again").await?;
    assert_eq!(moved(&page, &reference).await?, before);
    page.quiet().await
}

#[tokio::test]
async fn a_dropped_offer_file_is_used_and_taken_away() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "http-api-module").await?;
    let before = total(&page).await?;
    // The file's price for this Region is the published one.
    let offer = include_str!("../cases/cost/offers/AmazonApiGateway.json")
        .replace("\"USD\": \"0.000001\"", "\"USD\": \"0.000002\"");
    let drop = format!(
        "const data = new DataTransfer();
         data.items.add(new File([{offer:?}], 'AmazonApiGateway.json'));
         const target = document.querySelector('[data-testid=shell]');
         for (const kind of ['dragenter', 'dragover', 'drop'])
           target.dispatchEvent(new DragEvent(kind, {{ dataTransfer: data, bubbles: true, cancelable: true }}));
         return true;"
    );
    page.run::<bool>(&drop).await?;
    let offered = moved(&page, &before).await?;
    unfold(&page, "[data-testid=cost-prices-more]").await?;
    page.see("[data-testid=cost-offers]", "published 2026-09-21: 1 price").await?;
    page.click("[data-testid=cost-offers] button[aria-label^='Take its prices away']").await?;
    assert_eq!(moved(&page, &offered).await?, before);
    page.quiet().await
}

#[tokio::test]
async fn a_saving_is_applied_and_undone() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "rest-usage-plan").await?;
    page.element("[data-testid=cost-savings]").await?;
    let before = total(&page).await?;
    page.press_button("[data-testid=cost-savings]", "Apply").await?;
    let less = moved(&page, &before).await?;
    undo(&page).await?;
    assert_eq!(moved(&page, &less).await?, before);
    page.quiet().await
}

#[tokio::test]
async fn the_bill_is_saved_as_csv() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "rest-usage-plan").await?;
    page.run::<bool>(
        "window.saved = [];
         const make = URL.createObjectURL;
         URL.createObjectURL = blob => { window.blob = blob; return make.call(URL, blob); };
         HTMLAnchorElement.prototype.click = function () { saved.push({ name: this.download, blob: window.blob }); };
         return true",
    )
    .await?;
    page.choose_in_menu("Save the bill", "As CSV").await?;
    let (name, text): (String, String) =
        page.wait_for("saved[0].blob.text().then(text => done([saved[0].name, text]))").await?;
    assert_eq!(name, "cost.csv");
    assert!(text.starts_with("kind,name,item,from,to,quantity,unit,unit_usd,usd,source,as_of\r\n"), "{text}");
    assert!(text.contains("rest_requests"), "{text}");
    page.quiet().await
}

#[tokio::test]
async fn the_panel_holds_at_every_width() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "rest-usage-plan").await?;
    unfold(&page, "[data-testid=cost-prices-more]").await?;
    unfold(&page, "[data-testid=cost-lines] .cost-tiers").await?;
    page.element("[data-testid=cost-savings]").await?;
    page.look_everywhere("cost").await?;
    page.quiet().await
}
