//! The Flow panel: requests from outside.

use crate::{
    Outcome, flow_panel,
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
    page.click("#flow-detail-tab-expect").await?;
    page.see(".flow-detail", "Nothing is expected").await?;
    page.quiet().await
}

/// Opens a part of the form.
async fn unfold(page: &Page, testid: &str) -> Outcome {
    page.element(&format!("[data-testid={testid}]")).await?;
    page.run::<()>(&format!("document.querySelector('[data-testid={testid}]').open = true")).await
}

#[tokio::test]
async fn an_answer_is_expected_and_a_change_of_the_design_breaks_it() -> Outcome {
    let site = Site::start();
    let page = flow_panel::open(&site, "rest-usage-plan", "").await?;
    page.click("#flow-detail-tab-expect").await?;
    page.click("[data-testid=flow-expect] button").await?;
    page.see("[data-testid=flow-checks]", "status").await?;
    page.see("[data-testid=flow-checks]", "met").await?;
    page.click("#flow-form-tab-scenarios").await?;
    page.see("[data-testid=flow-summary]", "6 passed, 0 failed").await?;
    page.see("[data-testid=flow-coverage]", "Routes").await?;
    // What is expected is edited in the form, and saved.
    page.click("#flow-form-tab-request").await?;
    unfold(&page, "flow-expect-form").await?;
    page.rewrite("[data-testid=flow-expect-form] input[inputmode=numeric][placeholder=any]", "404\u{e007}")
        .await?;
    page.see("[data-testid=flow-checks]", "Expected 404, got 200").await?;
    page.see("[data-testid=flow-expect-form] .row .btn", "Save the changes").await?;
    page.click("[data-testid=flow-expect-form] .form-part > .row .btn").await?;
    page.click("#flow-form-tab-scenarios").await?;
    page.see("[data-testid=rail-flow] .dot", "1").await?;
    page.see("[data-testid=flow-summary]", "5 passed, 1 failed").await?;
    page.see(".flow-scenarios .flow-unmet", "status: expected 404, got 200").await?;
    // The failing one explains itself, and leads to its step.
    page.click(".flow-scenarios button").await?;
    page.see("[data-testid=flow-checks]", "not met").await?;
    page.click(".flow-check .btn").await?;
    page.see("[data-testid=flow-reason]", "").await?;
    assert_eq!(page.count("#flow-detail-panel-step").await?, 1);
    page.quiet().await
}

#[tokio::test]
async fn two_requests_are_compared() -> Outcome {
    let site = Site::start();
    let page = flow_panel::open(&site, "rest-usage-plan", "").await?;
    page.press_button(".flow-what-if button", "no API key").await?;
    page.see("[data-testid=flow-verdict]", "returns 403").await?;
    page.click("#flow-detail-tab-compare").await?;
    page.run::<()>(
        "const select = document.querySelector('#flow-detail-panel-compare select'); select.value = '0'; select.dispatchEvent(new Event('change', { bubbles: true }))",
    )
    .await?;
    page.see("[data-testid=flow-compare]", "API key").await?;
    page.see("[data-testid=flow-compare]", "not reached").await?;
    page.see("[data-testid=flow-compare]", "403").await?;
    page.quiet().await
}

#[tokio::test]
async fn the_way_of_a_request_is_lit_on_the_diagram() -> Outcome {
    let site = Site::start();
    let page = flow_panel::open(&site, "rest-usage-plan", "").await?;
    page.press_button(".flow-player button", "On the diagram").await?;
    page.see("[data-testid=way]", "GET /products → 200").await?;
    assert!(page.count(".edge.way").await? > 2);
    page.look("way", Width::Desktop, Theme::Light).await?;
    page.press_button(".canvas-way button", "Its steps").await?;
    page.press_button(".flow-what-if button", "no API key").await?;
    page.see("[data-testid=flow-verdict]", "returns 403").await?;
    page.press_button(".flow-player button", "On the diagram").await?;
    page.see("[data-testid=way]", "403").await?;
    assert!(page.count(".edge.wayfail").await? > 0);
    page.look("way", Width::Desktop, Theme::Dark).await?;
    page.look("way", Width::Phone, Theme::Light).await?;
    page.accessible().await?;
    page.click("[data-testid=way] [aria-label='Do not light it']").await?;
    assert_eq!(page.count(".edge.wayfail").await?, 0);
    page.quiet().await
}

#[tokio::test]
async fn scenarios_are_accessible_in_both_themes() -> Outcome {
    let site = Site::start();
    let page = flow_panel::open(&site, "rest-usage-plan", "").await?;
    page.click("#flow-detail-tab-expect").await?;
    page.click("[data-testid=flow-expect] button").await?;
    page.see("[data-testid=flow-checks]", "met").await?;
    unfold(&page, "flow-expect-form").await?;
    page.rewrite("[data-testid=flow-expect-form] input[inputmode=numeric][placeholder=any]", "404\u{e007}")
        .await?;
    page.see("[data-testid=flow-checks]", "not met").await?;
    for theme in Theme::ALL {
        page.click("#flow-form-tab-request").await?;
        unfold(&page, "flow-expect-form").await?;
        page.dress(Width::Desktop, theme).await?;
        page.accessible().await?;
        for width in Width::ALL {
            page.look("flow-expect", width, theme).await?;
        }
        page.click("#flow-form-tab-scenarios").await?;
        page.run::<()>("document.querySelectorAll('.flow-coverage details').forEach(it => it.open = true)")
            .await?;
        page.dress(Width::Desktop, theme).await?;
        page.accessible().await?;
        for width in Width::ALL {
            page.look("flow-scenarios", width, theme).await?;
        }
        page.dress(Width::Desktop, theme).await?;
    }
    page.quiet().await
}

#[tokio::test]
async fn a_request_says_what_waf_finds_out_and_who_signed_it() -> Outcome {
    let site = Site::start();
    let page = flow_panel::open(&site, "rest-usage-plan", "").await?;
    unfold(&page, "flow-waf").await?;
    page.click("[data-testid=flow-waf] .add").await?;
    page.until("document.activeElement.matches('[data-testid=flow-waf] .kv-row input')").await?;
    page.press("AWSManagedRulesCommonRuleSet/NoUserAgent_HEADER\u{e007}").await?;
    page.click("[data-testid=flow-send] button").await?;
    page.see("[data-testid=flow-verdict]", "returns 403").await?;
    page.see("[data-testid=flow-reason]", "NoUserAgent_HEADER").await?;
    unfold(&page, "flow-caller").await?;
    page.run::<()>(
        "const select = [...document.querySelectorAll('[data-testid=flow-caller] select')][0]; select.value = 'iam'; select.dispatchEvent(new Event('change', { bubbles: true }))",
    )
    .await?;
    page.until(
        "document.querySelector('[data-testid=flow-caller] input').value === 'arn:aws:iam::123456789012:user/ana'",
    )
    .await?;
    page.see("[data-testid=flow-caller]", "Second factor").await?;
    for theme in Theme::ALL {
        page.dress(Width::Desktop, theme).await?;
        page.accessible().await?;
    }
    page.look("flow-caller", Width::Phone, Theme::Dark).await?;
    page.quiet().await
}
