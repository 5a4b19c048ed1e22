//! Texts of policies with wildcards and variables: `arn:aws:execute-api:*:*:api/${aws:username}/*`.

/// A text to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Symbol>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Symbol {
    /// `*`: any run of characters.
    Any,
    /// `?`: any one character.
    One,
    Is(char),
}

/// Whether `*` and `?` stand for other characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wildcards {
    Meant,
    Literal,
}

impl Pattern {
    /// A text without variables.
    pub fn plain(text: &str, wildcards: Wildcards) -> Self {
        Self(text.chars().map(|symbol| read(symbol, wildcards)).collect())
    }

    /// A text whose `${variables}` give way to their values, which have no wildcards. Errors: the name of a
    /// variable without a value.
    pub fn filled(
        text: &str,
        wildcards: Wildcards,
        value_of: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, String> {
        let mut symbols = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((inside, behind)) = after.split_once('}') else { break };
            symbols.extend(before.chars().map(|symbol| read(symbol, wildcards)));
            symbols.extend(variable(inside, value_of)?.chars().map(Symbol::Is));
            rest = behind;
        }
        symbols.extend(rest.chars().map(|symbol| read(symbol, wildcards)));
        Ok(Self(symbols))
    }

    /// Whether it takes the whole of `text`: linear in memory, at worst quadratic in time.
    pub fn matches(&self, text: &str) -> bool {
        self.matches_all_of(&text.chars().collect::<Vec<char>>())
    }

    /// As [`Pattern::matches`], of a text that is compared more than once.
    pub fn matches_all_of(&self, text: &[char]) -> bool {
        let (mut at, mut place) = (0, 0);
        let mut star: Option<(usize, usize)> = None;
        while let Some(symbol) = text.get(place) {
            match self.0.get(at) {
                Some(Symbol::Any) => {
                    star = Some((at, place));
                    at += 1;
                }
                Some(Symbol::One) => {
                    at += 1;
                    place += 1;
                }
                Some(Symbol::Is(wanted)) if wanted == symbol => {
                    at += 1;
                    place += 1;
                }
                _ => match star {
                    Some((back, from)) => {
                        at = back + 1;
                        place = from + 1;
                        star = Some((back, place));
                    }
                    None => return false,
                },
            }
        }
        self.0.iter().skip(at).all(|symbol| *symbol == Symbol::Any)
    }

    /// Whether it takes an ARN, each of whose six parts between colons is compared on its own.
    pub fn matches_arn(&self, arn: &str) -> bool {
        const PARTS: usize = 6;
        let wanted: Vec<&[Symbol]> = self.0.splitn(PARTS, |symbol| *symbol == Symbol::Is(':')).collect();
        let found: Vec<&str> = arn.splitn(PARTS, ':').collect();
        wanted.len() == PARTS
            && found.len() == PARTS
            && wanted.iter().zip(found).all(|(wanted, found)| Self(wanted.to_vec()).matches(found))
    }
}

fn read(symbol: char, wildcards: Wildcards) -> Symbol {
    match (symbol, wildcards) {
        ('*', Wildcards::Meant) => Symbol::Any,
        ('?', Wildcards::Meant) => Symbol::One,
        (other, _) => Symbol::Is(other),
    }
}

/// What stands for `${inside}`: a signed wildcard, a key's value, or the default after the comma.
fn variable(inside: &str, value_of: &dyn Fn(&str) -> Option<String>) -> Result<String, String> {
    if ["*", "?", "$"].contains(&inside) {
        return Ok(inside.to_owned());
    }
    let (name, default) = match inside.split_once(',') {
        Some((name, default)) => (name.trim(), Some(default.trim().trim_matches('\'').to_owned())),
        None => (inside.trim(), None),
    };
    value_of(name).or(default).ok_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_filled_in_without_wildcards() {
        let value_of = |name: &str| (name == "aws:username").then(|| "a*".to_owned());
        let filled = |text| Pattern::filled(text, Wildcards::Meant, &value_of);
        let pattern = filled("*/${aws:username}/${*}").expect("the variable has a value");
        assert!(pattern.matches("x/a*/*") && !pattern.matches("x/ab/*") && !pattern.matches("x/a*/b"));
        assert_eq!(filled("${aws:userid}"), Err("aws:userid".to_owned()));
        assert!(filled("${aws:userid, 'none'}").is_ok_and(|pattern| pattern.matches("none")));
    }

    #[test]
    fn a_star_of_an_arn_stays_between_its_colons() {
        let pattern = Pattern::plain("arn:aws:service:*:111122223333:finance/*", Wildcards::Meant);
        let arn = "arn:aws:service:us-east-2:999999999999:store/abc:111122223333:finance/document.txt";
        assert!(pattern.matches(arn) && !pattern.matches_arn(arn));
        assert!(pattern.matches_arn("arn:aws:service:us-east-2:111122223333:finance/a:b"));
    }
}
