//! Random expressions, and random inputs.

use serde_json::{Value, json};

use super::{Generator, KEYS, NAMES};

impl Generator {
    pub(super) fn expression(&mut self) -> String {
        self.depth += 1;
        let text = if self.depth > 6 {
            self.value()
        } else {
            match self.random.u32(0..12) {
                0..=4 => self.value(),
                5 => format!("!{}", self.expression()),
                6 => format!("({})", self.expression()),
                7 => format!("{} {} {}", self.number(), self.pick(&["+", "-", "*", "/", "%"]), self.number()),
                _ => {
                    let operator = self.pick(&[
                        "+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "and", "or",
                        "eq", "ne", "lt", "le", "gt", "ge",
                    ]);
                    format!("{} {operator} {}", self.expression(), self.expression())
                }
            }
        };
        self.depth -= 1;
        text
    }

    pub(super) fn number(&mut self) -> String {
        match self.random.u32(0..10) {
            0 => "$num".to_owned(),
            1 => "0".to_owned(),
            2 => "2147483647".to_owned(),
            3 => "9223372036854775807".to_owned(),
            4 => format!("{}.{}", self.random.i32(-20..20), self.random.u32(0..100)),
            5 => self.pick(&["1e3", ".5", "1.", "1e-5", "1.5e10", "123456789.125"]).to_owned(),
            _ => self.random.i32(-10..50).to_string(),
        }
    }

    pub(super) fn value(&mut self) -> String {
        self.depth += 1;
        let text = if self.depth > 7 {
            "1".to_owned()
        } else {
            match self.random.u32(0..14) {
                0..=3 => self.reference(),
                4 | 5 => self.number(),
                6 | 7 => format!("'{}'", self.pick(&["", "text", "a,b", "it''s", "\\n", "$a", "é😀"])),
                8 | 9 => self.string(),
                10 => self.pick(&["true", "false"]).to_owned(),
                11 => self.list(),
                12 => self.map(),
                _ => self.range(),
            }
        };
        self.depth -= 1;
        text
    }

    fn string(&mut self) -> String {
        let mut inner = String::new();
        for _ in 0..self.random.usize(0..4) {
            inner.push_str(match self.random.u32(0..8) {
                0..=2 => {
                    self.pick(&["text", " ", "\"\"", "\\", "{", "}", "a#b", "\n", "\\u0041", "##", "$ "])
                }
                3 => "$!nothing",
                4 => "#if($flag)y#{else}n#end",
                5 => "${a}",
                6 => "\\$a",
                _ => "$map.k",
            });
        }
        format!("\"{inner}\"")
    }

    pub(super) fn list(&mut self) -> String {
        let items: Vec<String> = (0..self.random.usize(0..4)).map(|_| self.value()).collect();
        format!("[{}{}]", items.join(self.pick(&[",", ", "])), "")
    }

    pub(super) fn map(&mut self) -> String {
        let entries: Vec<String> = (0..self.random.usize(0..3))
            .map(|_| format!("\"{}\":{}{}", self.pick(&KEYS), self.blank(), self.value()))
            .collect();
        format!("{{{}}}", entries.join(", "))
    }

    pub(super) fn range(&mut self) -> String {
        let bound = |random: &mut fastrand::Rng| {
            if random.bool() { "$num".to_owned() } else { random.i32(-3..6).to_string() }
        };
        let (start, end) = (bound(&mut self.random), bound(&mut self.random));
        format!("[{start}{}..{}{end}]", self.blank(), self.blank())
    }

    pub(super) fn input(&mut self) -> Value {
        let body = self.pick(&[
            "{\"a\":1,\"list\":[1,\"two\",{\"a\":\"x/y\"},null],\"map\":{\"k\":\"v\",\"list\":[]}}",
            "{\"a\":null,\"list\":[],\"name\":\"n\"}",
            "[1,{\"a\":2},[3]]",
            "{\"a\":\"text\",\"b\":true,\"map\":{\"k\":{\"a\":[1.5,1e20]}}}",
        ]);
        let mut variables = json!({});
        for name in NAMES {
            if name == "nothing" || self.one_in(5) {
                continue;
            }
            variables[name] = match name {
                "list" => json!([1, "two", {"name": "three"}, null, 2.5]),
                "map" => json!({"k": "v", "a": {"b": {"k": 1}}, "list": [1, 2], "none": null, "empty": ""}),
                "text" => json!(self.pick(&["text", "", "a,b,c", "Grüße 😀", "12"])),
                "num" => json!(self.random.i32(0..5)),
                "flag" => json!(self.random.bool()),
                _ => self.scalar(),
            };
        }
        json!({
            "body": body,
            "params": {"path": {"a": "path"}, "querystring": {"a": "query", "k": "q k"}, "header": {"name": "header"}},
            "context": {"a": "context", "map": {"k": "v"}},
            "stageVariables": {"a": "stage"},
            "variables": variables
        })
    }

    fn scalar(&mut self) -> Value {
        match self.random.u32(0..7) {
            0 => json!(1),
            1 => json!(12_345_678_901_i64),
            2 => json!(2.5),
            3 => json!(true),
            4 => json!("string"),
            5 => json!([1, [2, "3"]]),
            _ => json!({"b": {"k": 5}, "name": "n"}),
        }
    }
}
