//! Finding by a few letters.

/// How well `query` fits `text`: all its letters in order, the more together and at word starts the better. `None`
/// when a letter is missing. Case and spaces in the query do not matter.
pub fn score(query: &str, text: &str) -> Option<u32> {
    let text: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let mut total = 0;
    let mut from = 0;
    let mut last = None;
    for wanted in query.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase) {
        let found = from + text.get(from..)?.iter().position(|c| *c == wanted)?;
        let starts_word = found == 0 || text.get(found - 1).is_some_and(|c| !c.is_alphanumeric());
        let follows = last.is_some_and(|last: usize| last + 1 == found);
        total += 1 + if follows { 4 } else { 0 } + if starts_word { 3 } else { 0 };
        last = Some(found);
        from = found + 1;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn letters_in_order_and_word_starts_win() {
        assert!(score("et", "Export Terraform") > score("et", "Delete"));
        assert_eq!(score("xyz", "Export"), None);
        assert_eq!(score("", "anything"), Some(0));
    }
}
