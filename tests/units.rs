//! The page's own code that needs no browser, with the tests that stand beside it.

#[expect(dead_code, reason = "the page asks more than these tests")]
#[path = "../app/src/ui/blocks.rs"]
mod blocks;
#[path = "../app/src/terraform/compare.rs"]
mod compare;
#[path = "../app/src/ui/diff.rs"]
mod diff;
#[path = "../app/src/template/format.rs"]
mod format;
#[path = "../app/src/ui/fuzzy.rs"]
mod fuzzy;
#[expect(dead_code, reason = "the page names more kinds of text than these tests")]
#[path = "../app/src/ui/highlight.rs"]
mod highlight;
#[path = "../app/src/ui/json.rs"]
mod json;
#[path = "../app/src/terraform/outline.rs"]
mod outline;
#[expect(dead_code, reason = "the page asks more than these tests")]
#[path = "../app/src/ui/past.rs"]
mod past;
#[path = "../app/src/platform/zip.rs"]
mod zip;
