//! The files of the module: a list beside the one in view.

use leptos::prelude::*;

use super::file::FileCard;
use super::items::Items;
use super::state::{Exported, Outlined};
use crate::text;
use crate::ui::{Choice, Select, Tone};

/// The list, the file in view, and what its blocks are made from.
#[component]
pub fn Files() -> impl IntoView {
    let exported = Exported::get();
    let file = Memo::new(move |_| exported.file());
    let path = Memo::new(move |_| file.read().as_ref().map(|file| file.path.clone()).unwrap_or_default());
    view! {
        <div class="terraform-body">
            <FileList file_in_view=path />
            <FileCard file=file />
            <Items file=file />
        </div>
    }
}

/// The files to choose from: a list where there is room, the browser's own choice on a narrow window.
#[component]
fn FileList(#[prop(into)] file_in_view: Signal<String>) -> impl IntoView {
    let exported = Exported::get();
    let choose = move |path: String| exported.view.update(|view| view.path = path);
    let choices = Signal::derive(move || {
        let files = exported.outlines.read();
        files.iter().map(|file| Choice::new(file.path.clone(), words(file))).collect::<Vec<_>>()
    });
    view! {
        <nav class="card terraform-list" aria-label="Files of the module" data-testid="terraform-files">
            <h2>"Files"</h2>
            <ul>
                <For each=move || exported.outlines.get().to_vec() key=|file| (file.path.clone(), file.lines, told(file)) let:file>
                    {
                        let (path, mine) = (file.path.clone(), file.path.clone());
                        let (folder, name) = match file.path.rsplit_once('/') {
                            Some((folder, name)) => (format!("{folder}/"), name.to_owned()),
                            None => (String::new(), file.path.clone()),
                        };
                        let (told, tone) = (told(&file), worst(exported, &file));
                        view! {
                            <li>
                                <button
                                    type="button"
                                    aria-current=move || (*file_in_view.read() == mine).then_some("true")
                                    on:click=move |_| choose(path.clone())
                                >
                                    <span class="words">
                                        <span class="folder">{folder}</span>
                                        <span>{name}</span>
                                    </span>
                                    {(told > 0).then(|| view! {
                                        <span class=format!("badge {}", tone.class()) data-tip=text::count(told, "remark")>
                                            {told}
                                            <span class="sr-only">{if told == 1 { " remark" } else { " remarks" }}</span>
                                        </span>
                                    })}
                                    <small class="num">{file.lines}<span class="sr-only">" lines"</span></small>
                                </button>
                            </li>
                        }
                    }
                </For>
            </ul>
        </nav>
        <div class="terraform-choice">
            <Select label="File" value=file_in_view choices=choices on_change=choose />
        </div>
    }
}

/// How many diagnostics are told in a file.
fn told(file: &Outlined) -> usize {
    file.blocks.iter().map(|block| block.told.len()).sum()
}

/// The tone of the worst of them.
fn worst(exported: Exported, file: &Outlined) -> Tone {
    let bundle = exported.bundle.read_untracked();
    let told = file.blocks.iter().flat_map(|block| &block.told);
    let worst = told.filter_map(|at| bundle.diagnostics.get(*at)).map(|found| found.severity).min();
    worst.map_or(Tone::Neutral, text::tone)
}

/// A file in the narrow window's list.
fn words(file: &Outlined) -> String {
    let lines = format!("{} · {}", file.path, text::count(file.lines, "line"));
    match told(file) {
        0 => lines,
        told => format!("{lines} · {}", text::count(told, "remark")),
    }
}
