//! The Terraform panel: folding, the way to an item and back, what changed, the choices, and files in and out.

use serde_json::Value;

use crate::{
    Outcome,
    page::{Page, key},
    site::Site,
};

/// The panel of a bundled design.
async fn panel(site: &Site, example: &str) -> Outcome<Page> {
    let page = Page::open(&site.url("")).await?;
    page.click(&format!("[data-testid=example-{example}]")).await?;
    page.element("[data-testid=diagram]").await?;
    page.click("[data-testid=rail-terraform]").await?;
    page.see("[data-testid=terraform-code]", "resource").await?;
    Ok(page)
}

/// The script's expression for a block by its first words.
fn block(words: &str) -> String {
    format!(
        "[...document.querySelectorAll('.tf-block')].find(block => block.firstChild.textContent.includes({words:?}))"
    )
}

/// Keeps what is downloaded from now on in `window.saved`, instead of writing files.
pub async fn catch_downloads(page: &Page) -> Outcome {
    page.run::<Value>(
        "window.saved = [];
         const make = URL.createObjectURL;
         URL.createObjectURL = blob => { window.blob = blob; return make.call(URL, blob); };
         HTMLAnchorElement.prototype.click = function () { saved.push({ name: this.download, blob: window.blob }); };
         return null",
    )
    .await
    .map(drop)
}

#[tokio::test]
async fn blocks_fold_by_keyboard() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "http-api-module").await?;
    let target = block("aws_apigatewayv2_api\"");
    page.run::<Value>(&format!("{target}.querySelector('.tf-fold').focus(); return null")).await?;
    page.press(key::ENTER).await?;
    page.until(&format!("{target}.classList.contains('folded')")).await?;
    assert_eq!(
        page.run::<String>(&format!(
            "return {target}.querySelector('.tf-fold').getAttribute('aria-expanded')"
        ))
        .await?,
        "false"
    );
    assert!(!page.text("[data-testid=terraform-code]").await?.contains("protocol_type"), "it is folded away");
    page.press("\u{e014}").await?;
    page.until(&format!("!{target}.classList.contains('folded')")).await?;
    page.press("\u{e012}").await?;
    page.until(&format!("{target}.classList.contains('folded')")).await?;
    page.press(key::DOWN).await?;
    let inside = format!("{target}.nextElementSibling.nextElementSibling.contains(document.activeElement)");
    page.until(&inside).await?;
    page.press(key::HOME).await?;
    page.until("document.querySelector('.tf-block').contains(document.activeElement)").await?;

    page.click("[data-testid=terraform-fold-all] button").await?;
    page.until("![...document.querySelectorAll('.tf-fold')].some(it => it.ariaExpanded !== 'false')").await?;
    page.accessible().await?;
    page.click("[data-testid=terraform-fold-all] button").await?;
    page.until("![...document.querySelectorAll('.tf-fold')].some(it => it.ariaExpanded !== 'true')").await?;
    page.quiet().await
}

#[tokio::test]
async fn lines_are_counted_through_the_whole_file() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "http-api-module").await?;
    let wrong = page
        .run::<Vec<String>>(
            "let line = 0;
             const wrong = [];
             for (const element of document.querySelectorAll('.tf-code .code-line')) {
                 line++;
                 const number = element.querySelector(':scope > .tf-number');
                 if (number && number.textContent !== String(line)) wrong.push(`${line}: ${number.textContent}`);
             }
             const text = [...document.querySelectorAll('.tf-code .code-line')].length;
             if (text < 50) wrong.push(`only ${text} lines`);
             return wrong",
        )
        .await?;
    assert_eq!(wrong, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_block_leads_to_its_item_and_back() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "rest-usage-plan").await?;
    page.run::<Value>(&format!(
        "{}.querySelector('.tf-number').click(); return null",
        block("aws_api_gateway_stage\"")
    ))
    .await?;
    page.until(&format!("{}.classList.contains('lit')", block("aws_api_gateway_stage\""))).await?;
    page.press_button("[data-testid=terraform-edit]", "Edit stage prod").await?;
    page.see("[data-testid=inspector] h2", "prod").await?;

    page.press_button("[data-testid=inspector] header", "More").await?;
    page.press_button("[role=menu]", "Show in Terraform").await?;
    page.until("document.activeElement.matches('.tf-block.lit .tf-number')").await?;
    let line = page.run::<String>("return document.activeElement.parentElement.textContent").await?;
    assert!(line.contains("\"aws_api_gateway_"), "{line}");
    page.quiet().await
}

#[tokio::test]
async fn an_edit_after_an_export_is_a_difference() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "http-api-module").await?;
    page.click("#terraform-part-tab-changes").await?;
    page.see(".terraform-page", "Nothing exported yet").await?;
    catch_downloads(&page).await?;
    page.click("[data-testid=terraform-download] button").await?;
    page.see(".terraform-page", "No change since the last export").await?;

    let names = page
        .wait_for::<Vec<String>>(
            "saved[0].blob.arrayBuffer().then(bytes => {
                 const text = new TextDecoder('latin1').decode(bytes);
                 const entries = text.matchAll(/PK\\x01\\x02.{42}([\\w./-]+?)(?=PK)/gs);
                 done([saved[0].name, ...[...entries].map(entry => entry[1])]);
             })",
        )
        .await?;
    assert!(names.first().is_some_and(|name| name.ends_with("-terraform.zip")), "{names:?}");
    for file in ["main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md"] {
        assert!(names.iter().any(|name| name == file), "{file} is not in {names:?}");
    }

    page.fill("[data-testid=design-name] input", "renamed").await?;
    page.press(key::ENTER).await?;
    page.click("[data-testid=rail-design]").await?;
    page.click("[data-testid=outline] [role=treeitem]").await?;
    page.press("\u{e032}").await?;
    page.fill("dialog[open] form input", "orders-two").await?;
    page.press(key::ENTER).await?;
    page.click("[data-testid=rail-terraform]").await?;
    page.see("[data-testid=terraform-changes]", "orders-two").await?;
    page.see("[data-testid=terraform-changes]", "hanges 1 block").await?;
    assert!(page.count(".tf-diff del").await? > 0, "what was there before");
    page.accessible().await?;

    // It outlives the page.
    page.see("[data-testid=saved]", "Saved").await?;
    page.reload().await?;
    page.click("#terraform-part-tab-changes").await?;
    page.see("[data-testid=terraform-changes]", "orders-two").await?;
    Ok(())
}

#[tokio::test]
async fn the_choices_change_the_files_and_stay() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "rest-usage-plan").await?;
    page.see("[data-testid=terraform-files]", "README.md").await?;
    page.click("#terraform-part-tab-options").await?;
    page.see("[data-testid=terraform-options]", "calls to API Gateway").await?;
    page.press_button("[data-testid=terraform-options]", "README.md").await?;
    page.press_button("[data-testid=terraform-options]", "One OpenAPI document").await?;
    page.look_everywhere("terraform-options").await?;
    page.click("#terraform-part-tab-files").await?;
    page.see("[data-testid=terraform-code]", "body").await?;
    assert!(!page.text("[data-testid=terraform-files]").await?.contains("README.md"), "it is left out");

    page.see("[data-testid=saved]", "Saved").await?;
    page.reload().await?;
    page.see("[data-testid=terraform-files]", "main.tf").await?;
    assert!(!page.text("[data-testid=terraform-files]").await?.contains("README.md"), "still left out");
    page.click("#terraform-part-tab-options").await?;
    page.press_button("[data-testid=terraform-options]", "Reset").await?;
    page.click("#terraform-part-tab-files").await?;
    page.see("[data-testid=terraform-files]", "README.md").await?;
    page.quiet().await
}

#[tokio::test]
async fn remarks_stand_beside_their_lines() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "rest-usage-plan").await?;
    page.click(".tf-mark").await?;
    page.until("document.activeElement.id.startsWith('terraform-finding-')").await?;
    let told = page.run::<String>("return document.activeElement.textContent").await?;
    let mark = page
        .run::<Vec<String>>(
            "const mark = document.querySelector('.tf-mark');
             return mark.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).textContent)",
        )
        .await?;
    assert!(mark.contains(&told), "{told} is not what the mark says: {mark:?}");
    page.press_button("[data-testid=terraform-findings]", "Show the block").await?;
    page.until("document.activeElement.matches('.tf-block .tf-number')").await?;
    page.quiet().await
}

#[tokio::test]
async fn an_api_is_shown_as_an_openapi_document() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "rest-usage-plan").await?;
    page.click("#terraform-part-tab-openapi").await?;
    page.see("[data-testid=terraform-openapi]", "\"openapi\": \"3.0.1\"").await?;
    page.press_button("[data-testid=terraform-openapi]", "Swagger 2.0").await?;
    page.see("[data-testid=terraform-openapi]", "\"swagger\": \"2.0\"").await?;
    page.press_button("[data-testid=terraform-openapi]", "YAML").await?;
    page.see("[data-testid=terraform-openapi]", "swagger: \"2.0\"").await?;
    catch_downloads(&page).await?;
    page.click("[data-testid=openapi-download] button").await?;
    assert_eq!(page.run::<String>("return saved[0].name").await?, "orders.openapi.yaml");
    page.look_everywhere("terraform-openapi").await?;
    page.quiet().await
}

#[tokio::test]
async fn every_part_is_accessible_at_every_width() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "websocket-chat").await?;
    page.look_everywhere("terraform-files").await?;
    page.click("#terraform-part-tab-changes").await?;
    page.look_everywhere("terraform-changes").await?;
    page.click("#terraform-part-tab-arguments").await?;
    page.see("[data-testid=terraform-arguments]", "arguments set").await?;
    page.click(".tf-arguments details:nth-of-type(2) summary").await?;
    page.see(".tf-arguments", "Not set").await?;
    page.look_everywhere("terraform-arguments").await?;
    page.click("#terraform-part-tab-openapi").await?;
    page.see(".terraform-page", "AWS exports no WebSocket API").await?;
    page.accessible().await
}

#[tokio::test]
async fn dropped_terraform_files_become_a_design_once_the_user_says_so() -> Outcome {
    let site = Site::start();
    let page = panel(&site, "http-api-module").await?;
    let files = page
        .run::<Vec<(String, String)>>(
            "return [['main.tf', 'resource \"aws_apigatewayv2_api\" \"this\" {\\n  name          = \"dropped\"\\n  protocol_type = \"HTTP\"\\n}\\n'],
                     ['stage.tf', 'resource \"aws_apigatewayv2_stage\" \"prod\" {\\n  api_id = aws_apigatewayv2_api.this.id\\n  name   = \"prod\"\\n}\\n']]",
        )
        .await?;
    let files = serde_json::to_string(&files).expect("texts");
    let script = format!(
        "const data = new DataTransfer();
         for (const [name, text] of {files}) data.items.add(new File([text], name));
         const target = document.querySelector('[data-testid=shell]');
         for (const kind of ['dragenter', 'dragover', 'drop'])
           target.dispatchEvent(new DragEvent(kind, {{ dataTransfer: data, bubbles: true, cancelable: true }}));
         return true;"
    );
    page.run::<bool>(&script).await?;
    page.see("[data-testid=preview]", "2 files · Terraform files").await?;
    page.see("[data-testid=preview-summary]", "dropped (HTTP): 1 stage").await?;
    let name = "return document.querySelector('[data-testid=design-name] input').value";
    assert_ne!(page.run::<String>(name).await?, "dropped", "the design is as it was until it is opened");
    page.accessible().await?;
    page.click("[data-testid=preview-open]").await?;
    page.see("[data-testid=outline]", "dropped").await?;
    page.see("[data-testid=counts]", "1 stage").await?;
    page.quiet().await
}
