//! Identifiers that look like AWS's and are the same for the same seed.

/// A stream of numbers that only its seed decides (SplitMix64).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ids {
    state: u64,
}

impl Ids {
    /// The stream of a seed and a counter.
    pub fn new(seed: u64, counter: u64) -> Self {
        Self { state: seed ^ counter.wrapping_mul(0x9e37_79b9_7f4a_7c15) }
    }

    pub fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.state;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }

    /// A random UUID's form.
    pub fn uuid(&mut self) -> String {
        let (high, low) = (self.number(), self.number());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            0x8000 | (low >> 48) & 0x3fff,
            low & 0xffff_ffff_ffff
        )
    }

    /// `length` characters out of `alphabet`, which is ASCII.
    pub fn word(&mut self, alphabet: &str, length: usize) -> String {
        let letters: Vec<char> = alphabet.chars().collect();
        (0..length)
            .filter_map(|_| {
                let place = self.number() % u64::try_from(letters.len().max(1)).unwrap_or(1);
                letters.get(usize::try_from(place).unwrap_or(0)).copied()
            })
            .collect()
    }

    /// The form of `$context.extendedRequestId`: 15 base64 characters and an equals sign.
    pub fn extended(&mut self) -> String {
        const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        format!("{}=", self.word(ALPHABET, 15))
    }

    /// The form of an X-Ray trace identifier, whose middle is the time.
    pub fn trace(&mut self, epoch_s: u64) -> String {
        format!("Root=1-{epoch_s:08x}-{:08x}{:016x}", self.number() & 0xffff_ffff, self.number())
    }
}

/// The identifier of an API, resource or deployment that AWS would mint: lower case letters and digits.
pub(crate) fn minted(salt: u64, number: u32, length: usize) -> String {
    Ids::new(salt, u64::from(number)).word("abcdefghijklmnopqrstuvwxyz0123456789", length)
}
