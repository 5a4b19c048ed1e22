//! Dropped folders, by the entries that browsers make of what is dropped.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File};

use super::MAX_FOLDER_FILES;

/// How deep folders may lie in each other: a link to a folder above is followed by some systems.
const MAX_DEPTH: usize = 32;

/// The entries of a drop, if a folder is among them; else the browser's list of files says all.
pub(super) fn dropped(data: &DataTransfer) -> Vec<JsValue> {
    let items = data.items();
    let item = |at: u32| Reflect::get_u32(&items, at).ok().filter(|item| !item.is_undefined());
    let entries: Vec<JsValue> = (0..items.length())
        .filter_map(|at| call(&item(at)?, "webkitGetAsEntry", &[]))
        .filter(JsValue::is_object)
        .collect();
    if entries.iter().any(is_folder) { entries } else { Vec::new() }
}

/// The files below these entries with a wanted path; one more than are read tells that there were too many.
pub(super) async fn walk(entries: Vec<JsValue>, wanted: fn(&str) -> bool) -> Vec<(String, File)> {
    let mut found = Vec::new();
    let mut open: Vec<JsValue> = entries.into_iter().rev().collect();
    while let Some(entry) = open.pop() {
        let path = get(&entry, "fullPath").and_then(|path| path.as_string()).unwrap_or_default();
        let path = path.trim_start_matches('/').to_owned();
        if is_folder(&entry) {
            // A folder is asked for by a path below it.
            if path.split('/').count() < MAX_DEPTH && wanted(&format!("{path}/main.tf")) {
                open.extend(children(&entry).await.into_iter().rev());
            }
        } else if wanted(&path)
            && let Some(file) = file_of(&entry).await
        {
            found.push((path, file));
            if found.len() > MAX_FOLDER_FILES {
                break;
            }
        }
    }
    found
}

fn is_folder(entry: &JsValue) -> bool {
    get(entry, "isDirectory").is_some_and(|is| is.is_truthy())
}

/// A reader hands out its entries in portions, and an empty one at the end.
async fn children(folder: &JsValue) -> Vec<JsValue> {
    let mut all = Vec::new();
    let Some(reader) = call(folder, "createReader", &[]) else { return all };
    while let Some(portion) = answer(&reader, "readEntries").await {
        let portion: Array = portion.unchecked_into();
        if portion.length() == 0 {
            break;
        }
        all.extend(portion.iter());
    }
    all
}

async fn file_of(entry: &JsValue) -> Option<File> {
    answer(entry, "file").await?.dyn_into().ok()
}

/// Calls a method that answers through two callbacks; none when it fails.
async fn answer(of: &JsValue, method: &str) -> Option<JsValue> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        let _ = call(of, method, &[resolve.into(), reject.into()]);
    });
    JsFuture::from(promise).await.ok()
}

fn call(of: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(of, method)?.dyn_into().ok()?;
    method.apply(of, &arguments.iter().collect::<Array>()).ok()
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &JsValue::from_str(name)).ok()
}
