//! What time it is.

/// Milliseconds since 1970-01-01 UTC by the device's clock.
pub fn epoch_ms() -> u64 {
    js_sys::Date::now().max(0.0) as u64
}

/// Milliseconds since the page was opened; never goes back. Falls back to the device's clock.
pub fn elapsed_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or_else(js_sys::Date::now, |p| p.now())
}
