//! The studio's drawings: 24 by 24 strokes in the colour of the text.

use leptos::prelude::*;

/// A drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Glyph {
    /// Turn back.
    Undo,
    /// Turn forward.
    Redo,
    /// Add.
    Plus,
    /// Take away, zoom out.
    Minus,
    /// Delete.
    Trash,
    /// Copy.
    Copy,
    /// Save to disk.
    Download,
    /// Open from disk.
    Upload,
    /// Run.
    Play,
    /// Hold.
    Pause,
    /// One step back.
    StepBack,
    /// One step on.
    StepForward,
    /// Find.
    Search,
    /// Light theme.
    Sun,
    /// Dark theme.
    Moon,
    /// Authorizer.
    Lock,
    /// API key.
    Key,
    /// Cache.
    Bolt,
    /// Fine.
    Check,
    /// Wrong, close.
    Cross,
    /// Take care.
    Warning,
    /// More to know.
    Info,
    /// Open downwards.
    ChevronDown,
    /// Up.
    ChevronUp,
    /// Left.
    ChevronLeft,
    /// Right, collapsed.
    ChevronRight,
    /// More actions.
    More,
    /// The Design panel.
    Design,
    /// The Flow panel.
    Flow,
    /// The Traffic panel.
    Traffic,
    /// The Cost panel.
    Cost,
    /// The Quotas panel.
    Quota,
    /// The Review panel.
    Review,
    /// The Terraform panel.
    Terraform,
    /// An OpenAPI document.
    OpenApi,
    /// The studio's mark.
    Gateway,
    /// A custom domain.
    Domain,
    /// WAF.
    Shield,
    /// A stage.
    Stage,
    /// A function.
    Lambda,
    /// The internet.
    Globe,
    /// A table.
    Database,
    /// A VPC link, a share link.
    Link,
    /// Change.
    Edit,
    /// A document.
    File,
    /// Open.
    Folder,
    /// Save.
    Save,
    /// Share.
    Share,
    /// Help.
    Help,
    /// Opens another page.
    External,
    /// Show fewer.
    Filter,
    /// Move by dragging.
    Drag,
    /// Show everything.
    Fit,
    /// Lay out again.
    Tidy,
    /// Time, latency.
    Clock,
    /// An identity.
    User,
    /// A log line.
    Log,
    /// Settings.
    Settings,
    /// A WebSocket API.
    Chat,
    /// A route.
    Route,
    /// A mapping template.
    Template,
}

impl Glyph {
    /// Every drawing, in the order of declaration.
    pub const ALL: &'static [Self] = &[
        Self::Undo,
        Self::Redo,
        Self::Plus,
        Self::Minus,
        Self::Trash,
        Self::Copy,
        Self::Download,
        Self::Upload,
        Self::Play,
        Self::Pause,
        Self::StepBack,
        Self::StepForward,
        Self::Search,
        Self::Sun,
        Self::Moon,
        Self::Lock,
        Self::Key,
        Self::Bolt,
        Self::Check,
        Self::Cross,
        Self::Warning,
        Self::Info,
        Self::ChevronDown,
        Self::ChevronUp,
        Self::ChevronLeft,
        Self::ChevronRight,
        Self::More,
        Self::Design,
        Self::Flow,
        Self::Traffic,
        Self::Cost,
        Self::Quota,
        Self::Review,
        Self::Terraform,
        Self::OpenApi,
        Self::Gateway,
        Self::Domain,
        Self::Shield,
        Self::Stage,
        Self::Lambda,
        Self::Globe,
        Self::Database,
        Self::Link,
        Self::Edit,
        Self::File,
        Self::Folder,
        Self::Save,
        Self::Share,
        Self::Help,
        Self::External,
        Self::Filter,
        Self::Drag,
        Self::Fit,
        Self::Tidy,
        Self::Clock,
        Self::User,
        Self::Log,
        Self::Settings,
        Self::Chat,
        Self::Route,
        Self::Template,
    ];

    fn path(self) -> &'static str {
        PATHS[self as usize]
    }
}

/// In the order of [`Glyph`]; the type makes sure that none is missing.
const PATHS: [&str; Glyph::ALL.len()] = [
    "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
    "M15 14l5-5-5-5M20 9H10a6 6 0 0 0 0 12h3",
    "M12 5v14M5 12h14",
    "M5 12h14",
    "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
    "M9 9h11v11H9zM15 9V4H4v11h5",
    "M12 4v11M7 10l5 5 5-5M4 20h16",
    "M12 15V4M7 9l5-5 5 5M4 20h16",
    "M7 5l11 7-11 7z",
    "M8 5v14M16 5v14",
    "M17 6l-8 6 8 6zM6 6v12",
    "M7 6l8 6-8 6zM18 6v12",
    "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4.5 4.5",
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5",
    "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
    "M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3",
    "M8 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 12h9M18 12v4",
    "M13 3 5 14h6l-1 7 8-11h-6z",
    "M5 12l5 5L19 7",
    "M6 6l12 12M18 6 6 18",
    "M12 4 2.5 20h19zM12 10v4M12 17h.01",
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 8h.01",
    "M6 9l6 6 6-6",
    "M6 15l6-6 6 6",
    "M15 6l-6 6 6 6",
    "M9 6l6 6-6 6",
    "M5 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM12 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM19 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2z",
    "M4 6h6v5H4zM14 4h6v5h-6zM14 15h6v5h-6zM10 8.5h4M12 8.5v9h2",
    "M3 12h4M17 12h4M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM11 10l3 2-3 2z",
    "M4 18l5-7 4 4 7-10M16 5h4v4",
    "M12 3v18M16.5 7.5c-1.2-1.8-8-2.4-8 1.2 0 3.4 8 2.4 8 6.2s-7 3.4-9 .8",
    "M4 17a8 8 0 1 1 16 0M12 17l4-5.5M12 17h.01",
    "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM9 12l2 2 4-4",
    "M4 4l5 3v6l-5-3zM10.5 7.5l5 3v6l-5-3zM17 10.5l4-2.4v6l-4 2.4zM10.5 15l5 3v3.5",
    "M8 4c-3 0-2 3-2 5s-1 3-2 3c1 0 2 1 2 3s-1 5 2 5M16 4c3 0 2 3 2 5s1 3 2 3c-1 0-2 1-2 3s1 5-2 5M10 12h.01M14 12h.01",
    "M4 20V9a8 8 0 0 1 16 0v11M9 20v-9a3 3 0 0 1 6 0v9",
    "M4 5h16v14H4zM4 9.5h16M7 7.2h.01M9.5 7.2h.01",
    "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6z",
    "M12 3 3 8l9 5 9-5zM3 12.5l9 5 9-5M3 17l9 5 9-5",
    "M6 4h3l8 16h3M11.5 9 6 20",
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18",
    "M5 6c0-4 14-4 14 0s-14 4-14 0M5 6v12c0 4 14 4 14 0V6M5 12c0 4 14 4 14 0",
    "M10 14a4 4 0 0 0 6 .5l3-3a4.2 4.2 0 0 0-6-6l-1.5 1.5M14 10a4 4 0 0 0-6-.5l-3 3a4.2 4.2 0 0 0 6 6l1.5-1.5",
    "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
    "M6 3h8l4 4v14H6zM14 3v5h4",
    "M3 6h6l2 2h10v11H3z",
    "M5 4h11l4 4v12H4V4zM8 4v5h7V4M8 20v-6h8v6",
    "M12 15V4M8 7.5 12 3.5l4 4M7 11H5v10h14V11h-2",
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.5c.3-3.3 5.6-2.8 5 .3-.4 1.7-2.5 1.7-2.5 3.7M12 16.5h.01",
    "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
    "M3 5h18l-7 8v6l-4 2v-8z",
    "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
    "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
    "M4 5h7v6H4zM13 5h7v3h-7zM13 11h7v8h-7zM4 14h7v5H4z",
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
    "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20.5c1-7 15-7 16 0",
    "M5 4h14v16H5zM8.5 8.5h7M8.5 12h7M8.5 15.5h4",
    "M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM8 14.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
    "M4 5h16v11H10l-4 4v-4H4zM8 9h8M8 12h5",
    "M6 16a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM18 3a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM8.5 18.5H15a3.5 3.5 0 0 0 0-7H9a3.5 3.5 0 0 1 0-7h6.5",
    "M9 4H8a2 2 0 0 0-2 2v4l-2 2 2 2v4a2 2 0 0 0 2 2h1M15 4h1a2 2 0 0 1 2 2v4l2 2-2 2v4a2 2 0 0 1-2 2h-1",
];

/// Shows a drawing; it is decoration and hidden from screen readers: the words beside it or the `aria-label` around
/// it say what it means.
#[component]
pub fn Icon(
    /// Which drawing.
    #[prop(into)]
    glyph: Signal<Glyph>,
    /// Width and height in CSS pixels, 16 unless told.
    #[prop(default = 16)]
    size: u32,
) -> impl IntoView {
    view! {
        <svg
            class="icon"
            width=size
            height=size
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="1.8"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            focusable="false"
        >
            <path d=move || glyph.get().path()></path>
        </svg>
    }
}
