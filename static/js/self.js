// The self-assessment on a phone: − and +, last year's words, the way on, what changes as marks are saved, and a count
// of what it takes. Marks and words themselves go through outbox.js.
(() => {
  "use strict";
  const form = document.querySelector("form[data-sheet]"), signature = document.querySelector("form[data-signature]");
  if (!form && !signature) return;
  const on = (type, run, root = document) => root.addEventListener(type, run);
  const byId = (id) => document.getElementById(id);
  const typed = (field) => { for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true })); };

  // Touches and key presses outside texts, and the seconds between two of them while somebody is at work.
  const IDLE = 60000, KEY = `starbranch.burden.${location.pathname.replace(/[^/]+\/$/, "")}`;
  const TEXTS = "textarea", ALONE = ["Shift", "Control", "Alt", "Meta", "CapsLock"];
  const count = { touches: 0, seconds: 0 };
  let last = Date.now(), rest = 0;
  function work() {
    const now = Date.now();
    if (now - last < IDLE) rest += now - last;
    last = now;
    count.seconds += Math.floor(rest / 1000);
    rest %= 1000;
  }
  function touched() {
    work();
    count.touches += 1;
    hand();
  }
  const stash = () => { try { return JSON.parse(localStorage.getItem(KEY) || "{}"); } catch { return {}; } };
  function hand() {
    if (!count.touches && !count.seconds) return;
    if (form) form.dispatchEvent(new CustomEvent("sheet:burden", { detail: { ...count } }));
    else {
      const kept = stash();
      for (const name of Object.keys(count)) kept[name] = (kept[name] || 0) + count[name];
      try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch { /* not allowed here */ }
      for (const name of Object.keys(count)) signature.elements[name].value = kept[name];
    }
    count.touches = count.seconds = 0;
  }
  on("click", (event) => { if (event.detail) touched(); }, window);
  on("keydown", (event) => {
    if (event.target.matches(TEXTS)) work();
    else if (!event.repeat && !ALONE.includes(event.key)) touched();
  });
  on("pointerdown", work);
  on("scroll", work);
  on("pagehide", () => { work(); hand(); }, window);
  if (signature) {
    hand();
    let isSent = false;
    signature.addEventListener("submit", (event) => {
      if (isSent) event.preventDefault();
      isSent = true;
      try { localStorage.removeItem(KEY); } catch { /* not allowed here */ }
    });
    on("pageshow", (event) => { if (event.persisted) isSent = false; }, window);
    return;
  }
  const left = stash();
  if (left.touches) {
    form.dispatchEvent(new CustomEvent("sheet:burden", { detail: left }));
    localStorage.removeItem(KEY);
  }

  // − and + begin at last year's mark where nothing is typed yet; without one the field is to be typed into.
  const cents = (text) => Math.round(Number(text) * 100);
  function jump(button) {
    const field = byId(button.dataset.of), { least, most, last: before } = field.dataset;
    const text = field.value.trim();
    if (!text && !before) { field.focus(); return; }
    const now = text ? cents(text) + cents(button.dataset.jump) : cents(before);
    if (Number.isNaN(now)) return;
    field.value = String(Math.min(cents(most), Math.max(cents(least), now)) / 100);
    typed(field);
  }
  function grow(field) {
    field.rows = 1;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }
  on("click", (event) => {
    const step = event.target.closest("[data-jump]"), take = event.target.closest("[data-take]");
    if (step) jump(step);
    if (!take) return;
    const field = byId(take.dataset.take);
    field.value = take.dataset.words;
    take.remove();
    grow(field);
    typed(field);
    field.focus();
  });
  on("input", (event) => { if (event.target.matches(TEXTS)) grow(event.target); });
  document.querySelectorAll("details.criterion").forEach((part) => part.addEventListener("toggle", () => part.querySelectorAll(TEXTS).forEach(grow)));
  form.querySelectorAll(TEXTS).forEach((field) => { if (field.offsetParent) grow(field); });
  on("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-mark]")) return;
    event.preventDefault();
    const fields = [...form.querySelectorAll("[data-mark]")].filter((field) => field.offsetParent);
    const next = fields[fields.indexOf(event.target) + 1];
    if (next) next.focus(); else event.target.blur();
  });

  // The way on waits until everything typed is with the server; what is not stays here, and the save state says why.
  form.addEventListener("submit", async (event) => {
    const { outbox } = window.starbranch || {}, way = event.submitter && event.submitter.dataset.go;
    if (!outbox || !way) return;
    event.preventDefault();
    hand();
    if (await outbox.flush(form)) { location.assign(way); return; }
    if (!outbox.pending(form).length) { location.assign(way); return; }
    const wrong = form.querySelector("[aria-invalid=true], .clash-row button");
    if (wrong) wrong.focus();
    document.dispatchEvent(new CustomEvent("self:stays"));
  });

  // After each saving the server says anew how far the star is: only what differs is put in, and no field is touched.
  let asking = false, again = false;
  async function refresh() {
    if (asking) { again = true; return; }
    asking = true;
    try {
      const answer = await fetch(`${location.pathname}?live`, { credentials: "same-origin" });
      if (answer.ok && !answer.redirected) put(await answer.text());
    } catch { /* the next saving asks again */ }
    asking = false;
    if (again) { again = false; refresh(); }
  }
  function put(html) {
    const read = new DOMParser().parseFromString(html, "text/html");
    for (const part of read.querySelectorAll("[data-part]")) {
      const place = byId(part.dataset.part);
      if (!place || place.innerHTML.trim() === part.innerHTML.trim() || place.contains(document.activeElement)) continue;
      const wasLit = place.querySelectorAll("[aria-current] .s-lit").length;
      place.replaceChildren(...part.childNodes);
      if (!wasLit) place.querySelectorAll("[aria-current] .s-lit").forEach((star) => star.classList.add("s-new"));
    }
  }
  form.addEventListener("sheet:saved", (event) => {
    for (const [code, remark] of Object.entries(event.detail.remarks || {})) form.elements[`was-${code}`].value = remark.text;
    refresh();
  });
  on("proof:changed", refresh);

  function unfold() {
    const part = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    if (part && part.matches("details")) { part.open = true; part.scrollIntoView(); }
  }
  addEventListener("hashchange", unfold);
  unfold();
})();
