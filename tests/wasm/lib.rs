//! The template engine, the request flow and Terraform files as a WebAssembly module of its own, for
//! `cargo xtask measure`.

use studio_core::design::Design;
use studio_core::design::inputs::Scenario;
use studio_core::flow::Session;
use studio_core::lang::json::Json;
use studio_core::lang::vtl::{Inputs, Limits, Template};
use studio_core::terraform::{ExportOptions, SourceFile, export, import};
use wasm_bindgen::prelude::*;

#[path = "../benches/files.rs"]
mod files;
#[path = "../benches/shop.rs"]
mod shop;

/// A template, parsed, what it is rendered with, and what it rendered last.
#[wasm_bindgen]
pub struct Engine {
    template: Template,
    inputs: Inputs,
    limits: Limits,
    text: String,
}

#[wasm_bindgen]
impl Engine {
    /// Reads a template and its input, JSON text of the form that `gateway-studio template` takes.
    #[wasm_bindgen(constructor)]
    pub fn new(template: &str, input: &str) -> Result<Engine, JsError> {
        let template = Template::parse(template).map_err(|error| JsError::new(&error.message))?;
        let value: serde_json::Value = serde_json::from_str(input)?;
        let json = Json::from_serde(&value).map_err(|error| JsError::new(&error.to_string()))?;
        let inputs = Inputs::from_json(&json).map_err(|error| JsError::new(&error))?;
        Ok(Self { template, inputs, limits: Limits::new(1000), text: String::new() })
    }

    /// Renders once; says how many bytes the text has, in UTF-8.
    pub fn render(&mut self) -> usize {
        match self.template.render(&self.inputs, &self.limits) {
            Ok(rendered) => self.text = rendered.text,
            // Not a `Result`: the page would be handed a list of four numbers at every call.
            Err(error) => wasm_bindgen::throw_str(&error.message),
        }
        self.text.len()
    }

    /// Where in the module's memory the text lies, until the next one is rendered.
    pub fn text_address(&self) -> usize {
        self.text.as_ptr() as usize
    }
}

/// A session of an API with so many routes, and requests to it.
#[wasm_bindgen]
pub struct Flow {
    session: Session,
    requests: Vec<Scenario>,
    next: usize,
}

#[wasm_bindgen]
impl Flow {
    /// Makes both.
    #[wasm_bindgen(constructor)]
    pub fn new(routes: usize) -> Flow {
        Self { session: Session::new(&shop::design(routes)), requests: shop::requests(routes), next: 0 }
    }

    /// Sends the next of the requests, with its whole trace; says how many steps it passed, 0 when it was refused.
    pub fn send(&mut self) -> usize {
        let Some(request) = self.requests.get(self.next % self.requests.len().max(1)) else { return 0 };
        self.next += 1;
        let trace = self.session.send(request);
        if trace.refused().is_some() { 0 } else { trace.steps.len() }
    }
}

/// A design with so many routes, and its Terraform files.
#[wasm_bindgen]
pub struct Terraform {
    what: &'static str,
    design: Design,
    options: ExportOptions,
    files: Vec<SourceFile>,
}

#[wasm_bindgen]
impl Terraform {
    /// Makes both, in the way of this number; without one when there are fewer ways.
    pub fn of(routes: usize, way: usize) -> Option<Terraform> {
        let (what, options) = files::ways().into_iter().nth(way)?;
        let design = shop::design(routes);
        let files = files::sources(&export(&design, &options));
        Some(Self { what, design, options, files })
    }

    /// What the way is called.
    pub fn what(&self) -> String {
        self.what.to_owned()
    }

    /// Exports the design; says how many bytes the files have.
    pub fn export(&self) -> usize {
        export(&self.design, &self.options).files.iter().map(|file| file.text.len()).sum()
    }

    /// Imports the files; says how many routes the design has then.
    pub fn import(&self) -> usize {
        let Ok(imported) = import(&self.files) else { return 0 };
        imported.document.design.apis.values().map(|api| api.routes.len()).sum()
    }
}
