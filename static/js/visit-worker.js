// Where there is no network, the pages that one person took along answer from this phone; with a network they are as
// the server has them now. Nothing is put here but by the page that takes along, and by a newer copy of such a page.
"use strict";
const PATIENCE = 6000, HASHED = /\.[0-9a-f]{12}\.\w+$/;

async function kept(request) {
  for (const name of await caches.keys()) {
    if (!name.startsWith("visit.")) continue;
    const cache = await caches.open(name), found = await cache.match(request.url, { ignoreSearch: request.mode === "navigate", ignoreVary: true });
    if (found) return { cache, found, person: name.split(".")[1] };
  }
  return null;
}
// A page as it is kept: without tokens, with the moment it was made.
function plain(text) {
  const bare = text.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1").replace(/ hx-headers='[^']*'/, "");
  return bare.replace("<body", `<body data-kept-at="${new Date().toISOString()}"`);
}
async function renew(request, response, old) {
  const text = await response.text();
  if (!text.includes(`id="visit" hidden data-person="${old.person}"`)) return;
  await old.cache.put(request.url.split("?")[0], new Response(plain(text), { headers: { "Content-Type": "text/html; charset=utf-8" } }));
}
const soon = (request) => {
  const stopper = new AbortController(), bell = setTimeout(() => stopper.abort(), PATIENCE);
  return fetch(request, { signal: stopper.signal }).finally(() => clearTimeout(bell));
};
async function page(event, old) {
  try {
    const response = await soon(event.request);
    if (response.ok && !response.redirected) event.waitUntil(renew(event.request, response.clone(), old));
    return response.status >= 500 ? old.found : response;
  } catch { return old.found; }
}
async function file(event, old) {
  if (HASHED.test(new URL(event.request.url).pathname)) return old.found;
  return soon(event.request).catch(() => old.found);
}
async function answer(event) {
  const old = await kept(event.request).catch(() => null);
  if (!old) return fetch(event.request);
  return event.request.mode === "navigate" ? page(event, old) : file(event, old);
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  // Who takes along asks past this phone.
  if (request.mode !== "navigate" && request.cache === "no-store") return;
  if (request.method === "GET" && origin === location.origin && !pathname.startsWith("/api/")) event.respondWith(answer(event));
});
