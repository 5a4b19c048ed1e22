//! Copying text.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlTextAreaElement;

use super::dom::{document, focus};

/// The browser refused both ways of copying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyRefused;

/// Copies `text`; call it from a click or a key press.
///
/// Tries the clipboard API, then the older selection command (insecure pages, frames without permission).
pub async fn copy(text: &str) -> Result<(), CopyRefused> {
    let clipboard = web_sys::window().map(|w| w.navigator().clipboard());
    if let Some(clipboard) = clipboard.filter(|c| !c.is_undefined())
        && JsFuture::from(clipboard.write_text(text)).await.is_ok()
    {
        return Ok(());
    }
    if by_selection(text).unwrap_or(false) { Ok(()) } else { Err(CopyRefused) }
}

fn by_selection(text: &str) -> Option<bool> {
    let document = document()?;
    let before = document.active_element();
    // Beside the focused element: inside an open dialog the rest of the page cannot take the focus.
    let host = match before.as_ref().and_then(|e| e.parent_element()) {
        Some(parent) => parent,
        None => document.body()?.unchecked_into(),
    };
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.set_class_name("offscreen");
    host.append_child(&area).ok()?;
    area.select();
    let command = js_sys::Reflect::get(&document, &JsValue::from_str("execCommand")).ok();
    let command = command.and_then(|c| c.dyn_into::<js_sys::Function>().ok());
    let done = command.and_then(|c| c.call1(&document, &JsValue::from_str("copy")).ok());
    area.remove();
    if let Some(before) = before {
        focus(&before);
    }
    done?.as_bool()
}
