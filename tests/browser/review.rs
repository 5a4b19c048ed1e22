//! The Review panel: findings and their rules, fixes to look at first, waivers, files.

use serde_json::Value;

use crate::{
    Outcome,
    page::{Page, key},
    site::Site,
    studio::drop_file,
    terraform::catch_downloads,
};

const BADGE: &str = "[data-testid=rail-review] .dot";

/// The panel with the shop of the cases: three open routes, a log group without a key, and a waiver that is over.
async fn panel(site: &Site) -> Outcome<Page> {
    let page = Page::open(&site.url("")).await?;
    drop_file(&page, "shop.json", include_str!("../cases/review/page/shop.json")).await?;
    page.element("[data-testid=diagram]").await?;
    page.click("[data-testid=rail-review]").await?;
    page.element(&rule("open-route")).await?;
    Ok(page)
}

/// The card of a rule.
fn rule(code: &str) -> String {
    format!(".review-rule[data-code={code}]")
}

/// Waits until a rule has so many findings in the list.
async fn until_listed(page: &Page, code: &str, wanted: usize) -> Outcome {
    let findings = format!("{} .finding", rule(code));
    page.until(&format!("document.querySelectorAll({findings:?}).length === {wanted}")).await
}

/// Waits until what has the focus begins so: by its class, else its id, and its code.
async fn until_focused(page: &Page, wanted: &str) -> Outcome {
    let now = "(at => `${at.className || at.id} ${at.dataset.code ?? ''}`)(document.activeElement)";
    page.until(&format!("{now}.startsWith({wanted:?})")).await
}

#[tokio::test]
async fn a_rule_tells_what_it_checks_and_why_and_leads_to_the_item() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    let card = rule("open-route");
    page.press_button(&card, "About this rule").await?;
    for part in ["Checks", "Why", "Example", "Fix", "Sources", "docs.aws.amazon.com"] {
        page.see(&format!("{card} .review-about"), part).await?;
    }
    page.see(&rule("latency-alarm-missing"), "waiver expired on 2020-01-31").await?;
    page.see(&rule("latency-alarm-missing"), "The load test of the spring").await?;
    page.look_everywhere("review").await?;
    page.fill(".review-tools input[type=text]", "subscriptions").await?;
    page.press(key::ENTER).await?;
    until_listed(&page, "open-route", 1).await?;
    page.press_button(&card, "Go to GET /customers").await?;
    page.see("[data-testid=inspector]", "cancellation_number").await?;
    // The filter is there again, and says so where nothing is left.
    page.click("[data-testid=rail-review]").await?;
    until_listed(&page, "open-route", 1).await?;
    page.fill(".review-tools input[type=text]", "nothing is called so").await?;
    page.press(key::ENTER).await?;
    page.see(".review-page .state", "No finding to show").await?;
    page.quiet().await
}

#[tokio::test]
async fn a_fix_is_shown_first_and_undone() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    let open = page.text(BADGE).await?;
    let card = rule("open-route");
    let button = format!("{card} .finding [data-testid=review-fix]");
    page.click(&button).await?;
    let preview = format!("{card} [data-testid=review-preview]");
    page.see(&preview, "authorization").await?;
    page.see(&format!("{preview} ins"), "authorizer").await?;
    page.look_everywhere("review-fix").await?;
    // Escape leaves it, and gives the focus back.
    page.press("\u{e00c}").await?;
    assert_eq!(page.count(&preview).await?, 0, "Escape closes what was shown");
    until_focused(&page, "btn").await?;
    until_listed(&page, "open-route", 3).await?;

    page.press(key::ENTER).await?;
    page.press_button(&preview, "Apply").await?;
    until_listed(&page, "open-route", 2).await?;
    // The next finding has the focus.
    until_focused(&page, "finding open-route").await?;
    page.click("[data-testid=command-undo]").await?;
    until_listed(&page, "open-route", 3).await?;
    page.see(BADGE, open.lines().next().unwrap_or_default()).await?;
    page.quiet().await
}

#[tokio::test]
async fn all_findings_of_a_rule_are_fixed_in_one_step() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    let card = rule("open-route");
    page.press_button(&format!("{card} [data-testid=review-fix-all]"), "Fix all 3").await?;
    let preview = format!("{card} [data-testid=review-preview]");
    for route in ["Route GET /orders", "Route POST /orders", "cancellation_number"] {
        page.see(&preview, route).await?;
    }
    page.press_button(&preview, "Apply").await?;
    until_listed(&page, "open-route", 0).await?;
    // The next rule has the focus.
    until_focused(&page, "card review-rule").await?;
    page.click("[data-testid=command-undo]").await?;
    until_listed(&page, "open-route", 3).await?;
    page.quiet().await
}

#[tokio::test]
async fn a_finding_is_waived_with_a_reason_until_a_day_and_taken_back() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    let card = rule("log-group-without-key");
    page.press_button(&card, "Waive").await?;
    let press = format!("{card} [data-testid=review-waive]");
    page.click(&press).await?;
    page.see(&format!("{card} .review-form"), "Say why the finding is accepted").await?;
    let field = |nth: usize| format!("{card} .review-form .field:nth-of-type({nth}) input");
    page.fill(&field(1), "The logs hold no personal data").await?;
    page.fill(&field(2), "2020-02-31").await?;
    page.click(&press).await?;
    page.see(&format!("{card} .review-form"), "is no day").await?;
    page.fill(&field(2), "2020-02-28").await?;
    page.click(&press).await?;
    page.see(&format!("{card} .review-form"), "is over").await?;
    page.accessible().await?;
    page.fill(&field(2), "2999-12-31").await?;
    page.click(&press).await?;
    until_listed(&page, "log-group-without-key", 0).await?;

    page.press_button(".review-tools .seg label", "Waived (1)").await?;
    page.see(&card, "waived until 2999-12-31").await?;
    page.see(&card, "The logs hold no personal data").await?;
    page.look_everywhere("review-waived").await?;
    page.see(&card, "Take the waiver back").await?;
    page.click(&format!("{card} [data-testid=review-take-back]")).await?;
    page.see(".review-page .state", "No finding to show").await?;
    until_focused(&page, "sr-only").await?;
    page.press_button(".review-tools .seg label", "Open").await?;
    until_listed(&page, "log-group-without-key", 1).await?;

    // One that is over takes a new day.
    page.press_button(".review-tools .seg label", "Expired (1)").await?;
    let over = rule("latency-alarm-missing");
    page.press_button(&over, "Waive again").await?;
    page.click(&format!("{over} [data-testid=review-waive]")).await?;
    until_listed(&page, "latency-alarm-missing", 0).await?;
    page.press_button(".review-tools .seg label", "Waived (1)").await?;
    page.see(&over, "The load test of the spring").await?;
    page.quiet().await
}

#[tokio::test]
async fn the_review_is_saved_as_files_for_others() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    catch_downloads(&page).await?;
    for kind in ["As SARIF", "As JUnit", "As Markdown"] {
        page.choose_in_menu("Save the review", kind).await?;
    }
    let saved: Vec<(String, String)> = page
        .wait_for("Promise.all(saved.map(async it => [it.name, await it.blob.text()])).then(done)")
        .await?;
    let names: Vec<&str> = saved.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["review.sarif", "review.xml", "review.md"]);
    let sarif: Value = serde_json::from_str(&saved[0].1).expect("SARIF is JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let of_routes = results.iter().filter(|result| result["ruleId"] == "open-route").count();
    assert_eq!((sarif["version"].as_str(), of_routes), (Some("2.1.0"), 3));
    assert!(
        saved[1].1.contains("<testcase classname=\"review\" name=\"open-route route-1-2"),
        "{}",
        saved[1].1
    );
    assert!(saved[2].1.contains("| Warning | open-route | GET /orders |"), "{}", saved[2].1);
    page.quiet().await
}

#[tokio::test]
async fn the_rail_counts_what_is_open_and_the_findings_lead_here() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    let open = page.count(".review-page .finding").await?;
    assert!(open > 3, "three routes and more are open, not {open}");
    page.click("[data-testid=rail-cost]").await?;
    page.see(BADGE, &open.to_string()).await?;
    // It is counted from the start, whatever panel is in view.
    page.see("[data-testid=saved]", "Saved").await?;
    page.reload().await?;
    page.see(BADGE, &open.to_string()).await?;
    page.click("[data-testid=findings-chip]").await?;
    page.press_button("dialog[open]", "Open the review").await?;
    page.element(&rule("open-route")).await?;
    page.quiet().await
}
