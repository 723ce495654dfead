// Takes a day of visits along: its pages, styles, scripts and small pictures lie on this phone afterwards, for this
// person and until the day is over.
(() => {
  "use strict";
  const box = document.querySelector("[data-along-box]"), { kept, sender } = window.starbranch;
  if (!box || !sender) return;
  const { words, person } = sender, button = box.querySelector("button"), text = box.querySelector("[data-along-text]"), bar = box.querySelector("progress");
  const name = `visit.${person}.${words.visit}.${words.on}`, ABOUT = `${words.day}along`;
  const canKeep = "serviceWorker" in navigator && "caches" in window;
  const LINKED = /(?:href|src)="(\/static\/[^"#]+)/g;

  // Without tokens: what lies here lets nobody act.
  const plain = (page) => page.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1").replace(/ hx-headers='[^']*'/, "").replace("<body", `<body data-kept-at="${new Date().toISOString()}"`);
  async function got(url) {
    const response = await fetch(url, { credentials: "same-origin", cache: "no-store" });
    if (!response.ok || new URL(response.url).pathname.startsWith("/accounts/")) throw new Error(url);
    return response;
  }
  async function takePage(cache, url, files) {
    const page = await (await got(url)).text();
    if (!page.includes(`id="visit" hidden data-person="${person}"`)) throw new Error(url);
    for (const [, found] of page.matchAll(LINKED)) files.add(found);
    await cache.put(url, new Response(plain(page), { headers: { "Content-Type": "text/html; charset=utf-8" } }));
  }
  async function takePreviews(cache, along, step) {
    let bytes = 0;
    const left = [];
    for (const { url, name: title } of along.previews) {
      step();
      if (bytes >= along.most_bytes || !(await kept.hasRoom(0))) { left.push(title); continue; }
      try {
        const response = await got(url), picture = await response.blob();
        if (bytes + picture.size > along.most_bytes) { left.push(title); continue; }
        bytes += picture.size;
        await cache.put(url, new Response(picture));
      } catch { left.push(title); }
    }
    return { bytes, left };
  }
  async function take() {
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
    const along = await (await got(words.alongUrl)).json(), cache = await caches.open(name), files = new Set();
    if (along.person !== person) throw new Error("person");
    let done = 0;
    const step = () => { bar.value = done += 1; };
    bar.max = along.pages.length + along.previews.length + 1;
    bar.hidden = false;
    for (const url of along.pages) { await takePage(cache, url, files); step(); }
    for (const url of files) await cache.put(url, await got(url));
    const { bytes, left } = await takePreviews(cache, along, step);
    const about = { at: new Date().toISOString(), stops: (along.pages.length - 1) / 2, bytes, left };
    await cache.put(ABOUT, new Response(JSON.stringify(about)));
    sender.lastOnline(true);
  }
  async function show() {
    const cache = canKeep && await caches.has(name) ? await caches.open(name) : null, found = cache && await cache.match(ABOUT);
    button.textContent = found ? words.alongAgain : words.along;
    if (!found) { text.textContent = words.alongWhat; return; }
    const { at, stops, bytes, left } = await found.json(), size = (bytes / 2 ** 20).toFixed(1);
    const day = kept.today(new Date(at)) === kept.today() ? "" : `${kept.day(kept.today(new Date(at)))} `;
    const said = kept.fill(words.alongDone, { time: `${day}${kept.clock(at)}`, stops, size });
    text.textContent = left.length ? `${said} ${kept.fill(words.alongLeft, { n: left.length, names: left.slice(0, 3).join(words.and) })}` : said;
  }
  button.addEventListener("click", async () => {
    button.disabled = true;
    text.textContent = words.alongNow;
    try {
      await take();
      await show();
    } catch (error) {
      text.textContent = error && error.name === "QuotaExceededError" ? words.full : words.alongFailed;
    }
    bar.hidden = true;
    button.disabled = false;
  });
  if (!canKeep || !window.isSecureContext) { button.hidden = true; text.textContent = words.alongNot; } else {
    navigator.serviceWorker.register(words.worker).catch(() => { button.hidden = true; text.textContent = words.alongNot; });
    show();
  }
  box.hidden = false;
})();
