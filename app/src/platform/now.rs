//! What time it is.

/// Milliseconds since 1970-01-01 UTC by the device's clock.
pub fn epoch_ms() -> u64 {
    js_sys::Date::now().max(0.0) as u64
}

/// Milliseconds since the page was opened; never goes back. Falls back to the device's clock.
pub fn elapsed_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or_else(js_sys::Date::now, |p| p.now())
}

/// A moment as `2026-11-28T03:20:00`, in UTC: what a date-and-time field takes.
pub fn iso_utc(epoch_ms: u64) -> String {
    let date = js_sys::Date::new(&(epoch_ms as f64).into());
    // A moment beyond what a date holds has no text.
    if date.get_time().is_nan() {
        return String::new();
    }
    let text = String::from(date.to_iso_string());
    text.split('.').next().unwrap_or_default().to_owned()
}

/// The moment of such a text; none for a text that is no date from 1970 on.
pub fn read_iso_utc(text: &str) -> Option<u64> {
    let text = text.trim().trim_end_matches('Z');
    let epoch_ms = js_sys::Date::parse(&format!("{text}Z"));
    (epoch_ms.is_finite() && epoch_ms >= 0.0).then_some(epoch_ms as u64)
}
