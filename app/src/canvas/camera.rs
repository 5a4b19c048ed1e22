//! Which part of the diagram is in view.

use super::layout::Place;

/// The nearest and the farthest zoom.
const ZOOMS: (f64, f64) = (0.1, 3.0);
/// One press of a zoom button or key.
pub(super) const ZOOM_STEP: f64 = 1.25;
/// One press of an arrow key with Ctrl, in window pixels.
pub(super) const PAN_STEP_PX: f64 = 60.0;
/// Below this zoom a first view would not be readable: it shows the top left part instead of everything.
const READABLE: f64 = 0.6;

/// Diagram to window: a point `p` is drawn at `p * zoom + (x, y)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Camera {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) zoom: f64,
}

impl Default for Camera {
    fn default() -> Self {
        Self { x: 0.0, y: 0.0, zoom: 1.0 }
    }
}

impl Camera {
    /// Everything in a window of this size, not larger than life.
    pub(super) fn fit(extent: Place, width: f64, height: f64) -> Self {
        if width <= 0.0 || height <= 0.0 {
            return Self::default();
        }
        let zoom = (width / extent.width).min(height / extent.height).clamp(ZOOMS.0, 1.15);
        Self {
            x: (width - extent.width * zoom) / 2.0 - extent.x * zoom,
            y: ((height - extent.height * zoom) / 2.0).clamp(0.0, 40.0) - extent.y * zoom,
            zoom,
        }
    }

    /// A first look: everything where that is readable, else the beginning at the full width.
    pub(super) fn first(extent: Place, width: f64, height: f64) -> Self {
        let all = Self::fit(extent, width, height);
        if all.zoom >= READABLE || width <= 0.0 {
            return all;
        }
        let zoom = (width / extent.width).clamp(READABLE, 1.0);
        Self { x: -extent.x * zoom, y: -extent.y * zoom, zoom }
    }

    /// Nearer or farther around a point of the window.
    pub(super) fn zoomed(self, factor: f64, x: f64, y: f64) -> Self {
        let zoom = (self.zoom * factor).clamp(ZOOMS.0, ZOOMS.1);
        let ratio = zoom / self.zoom;
        Self { x: x - (x - self.x) * ratio, y: y - (y - self.y) * ratio, zoom }
    }

    /// Moved by window pixels.
    pub(super) fn panned(self, dx: f64, dy: f64) -> Self {
        Self { x: self.x + dx, y: self.y + dy, ..self }
    }

    /// Moved just so far that a place is in a window of this size.
    pub(super) fn showing(self, place: Place, width: f64, height: f64) -> Self {
        let margin = 24.0;
        let shift = |start: f64, size: f64, window: f64| {
            if size + 2.0 * margin > window || start < margin {
                (margin - start).max(0.0)
            } else {
                (window - margin - start - size).min(0.0)
            }
        };
        let (left, top) = (place.x * self.zoom + self.x, place.y * self.zoom + self.y);
        self.panned(shift(left, place.width * self.zoom, width), shift(top, place.height * self.zoom, height))
    }

    /// The SVG transform.
    pub(super) fn transform(self) -> String {
        format!("translate({:.2} {:.2}) scale({:.4})", self.x, self.y, self.zoom)
    }
}
