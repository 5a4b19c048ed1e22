//! Where the API is: `servers`, or `host`, `basePath` and `schemes`; and its endpoint.

use serde_json::{Value, json};

use super::fields::Fields;
use super::naming::PlainNames;
use super::options::ExportOptions;
use super::writer::Writer;
use crate::aws::dns_suffix_of;
use crate::design::{DEFAULT_ROUTE, Diagnostic, Item};

const ENDPOINT: &str = "x-amazon-apigateway-endpoint-configuration";
/// What stands for the identifier that AWS gives.
const API_ID: &str = "API_ID";

impl Writer<'_> {
    /// Adds the address of a stage, and the endpoint's configuration where AWS documents it: beside the address
    /// in OpenAPI 3.0, at the top in Swagger 2.0.
    pub fn put_servers(&mut self, root: &mut Fields, options: &ExportOptions) {
        let id = self.api.settings.existing_id.as_deref().unwrap_or(API_ID);
        let names = PlainNames::new(self.design);
        let region = names.region();
        let host = format!("{id}.execute-api.{region}.{}", dns_suffix_of(region));
        let base_path = self.base_path(options);
        if self.scope.swagger {
            root.put("host", host);
            root.put_some("basePath", base_path);
            root.put("schemes", vec!["https"]);
            return;
        }
        let mut server = Fields::new();
        match base_path {
            Some(path) => {
                server.put("url", format!("https://{host}/{{basePath}}"));
                server.put("variables", json!({ "basePath": { "default": path } }));
            }
            None => server.put("url", format!("https://{host}")),
        }
        server.put_fields(ENDPOINT, self.endpoint());
        root.put("servers", vec![Value::from(server)]);
    }

    /// Adds the endpoint's configuration to the top of a Swagger 2.0 document.
    pub fn put_endpoint(&mut self, root: &mut Fields) {
        if self.scope.swagger {
            root.put_fields(ENDPOINT, self.endpoint());
        }
    }

    /// The path of the chosen stage, or else of the first.
    fn base_path(&self, options: &ExportOptions) -> Option<String> {
        let stages = &self.api.stages;
        let stage = options.stage.and_then(|id| stages.get(&id)).or_else(|| stages.values().next())?;
        Some(if stage.name == DEFAULT_ROUTE { String::new() } else { format!("/{}", stage.name) })
    }

    fn endpoint(&mut self) -> Fields {
        let mut fields = Fields::new();
        if !self.scope.others {
            return fields;
        }
        let settings = &self.api.settings;
        fields.put_true("disableExecuteApiEndpoint", settings.disable_execute_api_endpoint);
        let addresses = settings.endpoint.ip_address_kind;
        let item = Item::Api(self.id);
        if self.is_rest() {
            fields.put_texts("vpcEndpointIds", &settings.endpoint.vpc_endpoint_ids);
            if settings.endpoint.makes_vpc_endpoint {
                let why = "it is made with a Terraform module";
                self.leave_out(item, "endpoint.makes_vpc_endpoint", "A VPC endpoint of the API's own", why);
            }
            if let Some(kind) = settings.endpoint.kind {
                // Source: the extension's page in the developer guide, and ImportRestApi's parameters.
                let found = format!("AWS takes the endpoint type from no document: it is {kind} here");
                let help =
                    format!("Import the document with the parameter endpointConfigurationTypes={kind}");
                let found = Diagnostic::note("export-endpoint", found).at_place("endpoint.kind");
                self.say(item, found.help(help));
            }
            if addresses.is_some() {
                let why = "AWS has the extension for HTTP APIs only";
                self.leave_out(item, "endpoint.ip_address_kind", "The IP address type", why);
            }
        } else {
            fields.put_some("ipAddressType", addresses.map(|kind| kind.as_str()));
            let parts = [
                ("endpoint.kind", "The endpoint type", settings.endpoint.kind.is_some()),
                (
                    "endpoint.vpc_endpoint_ids",
                    "The VPC endpoint",
                    !settings.endpoint.vpc_endpoint_ids.is_empty(),
                ),
            ];
            self.leave_out_set(item, "an HTTP API is Regional", &parts);
        }
        fields
    }
}
