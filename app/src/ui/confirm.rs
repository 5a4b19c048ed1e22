//! "Are you sure?", asked from anywhere.

use leptos::prelude::*;

use super::button::{Button, ButtonKind};
use super::dialog::{Dialog, DialogSize};

/// A question with two answers.
#[derive(Clone)]
pub struct Question {
    /// The question itself: "Delete stage `prod`?".
    pub title: String,
    /// What happens then.
    pub text: String,
    /// The word on the button that does it: "Delete".
    pub action: String,
    /// `Danger` when something is lost, else `Primary`.
    pub kind: ButtonKind,
    /// Runs when the user agrees.
    pub on_yes: Callback<()>,
}

/// The handle to ask with; a copy of it is in the context of everything under [`ConfirmHost`]'s provider.
#[derive(Clone, Copy)]
pub struct Confirm(RwSignal<Option<Question>>);

impl Confirm {
    /// Creates the handle and puts it into the context; call it once, at the root.
    pub fn provide() -> Self {
        let confirm = Self(RwSignal::new(None));
        provide_context(confirm);
        confirm
    }

    /// Asks; a question that is still open is replaced.
    pub fn ask(self, question: Question) {
        self.0.set(Some(question));
    }
}

/// Shows the question that was asked; place it once, at the root, after [`Confirm::provide`].
///
/// Keyboard: Escape and Cancel leave everything as it is; Cancel has the focus when something would be lost.
#[component]
pub fn ConfirmHost() -> impl IntoView {
    let Confirm(question) = expect_context();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(question.read().is_some()));
    let title = Signal::derive(move || question.get().map(|q| q.title).unwrap_or_default());
    let yes = Callback::new(move |()| {
        let asked = question.get_untracked();
        open.set(false);
        if let Some(asked) = asked {
            asked.on_yes.run(());
        }
    });
    view! {
        <Dialog open=open title=title size=DialogSize::Small on_close=move |()| question.set(None)>
            <p>{move || question.get().map(|q| q.text)}</p>
            <div class="dialog-actions">
                <Button on_press=move |()| open.set(false) attr:autofocus="">
                    "Cancel"
                </Button>
                {move || {
                    question
                        .get()
                        .map(|q| {
                            view! {
                                <Button kind=q.kind on_press=yes>
                                    {q.action}
                                </Button>
                            }
                        })
                }}
            </div>
        </Dialog>
    }
}
