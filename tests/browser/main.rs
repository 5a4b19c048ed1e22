//! The built page (`dist/`) in a real headless Chromium.
//!
//! Run with `cargo xtask test browser [filter]`, which builds the page first. To add a test, put it
//! into the file of its topic (a new file needs a `mod` line below) and follow this shape:
//!
//! ```ignore
//! #[tokio::test]
//! async fn adds_a_route() -> Outcome {
//!     let site = Site::start();                       // serves dist/ below a path, until dropped
//!     let page = Page::open(&site.url("")).await?;    // own browser; waits until the studio has started
//!     page.click("#add-route").await?;                // waits for the element
//!     page.fill("input[name=path]", "/orders").await?;
//!     page.see("[role=tree]", "/orders").await?;      // waits for the text, fails after ten seconds
//!     page.accessible().await?;                       // axe finds nothing
//!     page.quiet().await?;                            // nothing on the console
//!     Ok(())
//! }
//! ```
//!
//! `page.driver` is thirtyfour's `WebDriver` for everything else. `page.look("name", Width::Phone,
//! Theme::Dark)` leaves a picture in `target/screenshots/`.

mod axe;
mod chrome;
mod embed;
mod flow;
mod flow_panel;
mod observed;
mod offline;
mod page;
mod review;
#[path = "../server.rs"]
#[expect(dead_code, reason = "shared with xtask, which uses more of it")]
mod server;
mod session;
mod site;
#[path = "../skip.rs"]
mod skip;
mod start;
mod studio;
mod template;
mod terraform;
mod terraform_import;
mod trouble;
mod update;

/// What a test returns.
type Outcome<T = ()> = thirtyfour::error::WebDriverResult<T>;
