//! The built page on a server of its own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::server::Server;

/// Not the root, so that an absolute path anywhere in the page fails.
const PREFIX: &str = "/some/where/";

/// `dist/` as a static host serves it, until dropped.
pub struct Site {
    server: Server,
    /// The folder that is served.
    pub root: PathBuf,
}

impl Site {
    /// Serves the built page itself.
    pub fn start() -> Self {
        Self::serve(dist())
    }

    /// Serves a copy that the test may change.
    pub fn copy(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&root);
        copy(&dist(), &root);
        Self::serve(root)
    }

    fn serve(root: PathBuf) -> Self {
        let server = Server::start(&root, PREFIX, 0).expect("a free port on this machine");
        Self { server, root }
    }

    /// The address of a file, or of the page itself with "".
    pub fn url(&self, file: &str) -> String {
        self.server.url(&format!("{PREFIX}{file}"))
    }

    /// Reads a served file.
    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// Changes a served file.
    pub fn write(&self, file: &str, text: &str) {
        fs::write(self.root.join(file), text).unwrap_or_else(|error| panic!("{file}: {error}"));
    }
}

fn dist() -> PathBuf {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist");
    assert!(dist.join("index.html").is_file(), "there is no built page: run `cargo xtask test browser`");
    dist
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder for the copy");
    for entry in fs::read_dir(from).expect("the built page").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("room for the copy");
        }
    }
}
