// Renders per second of one template with one input, parsed once, by our engine and by velocityjs; and requests per
// second through an API.
import init, { Engine, Flow } from "./engine/studio_measure.js";
import { Compile, parse } from "./velocityjs/index.mjs";

// Many short rounds in turn: the best of them is one that nothing else on the machine came into.
const SECONDS = 0.2;
const ROUNDS = 20;

// As AWS has it, as far as the templates need it.
const escapes = { "\\": "\\\\", '"': '\\"', "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "/": "\\/" };
const util = { escapeJavaScript: (text) => String(text).replace(/[\\"'\n\r\t/]/g, (sign) => escapes[sign]) };

function context({ body, params, context }) {
  const parsed = JSON.parse(body);
  const at = (path) => path.split(".").slice(1).reduce((value, key) => value?.[key], parsed);
  const param = (name) => params.path[name] ?? params.querystring[name] ?? params.header[name] ?? "";
  return { input: { body, path: at, params: param, json: (path) => JSON.stringify(at(path)) }, util, context };
}

function rate(render) {
  let count = 0;
  const start = performance.now();
  while (performance.now() - start < SECONDS * 1000) {
    for (let again = 0; again < 10; again++) render();
    count += 10;
  }
  return (count * 1000) / (performance.now() - start);
}

// Calls `done` with the rates of both, the best of some rounds in turn, and with what both printed.
window.compare = async (template, input, done) => {
  const { memory } = await init();
  const decoder = new TextDecoder();
  let bytes = new Uint8Array(memory.buffer);
  const engine = new Engine(template, JSON.stringify(input));
  const tree = parse(template);
  const given = context(input);
  const ours = () => {
    const length = engine.render();
    const from = engine.text_address();
    // When the memory grows, views of it end.
    if (bytes.length === 0) bytes = new Uint8Array(memory.buffer);
    return decoder.decode(bytes.subarray(from, from + length));
  };
  const theirs = () => new Compile(tree).render({ ...given });
  const best = { ours: 0, theirs: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    best.ours = Math.max(best.ours, rate(ours));
    best.theirs = Math.max(best.theirs, rate(theirs));
  }
  done({ ...best, ours_text: ours(), theirs_text: theirs() });
};
// Calls `done` with how many requests a second go through an API of so many routes, and how many steps each passed.
window.flow = async (routes, done) => {
  await init();
  const flow = new Flow(routes);
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) best = Math.max(best, rate(() => flow.send()));
  done({ rate: best, steps: flow.send() });
};
document.documentElement.dataset.ready = "yes";
