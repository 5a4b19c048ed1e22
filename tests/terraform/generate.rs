//! Designs made at random, with every field that the export covers.

use std::sync::Arc;

use fastrand::Rng;
use indexmap::IndexMap;
use studio_core::aws::*;
use studio_core::base::Milli;
use studio_core::design::*;

use crate::generate_api;
use crate::generate_kept;
use crate::generate_shared;

/// Texts that break careless writers.
pub const NASTY: &[&str] = &[
    "plain",
    "with \"quotes\" and \\backslashes\\",
    "${stageVariables.alias} and $${escaped} and %{if} and %%{x}",
    "$ $$ $$$ ${ %{ % }",
    "tab\tand\nbreak\r\nend",
    "#set($x = $input.json('$.a'))\n{\n  \"id\": \"$x\",\n  \"v\": \"${stageVariables.v}\"\n}",
    "#set($y = 1)\n{ \"y\": $y }\n",
    "\n\nEOT\n",
    "注文 🛒 ünïcode",
    "{\"a\": [1, 2.5, true, null, \"${x}\"], \"b-c\": {\"for\": 1}}",
    "  leading and trailing  ",
    "'single' <angle> & ampersand",
    "",
];

/// A source of random parts of a design.
pub struct Maker {
    pub rng: Rng,
    pub design: Design,
}

impl Maker {
    pub fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(0..100) < percent
    }

    pub fn pick<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.rng.usize(0..all.len())]
    }

    pub fn nasty(&mut self) -> String {
        (*self.pick(NASTY)).to_owned()
    }

    /// A text of one line, since some arguments are names.
    pub fn line(&mut self) -> String {
        self.nasty().replace(['\n', '\r'], " ")
    }

    pub fn some<T>(&mut self, percent: u32, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.chance(percent) { Some(make(self)) } else { None }
    }

    pub fn word(&mut self, of: Words) -> String {
        let words =
            ["orders", "users", "listOrders", "getUserById", "count", "v2", "for", "4xx", "a-b", "a_b"];
        let word = *self.pick(&words);
        match of {
            Words::Name => format!("{word}-{}", self.rng.u32(0..4)),
            Words::Model => word.chars().filter(char::is_ascii_alphanumeric).collect(),
        }
    }

    pub fn texts(&mut self) -> TextMap {
        (0..self.rng.usize(0..3))
            .map(|at| (format!("key{at}-{}", self.word(Words::Name)), self.nasty()))
            .collect()
    }

    /// Tag values have no surprises in AWS, but may have any text in the files.
    pub fn tags(&mut self) -> TextMap {
        let mut tags = self.texts();
        if self.chance(30) {
            tags.insert("Größe \"x\"".to_owned(), self.nasty());
        }
        tags
    }

    pub fn milli(&mut self) -> Milli {
        Milli::from_thousandths(*self.pick(&[500, 1000, 12_340, 10_000_000, 2_125]))
    }

    pub fn throttle(&mut self) -> Throttle {
        Throttle { rate_rps: self.milli(), burst: self.rng.u32(1..5000) }
    }

    /// One that exists, or rarely one that does not.
    pub fn id_of<Id: Copy + From<u32>, Node>(&mut self, nodes: &Nodes<Id, Node>) -> Id {
        let ids: Vec<Id> = nodes.keys().copied().collect();
        if ids.is_empty() || self.chance(3) { Id::from(9999) } else { *self.pick(&ids) }
    }
}

/// What a word is for.
#[derive(Clone, Copy)]
pub enum Words {
    Name,
    Model,
}

/// A design from a seed.
pub fn design(seed: u64) -> Design {
    let mut maker = Maker { rng: Rng::with_seed(seed), design: Design::default() };
    maker.design.name = maker.line();
    maker.design.description = maker.nasty();
    maker.design.region = (*maker.pick(&["", "us-east-1", "eu-central-1"])).to_owned();
    maker.design.tags = maker.tags();
    maker.design.account.manage_cloudwatch_role = maker.chance(50);
    if maker.chance(30) {
        maker.design.account.cloudwatch_role_arn = Some("arn:aws:iam::123456789012:role/logs".to_owned());
    }
    if maker.chance(30) {
        maker.design.account.raised_quotas.insert("rest.resources".to_owned(), 400);
    }
    generate_shared::before(&mut maker);
    let kinds = [ApiKind::Rest, ApiKind::Http, ApiKind::WebSocket];
    let first = seed as usize % 3;
    for at in 0..=maker.rng.usize(0..3) {
        let id = maker.design.mint();
        let api = generate_api::api(&mut maker, kinds[(first + at) % 3]);
        maker.design.apis.insert(id, Arc::new(api));
    }
    generate_shared::after(&mut maker);
    if maker.chance(20) {
        generate_kept::keep(&mut maker.design);
    }
    maker.design
}

/// A map of one model for each of some content types.
pub fn models(maker: &mut Maker, api: &Api) -> IndexMap<String, ModelId> {
    let count = maker.rng.usize(0..2);
    let kinds = ["application/json", "text/plain"];
    (0..count).map(|at| (kinds[at].to_owned(), maker.id_of(&api.models))).collect()
}
