//! Small questions to the document that components need: focus, geometry, siblings.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement};

/// A rectangle in CSS pixels relative to the window's top left corner.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

pub(crate) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Where an element is.
pub fn rect(element: &Element) -> Rect {
    let r = element.get_bounding_client_rect();
    Rect { left: r.left(), top: r.top(), width: r.width(), height: r.height() }
}

/// The window's inner width and height in CSS pixels.
pub fn window_size() -> (f64, f64) {
    let size = |v: Result<JsValue, JsValue>| v.ok().and_then(|v| v.as_f64()).unwrap_or_default();
    web_sys::window().map_or((0.0, 0.0), |w| (size(w.inner_width()), size(w.inner_height())))
}

/// Moves the focus to an element; an element that cannot take it is left alone.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Moves the focus to the first element inside `root` that matches; says whether there was one.
pub fn focus_first(root: &Element, selector: &str) -> bool {
    focus_nth(root, selector, 0)
}

/// Moves the focus to the `index`th element inside `root` that matches; says whether there was one.
pub fn focus_nth(root: &Element, selector: &str, index: usize) -> bool {
    match all(root, selector).get(index) {
        Some(element) => {
            focus(element);
            true
        }
        None => false,
    }
}

/// How many elements inside `root` match, and which of them has (or contains) the focus.
pub fn focused_index(root: &Element, selector: &str) -> (usize, Option<usize>) {
    let found = all(root, selector);
    let active = document().and_then(|d| d.active_element());
    let at = active.and_then(|active| found.iter().position(|e| e.contains(Some(&active))));
    (found.len(), at)
}

/// Which child of an element an event came from.
pub fn child_of_event(parent: &Element, event: &web_sys::Event) -> Option<usize> {
    let target: web_sys::Node = event.target()?.dyn_into().ok()?;
    let children = parent.children();
    (0..children.length())
        .find(|at| children.item(*at).is_some_and(|child| child.contains(Some(&target))))
        .map(|at| at as usize)
}

/// Sets one style property through the style object, which a strict content policy allows.
pub fn set_style(element: &Element, property: &str, value: &str) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.style().set_property(property, value);
    }
}

/// Scrolls the element with this id just into view.
pub fn reveal(id: &str) {
    if let Some(element) = by_id(id) {
        reveal_element(&element);
    }
}

/// Scrolls an element just into view.
pub fn reveal_element(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Moves the focus to the element with this id; says whether there was one.
pub fn focus_id(id: &str) -> bool {
    by_id(id).inspect(focus).is_some()
}

/// Opens every `<details>` around the element with this id, and moves the focus there.
pub fn focus_inside_details(id: &str) {
    let Some(element) = by_id(id) else { return };
    let mut around = element.closest("details").ok().flatten();
    while let Some(details) = around {
        let _ = details.set_attribute("open", "");
        around = details.parent_element().and_then(|parent| parent.closest("details").ok().flatten());
    }
    reveal_element(&element);
    focus(&element);
}

/// Calls a parameterless method that older engines may lack (`showPopover`, `hidePopover`); says whether it ran.
pub(crate) fn call(element: &JsValue, method: &str) -> bool {
    let method = js_sys::Reflect::get(element, &JsValue::from_str(method)).ok();
    let method = method.and_then(|m| m.dyn_into::<js_sys::Function>().ok());
    method.is_some_and(|method| method.call0(element).is_ok())
}

/// Shows an element with a `popover` attribute in the top layer.
pub fn show_popover(element: &Element) -> bool {
    call(element, "showPopover")
}

/// Hides an element with a `popover` attribute.
pub fn hide_popover(element: &Element) -> bool {
    call(element, "hidePopover")
}

/// Whether a popover is showing.
pub fn is_popover_open(element: &Element) -> bool {
    element.matches(":popover-open").unwrap_or(false)
}

/// The element with this id.
pub fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Sends the pointer's later moves to the element that was pressed, until the button is released.
pub fn capture_pointer(event: &web_sys::PointerEvent) {
    if let Some(element) = event.current_target().and_then(|t| t.dyn_into::<Element>().ok()) {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = root.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|i| list.item(i)?.dyn_into().ok()).collect()
}
