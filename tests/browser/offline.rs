//! The page works without a network after the first visit.

use std::net::TcpStream;

use crate::{Outcome, page::Page, site::Site};

/// Calls `done` once a worker is active: all files are stored then.
const INSTALLED: &str = "navigator.serviceWorker.ready.then(registration => done(registration.scope));";
const STORED: &str = "caches.keys().then(names => Promise.all(names.map(name => caches.open(name)))) \
                      .then(stores => Promise.all(stores.map(store => store.keys()))) \
                      .then(lists => done(lists.flat().map(request => request.url)));";

#[tokio::test]
async fn works_after_the_server_is_gone() -> Outcome {
    let site = Site::start();
    let url = site.url("");
    let page = Page::open(&url).await?;
    assert_eq!(page.wait_for::<String>(INSTALLED).await?, url);

    drop(site);
    let host = url.split('/').nth(2).expect("a host");
    assert!(TcpStream::connect(host).is_err(), "the server is gone");

    page.reload().await?;
    page.see("body", "Gateway Studio").await?;
    page.driver.goto(format!("{url}index.html")).await?;
    page.ready().await?;
    page.click("[data-testid=example-rest-usage-plan]").await?;
    // Opening goes to the Design panel: not before it is there may another be asked for.
    page.element("[data-testid=diagram]").await?;
    for panel in ["flow", "template", "cost", "quota", "review", "terraform", "design"] {
        page.driver.goto(format!("{url}index.html#{panel}")).await?;
        page.element(&format!("[data-panel={panel}] > :is(.page, .panes, .design-panes)")).await?;
    }
    page.driver.goto(format!("{url}?embed=1&panel=flow")).await?;
    page.ready().await?;
    Ok(())
}

#[tokio::test]
async fn stores_every_file_of_the_build() -> Outcome {
    let site = Site::start();
    let page = Page::open(&site.url("")).await?;
    page.wait_for::<String>(INSTALLED).await?;
    let mut stored: Vec<String> = page.wait_for(STORED).await?;
    stored.sort();
    let mut wanted = vec![];
    files(&site, "", &mut wanted);
    wanted.sort();
    assert_eq!(stored, wanted);
    Ok(())
}

fn files(site: &Site, dir: &str, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(site.root.join(dir)).expect("the built page").flatten() {
        let name = format!("{dir}{}", entry.file_name().display());
        match name.as_str() {
            "sw.js" => {}
            "index.html" => found.push(site.url("")),
            _ if entry.path().is_dir() => files(site, &format!("{name}/"), found),
            _ => found.push(site.url(&name)),
        }
    }
}
