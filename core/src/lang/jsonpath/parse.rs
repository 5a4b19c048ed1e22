//! Reading a path, as Jayway's compiler does.

use std::sync::Arc;

use super::{PATH_BYTES_MAX, Path, PathError, STEPS_MAX, step::Step};

pub(super) fn path(text: &str) -> Result<Path, PathError> {
    if text.len() > PATH_BYTES_MAX {
        return Err(PathError { message: format!("The path has more than {PATH_BYTES_MAX} bytes"), at: 0 });
    }
    let blanks = text.len() - text.trim_start_matches(' ').len();
    let trimmed = text.trim_matches(' ');
    if trimmed.is_empty() {
        return Err(PathError { message: "The path is empty".to_owned(), at: 0 });
    }
    let rest = match trimmed.strip_prefix(['$', '@']) {
        Some(rest) => rest.to_owned(),
        None => format!(".{trimmed}"),
    };
    let start = blanks + trimmed.len();
    let mut reader = Reader { text: &rest, at: 0, shift: start, steps: Vec::new() };
    reader.all()?;
    Ok(Path { steps: reader.steps })
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Where the end of this text lies in the text as it was given.
    shift: usize,
    steps: Vec<Step>,
}

impl Reader<'_> {
    fn fail<T>(&self, message: &str) -> Result<T, PathError> {
        let at = self.shift.saturating_sub(self.text.len().saturating_sub(self.at));
        Err(PathError { message: message.to_owned(), at })
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn all(&mut self) -> Result<(), PathError> {
        while self.at < self.text.len() {
            if self.steps.len() >= STEPS_MAX {
                return self.fail(&format!("The path has more than {STEPS_MAX} steps"));
            }
            if self.rest().starts_with("..") {
                self.steps.push(Step::Descent);
                self.at += 2;
                if !self.rest().starts_with('[') {
                    self.word()?;
                }
            } else if self.rest().starts_with('.') {
                self.at += 1;
                if !self.rest().starts_with('[') {
                    self.word()?;
                }
            } else if self.rest().starts_with('[') {
                self.bracket()?;
            } else {
                return self.fail("Expected `.` or `[`");
            }
        }
        Ok(())
    }

    fn word(&mut self) -> Result<(), PathError> {
        let rest = self.rest();
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default().to_owned();
        if name.is_empty() {
            return self.fail("A name is missing");
        }
        if name.contains([' ', '(']) {
            return self.fail("Use brackets and quotes for such a name");
        }
        self.steps.push(if name == "*" { Step::All } else { Step::Members(vec![Arc::from(name)]) });
        self.at += end;
        Ok(())
    }

    fn bracket(&mut self) -> Result<(), PathError> {
        let Some((inside, _)) = self.rest().split_once(']') else {
            return self.fail("Expected a closing `]`");
        };
        let length = inside.len() + 1;
        let inside = inside.get(1..).unwrap_or_default().trim().to_owned();
        let step = match quoted(&inside) {
            Some(names) => Step::Members(names),
            None if inside == "*" => Step::All,
            None => match numbers(&inside) {
                Some(step) => step,
                None => return self.fail("Expected `?`, a quote, a number or `*`"),
            },
        };
        self.steps.push(step);
        self.at += length;
        Ok(())
    }
}

fn quoted(inside: &str) -> Option<Vec<Arc<str>>> {
    let quote = inside.chars().next().filter(|quote| ['\'', '"'].contains(quote))?;
    let one = |part: &str| Some(Arc::from(part.trim().strip_prefix(quote)?.strip_suffix(quote)?));
    inside.split(',').map(one).collect()
}

fn numbers(inside: &str) -> Option<Step> {
    let number = |part: &str| match part.trim() {
        "" => Some(None),
        digits => digits.parse().ok().map(Some),
    };
    if let Some((from, to)) = inside.split_once(':') {
        return Some(Step::Slice(number(from)?, number(to)?));
    }
    inside.split(',').map(|part| part.trim().parse().ok()).collect::<Option<_>>().map(Step::Places)
}
