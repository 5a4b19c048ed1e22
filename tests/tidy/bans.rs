//! Names that a part of the repository must not use, with the reason.

use crate::{
    rust::{code, paths},
    source::{report, sources},
};

/// A name that is banned below a folder, except in files whose path starts so.
struct Ban {
    name: &'static str,
    under: &'static str,
    except: &'static str,
    reason: &'static str,
}

const HOST: &str = "the core has no browser, clock, file or network: take it as an argument";
const BROWSER: &str = "only app/src/platform speaks to the browser: add a function there";
const ORDER: &str = "its order changes from run to run: use IndexMap, IndexSet or BTreeMap";
const EXACT: &str = "money and settings are exact: use integers with the unit in the name";
const BIN: &str = "core/src/bin/";
// Reads a file's JSON as it is, before it is a design.
const JSON: &str = "core/src/design/json.rs";
const PLATFORM: &str = "app/src/platform/";

const BANS: [Ban; 14] = [
    Ban { name: "web_sys", under: "core/src", except: "-", reason: HOST },
    Ban { name: "js_sys", under: "core/src", except: "-", reason: HOST },
    Ban { name: "std::fs", under: "core/src", except: BIN, reason: HOST },
    Ban { name: "std::time", under: "core/src", except: BIN, reason: HOST },
    Ban { name: "std::env", under: "core/src", except: BIN, reason: HOST },
    Ban { name: "std::net", under: "core/src", except: BIN, reason: HOST },
    Ban { name: "HashMap", under: "core/src", except: "-", reason: ORDER },
    Ban { name: "HashSet", under: "core/src", except: "-", reason: ORDER },
    Ban { name: "f64", under: "core/src/design", except: JSON, reason: EXACT },
    Ban { name: "f32", under: "core/src/design", except: JSON, reason: EXACT },
    Ban { name: "f64", under: "core/src/cost", except: "-", reason: EXACT },
    Ban { name: "f32", under: "core/src/cost", except: "-", reason: EXACT },
    Ban { name: "web_sys", under: "app/src", except: PLATFORM, reason: BROWSER },
    Ban { name: "js_sys", under: "app/src", except: PLATFORM, reason: BROWSER },
];

#[test]
fn banned_names_are_not_used() {
    let mut faults = vec![];
    for ban in &BANS {
        for source in sources(ban.under, ".rs").iter().filter(|source| !source.path.starts_with(ban.except)) {
            let mut lines = lines(&code(&source.text), ban.name);
            lines.dedup();
            let fault = |line| format!("{}:{line}: `{}`: {}", source.path, ban.name, ban.reason);
            faults.extend(lines.into_iter().map(fault));
        }
    }
    report(&faults, "each line says what to use instead");
}

/// The lines that name it, alone or as part of a path.
fn lines(code: &str, name: &str) -> Vec<usize> {
    if name.contains("::") {
        let inside = |path: &str| path == name || path.starts_with(&format!("{name}::"));
        return paths(code).into_iter().filter(|(_, path)| inside(path)).map(|(line, _)| line).collect();
    }
    let word = |line: &str| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name);
    code.lines().enumerate().filter(|(_, line)| word(line)).map(|(index, _)| index + 1).collect()
}
