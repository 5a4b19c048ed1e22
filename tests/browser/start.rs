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

#[tokio::test]
async fn says_so_when_a_part_cannot_be_fetched_and_tries_again() -> Outcome {
    let site = Site::copy("without-parts");
    let away = |back: bool| {
        let dirs = std::fs::read_dir(&site.root).expect("the copy").flatten().map(|entry| entry.path());
        let dir = dirs.filter(|path| path.is_dir()).find(|path| path.to_string_lossy().contains("parts-"));
        for entry in std::fs::read_dir(dir.expect("the parts")).expect("the parts").flatten() {
            let (path, kept) = (entry.path(), entry.path().with_extension("away"));
            match path.extension().and_then(|ending| ending.to_str()) {
                Some("wasm") if !back => std::fs::rename(&path, kept).expect("a change"),
                Some("away") if back => {
                    std::fs::rename(&path, path.with_extension("wasm")).expect("a change")
                }
                _ => {}
            }
        }
    };
    away(false);
    let page = Page::open(&site.url("")).await?;
    page.click("[data-testid=example-rest-usage-plan]").await?;
    page.see("[aria-label=Notices]", "could not be fetched").await?;
    away(true);
    page.click("[data-testid=example-rest-usage-plan]").await?;
    page.see("[data-testid=counts]", "routes").await?;
    Ok(())
}
