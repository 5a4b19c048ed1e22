//! `corpus unpack` lays the kept texts out as the files that the fuzzer works on; `corpus pack` keeps the files.
//!
//! A kept corpus is `tests/cases/fuzz/<target>.txt`: one text a line, written as a JSON string.

use std::path::Path;
use std::{env, fs, io};

/// How many bytes a kept text may have: longer ones reach little that shorter ones do not.
const TEXT_BYTES_MAX: usize = 250;

const TARGETS: [&str; 10] =
    ["template", "path", "pattern", "policy", "token", "curl", "har", "http", "log", "hcl"];

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let kept = root.join("../tests/cases/fuzz");
    let task = env::args().nth(1);
    for target in TARGETS {
        let file = kept.join(target).with_extension("txt");
        let folder = root.join("corpus").join(target);
        match task.as_deref() {
            Some("unpack") => unpack(&file, &folder)?,
            Some("pack") if folder.is_dir() => pack(&folder, &file)?,
            Some("pack") => {}
            _ => return Err(io::Error::other("use: corpus unpack | pack")),
        }
    }
    Ok(())
}

fn unpack(file: &Path, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (place, line) in fs::read_to_string(file)?.lines().enumerate() {
        let text: String = serde_json::from_str(line)?;
        fs::write(folder.join(format!("kept-{place}")), text)?;
    }
    Ok(())
}

fn pack(folder: &Path, file: &Path) -> io::Result<()> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        if let Ok(text) = String::from_utf8(fs::read(entry?.path())?)
            && text.len() <= TEXT_BYTES_MAX
        {
            texts.push(serde_json::to_string(&text)?);
        }
    }
    texts.sort();
    texts.sort_by_key(String::len);
    texts.dedup();
    fs::write(file, texts.join("\n") + "\n")
}
