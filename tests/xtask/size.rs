//! What a first visit downloads, against its budget.

use crate::{
    precache::files,
    shell::{Outcome, command, output, root},
};

/// All files of the first load together, compressed as a good host does it (brotli, quality 11).
const BUDGET_BYTES: u64 = 500_000;

/// Prints the first load file by file, then the parts that are fetched when they are needed.
pub fn report() -> Outcome {
    let sizes =
        measure()?.ok_or("node is needed to compress the files: install Node.js (https://nodejs.org)")?;
    let (parts, first): (Vec<Size>, Vec<Size>) = sizes.into_iter().partition(|size| size.0.contains('/'));
    for (file, raw, brotli) in first.iter().chain(parts.iter().filter(|part| part.2 > SMALL_BYTES)) {
        eprintln!("{raw:>10} {brotli:>10}  {file}");
    }
    let sum = |sizes: &[Size]| sizes.iter().fold((0, 0), |sum, size| (sum.0 + size.1, sum.1 + size.2));
    let ((raw, total), (raw_later, later)) = (sum(&first), sum(&parts));
    eprintln!("{raw_later:>10} {later:>10}  all parts, fetched when they are needed");
    eprintln!("{raw:>10} {total:>10}  first load, of {BUDGET_BYTES} bytes brotli allowed");
    if total <= BUDGET_BYTES { Ok(()) } else { Err("the first load is over its budget".into()) }
}

/// Parts below this are only summed up.
const SMALL_BYTES: u64 = 10_000;

/// A file, its size and its compressed size.
type Size = (String, u64, u64);

/// Whether sizes can be measured on this machine.
pub fn possible() -> bool {
    output(command("node").arg("--version")).is_some()
}

/// Each file that the page asks for before it is ready, and each part of the program.
fn measure() -> Outcome<Option<Vec<Size>>> {
    let dist = root().join("dist");
    let later = |file: &str| {
        (file.contains('/') && !file.starts_with("parts"))
            || file.starts_with("embed")
            || file.ends_with(".png")
            || file == "sw.js"
    };
    let first: Vec<String> = files(&dist)?.into_iter().filter(|file| !later(file)).collect();
    let script = "const fs=require('fs'),z=require('zlib');for(const f of process.argv.slice(1)){\
                  const b=fs.readFileSync(f);console.log(b.length,z.brotliCompressSync(b).length)}";
    let Some(text) = output(command("node").current_dir(&dist).args(["-e", script, "--"]).args(&first))
    else {
        return Ok(None);
    };
    let sizes = first.into_iter().zip(text.lines()).filter_map(|(file, line)| {
        let (raw, brotli) = line.split_once(' ')?;
        Some((file, raw.parse().ok()?, brotli.parse().ok()?))
    });
    Ok(Some(sizes.collect()))
}
