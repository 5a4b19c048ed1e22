//! One page in one browser, with the steps that tests are made of.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::{Outcome, axe, chrome::Chrome};

/// Long enough for a loaded machine; a passing test never waits this long.
const PATIENCE: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(50);

/// Answers whether everything has come to rest within a second, and how many frames were drawn meanwhile. Asks the
/// animations at each frame: the promise of a transition's end is at times never kept, so that whoever waits for it
/// waits for ever.
const SETTLED: &str = "
    let frames = 0;
    let over = false;
    const answer = settled => { over = true; clearTimeout(late); done([settled, frames]); };
    const late = setTimeout(answer, 1000, false);
    const moves = animation => animation.playState === 'running'
        && animation.effect.getComputedTiming().iterations !== Infinity
        && animation.effect.target.checkVisibility({ contentVisibilityAuto: true });
    const look = () => {
        if (over) return;
        frames++;
        if (frames < 2 || document.getAnimations().some(moves)) return requestAnimationFrame(look);
        answer(true);
    };
    requestAnimationFrame(look);";

/// Keys that have no letter, to be written among those that have one; a modifier is held until the end of the text.
pub mod key {
    pub const ENTER: &str = "\u{e007}";
    pub const CONTROL: &str = "\u{e009}";
    pub const BACKSPACE: &str = "\u{e003}";
    pub const HOME: &str = "\u{e011}";
    pub const END: &str = "\u{e010}";
    pub const UP: &str = "\u{e013}";
    pub const DOWN: &str = "\u{e015}";
}

/// Window widths at which the studio is looked at.
#[derive(Clone, Copy)]
pub enum Width {
    /// 390 × 844
    Phone,
    /// 1024 × 900
    Tablet,
    /// 1440 × 900
    Desktop,
}

impl Width {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Phone, Self::Tablet, Self::Desktop];

    fn pixels(self) -> (u32, u32) {
        match self {
            Self::Phone => (390, 844),
            Self::Tablet => (1024, 900),
            Self::Desktop => (1440, 900),
        }
    }
}

/// The studio's themes.
#[derive(Clone, Copy)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A page in a browser of its own; both end when it is dropped.
pub struct Page {
    /// Everything that this type has no step for.
    pub driver: WebDriver,
    _chrome: Chrome,
}

impl Page {
    /// A fresh browser at this address, once the studio has started.
    pub async fn open(url: &str) -> Outcome<Self> {
        let page = Self::at(url).await?;
        page.ready().await?;
        Ok(page)
    }

    /// A fresh browser at this address, which need not be the studio.
    pub async fn at(url: &str) -> Outcome<Self> {
        let chrome = Chrome::start();
        let driver = chrome.browser().await?;
        let page = Self { driver, _chrome: chrome };
        page.driver.goto(url).await?;
        Ok(page)
    }

    /// Waits until the studio has started.
    pub async fn ready(&self) -> Outcome {
        self.element("html[data-ready=yes]").await.map(drop)
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Outcome {
        self.driver.refresh().await?;
        self.ready().await
    }

    /// The first element that matches, waited for.
    pub async fn element(&self, css: &str) -> Outcome<WebElement> {
        self.driver.query(By::Css(css)).wait(PATIENCE, POLL).first().await
    }

    /// How many elements match now.
    pub async fn count(&self, css: &str) -> Outcome<usize> {
        Ok(self.driver.find_all(By::Css(css)).await?.len())
    }

    /// The visible text of the first element that matches.
    pub async fn text(&self, css: &str) -> Outcome<String> {
        self.element(css).await?.text().await
    }

    /// Waits until the first element that matches shows this text somewhere in it.
    pub async fn see(&self, css: &str, text: &str) -> Outcome {
        let deadline = Instant::now() + PATIENCE;
        loop {
            // The element may be replaced between being found and being read: then it is looked for again.
            let now = match self.driver.find(By::Css(css)).await {
                Ok(element) => element.text().await,
                Err(error) => Err(error),
            };
            match now {
                Ok(now) if now.contains(text) => return Ok(()),
                Ok(now) if Instant::now() > deadline => panic!("`{css}` does not show `{text}` but:\n{now}"),
                Err(error) if Instant::now() > deadline => return Err(error),
                _ => tokio::time::sleep(POLL).await,
            }
        }
    }

    /// Clicks the first element that matches.
    pub async fn click(&self, css: &str) -> Outcome {
        let element = self.element(css).await?;
        element.wait_until().wait(PATIENCE, POLL).clickable().await?;
        element.click().await
    }

    /// Presses the first button or label among these elements, or in them, whose text or name begins so, once it is there.
    pub async fn press_button(&self, css: &str, words: &str) -> Outcome {
        let script = format!(
            "const inside = it => it.matches('button, label') ? [it] : [...it.querySelectorAll('button, label')];
             const all = [...document.querySelectorAll({css:?})].flatMap(inside);
             const names = it => [it.textContent.trim(), it.getAttribute('aria-label') ?? ''];
             const found = all.find(it => names(it).some(name => name.startsWith({words:?})));
             found?.click();
             return Boolean(found);"
        );
        let deadline = Instant::now() + PATIENCE;
        while !self.run::<bool>(&script).await? {
            assert!(Instant::now() < deadline, "{css} has no button {words:?}");
            tokio::time::sleep(POLL).await;
        }
        Ok(())
    }

    /// Opens the menu of the button with this name, and chooses the entry that begins so.
    pub async fn choose_in_menu(&self, button: &str, entry: &str) -> Outcome {
        let (button, entry) = (json!(button), json!(entry));
        let open = format!(
            "const named = button => (button.getAttribute('aria-label') ?? button.textContent).trim();
             const all = [...document.querySelectorAll('[aria-haspopup=menu]')];
             all.find(button => named(button) === {button}).click()"
        );
        self.run::<Option<bool>>(&open).await?;
        self.element("[role=menuitem]").await?;
        let choose = format!(
            "const all = [...document.querySelectorAll('[role=menuitem]')];
             all.find(item => item.textContent.trim().startsWith({entry})).click()"
        );
        self.run::<Option<bool>>(&choose).await.map(drop)
    }

    /// Replaces what is in a field.
    pub async fn fill(&self, css: &str, text: &str) -> Outcome {
        let field = self.element(css).await?;
        field.clear().await?;
        field.send_keys(text).await
    }

    /// Replaces what is in an editor for long text, by the keys that a user would press.
    pub async fn rewrite(&self, css: &str, text: &str) -> Outcome {
        self.element(css).await?.click().await?;
        self.press(&format!("{}a", key::CONTROL)).await?;
        self.press(text).await
    }

    /// Puts a text in at the caret in one go, as an input method does.
    pub async fn insert(&self, text: &str) -> Outcome {
        self.driver.cdp().send_raw("Input.insertText", json!({ "text": text })).await.map(drop)
    }

    /// Shows a text at the caret as one that an input method still composes; `insert` ends it.
    pub async fn compose(&self, text: &str) -> Outcome {
        let units = text.encode_utf16().count();
        let composed = json!({ "text": text, "selectionStart": units, "selectionEnd": units });
        self.driver.cdp().send_raw("Input.imeSetComposition", composed).await.map(drop)
    }

    /// Presses keys wherever the focus is.
    pub async fn press(&self, keys: &str) -> Outcome {
        self.driver.active_element().await?.send_keys(keys).await
    }

    /// Runs a script (`return …`) in the page.
    pub async fn run<T: DeserializeOwned>(&self, script: &str) -> Outcome<T> {
        self.driver.execute(script, vec![]).await?.convert()
    }

    /// Runs a script that calls `done(value)` in the page.
    pub async fn wait_for<T: DeserializeOwned>(&self, script: &str) -> Outcome<T> {
        let script = format!("const done = arguments[0]; {script}");
        self.driver.execute_async(script, vec![]).await?.convert()
    }

    /// Waits until an expression of JavaScript holds.
    pub async fn until(&self, holds: &str) -> Outcome {
        let script = format!("return Boolean({holds});");
        let deadline = Instant::now() + PATIENCE;
        while !self.run::<bool>(&script).await? {
            assert!(Instant::now() < deadline, "never holds: {holds}");
            // Chromium may draw no frame, for which a focus waits, until it is asked for a picture.
            self.driver.screenshot_as_png().await?;
            tokio::time::sleep(POLL).await;
        }
        Ok(())
    }

    /// Has axe check the page in both themes, and looks at it at every width, which it must not pass.
    pub async fn look_everywhere(&self, name: &str) -> Outcome {
        for theme in Theme::ALL {
            self.dress(Width::Desktop, theme).await?;
            self.accessible().await?;
            for width in Width::ALL {
                self.look(name, width, theme).await?;
                let script =
                    "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
                assert!(!self.run::<bool>(script).await?, "{name} is wider than the window");
            }
        }
        self.dress(Width::Desktop, Theme::Light).await
    }

    /// Asserts that nothing was written to the console since the last call.
    pub async fn quiet(&self) -> Outcome {
        let mut console = self.driver.browser_log().await?;
        // Chromium's remark on a page that keeps the offer to install for its own button.
        console.retain(|entry| !entry.message.contains("Banner not shown: beforeinstallprompt"));
        assert!(console.is_empty(), "the console is not quiet: {console:#?}");
        Ok(())
    }

    /// Sets the window's size and the theme.
    pub async fn dress(&self, width: Width, theme: Theme) -> Outcome {
        let (width, height) = width.pixels();
        let tools = self.driver.cdp();
        // Not the window itself, which cannot be made as narrow as a phone.
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        tools.send_raw("Emulation.setDeviceMetricsOverride", size).await?;
        let prefers = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme.name() }] });
        tools.send_raw("Emulation.setEmulatedMedia", prefers).await?;
        self.run::<Value>(&format!("document.documentElement.dataset.theme = '{}'", theme.name())).await?;
        Ok(())
    }

    /// Leaves a picture in `target/screenshots/`.
    pub async fn look(&self, name: &str, width: Width, theme: Theme) -> Outcome {
        self.dress(width, theme).await?;
        self.settled().await?;
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../screenshots");
        fs::create_dir_all(&dir).expect("a folder for pictures");
        let file = dir.join(format!("{name}-{}-{}.png", width.pixels().0, theme.name()));
        self.driver.screenshot(&file).await
    }

    /// Waits until nothing moves or changes its colour any more; what turns for ever does not count, nor what is not
    /// drawn, such as in a closed part, where the browser never comes to an end.
    pub async fn settled(&self) -> Outcome {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let (settled, frames): (bool, u32) = self.wait_for(SETTLED).await?;
            if settled {
                return Ok(());
            }
            assert!(Instant::now() < deadline, "the page does not come to rest ({frames} frames)");
            // Chromium may draw no frame until it is asked for a picture; and without frames, no transition ends.
            self.driver.screenshot_as_png().await?;
        }
    }

    /// Asserts that axe finds no violation on the page, once it has settled.
    pub async fn accessible(&self) -> Outcome {
        self.settled().await?;
        axe::check(self).await
    }
}

#[tokio::test]
async fn types_and_presses() -> Outcome {
    let page = Page::at("data:text/html,<input value=old><output></output>").await?;
    page.run::<()>(
        "onkeyup = ({ target }) => { document.querySelector('output').textContent = target.value }",
    )
    .await?;
    page.fill("input", "new").await?;
    page.press("er").await?;
    page.see("output", "newer").await?;
    assert_eq!(page.text("output").await?, "newer");
    Ok(())
}
