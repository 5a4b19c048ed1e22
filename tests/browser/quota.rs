//! The Quotas panel: raised quotas, growth, the table as a file, and its cards on a phone.

use crate::{
    Outcome,
    page::{Page, Theme, Width, key},
    site::Site,
};

const TABLE: &str = "[data-testid=quota-table]";

async fn panel(site: &Site) -> Outcome<Page> {
    let page = Page::open(&site.url("")).await?;
    page.click("[data-testid=example-rest-usage-plan]").await?;
    page.element("[data-testid=diagram]").await?;
    page.click("[data-testid=rail-quota]").await?;
    page.element(TABLE).await?;
    Ok(page)
}

/// The row of a quota by its title, as an expression of the page.
fn row(title: &str) -> String {
    format!(
        "[...document.querySelectorAll('{TABLE} tbody tr')].find(row => row.textContent.includes({title:?}))"
    )
}

#[tokio::test]
async fn a_raised_quota_counts_and_is_taken_back() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    let row = row("AWS raises it");
    let title = page
        .run::<String>(&format!("const row = {row}; row.querySelector('.quota-raise').open = true;
            row.querySelector('.quota-raise input').focus(); return row.querySelector('.quota-title').textContent"))
        .await?;
    page.press(&format!("12345{}", key::ENTER)).await?;
    page.see(TABLE, "raised for this account").await?;
    let limit = format!("return {}.querySelector('[data-label=Limit]').textContent", self::row(&title));
    let text: String = page.run(&limit).await?;
    assert!(text.replace('\u{202f}', "").contains("12345"), "{text}");
    page.click("[data-testid=command-undo]").await?;
    page.until(&format!(
        "!document.querySelector('{TABLE}').textContent.includes('raised for this account')"
    ))
    .await?;
    page.quiet().await
}

#[tokio::test]
async fn growth_says_when_a_limit_is_passed() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    let growth = ".quota-tools input[inputmode=decimal]";
    page.rewrite(growth, &format!("40{}", key::ENTER)).await?;
    page.see(TABLE, "over in").await?;
    page.accessible().await?;
    page.quiet().await
}

#[tokio::test]
async fn the_rows_in_view_are_saved_as_csv() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    page.run::<bool>(
        "window.saved = [];
         const make = URL.createObjectURL;
         URL.createObjectURL = blob => { window.blob = blob; return make.call(URL, blob); };
         HTMLAnchorElement.prototype.click = function () { saved.push({ name: this.download, blob: window.blob }); };
         return true",
    )
    .await?;
    page.choose_in_menu("Save these rows", "As CSV").await?;
    let (name, text): (String, String) =
        page.wait_for("saved[0].blob.text().then(text => done([saved[0].name, text]))").await?;
    assert_eq!(name, "quotas.csv");
    assert!(text.lines().count() > 5, "{text}");
    page.quiet().await
}

#[tokio::test]
async fn the_table_becomes_cards_on_a_phone() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    page.look_everywhere("quota").await?;
    page.look("quota", Width::Phone, Theme::Light).await?;
    let scrolls = format!(
        "return [...document.querySelectorAll('{TABLE}, {TABLE} .table-frame')].some(it => it.scrollWidth > it.clientWidth)"
    );
    assert!(!page.run::<bool>(&scrolls).await?, "nothing scrolls sideways");
    page.accessible().await?;
    page.quiet().await
}
