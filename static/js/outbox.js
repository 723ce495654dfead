// What somebody types into a sheet is kept on this machine at once and sent until the server has it: mark by mark from
// the sheet's own page, and from whatever page the same person opens next. Nothing is sent under another name.
(() => {
  "use strict";
  const box = document.getElementById("outbox");
  if (!box) return;
  const words = box.dataset, person = words.person, shelf = window.starbranch.shelf(person), { entriesOf } = shelf;
  const KINDS = { marks: "mark", remarks: "remark" };
  const PAUSE = { marks: 600, remarks: 1200 }, FIRST_WAIT = 2000, LONGEST_WAIT = 60000, PATIENCE = 20000, TRIED = 30;
  const HALF = /[.．。]$/;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const codesIn = (list) => new Set(list.map(({ code }) => code)).size;

  // One sheet's way to the server; with its form where this page shows it, else in the background.
  class Sheet {
    constructor(url, form) {
      Object.assign(this, { url, form, busy: null, timer: 0, wait: FIRST_WAIT });
    }
    get kept() { return shelf.read(this.url); }
    change(run) {
      const kept = this.kept, result = run(kept);
      shelf.write(this.url, kept);
      return result;
    }
    all() { return entriesOf(this.kept); }
    waiting() {
      return this.all().filter(({ kind, code, entry }) => !entry.held && !entry.error && !entry.both && !this.isHalf(kind, code, entry));
    }
    isHalf(kind, code, entry) {
      return kind === "marks" && HALF.test(entry.text) && this.form && this.field(kind, code) === document.activeElement;
    }
    field(kind, code) { return this.form && this.form.querySelector(`[data-${KINDS[kind]}="${CSS.escape(code)}"]`); }
    later(ms) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), ms);
    }

    // Sends what waits, one request at a time; true once nothing of it is left.
    async send() {
      clearTimeout(this.timer);
      if (leaving && !this.form) return false;
      if (this.busy) { await this.busy; return this.waiting().length ? this.send() : !this.all().length; }
      const sent = this.waiting(), burden = this.kept.burden;
      if (!sent.length && !(burden.touches || burden.uploads)) return !this.all().length;
      if (!navigator.onLine) { this.failed(); return false; }
      if (sent.length) this.say("", words.saving);
      this.busy = this.exchange(sent, burden).finally(() => { this.busy = null; });
      await this.busy;
      if (this.waiting().length && this.wait === FIRST_WAIT) return this.send();
      return !this.all().length;
    }
    body(sent, burden) {
      const body = { person: Number(person), marks: {}, remarks: {}, burden };
      for (const { kind, code, entry } of sent) body[kind][code] = { [kind === "marks" ? "value" : "text"]: entry.text, seen: entry.seen, tried: entry.tried };
      this.change((kept) => {
        for (const { kind, code, entry } of sent) {
          const found = kept[kind][code];
          if (found && !found.tried.includes(entry.text)) found.tried = [...found.tried, entry.text].slice(-TRIED);
        }
      });
      return JSON.stringify(body);
    }
    post(body, more) {
      const headers = { "Content-Type": "application/json", "X-CSRFToken": window.starbranch.token() };
      return fetch(this.url, { method: "POST", headers, body, credentials: "same-origin", ...more });
    }
    async exchange(sent, burden) {
      let answer = null, status = 0;
      try {
        const response = await this.post(this.body(sent, burden), { signal: AbortSignal.timeout(PATIENCE) });
        status = response.status;
        answer = await response.json();
      } catch { answer = null; }
      if (status === 404) answer = { locked: words.gone };
      if (answer && status === 200) this.settle(sent, burden, answer);
      else if ((answer && answer.code === "signed-out") || (!answer && status === 403)) this.failed(words.signedOut);
      else if (answer && answer.code === "other-person") this.failed(words.other);
      else if (answer && answer.locked) this.refuse(sent, answer);
      else this.failed();
    }
    leave() {
      const sent = this.waiting();
      if (navigator.onLine && !this.busy && (sent.length || this.kept.burden.touches)) {
        const burden = this.kept.burden;
        if (!sent.length) this.change((kept) => { kept.burden = {}; });
        this.post(this.body(sent, burden), { keepalive: true }).catch(() => {});
      }
    }

    // What was taken leaves the shelf, unless it was typed on meanwhile; what was not stays beside its field.
    settle(sent, burden, answer) {
      this.wait = FIRST_WAIT;
      if (leaving && !this.form) return;
      this.change((kept) => {
        for (const name of Object.keys(burden)) kept.burden[name] -= burden[name];
        for (const { kind, code, entry } of sent) {
          const now = kept[kind][code], isMark = kind === "marks";
          const error = (isMark ? answer.errors : answer.remark_errors || {})[code];
          const both = (isMark ? answer.conflicts : answer.remark_conflicts || {})[code];
          const taken = answer[kind][code];
          if (!now) continue;
          if (taken) {
            now.seen = isMark ? taken.value : taken.text;
            now.tried = [];
            if (now.text === entry.text) delete kept[kind][code];
          } else if (now.text === entry.text) Object.assign(now, { error, both });
          if (taken) this.taken(kind, code, entry.text, now.seen);
        }
      });
      this.show();
      const left = this.all().filter(({ entry }) => entry.error || entry.both);
      const clash = left.find(({ entry }) => entry.both), wrong = left.find(({ entry }) => entry.error);
      if (clash) this.say("bad", fill(words.clash, { n: left.filter(({ entry }) => entry.both).length }));
      else if (wrong) this.say("bad", fill(words.refused, { code: wrong.code, why: wrong.entry.error }));
      else if (!this.waiting().length) this.say("ok", fill(words.saved, { time: answer.saved_at }));
      this.tell("sheet:saved", answer);
      if (clash) this.tell("sheet:conflict", answer);
      if (left.length) this.report(words.left);
    }
    taken(kind, code, text, stored) {
      const field = this.field(kind, code);
      if (!field) return;
      field.dataset.seen = stored;
      const plain = this.form.elements[`seen-${code}`];
      if (kind === "marks" && plain) plain.value = stored;
      if (field.value === text && field !== document.activeElement) field.value = stored;
    }
    refuse(sent, answer) {
      this.change((kept) => {
        kept.burden = {};
        for (const { kind, code } of sent) if (kept[kind][code]) kept[kind][code].held = answer.locked;
      });
      this.show();
      if (sent.length) {
        this.say("bad", fill(words.notSaved, { why: answer.locked }));
        this.report(answer.locked);
      }
      this.tell("sheet:locked", answer);
    }
    failed(why) {
      const list = this.all(), n = codesIn(list);
      for (const { kind, code } of list) { const field = this.field(kind, code); if (field) field.classList.add("unsaved"); }
      if (n) this.say("warn", fill(why || (n === 1 ? words.offlineOne : words.offline), { n }), "offline");
      this.later(this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    }

    say(tone, text, state) {
      if (!this.form) return;
      const place = document.querySelector("[data-save-state]");
      if (place) {
        place.className = `save-state ${tone}`;
        place.querySelector("[data-save-text]").textContent = text;
      }
      this.tell("sheet:state", { state: state || tone || "busy", text, n: codesIn(this.all()) });
    }
    tell(name, detail) { if (this.form) this.form.dispatchEvent(new CustomEvent(name, { detail, bubbles: true })); }

    // Fields show what was typed, dashed while it lies only here, with what stands against it.
    show() {
      if (!this.form) return;
      const kept = this.kept;
      for (const [kind, name] of Object.entries(KINDS)) {
        for (const field of this.form.querySelectorAll(`[data-${name}]`)) {
          const code = field.dataset[name], entry = kept[kind][code], against = entry && (entry.error || entry.held);
          field.classList.toggle("unsaved", Boolean(entry && (entry.held || entry.both)));
          if (against || field.dataset.against) this.object(kind, code, field, against || "", Boolean(entry && entry.error));
          this.ask(kind, code, field, entry && entry.both);
        }
      }
    }
    object(kind, code, field, against, isWrong) {
      field.dataset.against = against;
      if (isWrong) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
      const place = this.form.querySelector(`[data-${kind === "marks" ? "error" : "remark-error"}="${CSS.escape(code)}"]`);
      if (place) place.textContent = against;
    }
    ask(kind, code, field, both) {
      const id = `clash-${kind}-${code}`, there = document.getElementById(id);
      if (!both) { if (there) there.remove(); return; }
      if (there && there.dataset.mine === both.mine) return;
      if (there) there.remove();
      const part = box.querySelector("template").content.cloneNode(true);
      const said = { ...both, code, title: field.dataset.title || "", theirs: both.theirs || words.blank, mine: both.mine || words.blank };
      const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) walk.currentNode.data = fill(walk.currentNode.data, said);
      for (const button of part.querySelectorAll("[data-choose]")) {
        button.type = "button";
        button.removeAttribute("name");
        button.addEventListener("click", () => this.choose(kind, code, field, both, button.dataset.choose));
      }
      const row = field.closest("tr"), holder = document.createElement(row ? "tr" : "div");
      Object.assign(holder.dataset, { mine: both.mine });
      holder.id = id;
      holder.className = "clash-row";
      const cell = row ? holder.appendChild(document.createElement("td")) : holder;
      if (row) cell.colSpan = 20;
      (row || field.closest("[data-row]") || field.parentElement).after(holder);
      cell.append(part);
    }
    choose(kind, code, field, both, side) {
      if (side === "theirs") field.value = both.theirs;
      this.change((kept) => { kept[kind][code] = { text: field.value, seen: both.theirs, tried: [] }; });
      this.show();
      field.focus();
      this.send();
    }

    // Beside the page's own messages: what of this sheet waits for a person, with the way there or out.
    report(why) {
      const place = document.getElementById("messages"), list = this.all();
      let strip = document.getElementById("left-behind");
      if (strip) strip.remove();
      if (!place || !list.some(({ entry }) => entry.held || (!this.form && (entry.error || entry.both)))) return;
      strip = document.createElement("div");
      strip.id = "left-behind";
      strip.className = "notice warn";
      const text = strip.appendChild(document.createElement("div"));
      text.textContent = `${fill(words.behind, { n: codesIn(list), name: this.kept.name || "" })} ${why} `;
      const way = text.appendChild(document.createElement(this.form ? "button" : "a"));
      way.className = "link";
      way.textContent = this.form ? words.drop : words.open;
      if (this.form) Object.assign(way, { type: "button", onclick: () => { this.change((kept) => Object.assign(kept, { marks: {}, remarks: {}, burden: {} })); location.reload(); } });
      else way.href = this.kept.page || "/";
      place.append(strip);
    }

    attach() {
      const { form } = this;
      this.change((kept) => {
        for (const { kind, code, entry } of entriesOf(kept)) {
          const field = this.field(kind, code);
          if (!field) continue;
          if (field.dataset.seen === entry.text) { delete kept[kind][code]; continue; }
          delete entry.held;
          if (form.dataset.locked) entry.held = form.dataset.locked;
          field.value = entry.text;
        }
      });
      this.show();
      // What was typed while this script was still on its way; what a browser puts back by itself is nobody's word.
      const given = (field) => field.defaultValue ?? (field.querySelector("[selected]") || field.options[0]).value;
      for (const field of form.querySelectorAll("[autocomplete=off]")) if (field.value !== given(field)) this.typed(field, false);
      form.addEventListener("input", (event) => this.typed(event.target, false));
      form.addEventListener("change", (event) => this.typed(event.target, true));
      form.addEventListener("sheet:burden", (event) => this.change((kept) => {
        for (const [name, n] of Object.entries(event.detail)) kept.burden[name] = (kept.burden[name] || 0) + n;
      }));
      if (form.dataset.locked && this.all().length) {
        this.say("bad", fill(words.notSaved, { why: form.dataset.locked }));
        this.report(form.dataset.locked);
      }
    }
    typed(field, isDone) {
      const kind = field.matches("[data-mark]") ? "marks" : field.matches("[data-remark]") ? "remarks" : "";
      if (!kind) return;
      const code = field.dataset[KINDS[kind]];
      this.change((kept) => {
        const before = kept[kind][code];
        Object.assign(kept, { page: location.pathname, name: this.form.dataset.name || document.title });
        if (before ? before.text === field.value : field.value === field.dataset.seen) return;
        const entry = { text: field.value, seen: before ? before.seen : field.dataset.seen || "", tried: before ? before.tried : [] };
        if (entry.text === entry.seen && !entry.tried.length) delete kept[kind][code];
        else kept[kind][code] = { ...entry, both: before && before.both ? { ...before.both, mine: field.value } : undefined };
      });
      this.show();
      if (isDone) this.send(); else this.later(PAUSE[kind]);
    }
  }

  // The next page may have been made before this answer: it shows what the shelf still holds, and sends it once more.
  let leaving = false;
  addEventListener("beforeunload", () => {
    leaving = true;
    setTimeout(() => { leaving = false; resume(); }, PATIENCE);
  });

  const sheets = new Map();
  const resume = () => sheets.forEach((sheet) => { sheet.wait = FIRST_WAIT; sheet.send(); });
  for (const form of document.querySelectorAll("form[data-sheet][data-save-url]")) {
    if (form.dataset.person !== person) continue;
    const sheet = new Sheet(form.dataset.saveUrl, form);
    sheets.set(sheet.url, sheet);
    sheet.attach();
  }
  for (const url of shelf.urls()) {
    if (!url.startsWith("/") || url.startsWith("//")) continue;
    const sheet = sheets.get(url) || new Sheet(url, null);
    sheets.set(url, sheet);
    if (!sheet.form) sheet.report(words.left);
    sheet.send();
  }
  addEventListener("online", resume);
  addEventListener("offline", () => sheets.forEach((sheet) => { if (sheet.all().length) sheet.failed(); }));
  addEventListener("pagehide", () => sheets.forEach((sheet) => sheet.leave()));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") resume(); });

  const of = (form) => sheets.get(form.dataset.saveUrl);
  window.starbranch.outbox = { flush: (form) => of(form).send(), pending: (form) => of(form).all().map(({ code }) => code) };
})();
