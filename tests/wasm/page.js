// Renders per second of one template with one input, parsed once, by our engine and by velocityjs; requests per second
// through an API; and how long Terraform files take.
import init, { Engine, Flow, Terraform } from "./engine/studio_measure.js";
import { Compile, parse } from "./velocityjs/index.mjs";

// Many short rounds in turn: the best of them is one that nothing else on the machine came into.
const SECONDS = 0.2;
const ROUNDS = 20;
// How long an export or an import of Terraform files is measured, if three rounds are done by then.
const FILES_SECONDS = 1;

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
// Calls `done` with the shortest times of an export and an import of an API of so many routes, in milliseconds, for each
// way to write the files.
window.terraform = async (routes, done) => {
  await init();
  const shortest = (run) => {
    let [best, result] = [Infinity, 0];
    const begun = performance.now();
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      // A browser test waits for half a minute at most.
      if (round >= 3 && start - begun > FILES_SECONDS * 1000) break;
      result = run();
      best = Math.min(best, performance.now() - start);
    }
    return [best, result];
  };
  const ways = [];
  for (let way = 0; ; way++) {
    const files = Terraform.of(routes, way);
    if (!files) break;
    const [out, bytes] = shortest(() => files.export());
    const [back, read] = shortest(() => files.import());
    ways.push({ what: files.what(), export_ms: out, import_ms: back, bytes, routes: read });
    files.free();
  }
  done(ways);
};
document.documentElement.dataset.ready = "yes";
