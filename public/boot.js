// Starts the studio. Kept out of index.html so that the page needs no inline script.
//
// What the app finds: <html data-theme="system|light|dark"> is set before it starts, and the browser's offer
// to install is kept in `studioInstallPrompt`. <html data-ready="yes"> says that the app has started,
// "failed" that it could not.

const root = document.documentElement;
const script = document.querySelector("script[data-wasm]");
const params = new URLSearchParams(location.search);
const at = (path) => new URL(path, document.baseURI).href;

root.dataset.theme = theme();
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  window.studioInstallPrompt = event;
});
try {
  if (typeof WebAssembly !== "object") throw new Error("WebAssembly is switched off or unknown here");
  const { default: init } = await import(at(script.dataset.js));
  await init({ module_or_path: at(script.dataset.wasm) });
  document.getElementById("boot")?.remove();
  root.dataset.ready = "yes";
} catch (error) {
  explain(error);
}

// A frame belongs to its host page: it neither installs anything nor announces updates there.
if (script.dataset.sw !== "off" && params.get("embed") !== "1" && "serviceWorker" in navigator) {
  const { watch } = await import(at("update.js"));
  watch(at("sw.js")).catch((error) => console.warn("Working offline is not possible here:", error.message));
}

/** The theme asked for in the address, or chosen earlier on this device. */
function theme() {
  let chosen = params.get("theme");
  try {
    chosen ??= localStorage.getItem("gateway-studio.theme");
  } catch {
    // Storage may be blocked: then nothing was chosen earlier.
  }
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

/** Says why there is no studio on the page, and what helps. */
function explain(error) {
  root.dataset.ready = "failed";
  console.error("Gateway Studio could not start:", error);
  const box = document.getElementById("boot") ?? document.body.appendChild(document.createElement("main"));
  box.id = "boot";
  const say = (kind, text) => {
    const line = document.createElement(kind);
    line.textContent = text;
    return line;
  };
  box.replaceChildren(
    say("h1", "Gateway Studio could not start"),
    say("p", `The browser says: ${error?.message ?? error}.`),
    say("p", "Reload the page. If that does not help, use a current browser with WebAssembly switched on. What you saved on this device is still there."),
  );
}
