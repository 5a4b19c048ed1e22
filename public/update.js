// Installs the service worker and tells about new versions. An open page is never swapped under its user:
// the new version waits until the user agrees, or until no page of the old one is open any more.
//
// On the window: `studio:offline-ready` when all files are on the device; `studio:update-ready` when a newer
// version waits. Unless that one is cancelled, a plain bar offers it here; an app that shows its own cancels it
// and dispatches `studio:apply-update` when the user agrees.

/** Registers the worker at this address, and looks for a newer one whenever the page comes to front. */
export async function watch(address) {
  const workers = navigator.serviceWorker;
  let controlled = Boolean(workers.controller);
  let asked = false;
  let waiting = null;
  addEventListener("studio:apply-update", () => {
    asked = true;
    if (waiting?.state === "installed") waiting.postMessage("skip-waiting");
    else location.reload();
  });
  workers.addEventListener("controllerchange", () => {
    if (asked) location.reload();
    else if (controlled) announce(); // another tab took the new version
    else tell("studio:offline-ready");
    controlled = true;
  });

  const registration = await workers.register(address, { updateViaCache: "none" });
  const offer = (worker) => {
    waiting = worker;
    announce();
  };
  if (registration.waiting && controlled) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && workers.controller) offer(worker);
    });
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => {}); // offline: next time
  });
}

/** Dispatches an event on the window; false when it was cancelled. */
function tell(name) {
  return dispatchEvent(new CustomEvent(name, { cancelable: true }));
}

function announce() {
  document.getElementById("update")?.remove();
  if (!tell("studio:update-ready")) return;
  const bar = document.createElement("div");
  bar.id = "update";
  bar.setAttribute("role", "status");
  const text = document.createElement("span");
  text.textContent = "A new version of Gateway Studio is ready.";
  const later = button("Later", () => bar.remove());
  bar.append(text, button("Reload", () => tell("studio:apply-update")), later);
  document.body.append(bar);
}

function button(label, action) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = label;
  element.addEventListener("click", action);
  return element;
}
