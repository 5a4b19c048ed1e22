//! The Templates panel: typing, words at the caret, the trace, golden tests.

use crate::{
    Outcome,
    page::{Page, Theme, Width},
    site::Site,
};

const TEXT: &str = "[data-testid=template-text] textarea";

/// The panel with a mock integration's request template.
async fn panel(site: &Site) -> Outcome<Page> {
    let page = Page::open(&site.url("")).await?;
    page.click("[data-testid=example-rest-usage-plan]").await?;
    page.element("[data-testid=diagram]").await?;
    page.click("[data-testid=rail-template]").await?;
    page.see("[data-testid=template-output]", "statusCode").await?;
    Ok(page)
}

#[tokio::test]
async fn what_is_typed_is_rendered_and_tested() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    page.fill(TEXT, "{\"n\": $input.json('$.name')}").await?;
    page.see("[data-testid=template-output]", "\"Rex\"").await?;
    page.click("#template-result-tab-tests").await?;
    page.click("[data-testid=template-add-test]").await?;
    page.see("[data-testid=template-tests]", "passed").await?;
    page.see(".template-list", "1/1").await?;
    page.fill(TEXT, "{\"n\": $input.path('$')}").await?;
    page.see("[data-testid=template-tests]", "differs").await?;
    page.see(".template-list", "0/1").await?;
    page.click("#template-result-tab-output").await?;
    page.see("[data-testid=template-output]", "no JSON").await?;
    page.fill(TEXT, "#if($x)").await?;
    page.see("[data-testid=template-found]", "Line 1").await?;
    page.quiet().await
}

#[tokio::test]
async fn words_are_offered_at_the_caret() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    page.fill(TEXT, "$input.j").await?;
    page.see(".code-words", "$input.json(path)").await?;
    page.press("\u{e007}").await?;
    page.see("[data-testid=template-output]", "\"name\":\"Rex\"").await?;
    assert_eq!(page.count(".code-words").await?, 0);
    Ok(())
}

#[tokio::test]
async fn every_part_is_accessible_in_both_themes() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    page.fill(TEXT, "#set($a = 1)\n{\"n\": $input.path('$'), \"a\": $a}").await?;
    page.see("[data-testid=template-output]", "no JSON").await?;
    for theme in Theme::ALL {
        for tab in ["output", "steps", "tests"] {
            page.click(&format!("#template-result-tab-{tab}")).await?;
            page.dress(Width::Desktop, theme).await?;
            page.accessible().await?;
        }
        for width in Width::ALL {
            page.look("template", width, theme).await?;
        }
    }
    Ok(())
}
