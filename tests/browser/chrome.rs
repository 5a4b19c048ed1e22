//! Starting and, above all, ending the browser.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{self, Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use thirtyfour::{LoggingPrefsLogLevel, prelude::*};

use crate::Outcome;

/// A chromedriver and the browsers it started; dropping it ends them all, after a panic too.
pub struct Chrome {
    child: Child,
    url: String,
    /// Profiles and the like; a short path, as sockets are made in it.
    scratch: PathBuf,
}

impl Chrome {
    /// Starts a driver on a free port.
    pub fn start() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let scratch = env::temp_dir().join(format!("studio-{}-{number}", process::id()));
        fs::create_dir_all(&scratch).expect("a folder for the browser's profile");
        let program = env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".into());
        let mut command = guarded(&program);
        command.env("TMPDIR", &scratch).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap_or_else(|error| {
            panic!("{program}: {error}; `cargo xtask setup` installs it or says how to");
        });
        let lines = BufReader::new(child.stdout.as_mut().expect("piped")).lines();
        let port = lines
            .map_while(Result::ok)
            .find_map(|line| Some(line.strip_suffix('.')?.split_once("successfully on port ")?.1.to_owned()))
            .unwrap_or_else(|| {
                panic!("{program} does not start; `cargo xtask setup` installs it or says how to")
            });
        Self { child, url: format!("http://127.0.0.1:{port}"), scratch }
    }

    /// Opens a browser with a fresh profile.
    pub async fn browser(&self) -> Outcome<WebDriver> {
        let mut wanted = DesiredCapabilities::chrome();
        if let Ok(binary) = env::var("CHROMIUM") {
            wanted.set_binary(&binary)?;
        }
        for arg in [
            "--headless",
            "--no-sandbox", // Chromium refuses to start as root otherwise
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--force-color-profile=srgb",
            "--window-size=1440,900",
        ] {
            wanted.add_arg(arg)?;
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        let driver = WebDriver::new(&self.url, wanted).await?;
        // Dropping this value ends the browser; the driver's own farewell would, after a panic, wait two
        // minutes for an answer that the stopped runtime cannot receive.
        let _ = driver.clone().leak();
        Ok(driver)
    }
}

/// The driver in a process group of its own, which the browsers join. The shell before it ends the whole group
/// when its input closes: when we drop it, and also when we are interrupted or killed.
#[cfg(unix)]
fn guarded(program: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", r#""$0" --port=0 & read -r _; kill -KILL 0"#, program]);
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
}

#[cfg(not(unix))]
fn guarded(program: &str) -> Command {
    let mut command = Command::new(program);
    command.arg("--port=0");
    command
}

impl Drop for Chrome {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        if cfg!(not(unix)) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.scratch);
    }
}
