// One panel of Gateway Studio in any page:
//
//   <script src="https://host/studio/embed.js" defer></script>
//   <gateway-studio panel="flow" design="my-api.json" readonly theme="dark"></gateway-studio>
//
// `panel`, `readonly` and `theme` as in the studio; `design` is the address of a design, or set the
// property `element.design` to a design itself (an object or its JSON). Events: `ready`, `change` (its
// `detail` is the design, also in `element.design`) and `error` (its `detail` says what is wrong).
//
// Messages, all `{ type, version: 1, … }`: from the frame `studio/ready`, `studio/changed` with `design`,
// `studio/error` with `message`; to the frame `studio/load` with `design`.

// A plain script, not a module: those need the studio's host to allow other origins.

{
  const VERSION = 1;
  const STUDIO = new URL("./", document.currentScript.src);

  class GatewayStudio extends HTMLElement {
    static observedAttributes = ["panel", "readonly", "design", "theme"];
    #frame = document.createElement("iframe");
    #design = null; // the last one set or changed; null: the one the address names
    #ready = false;

    constructor() {
      super();
      const style = new CSSStyleSheet();
      style.replaceSync(":host { display: block; height: 480px } iframe { width: 100%; height: 100%; border: 0 }");
      const shadow = this.attachShadow({ mode: "open" });
      shadow.adoptedStyleSheets = [style];
      shadow.append(this.#frame);
    }

    connectedCallback() {
      addEventListener("message", this.#receive);
      this.#show();
    }

    disconnectedCallback() {
      removeEventListener("message", this.#receive);
      this.#ready = false;
    }

    attributeChangedCallback(name) {
      if (!this.isConnected) return;
      if (name === "design") this.#design = null;
      this.#show();
    }

    get design() {
      return this.#design;
    }

    set design(design) {
      this.#design = design;
      if (this.#ready) this.#load();
    }

    /** Points the frame at the studio; the studio answers with `studio/ready`. */
    #show() {
      this.#ready = false;
      const panel = this.getAttribute("panel") ?? "flow";
      const address = new URL(STUDIO);
      const query = address.searchParams;
      query.set("embed", "1");
      query.set("panel", panel);
      query.set("host", location.origin); // who the frame may talk to
      if (this.hasAttribute("readonly")) query.set("readonly", "1");
      if (this.hasAttribute("theme")) query.set("theme", this.getAttribute("theme"));
      const design = this.#address();
      // The studio reads addresses of its own origin only; others are read here and handed over.
      if (design?.origin === STUDIO.origin) query.set("design", design.pathname + design.search);
      this.#frame.title = `Gateway Studio: ${panel}`;
      this.#frame.src = address.href;
    }

    #address() {
      const design = this.getAttribute("design");
      return design === null ? null : new URL(design, document.baseURI);
    }

    #load() {
      this.#frame.contentWindow.postMessage({ type: "studio/load", version: VERSION, design: this.#design }, STUDIO.origin);
    }

    async #fetch(address) {
      try {
        const answer = await fetch(address);
        if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
        this.design ??= await answer.json();
      } catch (error) {
        this.#tell("error", error.message);
      }
    }

    #receive = ({ source, origin, data }) => {
      if (source !== this.#frame.contentWindow || origin !== STUDIO.origin || data?.version !== VERSION) return;
      if (data.type === "studio/ready") {
        this.#ready = true;
        const address = this.#address();
        if (this.#design !== null) this.#load();
        else if (address && address.origin !== STUDIO.origin) this.#fetch(address);
        this.#tell("ready");
      } else if (data.type === "studio/changed") {
        this.#design = data.design;
        this.#tell("change", data.design);
      } else if (data.type === "studio/error") {
        this.#tell("error", data.message);
      }
    };

    #tell(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail }));
    }
  }

  customElements.define("gateway-studio", GatewayStudio);
}
