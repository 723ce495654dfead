// Marking a branch without the mouse: keys, the row in hand with its proof, and what the server says after each save.
(() => {
  "use strict";
  const form = document.getElementById("sheet");
  if (!form || !form.querySelector("[data-mark]")) return;
  const bench = document.getElementById("workspace"), pane = document.getElementById("proof-pane"), words = form.dataset;
  const { outbox } = window.starbranch;
  const marks = [...form.querySelectorAll("[data-mark]")], isLocked = Boolean(words.locked);
  const one = (selector, root = form) => root.querySelector(selector);
  const noteOf = (code) => one(`[data-remark="${CSS.escape(code)}"]`);
  const rowOf = (code) => one(`[data-row="${CSS.escape(code)}"]`);
  const isDesk = () => matchMedia("(min-width: 1024px)").matches;
  let last = marks[0];

  function say(text) {
    const place = document.querySelector("[data-save-state]");
    if (!place) return;
    place.className = "save-state bad";
    place.querySelector("[data-save-text]").textContent = text;
  }
  function take(field) {
    if (!field) return;
    field.focus();
    if (field.select) field.select();
  }
  function step(from, way) { take(marks[Math.min(marks.length - 1, Math.max(0, marks.indexOf(from) + way))]); }
  function nextBlank(from) {
    const at = marks.indexOf(from), order = [...marks.slice(at + 1), ...marks.slice(0, at + 1)];
    take(order.find((field) => !field.value.trim()));
  }
  function takeSelf(field) {
    if (isLocked || !field.dataset.self) return;
    field.value = field.dataset.self;
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
    if (field.select) field.select();
  }
  // What a team proposed on site goes into the field as if typed: it is saved, and asked about, like any other mark.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-on-site]"), field = button && document.getElementById(button.dataset.of);
    if (!field) return;
    event.preventDefault();
    field.value = button.dataset.onSite;
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
    button.hidden = true;
    field.focus();
  });
  // A line that is chosen takes the sign or the first letter of an option, such as 1, 0 or A; where no option is called
  // by a digit, its number in the list. Delete takes the choice away.
  function choose(field, key) {
    const options = [...field.options].slice(1), typed = key.toLowerCase(), nth = Number(key) - 1;
    const found = ["Delete", "Backspace"].includes(key) ? field.options[0]
      : key.length > 1 ? null
      : options.find((option) => option.value.toLowerCase() === typed) || options.find((option) => option.value.toLowerCase().startsWith(typed))
        || (options.some((option) => /^[0-9]/.test(option.value)) ? null : options[nth]);
    if (!found || isLocked) return false;
    field.value = found.value;
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
    return true;
  }

  // The row in hand: its star among the heads, its proof in the pane.
  let asked = "", waiting = 0;
  function inHand(field) {
    last = field;
    const section = field.closest("[data-section]").dataset.section;
    for (const head of document.querySelectorAll("[data-head]")) {
      if (head.dataset.head === section) head.setAttribute("aria-current", "true"); else head.removeAttribute("aria-current");
    }
    showProof(field, 150);
  }
  function showProof(field, pause) {
    clearTimeout(waiting);
    if (!pane.offsetParent || !navigator.onLine) return;
    const url = field.dataset.proofUrl;
    if (asked === url) return;
    waiting = setTimeout(async () => {
      asked = url;
      try {
        const response = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
        const text = response.ok ? await response.text() : "";
        if (asked === url) pane.innerHTML = text;
      } catch { asked = ""; }
    }, pause);
  }
  function proof() {
    const isBeside = matchMedia("(min-width: 1280px)").matches;
    if (isBeside) { pane.focus(); return; }
    bench.classList.toggle("with-proof");
    showProof(last, 0);
  }
  form.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) inHand(one("[data-mark]", row));
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-proof]");
    if (!link || !isDesk() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!pane.offsetParent) bench.classList.add("with-proof");
    inHand(one("[data-mark]", link.closest("[data-row]")));
    showProof(last, 0);
  });

  // What the server says after a save: gaps, sums, stars, the line of this branch in the list. The focus stays.
  form.addEventListener("sheet:saved", ({ detail }) => {
    for (const [code, mark] of Object.entries(detail.marks)) {
      const gap = one(`[data-gap="${CSS.escape(code)}"]`), note = noteOf(code);
      gap.textContent = mark.gap;
      gap.className = mark.gap_large ? "bad strong" : "second";
      rowOf(code).classList.toggle("asks", mark.gap_large);
      if (note) note.placeholder = mark.gap_large ? words.askWords : " ";
    }
    const heads = document.querySelector("[data-heads]"), focused = heads.contains(document.activeElement) ? document.activeElement.dataset.head : "";
    heads.innerHTML = detail.heads_html;
    for (const [code, head] of Object.entries(detail.heads)) {
      const stars = one(`[data-head="${CSS.escape(code)}"] .stars`, heads);
      const shut = one(`[data-shut="${CSS.escape(code)}"]`);
      one(`[data-sum="${CSS.escape(code)}"]`).textContent = head.sum;
      if (shut) shut.hidden = !head.shut;
      if (stars) one(`[data-group-star="${CSS.escape(code)}"]`).replaceChildren(stars.cloneNode(true));
      if (code === focused) one(`[data-head="${CSS.escape(code)}"]`, heads).focus({ preventScroll: true });
    }
    if (last) one(`[data-head="${CSS.escape(last.closest("[data-section]").dataset.section)}"]`, heads).setAttribute("aria-current", "true");
    const task = document.querySelector(".task[aria-current]");
    if (!task) return;
    const figure = task.querySelector(".task-figure"), isWhole = detail.marked === marks.length;
    figure.textContent = isWhole ? detail.total : `${detail.marked}/${marks.length}`;
    figure.classList.toggle("strong", isWhole);
    const stars = task.querySelector(".stars");
    if (stars) stars.outerHTML = detail.stars_html;
  });

  // Finished when nothing is blank, wrong or unexplained, and everything lies with the server; else to the first of them.
  function lacking() {
    const named = (list, text) => list.length && { field: list[0], text: text.replace("{codes}", list.map((field) => field.dataset.mark || field.dataset.remark).join(", ")) };
    const against = [...form.querySelectorAll("[data-mark], [data-remark]")].filter((field) => field.matches("[aria-invalid=true]") || document.getElementById(`clash-${field.dataset.mark ? "marks" : "remarks"}-${field.dataset.mark || field.dataset.remark}`));
    const unsaid = marks.map((field) => field.dataset.mark).filter((code) => rowOf(code).matches(".asks") && !noteOf(code).value.trim()).map(noteOf);
    return named(marks.filter((field) => !field.value.trim()), words.blankWords) || named(against, words.wrongWords) || named(unsaid, words.reasonWords);
  }
  async function finish() {
    let found = lacking();
    if (!found) {
      const isSent = await outbox.flush(form);
      found = lacking();
      if (!found && !isSent) return;
    }
    if (found) {
      take(found.field);
      say(found.text);
      return;
    }
    location.assign(words.next);
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter && event.submitter.id === "finish") finish(); else outbox.flush(form);
  });

  // "This branch is finished" shuts the sheet: it waits as well, or the last mark would come too late.
  const done = document.querySelector("form[data-finish]");
  if (done) done.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await outbox.flush(form)) done.submit();
  });

  // Letters and signs act from a mark, the list or the proof, never in a text field, and only where they are switched on.
  const tool = (name, ...given) => { const { proof: viewer } = window.starbranch; if (viewer) viewer[name](...given); };
  let going = 0;
  const isGoing = () => Date.now() - going < 2000;
  const signs = {
    "=": (field) => takeSelf(field), p: () => proof(), "[": () => tool("previous"), "]": () => tool("next"),
    "+": () => tool("zoom", 1), "-": () => tool("zoom", -1), r: () => tool("turn"), n: (field) => take(noteOf(field.dataset.mark)),
    u: (field) => nextBlank(field), g: () => { going = Date.now(); }, "?": () => document.getElementById("keys-dialog").showModal(),
    "/": () => { const search = document.querySelector("[data-search]"); if (search) search.focus(); },
  };
  function sign(key, field) {
    if (isGoing()) {
      going = 0;
      const firsts = [...form.querySelectorAll("[data-section]")].filter((section) => section.dataset.section.toLowerCase().startsWith(key));
      const at = firsts.indexOf(last.closest("[data-section]"));
      if (firsts.length) { take(one("[data-mark]", firsts[(at + 1) % firsts.length])); return true; }
    }
    const run = signs[key];
    if (run) run(field);
    return Boolean(run);
  }
  const steps = { Enter: (event) => (event.shiftKey ? -1 : 1), ArrowDown: () => 1, ArrowUp: () => -1 };
  function inList(event, item) {
    const list = [...bench.querySelectorAll("[data-task]")], way = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isLetter = event.key.length === 1;
    if (!way || (isLetter && !words.letters)) return false;
    const next = list[list.indexOf(item) + way];
    if (next) next.focus();
    return true;
  }
  document.addEventListener("keydown", (event) => {
    const el = event.target, isMark = el.matches("[data-mark]"), item = el.closest("[data-task]"), isNote = el.matches("[data-remark]");
    if (event.isComposing || event.altKey || el.closest("dialog[open]")) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && !isLocked) {
      event.preventDefault();
      event.stopPropagation();
      finish();
      return;
    }
    if (event.ctrlKey || event.metaKey) return;
    const isChoice = isMark && el.matches("select");
    let isTaken = isChoice && !isGoing() && choose(el, event.key);
    if (isTaken) {
      event.preventDefault();
      return;
    }
    if ((isMark || isNote) && steps[event.key] && !(isNote && event.key !== "Enter")) {
      step(isMark ? el : last, steps[event.key](event));
      isTaken = true;
    } else if (event.key === "Escape" && (isNote || pane.contains(el) || bench.matches(".with-proof"))) {
      if (!isNote) bench.classList.remove("with-proof");
      take(last);
      isTaken = true;
    } else if (item) isTaken = inList(event, item);
    const isSigned = event.key === "-" && isMark && el.dataset.least.startsWith("-");
    if (!isTaken && words.letters && !isSigned && (isMark || item || pane.contains(el)) && event.key.length === 1) isTaken = sign(event.key.toLowerCase(), isMark ? el : last);
    if (!isTaken) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  const here = document.querySelector(".task[aria-current]");
  if (here && here.offsetParent) here.closest(".tasks").scrollTop = here.offsetTop - here.closest(".tasks").clientHeight / 2;
  const aimed = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (aimed && aimed.matches("[data-mark], [data-remark]")) take(aimed);
  else if (isDesk() && !isLocked && document.activeElement === document.body) take(marks.find((field) => !field.value.trim()) || marks[0]);
  else showProof(last, 0);
})();
