//! Terraform that comes in from a folder, a zip, a plan or a state: looked at first, and taken when the user says so.

use std::{fs, path::PathBuf};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::json;

use crate::{
    Outcome,
    page::{Page, Theme, Width},
    site::Site,
};

/// A file of the test cases.
fn case(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("cases/terraform").join(path)
}

/// Drops one file on the page, as a person would from a folder.
async fn drop_case(page: &Page, path: &str) -> Outcome {
    let path = case(path);
    let name = path.file_name().expect("a file").to_string_lossy().into_owned();
    drop_file(page, &name, &fs::read(&path).expect("a case")).await
}

async fn drop_file(page: &Page, name: &str, bytes: &[u8]) -> Outcome {
    let bytes = BASE64_STANDARD.encode(bytes);
    let script = format!(
        "const bytes = Uint8Array.from(atob({bytes:?}), c => c.charCodeAt(0));
         const data = new DataTransfer();
         data.items.add(new File([bytes], {name:?}));
         const target = document.querySelector('[data-testid=shell]') ?? document.body;
         for (const kind of ['dragenter', 'dragover', 'drop'])
           target.dispatchEvent(new DragEvent(kind, {{ dataTransfer: data, bubbles: true, cancelable: true }}));
         return true;"
    );
    page.run::<bool>(&script).await.map(drop)
}

#[tokio::test]
async fn a_zip_is_read_as_the_folder_in_it() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    drop_case(&page, "read/zip/api.zip").await?;
    page.see("[data-testid=preview]", "api.zip · Terraform files").await?;
    page.see("[data-testid=preview-summary]", "zipped-api (HTTP)").await?;
    page.accessible().await?;
    page.click("[data-testid=preview-open]").await?;
    page.see("[data-testid=outline]", "/orders").await?;
    page.quiet().await
}

#[tokio::test]
async fn a_plan_and_a_state_are_read() -> Outcome {
    let site = Site::start();
    for (path, name) in [("read/plan/plan.json", "plan.json"), ("read/state/state.json", "state.json")] {
        let page = Page::open(&site.url("")).await?;
        drop_case(&page, path).await?;
        page.see("[data-testid=preview]", &format!("{name} · Terraform files")).await?;
        page.see("[data-testid=preview-summary]", "orders (HTTP)").await?;
        page.click("[data-testid=preview-open]").await?;
        page.see("[data-testid=outline]", "orders").await?;
        page.quiet().await?;
    }
    Ok(())
}

#[tokio::test]
async fn moves_of_earlier_exports_stay_until_the_user_drops_them() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    drop_case(&page, "import/moved/main.tf").await?;
    page.click("[data-testid=preview-open]").await?;
    page.see("[data-testid=outline]", "orders").await?;
    page.click("[data-testid=rail-terraform]").await?;
    page.press_button("[data-testid=terraform-files]", "moved.tf").await?;
    page.see("[data-testid=terraform-code]", "aws_apigatewayv2_api.first").await?;
    page.see("[data-testid=terraform-code]", "aws_apigatewayv2_stage.prod").await?;
    page.click("#terraform-part-tab-options").await?;
    page.press_button("[data-testid=terraform-options]", "New ones").await?;
    page.click("#terraform-part-tab-files").await?;
    page.press_button("[data-testid=terraform-files]", "moved.tf").await?;
    page.see("[data-testid=terraform-code]", "aws_apigatewayv2_stage.prod").await?;
    assert!(
        !page.text("[data-testid=terraform-code]").await?.contains("aws_apigatewayv2_api.first"),
        "it is dropped"
    );
    page.quiet().await
}

/// Opens every closed part below an element.
async fn unfold(page: &Page, css: &str) -> Outcome {
    let script =
        format!("document.querySelectorAll('{css} details').forEach(it => it.open = true); return true");
    page.run::<bool>(&script).await.map(drop)
}

#[tokio::test]
async fn the_preview_tells_what_is_kept_in_terraforms_words() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    drop_case(&page, "written/variables-with-values-v2/main.tf").await?;
    let kept = "[data-testid=preview-terraform]";
    page.see(kept, "Written out: 6 resources of 4 repeated blocks").await?;
    page.see(kept, "Kept as expressions:").await?;
    unfold(&page, kept).await?;
    page.see(kept, "aws_apigatewayv2_route.each: \"GET /a\"; \"POST /b\"").await?;
    page.see(kept, "timeout_milliseconds = var.default_timeout").await?;
    page.see(kept, "comes to 7000").await?;
    page.see(kept, "jwt_configuration.audience = var.audience").await?;
    let text = page.text(kept).await?;
    for inner in ["design *", "[1 only", "/none", "integration-1", "only 1"] {
        assert!(!text.contains(inner), "`{inner}` is no word of Terraform: {text}");
    }
    page.look_everywhere("import-preview").await?;
    page.quiet().await
}

#[tokio::test]
async fn an_item_tells_which_values_are_expressions() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    drop_case(&page, "written/variables-with-values/main.tf").await?;
    page.click("[data-testid=preview-open]").await?;
    page.see("[data-testid=outline]", "/orders").await?;
    page.click("[data-testid=outline] [role=treeitem]").await?;
    let from = "[data-testid=inspector-terraform]";
    page.see(from, "From Terraform: ").await?;
    page.run::<bool>(&format!("document.querySelector('{from} summary').focus(); return true")).await?;
    page.press("\u{e007}").await?;
    page.see(from, "name = local.name").await?;
    page.see(from, "comes to orders-dev").await?;
    page.see(from, "the value from before").await?;
    page.look_everywhere("from-terraform").await?;
    page.quiet().await
}

#[tokio::test]
async fn changes_are_compared_with_the_files_that_were_read() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    drop_case(&page, "written/variables-with-values-v2/main.tf").await?;
    page.click("[data-testid=preview-open]").await?;
    page.see("[data-testid=outline]", "/fn").await?;
    page.click("[data-testid=rail-terraform]").await?;
    page.see(".terraform-items", "fn").await?;
    assert!(!page.text(".terraform-items").await?.contains("n0"), "an instance has its block's name");
    page.click("#terraform-part-tab-changes").await?;
    let changes = "[data-testid=terraform-changes]";
    page.see(changes, "Compared with your files as they were read").await?;
    page.see(changes, "resource \"aws_apigatewayv2_route\" \"each\"").await?;
    let signs = "['ins', 'del'].map(of => getComputedStyle(document.querySelector('.tf-diff ' + of), '::before').content[1]).join('') === '+−'";
    page.until(signs).await?;
    assert!(!page.text(changes).await?.contains("variable \"prefix\""), "blocks that stay do not differ");
    page.look_everywhere("import-changes").await?;
    // It outlives the page, until something is exported.
    page.see("[data-testid=saved]", "Saved").await?;
    page.reload().await?;
    page.click("#terraform-part-tab-changes").await?;
    page.see(changes, "Compared with your files as they were read").await?;
    page.click("[data-testid=terraform-download] button").await?;
    page.see(".terraform-page", "No change since the last export").await?;
    page.quiet().await
}

#[tokio::test]
async fn a_plan_leaves_no_files_to_compare_with() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    drop_case(&page, "read/plan/plan.json").await?;
    page.click("[data-testid=preview-open]").await?;
    page.see("[data-testid=outline]", "orders").await?;
    page.click("[data-testid=rail-terraform]").await?;
    page.click("#terraform-part-tab-changes").await?;
    page.see(".terraform-page", "is not kept on this device").await?;
    page.quiet().await
}

#[tokio::test]
async fn a_notice_acts_when_another_design_is_open_by_then() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    drop_case(&page, "written/variables-with-values-v2/main.tf").await?;
    page.click("[data-testid=preview-open]").await?;
    page.see("[data-testid=outline]", "/fn").await?;
    page.click("[data-testid=rail-terraform]").await?;
    page.click("[data-testid=terraform-download] button").await?;
    page.see(".toast", "moved blocks").await?;
    drop_case(&page, "import/moved/main.tf").await?;
    page.click("[data-testid=preview-open]").await?;
    page.see("[data-testid=outline]", "orders").await?;
    page.press_button(".toast", "Not applied: keep them").await?;
    page.see(".toast", "More was changed since: undo step by step").await?;
    page.quiet().await
}

#[tokio::test]
async fn a_notice_stands_below_a_dialog_and_has_the_width_for_its_words() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    drop_case(&page, "written/variables-with-values-v2/main.tf").await?;
    page.click("[data-testid=preview-open]").await?;
    page.see("[data-testid=outline]", "/fn").await?;
    page.click("[data-testid=rail-terraform]").await?;
    page.click("[data-testid=terraform-download] button").await?;
    page.see(".toast", "moved blocks").await?;
    let wide = "(() => {
         const words = document.querySelector('.toast .text').getBoundingClientRect();
         const all = document.querySelector('.toast').getBoundingClientRect();
         const button = document.querySelector('.toast > .btn:not(.icon-only)').getBoundingClientRect();
         return words.width > all.width * 0.7 && button.top >= words.bottom && button.right <= all.right;
     })()";
    for width in Width::ALL {
        page.dress(width, Theme::Light).await?;
        page.until(wide).await?;
    }
    drop_case(&page, "import/moved/main.tf").await?;
    page.see("dialog[open] .toast", "moved blocks").await?;
    let below = "(() => {
         const box = document.querySelector('dialog[open] > .dialog-box').getBoundingClientRect();
         const note = document.querySelector('dialog[open] .toast').getBoundingClientRect();
         const open = document.querySelector('[data-testid=preview-open]').getBoundingClientRect();
         return note.top >= box.bottom && note.bottom <= innerHeight && open.bottom <= note.top;
     })()";
    for width in Width::ALL {
        page.dress(width, Theme::Light).await?;
        let scroll = "document.querySelector('[data-testid=preview-open]').scrollIntoView(); return true";
        page.run::<bool>(scroll).await?;
        page.until(below).await?;
    }
    page.accessible().await?;
    page.quiet().await
}

#[tokio::test]
async fn a_broken_zip_leaves_the_design_as_it_is() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    page.click("[data-testid=example-http-api-module]").await?;
    page.element("[data-testid=diagram]").await?;
    drop_file(&page, "torn.zip", &[80, 75, 3, 4, 1, 2, 3]).await?;
    page.see("[data-testid=preview]", "The zip archive is broken off").await?;
    page.see("[data-testid=preview]", "Nothing could be read").await?;
    page.element("[data-testid=preview-open][aria-disabled=true]").await?;
    page.accessible().await?;
    page.click("[data-testid=preview-open]").await?;
    page.element("[data-testid=preview]").await?;
    page.press("\u{e00c}").await?;
    page.element("[data-testid=diagram]").await?;
    page.quiet().await
}

/// An HTTP API of so many routes, each with a first segment of its own.
fn many_routes(count: usize) -> String {
    let api = r#"resource "aws_apigatewayv2_api" "big" {
  name          = "big"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "all" {
  api_id             = aws_apigatewayv2_api.big.id
  integration_type   = "HTTP_PROXY"
  integration_method = "GET"
  integration_uri    = "https://example.com"
}
"#;
    let routes = (0..count).map(|n| {
        format!(
            r#"
resource "aws_apigatewayv2_route" "r{n}" {{
  api_id    = aws_apigatewayv2_api.big.id
  route_key = "GET /r{n:04}"
  target    = "integrations/${{aws_apigatewayv2_integration.all.id}}"
}}
"#
        )
    });
    std::iter::once(api.to_owned()).chain(routes).collect()
}

#[tokio::test]
async fn a_thousand_routes_open_in_groups() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    drop_file(&page, "big.tf", many_routes(1_000).as_bytes()).await?;
    page.see("[data-testid=preview-summary]", "1000 routes").await?;
    page.click("[data-testid=preview-open]").await?;
    page.see("[data-testid=outline]", "/r0000 … /r0049").await?;
    page.see("[data-testid=outline]", "/r0950 … /r0999").await?;
    assert!(page.count("[role=treeitem]").await? < 40, "groups are closed at first");
    assert!(page.count("[data-testid=diagram] .node").await? < 40, "the diagram shows groups");
    // A search finds more than a list shows, and says so; a narrower one finds the route.
    page.fill("[data-testid=outline] input", "r0").await?;
    page.see("[data-testid=outline-left-out]", "400 more items are not listed").await?;
    page.fill("[data-testid=outline] input", "r0777").await?;
    page.see("[data-testid=outline] [role=treeitem] + [role=treeitem]", "/r0777").await?;
    page.click("[data-testid=outline] [role=treeitem] + [role=treeitem]").await?;
    page.element("[data-testid=diagram] .node.route.sel").await?;
    page.accessible().await?;
    page.quiet().await
}

#[tokio::test]
async fn a_folder_is_picked_from_the_menu() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    page.click("[data-testid=example-http-api-module]").await?;
    page.element("[data-testid=diagram]").await?;
    // The system's own dialog cannot be driven: the browser is told to leave it closed, and the folder is set.
    let dev = page.driver.cdp();
    dev.send_raw("Page.setInterceptFileChooserDialog", json!({ "enabled": true })).await?;
    page.choose_in_menu("Menu", "Open a folder").await?;
    let picker = page.element("input[type=file][webkitdirectory]").await?;
    picker.send_keys(case("public/rest-cors-module").to_string_lossy()).await?;
    page.see("[data-testid=preview]", "Terraform files").await?;
    page.see("[data-testid=preview-summary]", "(REST)").await?;
    page.click("[data-testid=preview-open]").await?;
    page.element("[data-testid=outline]").await?;
    page.quiet().await
}

#[tokio::test]
async fn the_menu_leads_to_the_openapi_document() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    page.click("[data-testid=example-rest-usage-plan]").await?;
    page.element("[data-testid=diagram]").await?;
    page.choose_in_menu("Menu", "Export as OpenAPI").await?;
    page.see("[data-testid=terraform-openapi]", "\"openapi\": \"3.0.1\"").await?;
    page.quiet().await
}
