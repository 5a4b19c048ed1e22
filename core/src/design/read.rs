//! Values to nodes, one by one, so that a broken one costs nothing but itself.

use std::hash::Hash;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use serde_path_to_error::Segment;

use super::json::pointer;
use super::load::LoadError;
use super::unread::unread;
use super::{Api, Design, Diagnostic, Document, FORMAT, Nodes};

/// How many values of one node are left out before the node itself is.
const MAX_REPAIRS: usize = 64;
/// How many findings are listed; the rest is counted.
const MAX_DIAGNOSTICS: usize = 500;

/// Reads nodes and gathers findings.
#[derive(Default)]
pub(super) struct Reader {
    diagnostics: Vec<Diagnostic>,
    hidden: usize,
}

impl Reader {
    /// Adds a finding.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < MAX_DIAGNOSTICS {
            self.diagnostics.push(diagnostic);
        } else {
            self.hidden += 1;
        }
    }

    /// All findings.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        if self.hidden > 0 {
            let message = format!("{} more findings are not listed", self.hidden);
            self.diagnostics.push(Diagnostic::warning("too-many-findings", message));
        }
        self.diagnostics
    }

    /// The document at a root in the current form.
    pub(super) fn document(&mut self, mut root: Map<String, Value>) -> Result<Document, LoadError> {
        root.shift_remove("format");
        let design = match root.shift_remove("design") {
            Some(Value::Object(design)) => self.design(design),
            _ => {
                let message = "the design is a JSON object".to_owned();
                return Err(LoadError::NotADesign { pointer: "/design".to_owned(), message });
            }
        };
        let scenarios = self.nodes(&mut root, "scenarios", &[]);
        let traffic = self.part(&mut root, "traffic");
        let usage = self.part(&mut root, "usage");
        let waivers = self.part(&mut root, "waivers");
        let pricing = self.part(&mut root, "pricing");
        let layout = self.part(&mut root, "layout");
        for key in root.keys() {
            self.unknown(&pointer(&[key]));
        }
        Ok(Document { format: FORMAT, design, scenarios, traffic, usage, waivers, pricing, layout })
    }

    fn design(&mut self, mut object: Map<String, Value>) -> Design {
        let path = ["design"];
        let apis = self.apis(&mut object);
        let functions = self.nodes(&mut object, "functions", &path);
        let domains = self.nodes(&mut object, "domains", &path);
        let vpc_links = self.nodes(&mut object, "vpc_links", &path);
        let api_keys = self.nodes(&mut object, "api_keys", &path);
        let usage_plans = self.nodes(&mut object, "usage_plans", &path);
        let web_acls = self.nodes(&mut object, "web_acls", &path);
        let client_certificates = self.nodes(&mut object, "client_certificates", &path);
        let alarms = self.nodes(&mut object, "alarms", &path);
        let rest: Design = self.node(&path, Value::Object(object)).unwrap_or_default();
        Design {
            apis,
            functions,
            domains,
            vpc_links,
            api_keys,
            usage_plans,
            web_acls,
            client_certificates,
            alarms,
            ..rest
        }
    }

    fn apis(&mut self, design: &mut Map<String, Value>) -> Nodes<super::ApiId, Api> {
        let mut apis = Nodes::new();
        for (id, key, value) in self.entries(design, "apis", &["design"]) {
            let path = ["design", "apis", key.as_str()];
            let Value::Object(mut object) = value else {
                self.dropped(&pointer(&path), "it is not an object");
                continue;
            };
            let routes = self.nodes(&mut object, "routes", &path);
            let integrations = self.nodes(&mut object, "integrations", &path);
            let authorizers = self.nodes(&mut object, "authorizers", &path);
            let models = self.nodes(&mut object, "models", &path);
            let validators = self.nodes(&mut object, "validators", &path);
            let stages = self.nodes(&mut object, "stages", &path);
            if let Some(rest) = self.node::<Api>(&path, Value::Object(object)) {
                let api = Api { routes, integrations, authorizers, models, validators, stages, ..rest };
                apis.insert(super::ApiId(id), Arc::new(api));
            }
        }
        apis
    }

    /// The nodes under `key`, which is taken out of its parent.
    fn nodes<Id, Node>(
        &mut self,
        parent: &mut Map<String, Value>,
        key: &str,
        path: &[&str],
    ) -> Nodes<Id, Node>
    where
        Id: From<u32> + Hash + Eq,
        Node: DeserializeOwned + Serialize + PartialEq,
    {
        let mut nodes = Nodes::new();
        for (id, text, value) in self.entries(parent, key, path) {
            let path: Vec<&str> = path.iter().copied().chain([key, text.as_str()]).collect();
            if let Some(node) = self.node(&path, value) {
                nodes.insert(Id::from(id), Arc::new(node));
            }
        }
        nodes
    }

    /// The entries of a map by number, which is taken out of its parent.
    fn entries(
        &mut self,
        parent: &mut Map<String, Value>,
        key: &str,
        path: &[&str],
    ) -> Vec<(u32, String, Value)> {
        let here: Vec<&str> = path.iter().copied().chain([key]).collect();
        let map = match parent.shift_remove(key) {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Object(map)) => map,
            Some(_) => {
                self.dropped(&pointer(&here), "it is not an object");
                return Vec::new();
            }
        };
        let mut entries = Vec::with_capacity(map.len());
        for (text, value) in map {
            match text.parse::<u32>() {
                Ok(id) if id.to_string() == text => entries.push((id, text, value)),
                _ => {
                    let here = [pointer(&here), pointer(&[&text])].concat();
                    self.dropped(&here, "its key is not a plain whole number");
                }
            }
        }
        entries
    }

    fn part<Node>(&mut self, root: &mut Map<String, Value>, key: &str) -> Node
    where
        Node: DeserializeOwned + Serialize + PartialEq + Default,
    {
        let Some(value) = root.shift_remove(key) else { return Node::default() };
        self.node(&[key], value).unwrap_or_default()
    }

    /// One node; values in it that cannot be read are left out, and what nothing reads is reported.
    fn node<Node>(&mut self, path: &[&str], mut value: Value) -> Option<Node>
    where
        Node: DeserializeOwned + Serialize + PartialEq,
    {
        let base = pointer(path);
        for _ in 0..MAX_REPAIRS {
            let error = match serde_path_to_error::deserialize::<_, Node>(&value) {
                Ok(node) => {
                    for place in unread(&node, &mut value) {
                        self.unknown(&format!("{base}{place}"));
                    }
                    return Some(node);
                }
                Err(error) => error,
            };
            let (mut place, message) = (steps(error.path()), error.inner().to_string());
            if let Some(field) = unknown_field(&message)
                && at_mut(&mut value, &place).and_then(|here| here.get(field)).is_some()
            {
                place.push(field.to_owned());
            }
            let Some(gone) = remove(&mut value, &place) else {
                self.dropped(&base, &plain(&message));
                return None;
            };
            let pointer = format!("{base}{}", pointer(gone));
            self.dropped(&pointer, &plain(&message));
        }
        self.dropped(&base, "too much of it cannot be read");
        None
    }

    fn dropped(&mut self, pointer: &str, why: &str) {
        let message = format!("`{pointer}` cannot be read and is left out: {why}");
        self.report(Diagnostic::warning("unreadable-value", message).at_place(pointer));
    }

    fn unknown(&mut self, pointer: &str) {
        let message = format!("`{pointer}` is not part of a design and will not be saved again");
        self.report(Diagnostic::warning("unknown-field", message).at_place(pointer));
    }
}

/// The steps of an error's path that are there in the value; enum variants are no step in JSON.
fn steps(path: &serde_path_to_error::Path) -> Vec<String> {
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(index.to_string()),
            Segment::Map { key } => Some(key.clone()),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

/// The value at these steps.
pub(super) fn at_mut<'a>(value: &'a mut Value, steps: &[String]) -> Option<&'a mut Value> {
    steps.iter().try_fold(value, |value, step| match value {
        Value::Object(map) => map.get_mut(step),
        Value::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
        _ => None,
    })
}

/// Takes out the value at the deepest of these steps that is there, and says where; none when that is the
/// whole value.
///
/// Of a list, the whole element goes: a rule or parameter with a part left out could mean something else.
fn remove<'a>(value: &mut Value, place: &'a [String]) -> Option<&'a [String]> {
    let mut place = place;
    for length in (0..place.len()).rev() {
        let (parents, _) = place.split_at(length);
        if matches!(at_mut(value, parents), Some(Value::Array(_))) {
            (place, _) = place.split_at(length + 1);
            break;
        }
    }
    while let Some((last, parents)) = place.split_last() {
        match at_mut(value, parents) {
            // A route whose authorization cannot be read must not become public.
            Some(Value::Object(map)) if last == "authorization" && map.contains_key(last) => {
                let closed = serde_json::json!({ "type": "authorizer", "id": 0 });
                let before = map.insert(last.clone(), closed.clone());
                return (before != Some(closed)).then_some(place);
            }
            Some(Value::Object(map)) if map.contains_key(last) => {
                map.shift_remove(last);
                return Some(place);
            }
            Some(Value::Array(items)) => {
                if let Ok(index) = last.parse::<usize>()
                    && index < items.len()
                {
                    items.remove(index);
                    return Some(place);
                }
            }
            _ => {}
        }
        place = parents;
    }
    None
}

fn unknown_field(message: &str) -> Option<&str> {
    message.strip_prefix("unknown field `")?.split('`').next()
}

/// The reader's message without the names of its types.
fn plain(message: &str) -> String {
    let words = [
        ("internally tagged enum ", "an object with a known `type` for "),
        ("struct variant ", ""),
        ("struct ", "an object for "),
        ("u16", "a whole number"),
        ("u32", "a whole number"),
        ("u64", "a whole number"),
        ("i32", "a whole number"),
    ];
    words.iter().fold(message.to_owned(), |text, (from, to)| text.replace(from, to))
}
