//! Random templates over the whole grammar, and random inputs for them.

use serde_json::{Value, json};

/// Makes templates; the same seed makes the same one.
pub struct Generator {
    random: fastrand::Rng,
    depth: u32,
    macros: u32,
}

const NAMES: [&str; 9] = ["a", "b", "list", "map", "text", "num", "flag", "nothing", "x"];
const KEYS: [&str; 8] = ["a", "b", "k", "name", "list", "map", "none", "empty"];
const TEXTS: [&str; 20] = [
    "text ", "{\"a\": ", "}", ",", "\n", "  ", " ", "\t", "[1]", "(", ")", "a.b", "$ ", "# ", "\\", "é",
    "😀", "100%", "\r\n", "$",
];
const TRICKY: [&str; 40] = [
    "$", "#", "\\", "\\\\", "$!", "${", "}", "$a.", "$a[", "#if", "#end", "#else", "#{end}", "#{else}", "##",
    "#*", "*#", "#[[", "]]#", "#set(", "$a(", "\"", "'", "..", "#foo", "#foo(1)", "\\#end", "\\\\#end",
    "\\#if", "$$a", "$\\!a", "#@x()", "#**x", "$[", "$![", "#1", "#-2.5", "#{a}", "\\$", "#a@b",
];

impl Generator {
    pub fn new(seed: u64) -> Self {
        Self { random: fastrand::Rng::with_seed(seed), depth: 0, macros: 0 }
    }

    /// A template and its input, in the oracle's form.
    pub fn case(&mut self) -> (String, Value) {
        let mut template = String::new();
        for _ in 0..self.random.usize(1..6) {
            template.push_str(&self.statement());
        }
        if self.one_in(12) {
            template = self.mutated(&template);
        }
        // A template that ends with a sign is an error and says little else.
        if !self.one_in(50) {
            template.push(' ');
        }
        let input = self.input();
        (template, input)
    }

    fn one_in(&mut self, chances: u32) -> bool {
        self.random.u32(0..chances) == 0
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.random.usize(0..choices.len())]
    }

    /// Cuts, doubles or joins in a piece somewhere.
    fn mutated(&mut self, template: &str) -> String {
        let letters: Vec<char> = template.chars().collect();
        let at = self.random.usize(0..=letters.len());
        let (before, after) = letters.split_at(at);
        let piece = self.pick(&TRICKY);
        let dropped = self.random.usize(0..4).min(after.len());
        before.iter().collect::<String>() + piece + &after[dropped..].iter().collect::<String>()
    }

    fn block(&mut self) -> String {
        self.depth += 1;
        let count = if self.depth > 4 { 1 } else { self.random.usize(0..4) };
        let block = (0..count).map(|_| self.statement()).collect();
        self.depth -= 1;
        block
    }

    fn blank(&mut self) -> &'static str {
        self.pick(&["", "", "", " ", "  "])
    }

    fn after(&mut self) -> &'static str {
        self.pick(&["", "", "\n", " \n", "  ", "\r\n", "\t\n"])
    }

    fn statement(&mut self) -> String {
        if self.depth > 4 {
            return self.pick(&TEXTS).to_owned();
        }
        match self.random.u32(0..26) {
            0..=5 => self.pick(&TEXTS[..19]).to_owned(),
            6..=11 => self.reference(),
            12..=14 => format!(
                "#set({0}{1}{0}={0}{2}{0}){3}",
                self.blank(),
                self.target(),
                self.expression(),
                self.after()
            ),
            15..=17 => self.choice(),
            18..=19 => self.foreach(),
            20 => format!("#define($x){}#end{}$x", self.block(), self.after()),
            21 => self
                .pick(&[
                    "## comment\n",
                    "#* block\n *#",
                    "#** formal *#",
                    "#[[ $a #if ]]#",
                    "##\n",
                    "#*a*#\n",
                ])
                .to_owned(),
            22 => self.pick(&TRICKY).to_owned() + self.pick(&["", " ", "x"]),
            23 => {
                self.pick(&["#stop", "#break", "#break($foreach)", "#stop()", "#{stop}"]).to_owned()
                    + self.pick(&[" ", "\n", ""])
            }
            24 => self.unknown(),
            _ => self.escape(),
        }
    }

    fn unknown(&mut self) -> String {
        match self.random.u32(0..6) {
            0 => {
                self.macros += 1;
                format!("#macro(m{} $p){}#end", self.random.u32(..), self.block())
            }
            1 => format!("#foo({} {}){}", self.value(), self.value(), self.after()),
            2 => format!("#evaluate({})", self.value()),
            3 => format!("#literal()\n{}#end", self.block()),
            4 => format!("#return({})", self.reference()),
            _ => self.pick(&["#exit", "#{foo}", "#bar ", "#foo ()", "#parse", "#include"]).to_owned(),
        }
    }

    fn escape(&mut self) -> String {
        let slashes = "\\".repeat(self.random.usize(1..5));
        let what = self.pick(&[
            "$a", "$nothing", "$!a", "${a}", "#if", "#end ", "#set", "#foo", "#foreach", "$a.b", "# ", "x",
            "#{if}",
        ]);
        format!("{slashes}{what}{}", self.blank())
    }

    fn choice(&mut self) -> String {
        let mut text =
            format!("#if{0}({1}{2}{0}){3}", self.blank(), self.blank(), self.expression(), self.after());
        text.push_str(&self.block());
        while self.one_in(4) {
            text.push_str(&format!("#elseif({}){}{}", self.expression(), self.after(), self.block()));
        }
        if self.one_in(2) {
            text.push_str(&format!("{}{}{}", self.pick(&["#else", "#{else}"]), self.after(), self.block()));
        }
        text + self.pick(&["#end", "#end", "#{end}"]) + self.after()
    }

    fn foreach(&mut self) -> String {
        let variable = self.pick(&["$i", "$i", "$a", "${i}", "$x"]);
        let list = match self.random.u32(0..6) {
            0 => self.range(),
            1 | 2 => self.list(),
            3 => "$list".to_owned(),
            4 => "$map".to_owned(),
            _ => self.reference(),
        };
        let mut body = self.block();
        body.push_str(self.pick(&[
            "$i",
            "$foreach.index",
            "$foreach.count,",
            "$velocityCount",
            "#if($foreach.hasNext),#end",
            "$i.name",
            "$foreach.first$foreach.last",
            "$foreach.parent.index",
            "#if($foreach.index > 1)#break#end",
            "$velocityHasNext",
            "$list.size()",
            "$foreach.topmost.count",
        ]));
        format!("#foreach({variable} in {list}){}{body}#end{}", self.after(), self.after())
    }

    fn target(&mut self) -> String {
        match self.random.u32(0..8) {
            0 => format!("$map.{}", self.pick(&KEYS)),
            1 => format!("$map[{}]", self.value()),
            2 => format!("$list[{}]", self.random.i32(-2..3)),
            3 => format!("${{{}}}", self.pick(&NAMES)),
            4 => format!("$map.{}.{}", self.pick(&KEYS), self.pick(&KEYS)),
            _ => format!("${}", self.pick(&NAMES)),
        }
    }

    fn reference(&mut self) -> String {
        let name = match self.random.u32(0..10) {
            0 => "input.path('$')",
            1 => "context",
            2 => "stageVariables",
            _ => self.pick(&NAMES),
        };
        let mut inner = name.to_owned();
        while self.one_in(2) {
            inner.push_str(&self.step());
        }
        match self.random.u32(0..12) {
            0..=2 => format!("${{{inner}}}"),
            3 => format!("$!{inner}"),
            4 => format!("$!{{{inner}}}"),
            5 => self.helper(),
            _ => format!("${inner}"),
        }
    }

    fn helper(&mut self) -> String {
        let path = self.pick(&[
            "$",
            "$.a",
            "$.list",
            "$.list[0]",
            "$.map.k",
            "$.none",
            "$..a",
            "$.list[*]",
            "$.map",
        ]);
        match self.random.u32(0..8) {
            0 => format!("$input.path('{path}')"),
            1 => format!("$input.json('{path}')"),
            2 => format!("$input.params('{}')", self.pick(&KEYS)),
            3 => "$input.body".to_owned(),
            4 => format!("$util.escapeJavaScript({})", self.value()),
            5 => format!("$util.urlEncode({})", self.value()),
            6 => format!("$util.base64Encode({})", self.value()),
            _ => "$util.parseJson('[1,{\"a\":\"b/c\"},null,1.5]')".to_owned(),
        }
    }

    fn step(&mut self) -> String {
        match self.random.u32(0..9) {
            0..=3 => format!(".{}", self.pick(&KEYS)),
            4 => format!("[{}]", self.random.i32(-1..3)),
            5 => format!("[\"{}\"]", self.pick(&KEYS)),
            _ => self.method(),
        }
    }

    fn method(&mut self) -> String {
        const PLAIN: [&str; 30] = [
            "size()",
            "isEmpty()",
            "length()",
            "toString()",
            "keySet()",
            "values()",
            "entrySet()",
            "get(0)",
            "get('k')",
            "contains('a')",
            "containsKey('k')",
            "toUpperCase()",
            "toLowerCase()",
            "trim()",
            "substring(1)",
            "substring(0, 2)",
            "indexOf('e')",
            "split(',').size()",
            "startsWith('t')",
            "endsWith('t')",
            "replace('t', 'T')",
            "replaceAll('[aeiou]', '_')",
            "matches('.*x.*')",
            "lastIndexOf('t')",
            "charAt(0)",
            "equals('text')",
            "subList(0, 1)",
            "concat('!')",
            "clear()",
            "iterator().next()",
        ];
        match self.random.u32(0..12) {
            0 => format!(".add({})", self.value()),
            1 => format!(".put('{}', {})", self.pick(&KEYS), self.value()),
            2 => format!(".set(0, {})", self.value()),
            3 => format!(".remove({})", self.value()),
            4 => format!(".get({})", self.value()),
            5 => format!(".addAll({})", self.list()),
            6 => format!(".putAll({})", self.map()),
            _ => format!(".{}", self.pick(&PLAIN)),
        }
    }

    fn expression(&mut self) -> String {
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

    fn number(&mut self) -> String {
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

    fn value(&mut self) -> String {
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

    fn list(&mut self) -> String {
        let items: Vec<String> = (0..self.random.usize(0..4)).map(|_| self.value()).collect();
        format!("[{}{}]", items.join(self.pick(&[",", ", "])), "")
    }

    fn map(&mut self) -> String {
        let entries: Vec<String> = (0..self.random.usize(0..3))
            .map(|_| format!("\"{}\":{}{}", self.pick(&KEYS), self.blank(), self.value()))
            .collect();
        format!("{{{}}}", entries.join(", "))
    }

    fn range(&mut self) -> String {
        let bound = |random: &mut fastrand::Rng| {
            if random.bool() { "$num".to_owned() } else { random.i32(-3..6).to_string() }
        };
        let (start, end) = (bound(&mut self.random), bound(&mut self.random));
        format!("[{start}{}..{}{end}]", self.blank(), self.blank())
    }

    fn input(&mut self) -> Value {
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
