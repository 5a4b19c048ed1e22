//! `$name`, `${name.property}`, `$name.method(…)`, `$name[0]`.

use super::{Parsed, Parser};
use crate::lang::vtl::ast::{Expr, Extra, Form, Known, Method, OfLoop, Reference, Step, Steps};
use crate::lang::vtl::lex::{Kind, Token};
use crate::lang::vtl::parts::Id;

/// Whether a method of this name changes the object that it is called on.
pub(in crate::lang::vtl) fn is_mutator(name: &[u8]) -> bool {
    matches!(
        name,
        b"add"
            | b"addAll"
            | b"addFirst"
            | b"addLast"
            | b"appendElement"
            | b"clear"
            | b"compute"
            | b"computeIfAbsent"
            | b"computeIfPresent"
            | b"merge"
            | b"put"
            | b"putAll"
            | b"putIfAbsent"
            | b"remove"
            | b"removeAll"
            | b"removeIf"
            | b"replace"
            | b"replaceAll"
            | b"retainAll"
            | b"set"
            | b"setValue"
            | b"sort"
    )
}

/// What the first token of a reference says.
struct Root<'t> {
    name: &'t str,
    form: Form,
    slashes: u32,
    more: &'t str,
    cut: usize,
}

impl<'t> Parser<'t, '_> {
    pub(super) fn reference(&mut self) -> Parsed<Reference> {
        let first = self.position;
        let token = self.take()?;
        let curly = match token.kind {
            Kind::Identifier => false,
            Kind::CurlyOpen => true,
            _ => return Err(self.unexpected(token, "a reference")),
        };
        let name = if curly { self.expect(Kind::Identifier, "a name")? } else { token };
        let mut steps = Steps::new();
        self.indexes(&mut steps)?;
        while self.kind()? == Kind::Dot && self.peek(1)?.kind == Kind::Identifier {
            self.take()?;
            let step = self.member()?;
            steps.push(step);
            self.indexes(&mut steps)?;
        }
        if curly {
            self.expect(Kind::CurlyClose, "`}`")?;
        }
        let root = self.root(&token, &name);
        if root.cut > 0 {
            self.cuts.push((first, u32::try_from(root.cut).unwrap_or(0)));
        }
        let extra = (root.form != Form::Plain || root.slashes > 0 || !root.more.is_empty()).then(|| {
            let literal = match root.form {
                Form::Quiet => String::new(),
                Form::Runt | Form::Silent => root.name.to_owned(),
                _ => self.literal(first, self.position, true),
            };
            let form = if root.form == Form::Quiet { Form::Plain } else { root.form };
            Extra { form, slashes: root.slashes, more: root.more.into(), literal: literal.into() }
        });
        let tree = &mut self.shared.tree;
        let extra = extra.map_or(Id::NONE, |extra| tree.extras.push(extra));
        let steps = tree.steps.keep(&steps);
        let slot = self.shared.names.slot(root.name);
        Ok(Reference { slot, at: self.place_from(first), steps, extra })
    }

    fn root(&self, token: &Token, name: &Token) -> Root<'t> {
        let image = self.image(token);
        let plain = |name| Root { name, form: Form::Plain, slashes: 0, more: "", cut: 0 };
        match image.as_bytes() {
            [b'$', b'{'] => return plain(self.image(name)),
            [b'$', first, ..] if first.is_ascii_alphabetic() || *first == b'_' => {
                return plain(image.get(1..).unwrap_or_default());
            }
            _ => {}
        }
        if image.contains("\\!") {
            return Root { name: image, form: Form::Silent, slashes: 0, more: "", cut: 0 };
        }
        let bare = image.trim_start_matches('\\');
        let count = image.len() - bare.len();
        let (more, sign) = bare.split_at(bare.rfind('$').unwrap_or(0));
        let escaped = count % 2 == 1;
        let inner = self.image(name);
        let (name, form) = match sign {
            _ if sign.starts_with("$!{") => (inner, Form::Quiet),
            _ if sign.starts_with("$!") => (sign.get(2..).unwrap_or_default(), Form::Quiet),
            "${" => (inner, Form::Plain),
            _ if sign.starts_with('$') => (sign.get(1..).unwrap_or_default(), Form::Plain),
            _ => (sign, Form::Runt),
        };
        let form = if escaped && form != Form::Runt { Form::Escaped } else { form };
        Root { name, form, slashes: u32::try_from(count / 2).unwrap_or(0), more, cut: count + more.len() }
    }

    fn indexes(&mut self, steps: &mut Steps) -> Parsed<()> {
        while self.kind()? == Kind::IndexOpen {
            let first = self.position;
            self.take()?;
            self.optional(Kind::Blank)?;
            let index = self.nested(Self::index)?;
            self.optional(Kind::Blank)?;
            self.expect(Kind::IndexClose, "`]`")?;
            let index = self.shared.tree.exprs.push(index);
            steps.push(Step::Index(index, self.place_from(first)));
        }
        Ok(())
    }

    fn index(&mut self) -> Parsed<Expr> {
        let token = self.peek(0)?;
        match token.kind {
            Kind::String | Kind::Integer | Kind::True | Kind::False | Kind::Identifier | Kind::CurlyOpen => {
                self.value().map(|(value, _)| value)
            }
            _ => Err(self.unexpected(token, "a string, a whole number or a reference")),
        }
    }

    fn member(&mut self) -> Parsed<Step> {
        let first = self.position;
        let name = self.peek(0)?;
        let called = self.peek(1)?.kind == Kind::ParenOpen
            && (matches!(self.peek(2)?.kind, Kind::MethodClose) || starts_parameter(self.peek(2)?.kind));
        self.take()?;
        let text = self.image(&name);
        if !called {
            let at = self.place_of(&name);
            return Ok(match OfLoop::named(text.as_bytes()) {
                Some(known) => Step::OfLoop(known, self.word(text), at),
                None => Step::Property(self.word(text), at),
            });
        }
        self.take()?;
        let mut arguments = Vec::new();
        if self.kind()? != Kind::MethodClose {
            loop {
                arguments.push(self.nested(Self::parameter)?.0);
                if !self.optional(Kind::Comma)? {
                    break;
                }
            }
        }
        self.expect(Kind::MethodClose, "`,` or `)`")?;
        self.shared.mutates |= is_mutator(text.as_bytes());
        let at = self.place_from(first);
        let (name, known) = (self.word(text), Known::named(text.as_bytes()));
        let arguments = self.shared.tree.exprs.keep(&arguments);
        Ok(Step::Method(Method { name, known, arguments, at }))
    }
}

/// Whether a method's argument can begin so.
pub(super) fn starts_parameter(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Blank
            | Kind::String
            | Kind::Integer
            | Kind::Float
            | Kind::ListOpen
            | Kind::MapOpen
            | Kind::True
            | Kind::False
            | Kind::Identifier
            | Kind::CurlyOpen
    )
}
