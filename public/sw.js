// Keeps the studio usable offline. The build fills in the two values below (tests/xtask/precache.rs).
//
// A page and its files always come from one build: all files of a build are stored before its worker is
// used, and the page itself is answered from that store too. A newer build waits, see update.js.

const VERSION = "__VERSION__";
const FILES = ["__FILES__"];
// Several studios may live on one origin, and they share one storage.
const PREFIX = `gateway-studio:${self.registration.scope}:`;
const STORE = PREFIX + VERSION;
const PAGE = self.registration.scope;

self.addEventListener("install", (event) => {
  // Past the browser's own cache: files without a hash in their name may be old there.
  const requests = FILES.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(STORE).then((store) => store.addAll(requests)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith(PREFIX) && name !== STORE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(PAGE)) return;
  event.respondWith(answer(request));
});

/** Listed files from the store; other addresses from the network, and the page for those out of reach. */
async function answer(request) {
  const store = await caches.open(STORE);
  const address = request.url.split(/[?#]/)[0];
  const listed = await store.match(address === `${PAGE}index.html` ? PAGE : address, { ignoreVary: true });
  if (listed) return listed;
  try {
    return await fetch(request);
  } catch (error) {
    const page = request.mode === "navigate" && (await store.match(PAGE, { ignoreVary: true }));
    if (page) return page;
    throw error;
  }
}
