//! Choosing another node: those that exist, none, and a new one.

use std::sync::Arc;

use indexmap::IndexMap;
use leptos::prelude::*;
use studio_core::design::{ApiId, Design, Item};

use super::fields::{choice_of, locked};
use super::form::{Form, Value};
use crate::studio::{Noun, Studio};
use crate::ui::{Button, ButtonKind, Glyph};

/// Nodes to choose from, by name.
pub type Options<Id> = Signal<Vec<(Id, String)>>;

/// The options that the design offers now.
pub fn options<Id: Value>(of: impl Fn(&Design) -> Vec<(Id, String)> + Send + Sync + 'static) -> Options<Id> {
    let design = Studio::get().design();
    let memo = Memo::new(move |_| of(&design.read()));
    memo.into()
}

/// Identities and names of nodes.
pub fn named<Id: Copy, Node>(nodes: &IndexMap<Id, Arc<Node>>, name: fn(&Node) -> &str) -> Vec<(Id, String)> {
    let words = |text: &str| if text.is_empty() { "Unnamed".to_owned() } else { text.to_owned() };
    nodes.iter().map(|(id, node)| (*id, words(name(node)))).collect()
}

/// A reference that may be empty, with ways to a new node and to the chosen one.
pub struct Reference<Id: Value> {
    /// The label.
    pub label: &'static str,
    /// What it means.
    pub hint: &'static str,
    /// What an empty one is called.
    pub none: &'static str,
    /// What can be chosen.
    pub options: Options<Id>,
    /// The noun of a new node, and the API it is for.
    pub new: (Noun, Option<ApiId>),
    /// The item of an identity.
    pub item: fn(ApiId, Id) -> Item,
    /// The identity in an item.
    pub id: fn(Item) -> Option<Id>,
}

impl<Id: Value + Copy> Reference<Id> {
    /// The field over an optional reference.
    pub fn field(self, form: Form<Option<Id>>) -> AnyView {
        let (none, options) = (self.none, self.options);
        let choices = Signal::derive(move || {
            let known = options.get().into_iter().map(|(id, name)| (Some(id), name));
            std::iter::once((None, none.to_owned())).chain(known).collect::<Vec<_>>()
        });
        let field = choice_of(form, self.label, self.hint, choices);
        self.around(field, Signal::derive(move || form.get()), move |id| form.set(Some(id)))
    }

    /// The field over a reference that must be there.
    pub fn needed(self, form: Form<Id>) -> AnyView {
        let options = self.options;
        let choices = Signal::derive(move || options.get());
        let field = choice_of(form, self.label, self.hint, choices);
        self.around(field, Signal::derive(move || Some(form.get())), move |id| form.set(id))
    }

    fn around(
        self,
        field: AnyView,
        chosen: Signal<Option<Id>>,
        take: impl Fn(Id) + Copy + Send + Sync + 'static,
    ) -> AnyView {
        let studio = Studio::get();
        let (noun, api) = self.new;
        let (item, id) = (self.item, self.id);
        let of = api.unwrap_or_default();
        let known = Memo::new(move |_| chosen.get().filter(|id| studio.document().contains(item(of, *id))));
        let create = move |()| {
            if let Some(made) = studio.create_quietly(noun, api).and_then(id) {
                take(made);
            }
        };
        view! {
            <div class="reference">
                {field}
                <div class="row wrap">
                    <Show when=move || known.read().is_some()>
                        <Button
                            kind=ButtonKind::Ghost
                            on_press=move |()| {
                                if let Some(id) = known.get_untracked() {
                                    studio.select(item(of, id));
                                }
                            }
                        >
                            {format!("Show {}", noun.label())}
                        </Button>
                    </Show>
                    <Button kind=ButtonKind::Ghost glyph=Glyph::Plus disabled=locked() on_press=create>
                        {format!("New {}", noun.label())}
                    </Button>
                </div>
            </div>
        }
        .into_any()
    }
}

/// A reference to a function of the design.
pub fn function(label: &'static str) -> Reference<studio_core::design::FunctionId> {
    Reference {
        label,
        hint: "",
        none: "None",
        options: options(|design| named(&design.functions, |node| &node.name)),
        new: (Noun::Function, None),
        item: |_, id| Item::Function(id),
        id: |item| if let Item::Function(id) = item { Some(id) } else { None },
    }
}

/// A reference to an integration of the API.
pub fn integration(api: ApiId) -> Reference<studio_core::design::IntegrationId> {
    Reference {
        label: "Integration",
        hint: "",
        none: "None",
        options: options(move |design| {
            design.apis.get(&api).map(|api| named(&api.integrations, |node| &node.name)).unwrap_or_default()
        }),
        new: (Noun::Integration, Some(api)),
        item: Item::Integration,
        id: |item| if let Item::Integration(_, id) = item { Some(id) } else { None },
    }
}

/// A reference to a validator of the API.
pub fn validator(api: ApiId) -> Reference<studio_core::design::ValidatorId> {
    Reference {
        label: "Validator",
        hint: "Without one, nothing is checked before the backend is called",
        none: "None",
        options: options(move |design| {
            design.apis.get(&api).map(|api| named(&api.validators, |node| &node.name)).unwrap_or_default()
        }),
        new: (Noun::Validator, Some(api)),
        item: Item::Validator,
        id: |item| if let Item::Validator(_, id) = item { Some(id) } else { None },
    }
}

/// A reference to a model of the API.
pub fn model(api: ApiId, label: &'static str) -> Reference<studio_core::design::ModelId> {
    Reference {
        label,
        hint: "",
        none: "None",
        options: options(move |design| {
            design.apis.get(&api).map(|api| named(&api.models, |node| &node.name)).unwrap_or_default()
        }),
        new: (Noun::Model, Some(api)),
        item: Item::Model,
        id: |item| if let Item::Model(_, id) = item { Some(id) } else { None },
    }
}

/// A reference to a VPC link of the design.
pub fn vpc_link() -> Reference<studio_core::design::VpcLinkId> {
    Reference {
        label: "VPC link",
        hint: "",
        none: "None",
        options: options(|design| named(&design.vpc_links, |node| &node.name)),
        new: (Noun::VpcLink, None),
        item: |_, id| Item::VpcLink(id),
        id: |item| if let Item::VpcLink(id) = item { Some(id) } else { None },
    }
}

/// A reference to a web ACL of the design.
pub fn web_acl() -> Reference<studio_core::design::WebAclId> {
    Reference {
        label: "Web ACL",
        hint: "",
        none: "None",
        options: options(|design| named(&design.web_acls, |node| &node.name)),
        new: (Noun::WebAcl, None),
        item: |_, id| Item::WebAcl(id),
        id: |item| if let Item::WebAcl(id) = item { Some(id) } else { None },
    }
}

/// A reference to a client certificate of the design.
pub fn client_certificate() -> Reference<studio_core::design::ClientCertificateId> {
    Reference {
        label: "Client certificate",
        hint: "Shown to HTTP backends, so that they can tell the gateway from others",
        none: "None",
        options: options(|design| named(&design.client_certificates, |node| &node.description)),
        new: (Noun::ClientCertificate, None),
        item: |_, id| Item::ClientCertificate(id),
        id: |item| if let Item::ClientCertificate(id) = item { Some(id) } else { None },
    }
}
