//! Our own documents: each file in `cases/openapi` has its listing beside it, under its name with `.txt`.
//!
//! A word between dots in a file's name says how it is imported: `as_http`, `as_rest`, `as_websocket`,
//! `prepend`, `split`.

use std::fs;
use std::path::{Path, PathBuf};

use studio_core::aws::ApiKind;
use studio_core::openapi::{BasePath, ImportOptions, import, import_with};

use crate::listing::listing;

#[test]
fn files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/openapi");
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for path in documents(&folder) {
        let actual = listing(&import_with(&fs::read(&path).unwrap(), options(&path)));
        let beside = PathBuf::from(format!("{}.txt", path.display()));
        if update {
            fs::write(&beside, &actual).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if actual != expected {
            let first = actual.lines().zip(expected.lines()).find(|(actual, expected)| actual != expected);
            wrong.push(format!("{}: {first:?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "UPDATE=1 rewrites what is expected:\n{}", wrong.join("\n"));
}

/// How a file is imported, by its name.
pub fn options(path: &Path) -> ImportOptions {
    let name = path.file_name().unwrap().to_string_lossy();
    let says = |word: &str| name.split('.').any(|part| part == word);
    let kinds =
        [("as_http", ApiKind::Http), ("as_rest", ApiKind::Rest), ("as_websocket", ApiKind::WebSocket)];
    ImportOptions {
        kind: kinds.iter().find(|(word, _)| says(word)).map(|(_, kind)| *kind),
        base_path: match (says("prepend"), says("split")) {
            (true, _) => BasePath::Prepend,
            (_, true) => BasePath::Split,
            _ => BasePath::Ignore,
        },
    }
}

/// Every file that is no listing, in the order of the names.
pub fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_document = |path: &PathBuf| path.is_file() && path.extension().is_none_or(|end| end != "txt");
    let mut paths: Vec<_> = entries.filter(is_document).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

#[test]
fn any_bytes_are_survived() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/openapi");
    // The bad ones are bad already, and some of them are large.
    let good = |path: &PathBuf| !path.file_name().unwrap().to_string_lossy().starts_with("bad_");
    for path in documents(&folder).into_iter().filter(good) {
        let bytes = fs::read(&path).unwrap();
        let mut random = Random(0x9E37_79B9_7F4A_7C15);
        for round in 0..300 {
            let mut damaged = bytes.clone();
            for _ in 0..=round % 4 {
                random.damage(&mut damaged);
            }
            // What comes out does not matter here, only that something does.
            _ = import(&damaged);
        }
    }
}

/// A small generator, so that a failure repeats.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 8).unwrap_or_default() % end.max(1)
    }

    fn damage(&mut self, bytes: &mut Vec<u8>) {
        const PIECES: [&[u8]; 14] = [
            b"{", b"}", b"[", b"]", b"\"", b":", b"\n", b"- ", b"&a ", b"*a", b"<<: ", b"!Sub ", b"\t",
            b"\xFF",
        ];
        let at = self.below(bytes.len());
        match self.below(3) {
            0 => bytes.truncate(at),
            1 => {
                let end = (at + self.below(20)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {
                let piece = PIECES[self.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
}
