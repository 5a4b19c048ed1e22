//! Random templates over the whole grammar.

mod values;

use serde_json::Value;

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
}
