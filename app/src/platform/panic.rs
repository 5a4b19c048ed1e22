//! When the studio itself breaks: say so, and hand over the document.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event};

use super::{Listener, dom, files, page};

/// A document to be rescued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescue {
    /// The file name to offer.
    pub file_name: String,
    /// The content.
    pub text: String,
}

type Snapshot = Rc<dyn Fn() -> Option<Rescue>>;

thread_local! {
    static SNAPSHOT: RefCell<Option<Snapshot>> = const { RefCell::new(None) };
}

/// Makes a panic show an overlay with the message, "Download my document" and "Reload".
///
/// `snapshot` is called when the user asks for the document. The program is broken then: read plain values (an `Arc`
/// kept aside), no signals. The message also goes to the console.
pub fn install(snapshot: impl Fn() -> Option<Rescue> + 'static) {
    SNAPSHOT.with_borrow_mut(|kept| *kept = Some(Rc::new(snapshot)));
    std::panic::set_hook(Box::new(|info| {
        let message = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&message));
        // `None` only where there is no document to show anything in.
        let _ = show(&message);
    }));
    // A trap that is no panic, such as a full stack, reaches only the page's own handlers.
    Listener::on_window("error", |event| trapped(event, "error")).forget();
    Listener::on_window("unhandledrejection", |event| trapped(event, "reason")).forget();
}

/// Shows the overlay if what the event carries under this name is WebAssembly's own error.
fn trapped(event: &Event, field: &str) {
    let read = |value: &JsValue, field: &str| js_sys::Reflect::get(value, &JsValue::from_str(field)).ok();
    let Some(error) = read(event, field) else { return };
    let text = |field: &str| read(&error, field).and_then(|text| text.as_string()).unwrap_or_default();
    if text("name") == "RuntimeError" {
        let _ = show(&text("message"));
    }
}

/// Shows the overlay; called again, it leaves the first one standing.
pub fn show(message: &str) -> Option<()> {
    let document = dom::document()?;
    if document.get_element_by_id("crash").is_some() {
        return Some(());
    }
    let dialog = element(&document, "dialog", "crash dialog", "")?;
    dialog.set_id("crash");
    dialog.set_attribute("aria-labelledby", "crash-title").ok()?;
    let title = element(&document, "h2", "", "The studio has stopped")?;
    title.set_id("crash-title");
    let text = "Something went wrong inside the studio. Your document is not lost: download it, then load the page again.";
    let body = element(&document, "p", "", text)?;
    let details = element(&document, "pre", "code crash-message", message)?;
    details.set_attribute("tabindex", "0").ok()?;
    let actions = element(&document, "div", "dialog-actions", "")?;
    let download = element(&document, "button", "btn primary", "Download my document")?;
    on_click(&download, || {
        let snapshot = SNAPSHOT.with_borrow(Clone::clone);
        if let Some(rescue) = snapshot.and_then(|snapshot| snapshot()) {
            files::save_text(&rescue.file_name, "application/json", &rescue.text);
        }
    });
    let reload = element(&document, "button", "btn", "Reload")?;
    on_click(&reload, page::reload);
    actions.append_child(&reload).ok()?;
    actions.append_child(&download).ok()?;
    for part in [&title, &body, &details, &actions] {
        dialog.append_child(part).ok()?;
    }
    document.body()?.append_child(&dialog).ok()?;
    dom::call(&dialog, "showModal");
    Some(())
}

fn element(document: &Document, tag: &str, class: &str, text: &str) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    element.set_class_name(class);
    element.set_text_content(Some(text));
    Some(element)
}

fn on_click(button: &Element, run: impl Fn() + 'static) {
    let run = Closure::<dyn Fn()>::new(run).into_js_value();
    let _ = button.add_event_listener_with_callback("click", run.unchecked_ref());
}
