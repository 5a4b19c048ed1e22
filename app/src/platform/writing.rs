//! An element that is written into, whose text the program keeps: blocks of lines, each with one text.
//!
//! The browser shows the text, moves the caret and says what the user means to change; the program changes its own
//! text and tells the element. Only what an input method composes is written by the browser, and read back.

use wasm_bindgen::JsCast;
use web_sys::{CharacterData, DataTransfer, Element, InputEvent, Node, Selection, StaticRange};

use super::Listener;
use super::dom::{document, set_style};

/// The element.
pub type Root = Element;

/// What a clipboard or a pointer carries.
pub type Data = DataTransfer;

/// A place: the number of a block, and UTF-16 units in it.
pub type Spot = (usize, u32);

/// Makes an element one to write into, where the browser can as plain text only.
pub fn open(root: &Element) {
    for mode in ["plaintext-only", "true"] {
        let _ = root.set_attribute("contenteditable", mode);
        let editable = js_sys::Reflect::get(root, &"isContentEditable".into());
        if editable.is_ok_and(|editable| editable.is_truthy()) {
            return;
        }
    }
}

/// Makes an element one to read only, without a caret.
pub fn close(root: &Element) {
    let _ = root.set_attribute("contenteditable", "false");
}

/// Calls `run` when the selection changes, wherever it is.
pub fn on_selection(run: impl Fn() + 'static) -> Listener {
    document().map(|document| Listener::on(&document, "selectionchange", move |_| run())).unwrap_or_default()
}

fn selection() -> Option<Selection> {
    web_sys::window()?.get_selection().ok().flatten()
}

/// Where the selection begins and where the caret is, if both are in the element.
pub fn selected(root: &Element) -> Option<(Spot, Spot)> {
    let selection = selection()?;
    // Most changes of the selection are elsewhere: whoever listens is asked for each of them.
    if !root.contains(selection.anchor_node().as_ref()) || !root.contains(selection.focus_node().as_ref()) {
        return None;
    }
    let anchor = spot(root, &selection.anchor_node()?, selection.anchor_offset())?;
    if selection.is_collapsed() {
        return Some((anchor, anchor));
    }
    Some((anchor, spot(root, &selection.focus_node()?, selection.focus_offset())?))
}

/// The part that an event is about to change, if it says so.
pub fn target(root: &Element, event: &InputEvent) -> Option<(Spot, Spot)> {
    let range: StaticRange = event.get_target_ranges().get(0).dyn_into().ok()?;
    let range: &web_sys::AbstractRange = range.unchecked_ref();
    let start = spot(root, &range.start_container(), range.start_offset())?;
    Some((start, spot(root, &range.end_container(), range.end_offset())?))
}

/// What a deletion without a selection reaches: selects it and says what it is.
pub fn reach(root: &Element, kind: &str) -> Option<(Spot, Spot)> {
    let direction = if kind.ends_with("Backward") { "backward" } else { "forward" };
    let by = match kind {
        kind if kind.contains("Word") => "word",
        kind if kind.contains("Line") => "lineboundary",
        _ => "character",
    };
    selection()?.modify("extend", direction, by).ok()?;
    selected(root)
}

/// The place of a node and offset; none outside the element.
fn spot(root: &Element, node: &Node, offset: u32) -> Option<Spot> {
    if !root.contains(Some(node)) {
        return None;
    }
    if node.is_same_node(Some(root)) {
        return Some((offset as usize, 0));
    }
    let (mut node, mut units) = (node.clone(), offset);
    if node.node_type() != Node::TEXT_NODE {
        units = length_before(node.child_nodes().item(offset).as_ref(), &node);
    }
    loop {
        let parent = node.parent_node()?;
        if parent.is_same_node(Some(root)) {
            break;
        }
        units += length_before(Some(&node), &parent);
        node = parent;
    }
    // One call, not one for each block.
    let block = js_sys::Array::from(&root.child_nodes()).index_of(&node, 0);
    Some((usize::try_from(block).ok()?, units))
}

/// How much text there is in a parent before one of its children, or at all.
fn length_before(child: Option<&Node>, parent: &Node) -> u32 {
    let mut before = match child {
        Some(child) => child.previous_sibling(),
        None => parent.last_child(),
    };
    let mut units = 0;
    while let Some(node) = before {
        units += length(&node);
        before = node.previous_sibling();
    }
    units
}

fn length(node: &Node) -> u32 {
    match node.dyn_ref::<CharacterData>() {
        Some(data) => data.length(),
        None => node.text_content().map_or(0, |text| text.encode_utf16().count() as u32),
    }
}

/// Selects from one place to another; the caret is at the second.
pub fn select(root: &Element, anchor: Spot, focus: Spot) {
    let find = |(block, units): Spot| {
        let block = root.child_nodes().item(u32::try_from(block).ok()?)?;
        let text = block.first_child()?;
        let most = length(&text);
        Some((text, units.min(most)))
    };
    if let (Some(selection), Some(anchor), Some(focus)) = (selection(), find(anchor), find(focus)) {
        let _ = selection.set_base_and_extent(&anchor.0, anchor.1, &focus.0, focus.1);
    }
}

/// Puts another text in the place of some units of a block that holds one text; says whether it does.
pub fn replace(root: &Element, (block, units): Spot, removed: u32, with: &str) -> bool {
    let block = u32::try_from(block).ok().and_then(|block| root.child_nodes().item(block));
    let text = block.filter(|block| block.child_nodes().length() == 1).and_then(|block| block.first_child());
    let text = text.and_then(|text| text.dyn_into::<CharacterData>().ok());
    text.is_some_and(|text| text.replace_data(units, removed, with).is_ok())
}

/// Tells a block how many lines it is high.
pub fn set_lines(root: &Element, block: usize, lines: usize) {
    let node = u32::try_from(block).ok().and_then(|block| root.child_nodes().item(block));
    if let Some(element) = node.and_then(|node| node.dyn_into::<Element>().ok()) {
        set_style(&element, "--n", &lines.to_string());
    }
}

/// Puts blocks, each with its text and height in lines, in the place of some others.
pub fn splice(root: &Element, from: usize, removed: usize, blocks: impl Iterator<Item = (String, usize)>) {
    let Some(document) = document() else { return };
    let nodes = root.child_nodes();
    let at = |index: usize| u32::try_from(index).ok().and_then(|index| nodes.item(index));
    for _ in 0..removed {
        if let Some(node) = at(from) {
            let _ = root.remove_child(&node);
        }
    }
    let before = at(from);
    for (text, lines) in blocks {
        let Ok(block) = document.create_element("div") else { return };
        block.append_child(&document.create_text_node(&text)).ok();
        set_style(&block, "--n", &lines.to_string());
        let _ = root.insert_before(&block, before.as_ref());
    }
}

/// How many blocks the element has now, whoever made them.
pub fn count(root: &Element) -> usize {
    root.child_nodes().length() as usize
}

/// The text of a block as it is now, whoever wrote it.
pub fn block_text(root: &Element, block: usize) -> Option<String> {
    root.child_nodes().item(u32::try_from(block).ok()?)?.text_content()
}

/// The whole text as it is now, whoever wrote it.
pub fn whole_text(root: &Element) -> String {
    root.text_content().unwrap_or_default()
}

/// How far the caret is from the left edge of the window, in pixels.
pub fn caret_left() -> Option<f64> {
    let range = selection().filter(|selection| selection.range_count() > 0)?.get_range_at(0).ok()?;
    let rect = range.get_bounding_client_rect();
    (rect.height() > 0.0).then(|| rect.right())
}

/// What an event is about to put in: typed, pasted or dropped.
pub fn text_of(event: &InputEvent) -> String {
    let carried = || event.data_transfer().and_then(|data| data.get_data("text/plain").ok());
    event.data().or_else(carried).unwrap_or_default().replace("\r\n", "\n").replace('\r', "\n")
}

/// Puts a text on the clipboard or under the pointer that drags it.
pub fn carry(data: Option<Data>, text: &str) {
    if let Some(data) = data {
        let _ = data.set_data("text/plain", text);
    }
}

/// Puts lines of HTML in the place of some children of an element.
pub fn splice_html(element: &Element, from: usize, removed: usize, html: &str) {
    let nodes = element.children();
    let at = |index: usize| u32::try_from(index).ok().and_then(|index| nodes.item(index));
    for _ in 0..removed {
        if let Some(node) = at(from) {
            node.remove();
        }
    }
    let _ = match at(from) {
        Some(next) => next.insert_adjacent_html("beforebegin", html),
        None => element.insert_adjacent_html("beforeend", html),
    };
}
