//! The template engine and the request flow as a WebAssembly module of its own, for `cargo xtask measure`.

use studio_core::design::inputs::Scenario;
use studio_core::flow::Session;
use studio_core::lang::json::Json;
use studio_core::lang::vtl::{Inputs, Limits, Template};
use wasm_bindgen::prelude::*;

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
