//! Dropping files onto the page.

use leptos::{ev, prelude::*, task::spawn_local};

use super::icon::{Glyph, Icon};
use crate::platform::files;

/// Takes files dropped anywhere on its content, showing a veil while they are over it.
///
/// Dropping is for the mouse only: offer the same through a button that opens the file picker.
#[component]
pub fn DropZone(
    /// Takes what came of each file.
    #[prop(into)]
    on_files: Callback<files::Opened>,
    /// What dropping does: "Drop to open".
    #[prop(into)]
    label: Signal<String>,
    /// Which files of a dropped folder are read, by their paths.
    wanted: fn(&str) -> bool,
    /// What can be dropped onto.
    children: Children,
) -> impl IntoView {
    // Entering a child leaves its parent: only the difference tells whether the files are still over us.
    let depth = RwSignal::new(0_i32);
    let over = Memo::new(move |_| depth.get() > 0);
    let carries = |event: &ev::DragEvent| files::has_files(event);
    view! {
        <div
            class="drop-zone"
            on:dragenter=move |event| {
                if carries(&event) {
                    event.prevent_default();
                    depth.update(|depth| *depth += 1);
                }
            }
            on:dragover=move |event| {
                if carries(&event) {
                    event.prevent_default();
                }
            }
            on:dragleave=move |event| {
                if carries(&event) {
                    depth.update(|depth| *depth = (*depth - 1).max(0));
                }
            }
            on:drop=move |event| {
                depth.set(0);
                if carries(&event) {
                    event.prevent_default();
                    let reading = files::read_dropped(&event, wanted);
                    spawn_local(async move {
                        let opened = reading.await;
                        on_files.try_run(opened);
                    });
                }
            }
        >
            {children()}
            <Show when=move || over.get()>
                <div class="drop-veil" aria-hidden="true">
                    <div>
                        <Icon glyph=Glyph::Upload size=28 />
                        {move || label.get()}
                    </div>
                </div>
            </Show>
        </div>
    }
}
