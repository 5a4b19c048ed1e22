//! The Templates panel: typing, words at the caret, the trace, golden tests.

use thirtyfour::prelude::*;

use crate::{
    Outcome,
    page::{Page, Theme, Width, key::*},
    site::Site,
};

const TEXT: &str = "[data-testid=template-text] .code-pad";

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
    page.rewrite(TEXT, "{\"n\": $input.json('$.name')}").await?;
    page.see("[data-testid=template-output]", "\"Rex\"").await?;
    page.click("#template-result-tab-tests").await?;
    page.click("[data-testid=template-add-test]").await?;
    page.see("[data-testid=template-tests]", "passed").await?;
    page.see(".template-list", "1/1").await?;
    page.rewrite(TEXT, "{\"n\": $input.path('$')}").await?;
    page.see("[data-testid=template-tests]", "differs").await?;
    page.see(".template-list", "0/1").await?;
    page.see("[data-testid=rail-template] .dot", "1").await?;
    page.click("#template-result-tab-output").await?;
    page.see("[data-testid=template-output]", "no JSON").await?;
    page.rewrite(TEXT, "#if($x)").await?;
    page.see("[data-testid=template-found]", "Line 1").await?;
    // Tests run whatever panel is in view, from the start.
    page.reload().await?;
    page.click("[data-testid=rail-cost]").await?;
    page.reload().await?;
    page.see("[data-testid=rail-template] .dot", "1").await?;
    page.see("[data-testid=rail-design] .dot", "1").await?;
    page.quiet().await
}

#[tokio::test]
async fn words_are_offered_at_the_caret() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    page.rewrite(TEXT, "$input.j").await?;
    page.see(".code-words", "$input.json(path)").await?;
    page.press(ENTER).await?;
    page.see("[data-testid=template-output]", "\"name\":\"Rex\"").await?;
    page.rewrite(TEXT, "$input.path('$.n").await?;
    page.see(".code-words", "$.name").await?;
    page.press(ENTER).await?;
    page.press("')").await?;
    page.see("[data-testid=template-output]", "Rex").await?;
    assert_eq!(page.count(".code-words").await?, 0);
    Ok(())
}

#[tokio::test]
async fn an_input_is_taken_from_a_saved_request() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    page.rewrite(TEXT, "{\"p\": $input.json('$.product'), \"m\": \"$context.httpMethod\"}").await?;
    page.choose_in_menu("Take an input from", "Place an order").await?;
    page.see("[data-testid=template-output]", "{\"p\": \"atlas\", \"m\": \"POST\"}").await?;
    page.see("[data-testid=template-about]", "What a request template gets of Place an order").await?;
    page.choose_in_menu("Take an input from", "No API key").await?;
    page.see("[data-testid=template-about]", "is stopped before a template").await?;
    page.see("[data-testid=template-output]", "\"m\": \"GET\"").await?;
    page.quiet().await
}

#[tokio::test]
async fn a_template_gets_another_key_and_goes() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    page.click("#template-result-tab-tests").await?;
    page.click("[data-testid=template-add-test]").await?;
    page.see("[data-testid=template-tests]", "passed").await?;
    page.choose_in_menu("More about Request · application/json", "Change its content type…").await?;
    page.rewrite("dialog input", "text/plain").await?;
    page.press(ENTER).await?;
    page.see(".template-edit header", "Request · text/plain").await?;
    page.see("[data-testid=template-tests]", "passed").await?;
    page.choose_in_menu("More about Request · text/plain", "Remove the template").await?;
    page.see(".toasts", "Request · text/plain is removed").await?;
    page.press(&format!("{CONTROL}z")).await?;
    page.see(".template-list", "Request · text/plain").await?;
    page.quiet().await
}

#[tokio::test]
async fn every_part_is_accessible_in_both_themes() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    page.rewrite(TEXT, "#set($a = 1)\n{\"n\": $input.path('$'), \"a\": $a}").await?;
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

/// What is written in the editor.
async fn written(page: &Page) -> Outcome<String> {
    let script = format!("return document.querySelector('{TEXT}').textContent.slice(0, -1)");
    page.run(&script).await
}

#[tokio::test]
async fn a_template_of_the_largest_size_is_typed_in() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    let line = "#set($v = $input.path('$.name'))## a line that prints nothing\n";
    let count = 290 * 1024 / line.len();
    let text = format!("{}{{\"n\": \"$v\"}}", line.repeat(count));
    page.element(TEXT).await?.click().await?;
    page.press(&format!("{CONTROL}a")).await?;
    page.insert(&text).await?;
    page.see("[data-testid=template-output] .code-window", "{\"n\": \"Rex\"}").await?;
    // In the middle, across the border of two blocks, and at the end.
    page.press(&format!("{CONTROL}{HOME}")).await?;
    page.press(&DOWN.repeat(32)).await?;
    page.press(&format!("{BACKSPACE}\n## new\n")).await?;
    page.press(&format!("{CONTROL}{END}")).await?;
    page.press("#if($x)").await?;
    let (before, after) = text.split_at(32 * line.len());
    let expected = format!("{before}## new\n{after}#if($x)");
    assert!(written(&page).await? == expected, "the text is not what was typed");
    page.see("[data-testid=template-found]", &format!("Line {}", count + 2)).await?;
    page.press("typed on#end").await?;
    page.press(&BACKSPACE.repeat("#if($x)typed on#end".len())).await?;
    page.press(" ").await?;
    page.press(&format!("{CONTROL}z")).await?;
    page.see("[data-testid=template-output] .code-window", "{\"n\": \"Rex\"}").await?;
    let expected = expected.replace("#if($x)", "");
    assert!(written(&page).await? == expected, "the text is not what was left");
    // The last key is not lost when the page goes right after it.
    page.press("!").await?;
    page.reload().await?;
    page.see("[data-testid=template-output] .code-window", "{\"n\": \"Rex\"}!").await?;
    assert!(written(&page).await? == format!("{expected}!"), "the text is not what was kept");
    page.quiet().await
}

#[tokio::test]
async fn an_input_method_writes_over_several_blocks() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    let line = "## a line\n";
    let text = line.repeat(100);
    page.element(TEXT).await?.click().await?;
    page.press(&format!("{CONTROL}a")).await?;
    page.insert(&text).await?;
    let select = format!(
        "const blocks = document.querySelector('{TEXT}').children;
         getSelection().setBaseAndExtent(blocks[0].firstChild, 13, blocks[2].firstChild, 25);"
    );
    page.run::<()>(&select).await?;
    for composed in ["n", "ni", "に", "にほ"] {
        page.compose(composed).await?;
    }
    page.insert("日本").await?;
    let from = 32 * 2 * line.len() + 25;
    let expected = format!("{}日本{}", &text[..13], &text[from..]);
    assert_eq!(written(&page).await?, expected);
    page.see("[data-testid=template-text] .code-window", "## 日本line").await?;
    // In one block, and undone.
    page.compose("x").await?;
    page.insert("語").await?;
    assert_eq!(written(&page).await?, expected.replace("日本", "日本語"));
    for _ in 0..10 {
        if written(&page).await? != text {
            page.press(&format!("{CONTROL}z")).await?;
        }
    }
    assert_eq!(written(&page).await?, text);
    page.quiet().await
}

/// The lines that are marked in an editor, as shown.
async fn marked(page: &Page, editor: &str) -> Outcome<Vec<String>> {
    let script =
        format!("return [...document.querySelectorAll('{editor} .lit')].map(line => line.textContent)");
    page.run(&script).await
}

#[tokio::test]
async fn output_and_template_mark_each_other() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    let output = "[data-testid=template-output] .code-pad";
    page.rewrite(
        TEXT,
        "#set($n = $input.path('$.name'))\n{\n\"n\": \"$n\",\n\"tags\": $input.json('$.tags')\n}",
    )
    .await?;
    page.see("[data-testid=template-output] .code-window", "\"Rex\"").await?;
    // By the keyboard alone: from the first line of the output down to the names.
    page.run::<()>(&format!("document.querySelector('{output}').focus()")).await?;
    page.press(&format!("{CONTROL}{HOME}")).await?;
    page.see("[data-testid=template-origin]", "line 2 of the template").await?;
    page.press(DOWN).await?;
    page.see("[data-testid=template-origin]", "Made by line 3 of the template: \"n\": \"$n\",").await?;
    assert_eq!(marked(&page, "[data-testid=template-text]").await?, ["\"n\": \"$n\","]);
    // What is typed there is not taken: the output is for reading.
    page.press("x").await?;
    page.see("[data-testid=template-origin]", "line 3").await?;
    // Set out in lines, the same place is somewhere else.
    page.driver.find(By::XPath("//label[normalize-space()='Formatted']")).await?.click().await?;
    page.see("[data-testid=template-output] .code-window", "\n    \"boy\"").await?;
    page.run::<()>(&format!("document.querySelector('{output}').focus()")).await?;
    page.press(&format!("{CONTROL}{END}")).await?;
    page.press(&UP.repeat(2)).await?;
    page.see("[data-testid=template-origin]", "Made by line 4").await?;
    // And back.
    page.element(TEXT).await?.click().await?;
    page.press(&format!("{CONTROL}{HOME}")).await?;
    page.see("[data-testid=template-origin]", "Line 1 of the template prints nothing").await?;
    page.press(&DOWN.repeat(2)).await?;
    page.see("[data-testid=template-origin]", "Line 3 of the template makes line 2 of the output").await?;
    assert_eq!(marked(&page, "[data-testid=template-output]").await?, ["  \"n\": \"Rex\","]);
    page.accessible().await?;
    page.quiet().await
}

#[tokio::test]
async fn another_template_shows_its_own_lines_alone() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    page.rewrite(TEXT, "one\ntwo\nthree\nfour").await?;
    page.see("[data-testid=template-output]", "four").await?;
    page.click(".template-row:not([aria-current])").await?;
    page.see("[data-testid=template-output]", "statusCode").await?;
    let lines = "[...document.querySelectorAll('[data-testid=template-text] .code-line')]";
    let script = format!("return {lines}.map(line => line.textContent)");
    let shown: Vec<String> = page.run(&script).await?;
    let text = page.text(TEXT).await?;
    assert_eq!(shown.join("\n").trim_end(), text.trim_end());
    page.quiet().await
}

#[tokio::test]
async fn a_mend_is_made_right_after_typing() -> Outcome {
    let site = Site::start();
    let page = panel(&site).await?;
    page.rewrite(TEXT, "{\"a\": $input.path('$.name')}").await?;
    page.click("[data-testid=template-found] .notice > :last-child").await?;
    page.see(TEXT, "$input.json('$.name')").await?;
    page.see("[data-testid=template-output]", "\"Rex\"").await?;
    page.quiet().await
}
