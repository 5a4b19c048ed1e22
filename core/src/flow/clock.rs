//! Civil time for `$context.requestTime` and token checks, from milliseconds since 1970.

use crate::base::Day;

/// A date and time in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Civil {
    pub year: i64,
    pub month: u64,
    pub day: u64,
    pub hour: u64,
    pub minute: u64,
    pub second: u64,
    /// 0 is Sunday.
    pub weekday: u64,
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/// Milliseconds in a day.
pub(crate) const DAY_MS: u64 = 86_400_000;

impl Civil {
    /// The civil time of a moment.
    pub fn at(epoch_ms: u64) -> Self {
        let seconds = epoch_ms / 1000;
        let rest = seconds % 86_400;
        let Day { year, month, day } = Day::at(seconds);
        Self {
            year,
            month: month.into(),
            day: day.into(),
            hour: rest / 3600,
            minute: rest / 60 % 60,
            second: rest % 60,
            weekday: (seconds / 86_400 + 4) % 7,
        }
    }

    /// `10/Mar/2020:00:03:59 +0000`, the common log format's time.
    pub fn clf(self) -> String {
        format!(
            "{:02}/{}/{}:{:02}:{:02}:{:02} +0000",
            self.day,
            name(&MONTHS, self.month.saturating_sub(1)),
            self.year,
            self.hour,
            self.minute,
            self.second
        )
    }

    /// `Tue Mar 10 00:03:59 UTC 2020`, as the log of a test invocation writes times.
    pub fn log(self) -> String {
        format!(
            "{} {} {:02} {:02}:{:02}:{:02} UTC {}",
            name(&WEEKDAYS, self.weekday),
            name(&MONTHS, self.month.saturating_sub(1)),
            self.day,
            self.hour,
            self.minute,
            self.second,
            self.year
        )
    }

    /// `20200310T000359Z`, as signatures write times.
    pub fn basic(self) -> String {
        self.iso().replace(['-', ':'], "")
    }

    /// `2020-03-10T00:03:59Z`, as policies write times.
    pub fn iso(self) -> String {
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            self.year, self.month, self.day, self.hour, self.minute, self.second
        )
    }

    /// `Tue, 10 Mar 2020 00:03:59 GMT`, the `Date` header's time.
    pub fn http(self) -> String {
        format!(
            "{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
            name(&WEEKDAYS, self.weekday),
            self.day,
            name(&MONTHS, self.month.saturating_sub(1)),
            self.year,
            self.hour,
            self.minute,
            self.second
        )
    }
}

fn name(names: &[&'static str], place: u64) -> &'static str {
    usize::try_from(place).ok().and_then(|place| names.get(place)).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::Civil;

    #[test]
    fn a_known_moment() {
        let civil = Civil::at(1_583_798_639_428);
        assert_eq!(civil.clf(), "10/Mar/2020:00:03:59 +0000");
        assert_eq!(civil.http(), "Tue, 10 Mar 2020 00:03:59 GMT");
        assert_eq!(civil.log(), "Tue Mar 10 00:03:59 UTC 2020");
        assert_eq!(civil.basic(), "20200310T000359Z");
        assert_eq!(Civil::at(1_709_164_800_000).clf(), "29/Feb/2024:00:00:00 +0000");
    }
}
