//! What a first visit downloads, against its budget.

use crate::{
    precache::files,
    shell::{Outcome, command, output, root},
};

/// All files of the first load together, compressed as a good host does it (brotli, quality 11).
const BUDGET_BYTES: u64 = 500_000;

/// What the first load may not grow beyond on its way down to the budget, which is not met yet (see
/// ARCHITECTURE.md). Lower it with every gain; never raise it.
const CEILING_BYTES: u64 = 1_300_000;

/// Prints the first load file by file.
pub fn report() -> Outcome {
    let sizes =
        measure()?.ok_or("node is needed to compress the files: install Node.js (https://nodejs.org)")?;
    for (file, raw, brotli) in &sizes {
        eprintln!("{raw:>10} {brotli:>10}  {file}");
    }
    let total: u64 = sizes.iter().map(|size| size.2).sum();
    let raw: u64 = sizes.iter().map(|size| size.1).sum();
    eprintln!("{raw:>10} {total:>10}  first load, of {BUDGET_BYTES} bytes brotli allowed");
    if total > BUDGET_BYTES {
        eprintln!("the first load is over its budget by {} bytes", total - BUDGET_BYTES);
    }
    if total <= CEILING_BYTES { Ok(()) } else { Err("the first load has grown beyond its ceiling".into()) }
}

/// Whether sizes can be measured on this machine.
pub fn possible() -> bool {
    output(command("node").arg("--version")).is_some()
}

/// File, raw and brotli size of each file that the page asks for before it is ready.
fn measure() -> Outcome<Option<Vec<(String, u64, u64)>>> {
    let dist = root().join("dist");
    let later = |file: &str| {
        file.contains('/') || file.starts_with("embed") || file.ends_with(".png") || file == "sw.js"
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
