//! The template engine as a WebAssembly module of its own, for `cargo xtask measure`.

use studio_core::lang::json::Json;
use studio_core::lang::vtl::{Inputs, Limits, Template};
use wasm_bindgen::prelude::*;

/// A template, parsed, and what it is rendered with.
#[wasm_bindgen]
pub struct Engine {
    template: Template,
    inputs: Inputs,
    limits: Limits,
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
        Ok(Self { template, inputs, limits: Limits::new(1000) })
    }

    /// Renders once, into a string of the page's.
    pub fn render(&self) -> Result<String, JsError> {
        let rendered = self.template.render(&self.inputs, &self.limits);
        rendered.map(|rendered| rendered.text).map_err(|error| JsError::new(&error.message))
    }
}
