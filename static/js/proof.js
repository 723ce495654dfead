// Proof: photos go off at once, wait on this device while there is no network, and are looked at beside their mark.
(() => {
  "use strict";
  if (window.starbranch && window.starbranch.proof) return;
  const on = (type, run) => document.addEventListener(type, run);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // What waits lies in IndexedDB, by person: nothing is ever sent under another name.
  const RETRIES = [5000, 15000, 60000, 300000];
  const waiting = new Map();
  let opened = null, timer = 0, tries = 0;
  let busy = false, leaving = false;

  function base() {
    opened = opened || new Promise((done, failed) => {
      const asked = indexedDB.open("starbranch-proof", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("files", { keyPath: "id" });
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
    return opened;
  }
  async function stored(mode, run) {
    const files = (await base()).transaction("files", mode).objectStore("files");
    const asked = run(files);
    return new Promise((done, failed) => {
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  }
  // Where the browser keeps nothing (private windows), the page itself holds the files as long as it is open.
  const keep = (item) => stored("readwrite", (files) => files.put({ ...item, image: undefined, state: undefined })).catch(() => {});
  const forget = (item) => {
    waiting.delete(item.id);
    return stored("readwrite", (files) => files.delete(item.id)).catch(() => {});
  };
  const who = () => (document.querySelector("[data-person]") || { dataset: {} }).dataset.person;
  const stripOf = (url) => all("[data-proof-strip]").find((strip) => strip.dataset.uploadUrl === url);

  // One file at a time, so that a weak network brings some of them through.
  function send(item) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.append("file", item.file, item.name);
      body.append("person", item.person);
      request.open("POST", item.url);
      request.setRequestHeader("HX-Request", "true");
      request.setRequestHeader("X-CSRFToken", window.starbranch.token());
      request.upload.onprogress = (event) => progress(item, event.loaded / event.total);
      request.onload = () => done(request);
      request.onerror = request.ontimeout = () => done(null);
      request.timeout = 120000;
      request.send(body);
    });
  }
  async function pump() {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    for (const item of [...waiting.values()]) {
      if (item.state === "refused" || item.person !== who()) continue;
      if (!leaving) paint(item, "sending");
      const answer = !leaving && await send(item);
      if (leaving) break;
      const isHere = answer && answer.responseURL.endsWith(item.url);
      if (isHere && (answer.status === 200 || answer.status === 422)) {
        await forget(item);
        tries = 0;
        show(item.url, answer.responseText);
      } else if (isHere && [403, 404, 409].includes(answer.status)) {
        item.words = faultIn(answer.responseText);
        paint(item, "refused");
      } else {
        paint(item, "waiting");
        if (!answer) break;
      }
    }
    busy = false;
    const left = [...waiting.values()].filter((item) => item.state !== "refused" && item.person === who());
    if (left.length) {
      left.forEach((item) => paint(item, "waiting"));
      timer = setTimeout(pump, RETRIES[Math.min(tries++, RETRIES.length - 1)]);
    }
  }
  function faultIn(html) {
    const read = new DOMParser().parseFromString(html, "text/html");
    return all(".thumb-fault, .notice", read).map((fault) => fault.textContent.trim()).join(" ");
  }

  // The strip comes back from the server; what still waits is painted into it again.
  function show(url, html) {
    const old = stripOf(url);
    if (!old) return;
    const held = old.contains(document.activeElement);
    const read = new DOMParser().parseFromString(html, "text/html").querySelector("[data-proof-strip]");
    if (!read) return;
    const fresh = document.importNode(read, true);
    old.replaceWith(fresh);
    ready(document);
    if (held) fresh.querySelector(".thumb-input").focus({ preventScroll: true });
    const { code, count } = fresh.dataset;
    fresh.dispatchEvent(new CustomEvent("proof:changed", { bubbles: true, detail: { code, count: Number(count) } }));
  }
  function tileOf(item) {
    const strip = stripOf(item.url);
    const list = strip && strip.querySelector(".thumbs");
    if (!list) return null;
    let tile = all("[data-item]", list).find((one) => one.dataset.item === item.id);
    if (!tile) {
      tile = document.importNode(strip.querySelector("template").content.firstElementChild, true);
      tile.dataset.item = item.id;
      tile.querySelector(".thumb-title").textContent = item.name;
      list.insertBefore(tile, list.querySelector("[data-proof-tile]").closest("li"));
      if (item.image) picture(tile, item.image);
      else if (item.file.type.startsWith("image/")) shrink(item.file).then((image) => { item.image = image; picture(tile, image); }, () => {});
    }
    return tile;
  }
  function paint(item, state) {
    item.state = state;
    const tile = tileOf(item);
    if (!tile) return;
    tile.dataset.state = state;
    tile.querySelector("progress").hidden = state !== "sending";
    tile.querySelector(".thumb-badge").hidden = state === "sending";
    tile.querySelector(".thumb-acts").hidden = state !== "refused";
    const said = tile.querySelector("[data-said]");
    said.textContent = (state === "refused" && item.words) || said.dataset[state];
    said.classList.toggle("hidden-text", state === "sending");
  }
  const progress = (item, share) => { const tile = tileOf(item); if (tile) tile.querySelector("progress").value = share; };
  function picture(tile, source) {
    const image = new Image();
    image.alt = "";
    image.src = source;
    tile.querySelector(".thumb").prepend(image);
  }
  async function shrink(file) {
    const bitmap = await createImageBitmap(file);
    const share = 168 / Math.max(bitmap.width, bitmap.height);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, bitmap.width * share);
    canvas.height = Math.max(1, bitmap.height * share);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return canvas.toDataURL("image/jpeg", 0.7);
  }

  on("change", async (event) => {
    if (!event.target.matches(".thumb-input")) return;
    const strip = event.target.closest("[data-proof-strip]");
    all(".thumb-fault", strip).forEach((fault) => fault.remove());
    for (const file of [...event.target.files]) {
      const item = { id: `${performance.timeOrigin + performance.now()}-${Math.random()}`, person: strip.dataset.person, url: strip.dataset.uploadUrl, name: file.name, file };
      waiting.set(item.id, item);
      paint(item, "waiting");
      await keep(item);
    }
    event.target.value = "";
    pump();
  });
  on("click", (event) => {
    const act = event.target.closest("[data-again], [data-drop]");
    const item = act && waiting.get(act.closest("[data-item]").dataset.item);
    if (!item) return;
    if ("drop" in act.dataset) {
      act.closest("[data-item]").remove();
      forget(item);
    } else {
      paint(item, "waiting");
      pump();
    }
  });
  addEventListener("online", () => { tries = 0; pump(); });
  // The next page may have been made before an answer that comes now: the file is sent once more there, which changes nothing.
  addEventListener("beforeunload", () => {
    leaving = true;
    setTimeout(() => { leaving = false; tries = 0; pump(); }, RETRIES[0]);
  });

  // The viewer beside a mark: files and their pages, larger and smaller, turned.
  const viewer = () => document.querySelector("[data-proof-viewer]");
  const tabs = () => (viewer() ? all("[data-proof-tab]", viewer()) : []);
  const picturesOf = (tab) => tab.dataset.pictures.split(" ").filter(Boolean);
  const view = { page: 0, zoom: 1, turn: 0 };

  function choose(number, page) {
    const list = tabs();
    const tab = list[number];
    if (!tab) return;
    list.forEach((one) => (one === tab ? one.setAttribute("aria-current", "true") : one.removeAttribute("aria-current")));
    all("[data-proof-facts]", viewer()).forEach((facts) => { facts.hidden = facts.dataset.proofFacts !== tab.dataset.proofTab; });
    all("[data-proof-words]", viewer()).forEach((words) => { words.hidden = words.dataset.proofWords !== tab.dataset.proofTab; });
    viewer().querySelector("[data-proof-place]").textContent = `${number + 1} / ${list.length}`;
    Object.assign(view, { page, zoom: 1, turn: 0 });
    draw(tab);
  }
  function draw(tab) {
    const pictures = picturesOf(tab);
    const image = viewer().querySelector("[data-proof-picture]");
    const open = viewer().querySelector("[data-proof-open]");
    image.hidden = !pictures.length;
    const hasWords = all("[data-proof-words]", viewer()).some((words) => !words.hidden);
    viewer().querySelector("[data-proof-none]").hidden = hasWords || Boolean(pictures.length);
    if (pictures.length) {
      image.src = pictures[view.page];
      image.alt = tab.dataset.title;
      if (open) open.href = pictures[view.page];
    }
    const said = all("[data-proof-page]", viewer()).find((one) => one.offsetParent !== null);
    if (said) said.textContent = said.dataset.words.replace("%n", view.page + 1);
    lay();
  }
  // As it stands, the stylesheet fits the picture in; larger or turned, its box is reckoned here.
  function lay() {
    const port = viewer().querySelector("[data-proof-port]");
    const image = port.querySelector("[data-proof-picture]");
    let box = image.closest(".viewer-turn");
    if (view.zoom === 1 && view.turn === 0) {
      image.removeAttribute("style");
      port.style.height = "";
      if (box) box.replaceWith(image);
      return;
    }
    if (!image.naturalWidth) {
      image.addEventListener("load", lay, { once: true });
      return;
    }
    port.style.height = `${port.offsetHeight}px`;
    if (!box) {
      box = document.createElement("div");
      box.className = "viewer-turn";
      image.replaceWith(box);
      box.append(image);
    }
    const [width, height] = view.turn % 180 ? [image.naturalHeight, image.naturalWidth] : [image.naturalWidth, image.naturalHeight];
    const share = Math.min((port.clientWidth - 28) / width, (port.clientHeight - 28) / height) * view.zoom;
    box.style.width = `${width * share}px`;
    box.style.height = `${height * share}px`;
    image.style.width = `${image.naturalWidth * share}px`;
    image.style.height = `${image.naturalHeight * share}px`;
    image.style.transform = `translate(-50%, -50%) rotate(${view.turn}deg)`;
  }
  function step(way) {
    const list = tabs();
    const at = list.findIndex((tab) => tab.hasAttribute("aria-current"));
    if (at < 0) return;
    const page = view.page + way;
    if (page >= 0 && page < picturesOf(list[at]).length) choose(at, page);
    else if (list[at + way]) choose(at + way, way > 0 ? 0 : Math.max(0, picturesOf(list[at + way]).length - 1));
  }
  const acts = {
    next: () => step(1),
    previous: () => step(-1),
    zoom(way) {
      if (!viewer() || !viewer().querySelector("[data-proof-port]")) return;
      view.zoom = Math.min(6, Math.max(1, view.zoom * (way > 0 ? 1.5 : 1 / 1.5)));
      if (view.zoom < 1.01) view.zoom = 1;
      lay();
    },
    turn() {
      if (!viewer() || !viewer().querySelector("[data-proof-port]")) return;
      view.turn = (view.turn + 90) % 360;
      lay();
    },
  };
  window.starbranch = Object.assign(window.starbranch || {}, { proof: acts });
  on("click", (event) => {
    const tool = event.target.closest("[data-proof-tool]");
    if (tool) ({ "zoom-in": () => acts.zoom(1), "zoom-out": () => acts.zoom(-1), turn: acts.turn })[tool.dataset.proofTool]();
    const tab = event.target.closest("[data-proof-tab]");
    if (tab && !tab.closest("[data-proof-viewer]").matches("[data-whole]")) {
      event.preventDefault();
      choose(tabs().indexOf(tab), 0);
    }
  });

  // Whatever comes into the page later is made ready as it comes.
  function ready(root) {
    all("[data-proof-tile], [data-proof-tool]", root).forEach((part) => { part.hidden = false; });
    all("[data-proof-strip] [data-no-script]", root).forEach((part) => { part.hidden = true; });
    if (root.querySelector("[data-proof-viewer]")) Object.assign(view, { page: 0, zoom: 1, turn: 0 });
    waiting.forEach((item) => tileOf(item) && paint(item, item.state || "waiting"));
  }
  new MutationObserver((changes) => {
    const come = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.nodeType === 1);
    if (come.some((node) => node.matches("[data-proof-strip], [data-proof-viewer]") || node.querySelector("[data-proof-strip], [data-proof-viewer]"))) ready(document);
  }).observe(document.body, { childList: true, subtree: true });

  ready(document);
  stored("readonly", (files) => files.getAll()).then((items) => {
    items.filter((item) => item.person === who()).forEach((item) => waiting.set(item.id, item));
    ready(document);
    pump();
  }, () => {});
})();
