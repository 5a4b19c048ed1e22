//! A day of the calendar.

use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar; days compare by which is earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// The year.
    pub year: i64,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

/// A text that is no day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no day such as `2026-11-28`")]
pub struct ParseDayError(pub String);

impl Day {
    /// The day of a moment in UTC, in seconds since 1970 (Howard Hinnant's `civil_from_days`).
    pub fn at(epoch_s: u64) -> Self {
        let shifted = epoch_s / 86_400 + 719_468;
        let era = shifted / 146_097;
        let day_of_era = shifted % 146_097;
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year =
            i64::try_from(year_of_era + era * 400).unwrap_or(i64::MAX).saturating_add(i64::from(month <= 2));
        let small = |number: u64| u8::try_from(number).unwrap_or(u8::MAX);
        Self { year, month: small(month), day: small(day_of_year - (153 * shifted_month + 2) / 5 + 1) }
    }
}

impl Day {
    /// Days since 1970-01-01 (Howard Hinnant's `days_from_civil`).
    pub fn since_1970(self) -> i64 {
        let month = i64::from(self.month);
        let year = if month <= 2 { self.year - 1 } else { self.year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let shifted = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * shifted + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }
}

/// The days of a month, from 1; none for a month that there is not.
fn days_of(year: i64, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

impl FromStr for Day {
    type Err = ParseDayError;

    /// Reads `2026-11-28`, with all its digits.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ParseDayError(text.to_owned());
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts.as_slice() else { return Err(error()) };
        let digits =
            |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return Err(error());
        }
        let year = year.parse().map_err(|_| error())?;
        let month = month.parse().map_err(|_| error())?;
        let day = day.parse().map_err(|_| error())?;
        if (1..=days_of(year, month)).contains(&day) { Ok(Self { year, month, day }) } else { Err(error()) }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_are_read_and_written() {
        for text in ["1970-01-01", "2024-02-29", "2000-02-29", "2026-12-31"] {
            assert_eq!(text.parse::<Day>().unwrap().to_string(), text);
        }
        for text in
            ["2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "2026-01-32", "x", ""]
        {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
        assert!("2026-09-30".parse::<Day>().unwrap() < "2026-10-01".parse().unwrap());
    }

    #[test]
    fn moments_have_their_day() {
        assert_eq!(Day::at(0).to_string(), "1970-01-01");
        assert_eq!(Day::at(1_709_164_799).to_string(), "2024-02-28");
        assert_eq!(Day::at(1_709_164_800).to_string(), "2024-02-29");
        assert_eq!(Day::at(u64::MAX / 2).month, 12);
    }
}
