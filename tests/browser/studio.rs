//! A user's way: an API comes in, a request goes through it, the bill moves, Terraform goes out.

use crate::{
    Outcome,
    page::{Page, Theme, Width},
    site::Site,
};

/// Drops a file of the test cases on the page, as a person would from a folder.
pub async fn drop_file(page: &Page, name: &str, text: &str) -> Outcome {
    let script = format!(
        "const file = new File([{text:?}], {name:?});
         const data = new DataTransfer();
         data.items.add(file);
         const target = document.querySelector('[data-testid=shell]') ?? document.body;
         for (const kind of ['dragenter', 'dragover', 'drop'])
           target.dispatchEvent(new DragEvent(kind, {{ dataTransfer: data, bubbles: true, cancelable: true }}));
         return true;"
    );
    page.run::<bool>(&script).await.map(drop)
}

fn case(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/openapi").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The studio with a bundled design open.
async fn with_example(site: &Site, example: &str) -> Outcome<Page> {
    let page = Page::open(&site.url("")).await?;
    page.click(&format!("[data-testid=example-{example}]")).await?;
    page.element("[data-testid=diagram]").await?;
    Ok(page)
}

#[tokio::test]
async fn a_dropped_openapi_document_becomes_a_design_a_request_and_a_module() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    drop_file(&page, "petstore.json", &case("pet_store.json")).await?;
    page.click("[data-testid=preview-open]").await?;
    page.see("[data-testid=outline]", "/pets").await?;
    page.see("[data-testid=diagram]", "/pets").await?;

    page.click("[data-testid=rail-flow]").await?;
    page.fill(".flow-address input", "/pets").await?;
    page.press("\u{e007}").await?;
    page.click("[data-testid=flow-send] button").await?;
    page.see("[data-testid=flow-verdict]", "returns 200").await?;
    page.fill(".flow-address input", "/no/such/path").await?;
    page.press("\u{e007}").await?;
    page.click("[data-testid=flow-send] button").await?;
    page.see("[data-testid=flow-verdict]", "returns 403").await?;
    page.see("[data-testid=flow-reason]", "no resource that matches").await?;

    page.click("[data-testid=rail-terraform]").await?;
    page.see("[data-testid=terraform-code]", "aws_api_gateway_rest_api").await?;
    page.quiet().await?;
    Ok(())
}

#[tokio::test]
async fn the_bill_moves_with_the_traffic_and_undo_takes_it_back() -> Outcome {
    let site = Site::start();
    let page = with_example(&site, "http-api-module").await?;
    page.click("[data-testid=rail-cost]").await?;
    let before = page.text("[data-testid=cost-total]").await?;
    page.click("[data-testid=traffic-requests] input[type=text]").await?;
    page.press("\u{e009}a\u{e000}400000000\u{e007}").await?;
    page.see("[data-testid=cost-lines]", "400").await?;
    let after = page.text("[data-testid=cost-total]").await?;
    assert_ne!(before, after, "the total moves");
    page.click("[data-testid=cost-lines] th").await?;
    page.press("\u{e009}z\u{e000}").await?;
    page.see("[data-testid=cost-total]", &before).await?;
    page.quiet().await?;
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_no_design_says_where_and_changes_nothing() -> Outcome {
    let site = Site::start();
    let page = with_example(&site, "http-api-module").await?;
    let counts = page.text("[data-testid=counts]").await?;
    drop_file(&page, "broken.json", "{ \"openapi\": ").await?;
    page.see("body", "`broken.json` cannot be opened").await?;
    page.see("body", "1:").await?;
    assert_eq!(page.text("[data-testid=counts]").await?, counts);
    Ok(())
}

#[tokio::test]
async fn the_design_is_there_again_after_a_reload() -> Outcome {
    let site = Site::start();
    let page = with_example(&site, "rest-usage-plan").await?;
    page.see("[data-testid=saved]", "Saved").await?;
    let name =
        page.run::<String>("return document.querySelector('[data-testid=design-name] input').value").await?;
    page.reload().await?;
    page.element("[data-testid=diagram]").await?;
    let again =
        page.run::<String>("return document.querySelector('[data-testid=design-name] input').value").await?;
    assert_eq!(name, again);
    Ok(())
}

#[tokio::test]
async fn every_panel_is_accessible_in_both_themes() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    for theme in Theme::ALL {
        page.dress(Width::Desktop, theme).await?;
        page.accessible().await?;
    }
    page.click("[data-testid=example-rest-usage-plan]").await?;
    page.element("[data-testid=diagram]").await?;
    for panel in ["design", "flow", "cost", "quota", "review", "terraform"] {
        page.click(&format!("[data-testid=rail-{panel}]")).await?;
        if panel == "flow" {
            page.click(".flow-start .btn").await?;
            page.element("[data-testid=flow-verdict]").await?;
        }
        for theme in Theme::ALL {
            page.dress(Width::Desktop, theme).await?;
            page.accessible().await?;
        }
        for width in Width::ALL {
            for theme in Theme::ALL {
                page.look(panel, width, theme).await?;
            }
        }
        page.dress(Width::Desktop, Theme::ALL[0]).await?;
    }
    page.quiet().await?;
    Ok(())
}

#[tokio::test]
async fn a_frame_shows_one_panel_without_the_shell() -> Outcome {
    let site = Site::start();
    let page =
        Page::open(&site.url("?embed=1&panel=flow&readonly=1&design=designs/rest-usage-plan.json")).await?;
    page.element(".flow-start, .flow-form").await?;
    assert_eq!(page.count("[data-testid=rail-design]").await?, 0, "no rail");
    page.click("[data-testid=flow-send] button").await?;
    page.element("[data-testid=flow-verdict]").await?;
    page.quiet().await?;
    Ok(())
}

#[tokio::test]
async fn renames_by_keyboard_and_goes_back() -> Outcome {
    let site = Site::start();
    let page = with_example(&site, "http-api-module").await?;
    page.click("[data-testid=outline] [role=treeitem]").await?;
    page.press("\u{e032}").await?;
    page.fill("dialog[open] form input", "renamed-api").await?;
    page.press("\u{e007}").await?;
    page.see("[data-testid=outline]", "renamed-api").await?;
    assert_eq!(page.count("#crash").await?, 0, "the studio goes on");
    page.click("[data-testid=rail-cost]").await?;
    page.element("[data-panel=cost]").await?;
    page.driver.back().await?;
    page.element("[data-panel=design] .design-panes").await?;
    page.quiet().await
}
