//! Terraform that comes in from a folder, a zip, a plan or a state: looked at first, and taken when the user says so.

use std::{fs, path::PathBuf};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::json;

use crate::{Outcome, page::Page, site::Site};

/// A file of the test cases.
fn case(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("cases/terraform").join(path)
}

/// Drops one file on the page, as a person would from a folder.
async fn drop_case(page: &Page, path: &str) -> Outcome {
    let path = case(path);
    let bytes = BASE64_STANDARD.encode(fs::read(&path).expect("a case"));
    let name = path.file_name().expect("a file").to_string_lossy().into_owned();
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
async fn a_broken_zip_leaves_the_design_as_it_is() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    page.click("[data-testid=example-http-api-module]").await?;
    page.element("[data-testid=diagram]").await?;
    let script = "const data = new DataTransfer();
         data.items.add(new File([new Uint8Array([80, 75, 3, 4, 1, 2, 3])], 'torn.zip'));
         const target = document.querySelector('[data-testid=shell]');
         for (const kind of ['dragenter', 'dragover', 'drop'])
           target.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
         return true;";
    page.run::<bool>(script).await?;
    page.see("[data-testid=preview]", "The zip archive is broken off").await?;
    page.press("\u{e00c}").await?;
    page.element("[data-testid=diagram]").await?;
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
