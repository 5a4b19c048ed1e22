//! The document as a whole.

use serde_json::Value;

use super::fields::Fields;
use super::options::ExportOptions;
use super::writer::Writer;

/// The version of OpenAPI that AWS writes.
const OPENAPI: &str = "3.0.1";
const SWAGGER: &str = "2.0";
/// The version of an API that has none. AWS writes the time at which the API was made, which a design does not
/// know.
pub(crate) const VERSION: &str = "1.0";

impl Writer<'_> {
    /// The document.
    pub fn document(&mut self, options: &ExportOptions) -> Value {
        let mut root = Fields::new();
        if self.scope.swagger {
            root.put("swagger", SWAGGER);
        } else {
            root.put("openapi", OPENAPI);
        }
        root.put("info", self.info());
        if self.scope.settings {
            self.put_servers(&mut root, options);
            self.put_tags(&mut root);
        }
        self.name_models();
        self.name_validators();
        self.name_schemes();
        let paths = self.kept_routes();
        self.name_shared_integrations(&paths);
        root.put("paths", self.paths(&paths));
        self.put_components(&mut root);
        self.put_settings(&mut root);
        if options.studio_extension {
            self.put_stages(&mut root, options);
        }
        root.into()
    }

    fn info(&self) -> Fields {
        let settings = &self.api.settings;
        let mut info = Fields::new();
        let version = if settings.version.is_empty() { VERSION } else { &settings.version };
        let description = if self.scope.settings { settings.description.as_str() } else { "" };
        // AWS's two exports differ in the order.
        if self.scope.swagger {
            info.put_text("description", description);
            info.put("version", version);
            info.put("title", self.api.name.as_str());
        } else {
            info.put("title", self.api.name.as_str());
            info.put_text("description", description);
            info.put("version", version);
        }
        info
    }

    fn put_components(&mut self, root: &mut Fields) {
        let schemas = if self.is_rest() { self.schemas() } else { Fields::new() };
        let schemes = self.security_schemes();
        if self.scope.swagger {
            root.put_fields("securityDefinitions", schemes);
            root.put_fields("definitions", schemas);
            return;
        }
        let mut components = Fields::new();
        components.put_fields("schemas", schemas);
        components.put_fields("securitySchemes", schemes);
        if self.scope.integrations && !self.is_rest() {
            components.put_fields("x-amazon-apigateway-integrations", self.shared_integrations());
        }
        root.put_fields("components", components);
    }
}
