//! Nothing here depends on, or speaks of, one particular machine.

use crate::source::{exists, report, sources};

/// Written in two parts, as this file is checked too.
const PLACES: [&str; 4] =
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/.car", "go/registry")];
/// The one optional helper beside the repository, for its checks only.
const HELPER: (&str, &str) = (".ci/run", concat!("../sha", "red/"));

#[test]
fn no_file_names_a_place_on_a_machine() {
    let mut faults = vec![];
    for source in sources("", "") {
        for (index, line) in source.text.lines().enumerate() {
            let place = PLACES.iter().find(|place| line.contains(**place)).copied();
            let helper = (line.contains(HELPER.1) && source.path != HELPER.0).then_some(HELPER.1);
            if let Some(place) = place.or(helper) {
                faults.push(format!("{}:{}: `{place}`", source.path, index + 1));
            }
        }
    }
    report(&faults, "use a path relative to the repository");
}

#[test]
fn packages_come_from_their_own_registries() {
    let mut faults = vec![];
    let lock = sources("", "Cargo.lock").into_iter().find(|file| file.path == "Cargo.lock");
    let official = "\"registry+https://github.com/rust-lang/crates.io-index\"";
    for (index, line) in lock.iter().flat_map(|file| file.text.lines()).enumerate() {
        if line.starts_with("source = ") && !line.ends_with(official) {
            faults.push(format!("Cargo.lock:{}: {line}", index + 1));
        }
    }
    let config = sources(".cargo", ".toml");
    for (index, line) in config.iter().flat_map(|file| file.text.lines()).enumerate() {
        if line.starts_with("[source") || line.starts_with("[registr") {
            faults.push(format!(".cargo/config.toml:{}: {line}", index + 1));
        }
    }
    if exists(".npmrc") {
        faults.push(".npmrc:1: it changes where packages come from".into());
    }
    report(&faults, "such settings belong to a user's own configuration, not to the repository");
}
