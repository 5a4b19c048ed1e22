//! The registry of panels: what stands on the rail, in order.
//!
//! A panel is one component without properties, in `app/src/<feature>/panel.rs`. It takes everything from
//! [`Studio::get`](crate::studio::Studio::get): derived values as memos (`studio.estimate()`,
//! `studio.design()`, `studio.usage()`), the API and stage in view (`studio.current_api()`,
//! `studio.current_stage()`). It changes things only by `studio.edit(Edit::…)`: the monthly quantities are
//! `Edit::PutUsage`, saved requests `Edit::PutScenario`. A line that knows its `Item` goes there on a press by
//! `studio.reveal(item)`. A panel exists only while it is in view; what it remembers beyond that is one signal of
//! its own type from `studio.keep::<FlowState>()`. The root element of a panel is `<section class="page">` or
//! `<div class="panes">`; its first heading is an `<h1 class="sr-only">` or visible, and is given by the shell.

use crate::ui::Glyph;

/// A view of the studio.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Panel {
    /// Routes, diagram, inspector.
    #[default]
    Design,
    /// One request, step by step.
    Flow,
    /// What turns requests and responses.
    Template,
    /// The monthly cost.
    Cost,
    /// AWS's limits and how near they are.
    Quota,
    /// Whether the design is wise.
    Review,
    /// The module to deploy.
    Terraform,
}

impl Panel {
    /// Every panel, in the rail's order.
    pub const ALL: &'static [Self] =
        &[Self::Design, Self::Flow, Self::Template, Self::Cost, Self::Quota, Self::Review, Self::Terraform];

    /// The word in addresses and test hooks.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Design => "design",
            Self::Flow => "flow",
            Self::Template => "template",
            Self::Cost => "cost",
            Self::Quota => "quota",
            Self::Review => "review",
            Self::Terraform => "terraform",
        }
    }

    /// The panel of a word in an address.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|panel| panel.id() == id)
    }

    /// The word on the rail.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Design => "Design",
            Self::Flow => "Flow",
            Self::Template => "Templates",
            Self::Cost => "Cost",
            Self::Quota => "Quotas",
            Self::Review => "Review",
            Self::Terraform => "Terraform",
        }
    }

    /// The drawing on the rail.
    pub const fn glyph(self) -> Glyph {
        match self {
            Self::Design => Glyph::Design,
            Self::Flow => Glyph::Flow,
            Self::Template => Glyph::Template,
            Self::Cost => Glyph::Cost,
            Self::Quota => Glyph::Quota,
            Self::Review => Glyph::Review,
            Self::Terraform => Glyph::Terraform,
        }
    }
}
