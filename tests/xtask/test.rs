//! `cargo xtask test`: style, native tests, the release page, the page in a browser; one sum at the end.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Command, ExitCode, Stdio},
};

use crate::{
    page,
    setup::{self, Goal, TARGET},
    shell::{Outcome, cargo, root, run as run_command, words},
    size,
};

/// The packages that run on this machine, the command line host included; the page is for the browser.
const NATIVE: [&str; 7] =
    ["--locked", "--package", "studio-core", "--package", "studio-tests", "--features", "studio-core/cli"];

/// Which tests to run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    Native,
    Browser,
}

#[derive(Default)]
struct Tally {
    passed: u32,
    failed: u32,
    /// What failed and why, for the list at the end.
    failures: Vec<String>,
    skips: Vec<String>,
    /// Of the skips, those that their test program counts as passed.
    skipped_as_passed: u32,
}

/// Runs the tests; the sum is the last line, and the exit status says whether all passed.
pub fn run(args: &[String]) -> ExitCode {
    let (part, filter) = match args.first().map(String::as_str) {
        Some("native") => (Part::Native, args.get(1..)),
        Some("browser") => (Part::Browser, args.get(1..)),
        _ => (Part::All, Some(args)),
    };
    let goal = if part == Part::Native { Goal::Serve } else { Goal::Test };
    let mut tally = Tally::default();
    tally.check("tools", || setup::ensure(goal));
    if tally.failed == 0 {
        tally.all(part, filter.unwrap_or_default());
    }
    tally.finish()
}

/// Tells a test program which browser to drive.
pub fn with_browser(command: &mut Command) -> &mut Command {
    for (key, value) in [("CHROMIUM", setup::browser()), ("CHROMEDRIVER", setup::driver())] {
        if let Some(value) = value {
            command.env(key, value);
        }
    }
    command
}

impl Tally {
    fn all(&mut self, part: Part, filter: &[String]) {
        if part == Part::All {
            self.style();
        }
        if part != Part::Browser {
            self.native(filter);
        }
        if part != Part::Native {
            self.browser(filter);
        }
    }

    fn style(&mut self) {
        self.command("format", cargo().args(["fmt", "--all", "--check"]));
        let targets = ["--lib", "--bins", "--tests"];
        let deny = ["--", "--deny", "warnings"];
        self.command("clippy", cargo().arg("clippy").args(NATIVE).args(targets).args(deny));
        // By themselves: with `--tests`, cargo passes those over that plain `cargo test` leaves out.
        let browser = ["--test", "browser", "--test", "measure"];
        self.command(
            "clippy of the browser tests",
            cargo().arg("clippy").args(NATIVE).args(browser).args(deny),
        );
        // In the release profile: it shares the compiled macros with the page's build below.
        let app = ["clippy", "--locked", "--package", "studio-app", "--release", "--target", TARGET];
        self.command("clippy of the page", cargo().args(app).args(deny));
    }

    fn native(&mut self, filter: &[String]) {
        // `cargo test` alone would build no command line host, which tests run as a program.
        let built = self.command("build", cargo().arg("build").args(NATIVE).args(["--bins", "--tests"]));
        if built {
            self.tests("native tests", cargo().arg("test").args(NATIVE).arg("--no-fail-fast").args(filter));
        }
    }

    fn browser(&mut self, filter: &[String]) {
        // Never test an older page than the sources'.
        let _ = fs::remove_dir_all(root().join("dist"));
        if !self.command("release page", &mut page::release()) {
            return;
        }
        if size::possible() {
            self.check("size of the first load", size::report);
        } else {
            self.skips.push("size of the first load: node is not there to compress the files".into());
        }
        let mut command = cargo();
        command.arg("test").args(NATIVE).args(["--test", "browser", "--no-fail-fast"]).args(filter);
        self.tests("browser tests", with_browser(&mut command));
    }

    fn command(&mut self, name: &str, command: &mut Command) -> bool {
        self.check(name, || run_command(command))
    }

    /// Something that passes or fails as a whole.
    fn check(&mut self, name: &str, action: impl FnOnce() -> Outcome) -> bool {
        heading(name);
        match action() {
            Ok(()) => self.passed += 1,
            Err(error) => {
                eprintln!("xtask: {error}");
                self.fail(format!("{name}: {error}"));
                return false;
            }
        }
        true
    }

    /// A run of `cargo test`, whose own results are counted.
    fn tests(&mut self, name: &str, command: &mut Command) {
        heading(name);
        let before = self.failed;
        // The faults and their places are in the messages; traces would bury them.
        command.env("RUST_BACKTRACE", "0");
        let status = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().and_then(|mut child| {
            for line in child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()).flatten()
            {
                println!("{line}");
                self.read(&line);
            }
            child.wait()
        });
        let good = status.as_ref().is_ok_and(|status| status.success());
        // It did not compile, or a test took the whole program down.
        if !good && self.failed == before {
            self.fail(format!("{name}: `{}` failed", words(command)));
        }
    }

    fn fail(&mut self, what: String) {
        self.failed += 1;
        self.failures.push(what);
    }

    /// Reads one line of a test program's output.
    fn read(&mut self, line: &str) {
        if let Some(reason) = line.strip_prefix("skipped: ") {
            self.skips.push(reason.to_owned());
            self.skipped_as_passed += 1;
        } else if let Some(result) = line.strip_prefix("test result: ") {
            let count = |what: &str| {
                let words: Vec<&str> = result.split([' ', ';']).collect();
                words.windows(2).find(|pair| pair[1] == what).and_then(|pair| pair[0].parse::<u32>().ok())
            };
            self.passed += count("passed").unwrap_or(0);
            self.failed += count("failed").unwrap_or(0);
            self.skips
                .extend((0..count("ignored").unwrap_or(0)).map(|_| "a test marked `ignore`".to_owned()));
        } else if let Some(name) =
            line.strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... FAILED"))
        {
            self.failures.push(name.to_owned());
        }
    }

    fn finish(&self) -> ExitCode {
        println!();
        for failure in &self.failures {
            println!("failed: {failure}");
        }
        for skip in &self.skips {
            println!("skipped: {skip}");
        }
        let passed = self.passed.saturating_sub(self.skipped_as_passed);
        let tail =
            if self.skips.is_empty() { String::new() } else { format!(", {} skipped", self.skips.len()) };
        println!("{passed} passed, {} failed{tail}", self.failed);
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

fn heading(name: &str) {
    println!("\n== {name}");
}
