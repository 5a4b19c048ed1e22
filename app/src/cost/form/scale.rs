//! Places of a slider for numbers of any size.

use studio_core::base::Milli;

/// The steps of a decade: each about a tenth more than the one before.
const STEPS: [i64; 24] =
    [10, 11, 12, 13, 15, 16, 18, 20, 22, 24, 27, 30, 33, 36, 39, 43, 47, 51, 56, 62, 68, 75, 82, 91];

/// How a slider's places stand for numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// 0, then by tenths upwards from `from_thousandths` over so many decades.
    Decades {
        /// The second place, in thousandths.
        from_thousandths: i64,
        /// How many decades.
        decades: u8,
    },
    /// One by one from 0.
    Ones {
        /// The last place.
        to: u16,
    },
}

impl Scale {
    /// Shares in percent.
    pub const PERCENT: Self = Self::Ones { to: 100 };
    /// Counts from 1 to a billion.
    pub const COUNT: Self = Self::Decades { from_thousandths: 1_000, decades: 9 };
    /// Sizes from 100 bytes to 10 MB, in KB.
    pub const KB: Self = Self::Decades { from_thousandths: 100, decades: 5 };
    /// Durations from 1 ms to 100 s.
    pub const MS: Self = Self::Decades { from_thousandths: 1_000, decades: 5 };

    /// How many places there are.
    pub fn count(self) -> usize {
        match self {
            Self::Decades { decades, .. } => 2 + STEPS.len() * usize::from(decades),
            Self::Ones { to } => usize::from(to) + 1,
        }
    }

    /// The number at a place.
    pub fn value(self, at: usize) -> Milli {
        let Some(step) = at.checked_sub(1) else { return Milli::default() };
        match self {
            Self::Ones { .. } => Milli::whole(i64::try_from(at).unwrap_or(0)),
            Self::Decades { from_thousandths, .. } => {
                let mantissa = STEPS.get(step % STEPS.len()).copied().unwrap_or(10);
                let power = u32::try_from(step / STEPS.len()).unwrap_or(0);
                let thousandths =
                    from_thousandths.saturating_mul(mantissa).saturating_mul(10_i64.saturating_pow(power));
                Milli::from_thousandths(thousandths / 10)
            }
        }
    }

    /// The last place whose number is not above this one.
    pub fn place(self, value: Milli) -> usize {
        (0..self.count()).rev().find(|at| self.value(*at) <= value).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_numbers_go_together() {
        for scale in [Scale::PERCENT, Scale::COUNT, Scale::KB, Scale::MS] {
            for at in 0..scale.count() {
                assert_eq!(scale.place(scale.value(at)), at, "{scale:?}");
            }
        }
        assert_eq!(Scale::COUNT.value(1), Milli::whole(1));
        assert_eq!(Scale::KB.value(25), Milli::whole(1));
        assert_eq!(Scale::COUNT.place(Milli::whole(35)), Scale::COUNT.place(Milli::whole(33)));
    }
}
