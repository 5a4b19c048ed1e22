//! The studio in a frame of another page.

use thirtyfour::WebElement;

use crate::{
    Outcome,
    page::{Page, Theme, Width},
    site::Site,
};

#[tokio::test]
async fn the_example_page_shows_the_studio_in_a_frame() -> Outcome {
    let site = Site::start();
    let page = Page::at(&site.url("embed-example.html")).await?;
    let frame = frame(&page).await?;
    let address = frame.attr("src").await?.unwrap_or_default();
    for part in ["embed=1", "panel=flow", "readonly=1", "design="] {
        assert!(address.contains(part), "`{part}` is not in {address}");
    }
    frame.enter_frame().await?;
    page.ready().await?;
    page.driver.enter_default_frame().await?;
    for theme in Theme::ALL {
        page.look("embed-example", Width::Desktop, theme).await?;
        page.accessible().await?;
    }
    page.quiet().await?;
    Ok(())
}

#[tokio::test]
async fn a_page_of_another_site_can_hold_the_studio() -> Outcome {
    let studio = Site::start();
    let host = Site::copy("host");
    let script = studio.url("embed.js");
    let markup = "<!doctype html><title>Host</title><link rel=icon href=data:,><gateway-studio panel=flow readonly></gateway-studio>";
    host.write("host.html", &format!("{markup}<script src={script}></script>"));
    let page = Page::at(&host.url("host.html").replace("127.0.0.1", "localhost")).await?;
    frame(&page).await?.enter_frame().await?;
    page.ready().await?;
    page.quiet().await
}

async fn frame(page: &Page) -> Outcome<WebElement> {
    page.element("gateway-studio:defined").await?;
    let script = "return document.querySelector('gateway-studio').shadowRoot.querySelector('iframe')";
    page.driver.execute(script, vec![]).await?.element()
}
