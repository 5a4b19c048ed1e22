//! From one deployed build to the next: announced, never swapped under an open page.

use crate::{Outcome, page::Page, site::Site};

const INSTALLED: &str = "navigator.serviceWorker.ready.then(() => done(true));";
const STORES: &str = "caches.keys().then(done);";
const BOOT: &str = "return fetch('boot.js').then(answer => answer.text())";

#[tokio::test]
async fn a_new_build_waits_until_the_user_reloads() -> Outcome {
    let site = Site::copy("update");
    let page = Page::open(&site.url("")).await?;
    page.wait_for::<bool>(INSTALLED).await?;
    let old: Vec<String> = page.wait_for(STORES).await?;
    assert_eq!(old.len(), 1);

    deploy(&site);
    page.reload().await?;
    page.see("#update", "A new version of Gateway Studio is ready").await?;
    assert!(!page.run::<String>(BOOT).await?.contains("second build"), "the open page keeps its own files");
    assert_eq!(page.wait_for::<Vec<String>>(STORES).await?.len(), 2, "both builds are stored");

    page.run::<()>("window.before = true").await?;
    page.click("#update button").await?;
    page.element("html[data-ready=yes]").await?;
    for _ in 0..100 {
        if !page.run::<bool>("return window.before === true").await? {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    page.ready().await?;
    assert!(page.run::<String>(BOOT).await?.contains("second build"), "the page is the new build's");
    let new: Vec<String> = page.wait_for(STORES).await?;
    assert_eq!(new.len(), 1, "the old build is deleted");
    assert_ne!(new, old);
    assert_eq!(page.count("#update").await?, 0);
    Ok(())
}

/// Puts another build into the served folder, as a deployment does.
fn deploy(site: &Site) {
    site.write("boot.js", &format!("{}\n// second build\n", site.read("boot.js")));
    let worker = site.read("sw.js");
    let start = worker.find("VERSION = \"").expect("the version") + "VERSION = \"".len();
    let (head, tail) = worker.split_at(start);
    site.write("sw.js", &format!("{head}second-{tail}"));
}
