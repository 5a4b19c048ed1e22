//! The page starts, wherever it is served, or says why not.

use crate::{
    Outcome,
    page::{Page, Theme, Width},
    site::Site,
};

#[tokio::test]
async fn starts_below_any_path_with_a_quiet_console() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    page.see("body", "Gateway Studio").await?;
    assert_eq!(page.count("#boot").await?, 0, "the start message is gone");
    page.quiet().await?;
    Ok(())
}

#[tokio::test]
async fn is_looked_at_in_three_widths_and_two_themes() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    for theme in Theme::ALL {
        for width in Width::ALL {
            page.look("start", width, theme).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_address_chooses_the_theme() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("?theme=dark")).await?;
    assert_eq!(page.run::<String>("return document.documentElement.dataset.theme").await?, "dark");
    Ok(())
}

#[tokio::test]
async fn says_so_when_the_program_cannot_be_loaded() -> Outcome {
    let site = Site::copy("broken");
    let wasm = std::fs::read_dir(&site.root).expect("the copy").flatten();
    let wasm =
        wasm.map(|entry| entry.path()).find(|path| path.extension().is_some_and(|ending| ending == "wasm"));
    std::fs::write(wasm.expect("the program"), "not a program").expect("a change");
    let page = Page::at(&site.url("")).await?;
    page.see("h1", "Gateway Studio could not start").await?;
    page.see("main", "Reload the page").await?;
    Ok(())
}
