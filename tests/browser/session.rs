//! The Flow panel's session: its clock and readings, going back, tokens, and what AWS leaves open.

use crate::{
    Outcome, flow_panel,
    page::{Theme, Width},
    site::Site,
};

const SESSION: &str = "#flow-detail-tab-session";
const TOKEN: &str = "#flow-form-tab-token";

#[tokio::test]
async fn a_burst_empties_the_bucket_time_fills_it_and_going_back_undoes_both() -> Outcome {
    let site = Site::start();
    let page = flow_panel::open(&site, "rest-usage-plan", "").await?;
    page.see("[data-testid=flow-verdict]", "returns 200").await?;
    // The key's plan gives 10 requests a second with bursts of 20; one of them is spent.
    page.press_button(".flow-what-if", "burst of 200").await?;
    page.see("[data-testid=flow-sums]", "20 × 200").await?;
    page.see("[data-testid=flow-sums]", "181 × 429").await?;
    page.see("[data-testid=flow-verdict]", "returns 429").await?;
    page.see(".flow-pager", "162–201 of 201").await?;
    page.click(SESSION).await?;
    page.see("[data-testid=flow-clock]", "After request 201 of 201").await?;
    page.see("[data-testid=flow-session]", " 0 of 20 ").await?;
    page.press_button("[data-testid=flow-session]", "+1 s").await?;
    page.see("[data-testid=flow-session]", " 10 of 20 ").await?;
    page.click("[data-testid=flow-send] button").await?;
    page.see("[data-testid=flow-verdict]", "returns 200").await?;
    page.see("[data-testid=flow-sums]", "21 × 200").await?;
    page.see("[data-testid=flow-session]", " 9 of 20 ").await?;
    page.look_everywhere("flow-session").await?;

    // The first one that was refused, and the first of all.
    page.press_button("[data-testid=flow-sums]", "181").await?;
    page.see("[data-testid=flow-verdict]", "returns 429").await?;
    page.see("[data-testid=flow-clock]", "After request 21 of 202").await?;
    page.press_button("[data-testid=flow-sums]", "21").await?;
    page.see("[data-testid=flow-clock]", "After request 1 of 202").await?;
    page.see("[data-testid=flow-session]", " 19 of 20 ").await?;
    page.press_button("[data-testid=flow-session]", "Go on from here").await?;
    page.see("[data-testid=flow-clock]", "After request 1 of 1").await?;
    page.see("[data-testid=flow-sums]", "1 × 200").await?;
    page.see("[data-testid=flow-session]", " 19 of 20 ").await?;
    assert_eq!(page.count("[data-testid=flow-sent] li").await?, 1);
    page.press_button("[data-testid=flow-session]", "Replay the 201 requests taken off").await?;
    page.see("[data-testid=flow-sums]", "21 × 200").await?;
    page.see("[data-testid=flow-sums]", "181 × 429").await?;
    page.see("[data-testid=flow-session]", " 9 of 20 ").await?;
    // Starting over can be taken back.
    page.press_button(".flow-sent", "Start over").await?;
    page.element(".flow-start").await?;
    page.press_button("body", "Bring back").await?;
    page.see("[data-testid=flow-sums]", "181 × 429").await?;
    page.quiet().await
}

#[tokio::test]
async fn a_token_opens_routes_until_its_time_is_over() -> Outcome {
    let site = Site::start();
    let page = flow_panel::open(&site, "http-api-module", "").await?;
    page.click(TOKEN).await?;
    page.see(".flow-opened", "GET /users").await?;
    page.see(".flow-opened", "refused").await?;
    page.press_button("[data-testid=flow-opens]", "Make one that fits").await?;
    page.see("[data-testid=flow-token]", "Expires").await?;
    page.see("[data-testid=flow-token]", "each route says whether it checks the signature").await?;
    page.see("[data-testid=flow-token]", "user-123").await?;
    let open = page.text("[data-testid=flow-opens-count]").await?;
    page.look_everywhere("flow-token").await?;
    page.click(SESSION).await?;
    page.press_button("[data-testid=flow-session]", "+1 day").await?;
    page.see("[data-testid=flow-token]", "Expired").await?;
    page.see(".flow-opened", "refused").await?;
    assert_ne!(page.text("[data-testid=flow-opens-count]").await?, open);
    page.quiet().await
}

#[tokio::test]
async fn a_switched_assumption_changes_the_answer_and_marks_its_step() -> Outcome {
    let site = Site::start();
    let page = flow_panel::open(&site, "http-api-module", "").await?;
    page.press_button(".flow-what-if", "backend timeout").await?;
    page.see("[data-testid=flow-verdict]", "returns 503").await?;
    page.press_button(".flow-step-head", "Choose otherwise").await?;
    page.press_button("[data-testid=flow-assumed]", "504").await?;
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
    let page = flow_panel::open(&site, "websocket-chat", "").await?;
    page.click(SESSION).await?;
    page.see("[data-testid=flow-clients]", "connects").await?;
    page.press_button("[data-testid=flow-clients]", "Message").await?;
    page.rewrite(".flow-form textarea", "{\"action\": \"ping\"}").await?;
    page.click("[data-testid=flow-send] button").await?;
    page.see("[data-testid=flow-clients]", "sends {\"action\": \"ping\"}").await?;
    page.look_everywhere("flow-clients").await?;
    page.click("#flow-detail-tab-response").await?;
    page.see("[data-testid=flow-deliveries]", "sends").await?;
    page.see("[data-testid=flow-deliveries]", "gets").await?;
    page.click(SESSION).await?;
    // Ten minutes of silence end a connection.
    page.press_button("[data-testid=flow-session]", "Connection runs out").await?;
    page.see("[data-testid=flow-session]", "No connection is open").await?;
    page.quiet().await
}
