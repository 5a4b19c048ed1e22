//! Where the document says the API is: `servers`, or `host`, `basePath` and `schemes`.

use super::BasePath;
use super::dialect::Dialect;
use super::import::Import;
use crate::design::Diagnostic;
use crate::lang::document::Node;

/// The variable that AWS takes for the base path even when the address does not use it.
const BASE_PATH_VARIABLE: &str = "basePath";

/// The longest address and base path that are read, in bytes; AWS's request URLs are no longer.
const MAX_BASE_PATH: usize = 8_192;

impl<'a> Import<'a> {
    /// Reads the base path, and what stands beside the addresses.
    pub fn read_servers(&mut self) {
        let (node, path) = match self.dialect {
            Dialect::Swagger2 => {
                let node = self.root.get("basePath");
                (node, node.and_then(|node| self.text(node)))
            }
            _ => self.server(),
        };
        let (Some(node), Some(path)) = (node, path) else { return };
        let path = path.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
        if path.is_empty() {
            return;
        }
        if path.len() > MAX_BASE_PATH {
            let message = format!("The base path has more than {MAX_BASE_PATH} characters, and is left out");
            self.say(node, Diagnostic::error("import-base-path", message).help("Shorten it"));
            return;
        }
        match self.options.base_path {
            BasePath::Ignore => {
                let message =
                    format!("AWS ignores the base path `/{path}`, unless the import is told otherwise");
                let help = "Import it with the base path prepended or split if the paths need it";
                self.say(node, Diagnostic::note("import-base-path", message).help(help));
            }
            BasePath::Prepend => self.base_path = format!("/{path}"),
            BasePath::Split => {
                self.base_path = path.split_once('/').map_or(String::new(), |(_, rest)| format!("/{rest}"));
            }
        }
    }

    /// The first server with its base path; its endpoint configuration is read on the way.
    fn server(&mut self) -> (Option<Node<'a>>, Option<String>) {
        let Some(servers) = self.root.get("servers") else { return (None, None) };
        let mut first = None;
        for server in servers.items() {
            if let Some(endpoint) = server.see().get("x-amazon-apigateway-endpoint-configuration") {
                self.read_endpoint(endpoint);
            }
            if first.is_none() {
                first = Some((server, self.base_path_of(server)));
            }
        }
        match first {
            Some((server, path)) => (Some(server), path),
            None => (None, None),
        }
    }

    fn base_path_of(&mut self, server: Node<'a>) -> Option<String> {
        let mut url = self.text_at(server, "url")?;
        let mut base_path = None;
        let variables: Vec<_> = server.get("variables").into_iter().flat_map(Node::entries).collect();
        let only = variables.len() == 1;
        for (name, variable) in variables {
            let Some(default) = self.text_at(variable.see(), "default") else { continue };
            let pattern = format!("{{{name}}}");
            if only && name == BASE_PATH_VARIABLE && !url.contains(&pattern) {
                base_path = Some(default.clone());
            }
            if url.len() <= MAX_BASE_PATH {
                url = url.replace(&pattern, &default);
            }
        }
        if base_path.is_some() {
            return base_path;
        }
        let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        if url.starts_with('/') {
            return Some(url);
        }
        rest.split_once('/').map(|(_, path)| path.split(['?', '#']).next().unwrap_or_default().to_owned())
    }
}
