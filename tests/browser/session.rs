//! The Flow panel's session: its clock and readings, going back, tokens, and what AWS leaves open.

use crate::{
    Outcome,
    page::{Page, Theme, Width},
    site::Site,
};

const SESSION: &str = "#flow-detail-tab-session";
const TOKEN: &str = "#flow-form-tab-token";

/// The Flow panel with an example and its first saved request sent.
async fn panel(site: &Site, example: &str) -> Outcome<Page> {
    let page = Page::open(&site.url("")).await?;
    page.click(&format!("[data-testid=example-{example}]")).await?;
    page.element("[data-testid=diagram]").await?;
    page.click("[data-testid=rail-flow]").await?;
    page.click(".flow-start .btn").await?;
    page.element("[data-testid=flow-verdict]").await?;
    Ok(page)
}

/// Presses the first button or switch of a part whose words begin so, once it is there.
async fn press(page: &Page, part: &str, words: &str) -> Outcome {
    page.see(part, words).await?;
    let script = format!(
        "const all = [...document.querySelectorAll({part:?} + ' :is(button, label)')];
         const found = all.find(it => it.textContent.trim().startsWith({words:?}));
         found?.click();
         return Boolean(found);"
    );
    assert!(page.run::<bool>(&script).await?, "{part} has no button {words:?}");
    Ok(())
}

/// Looks at a tab in both themes and at all widths.
async fn look_all(page: &Page, name: &str) -> Outcome {
    for theme in Theme::ALL {
        page.dress(Width::Desktop, theme).await?;
        page.accessible().await?;
        for width in Width::ALL {
            page.look(name, width, theme).await?;
            let wide: bool = page
                .run("return document.documentElement.scrollWidth > document.documentElement.clientWidth")
                .await?;
            assert!(!wide, "{name} is wider than the window");
        }
    }
    page.dress(Width::Desktop, Theme::Light).await
}

#[tokio::test]
async fn a_burst_empties_the_bucket_time_fills_it_and_going_back_undoes_both() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "rest-usage-plan").await?;
    page.see("[data-testid=flow-verdict]", "returns 200").await?;
    // The key's plan gives 10 requests a second with bursts of 20; one of them is spent.
    press(&page, ".flow-what-if", "burst of 200").await?;
    page.see("[data-testid=flow-sums]", "20 × 200").await?;
    page.see("[data-testid=flow-sums]", "181 × 429").await?;
    page.see("[data-testid=flow-verdict]", "returns 429").await?;
    page.see(".flow-pager", "162–201 of 201").await?;
    page.click(SESSION).await?;
    page.see("[data-testid=flow-clock]", "After request 201 of 201").await?;
    page.see("[data-testid=flow-session]", " 0 of 20 ").await?;
    press(&page, "[data-testid=flow-session]", "+1 s").await?;
    page.see("[data-testid=flow-session]", " 10 of 20 ").await?;
    page.click("[data-testid=flow-send] button").await?;
    page.see("[data-testid=flow-verdict]", "returns 200").await?;
    page.see("[data-testid=flow-sums]", "21 × 200").await?;
    page.see("[data-testid=flow-session]", " 9 of 20 ").await?;
    look_all(&page, "flow-session").await?;

    // The first one that was refused, and the first of all.
    press(&page, "[data-testid=flow-sums]", "181").await?;
    page.see("[data-testid=flow-verdict]", "returns 429").await?;
    page.see("[data-testid=flow-clock]", "After request 21 of 202").await?;
    press(&page, "[data-testid=flow-sums]", "21").await?;
    page.see("[data-testid=flow-clock]", "After request 1 of 202").await?;
    page.see("[data-testid=flow-session]", " 19 of 20 ").await?;
    press(&page, "[data-testid=flow-session]", "Go on from here").await?;
    page.see("[data-testid=flow-clock]", "After request 1 of 1").await?;
    page.see("[data-testid=flow-sums]", "1 × 200").await?;
    page.see("[data-testid=flow-session]", " 19 of 20 ").await?;
    assert_eq!(page.count("[data-testid=flow-sent] li").await?, 1);
    press(&page, "[data-testid=flow-session]", "Replay the 201 requests taken off").await?;
    page.see("[data-testid=flow-sums]", "21 × 200").await?;
    page.see("[data-testid=flow-sums]", "181 × 429").await?;
    page.see("[data-testid=flow-session]", " 9 of 20 ").await?;
    // Starting over can be taken back.
    press(&page, ".flow-sent", "Start over").await?;
    page.element(".flow-start").await?;
    press(&page, "body", "Bring back").await?;
    page.see("[data-testid=flow-sums]", "181 × 429").await?;
    page.quiet().await
}

#[tokio::test]
async fn a_token_opens_routes_until_its_time_is_over() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "http-api-module").await?;
    page.click(TOKEN).await?;
    page.see(".flow-opened", "GET /users").await?;
    page.see(".flow-opened", "refused").await?;
    press(&page, "[data-testid=flow-opens]", "Make one that fits").await?;
    page.see("[data-testid=flow-token]", "Expires").await?;
    page.see("[data-testid=flow-token]", "each route says whether it checks the signature").await?;
    page.see("[data-testid=flow-token]", "user-123").await?;
    let open = page.text("[data-testid=flow-opens-count]").await?;
    look_all(&page, "flow-token").await?;
    page.click(SESSION).await?;
    press(&page, "[data-testid=flow-session]", "+1 day").await?;
    page.see("[data-testid=flow-token]", "Expired").await?;
    page.see(".flow-opened", "refused").await?;
    assert_ne!(page.text("[data-testid=flow-opens-count]").await?, open);
    page.quiet().await
}

#[tokio::test]
async fn a_switched_assumption_changes_the_answer_and_marks_its_step() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "http-api-module").await?;
    press(&page, ".flow-what-if", "backend timeout").await?;
    page.see("[data-testid=flow-verdict]", "returns 503").await?;
    press(&page, ".flow-step-head", "Choose otherwise").await?;
    press(&page, "[data-testid=flow-assumed]", "504").await?;
    page.see("[data-testid=flow-verdict]", "returns 504").await?;
    page.see("[data-step=integration]", "your choice").await?;
    page.accessible().await?;
    page.click("#flow-detail-tab-step").await?;
    page.see(".flow-step-head", "As this session chose").await?;
    page.look("flow-assumed", Width::Desktop, Theme::Light).await?;
    page.quiet().await
}

#[tokio::test]
async fn websocket_clients_do_and_get_things_side_by_side() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "websocket-chat").await?;
    page.click(SESSION).await?;
    page.see("[data-testid=flow-clients]", "connects").await?;
    press(&page, "[data-testid=flow-clients]", "Message").await?;
    page.rewrite(".flow-form textarea", "{\"action\": \"ping\"}").await?;
    page.click("[data-testid=flow-send] button").await?;
    page.see("[data-testid=flow-clients]", "sends {\"action\": \"ping\"}").await?;
    look_all(&page, "flow-clients").await?;
    page.click("#flow-detail-tab-response").await?;
    page.see("[data-testid=flow-deliveries]", "sends").await?;
    page.see("[data-testid=flow-deliveries]", "gets").await?;
    page.click(SESSION).await?;
    // Ten minutes of silence end a connection.
    press(&page, "[data-testid=flow-session]", "Connection runs out").await?;
    page.see("[data-testid=flow-session]", "No connection is open").await?;
    page.quiet().await
}
