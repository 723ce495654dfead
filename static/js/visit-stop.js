// The team's page at one branch: whatever is typed, photographed or found goes to this phone first and from here to the
// server, so that it makes no difference whether there is a network.
(() => {
  "use strict";
  const form = document.getElementById("stop"), { kept, sender, parts, shot } = window.starbranch;
  if (!sender || !parts) return;
  const { words } = sender, PAUSE = 600, DRAFT = `starbranch.visits.draft.${sender.person}.${words.stop}`;
  const rows = form ? [...form.querySelectorAll("[data-criterion]")] : [], codeOf = (row) => row.dataset.criterion;
  const rowOf = (code) => rows.find((row) => codeOf(row) === code), one = (row, selector) => row.querySelector(selector);
  const markOf = (row) => one(row, "[data-mark-field]"), wordsOf = (row) => one(row, "[data-words-field]");
  let timer = 0, noting = Promise.resolve();

  // Marks and words. What was sent before may have arrived: it is never changed, a newer act follows it.
  async function write(row, typing) {
    const given = { criterion: codeOf(row), mark: markOf(row).value.trim(), seen: wordsOf(row).value.trim() };
    const mine = (await parts.acts()).filter((act) => act.kind === "check" && act.part === given.criterion), last = mine[mine.length - 1];
    const stands = last ? last.given : { mark: row.dataset.mark, seen: row.dataset.words };
    const isSame = stands.mark === given.mark && stands.seen === given.seen;
    if (isSame && !(last && last.typing && !typing)) return;
    const version = Math.max(Number(row.dataset.version), ...mine.map(({ receipt }) => (receipt ? receipt.check_to : 0)));
    const said = { mark: given.mark, seen: given.seen }, isLoose = (act) => kept.isOpen(act) && (act.tried === 0 || act.state !== "waiting");
    const left = last && await kept.change(last.id, (now) => (isLoose(now) ? { ...now, ...mended(now), typing, at: isSame ? now.at : new Date().toISOString(), given: { ...now.given, ...said } } : now));
    if (left && isLoose(left)) sender.say(); else if (!isSame) await sender.keep("check", { ...given, version }, { typing, title: row.dataset.title });
  }
  const mended = ({ state }) => (state === "held" ? { state: "waiting", key: kept.key(), answer: null, tried: 0 } : {});
  const note = (row, typing) => (noting = noting.then(() => write(row, typing)).catch(() => { sender.state.full = true; sender.say(); }));
  const send = () => sender.flush();
  function typed(event) {
    const row = event.target.closest("[data-criterion]");
    if (!row || !event.target.matches("[data-mark-field], [data-words-field]")) return;
    clearTimeout(timer);
    if (event.type === "change") note(row, false).then(send); else timer = setTimeout(() => note(row, true), PAUSE);
  }
  async function photograph(input) {
    const row = input.closest("[data-criterion]"), files = [...input.files];
    input.value = "";
    for (const file of files) await sender.keep("photo", { criterion: codeOf(row) }, await shot(file));
    send();
  }

  // One finding, kept while it is written.
  const finding = () => ({ text: form.elements.finding.value.trim(), criterion: form.elements["finding-criterion"].value, due_on: form.elements["finding-due"].value || null });
  const draft = (text) => { try { if (text) localStorage.setItem(DRAFT, text); else localStorage.removeItem(DRAFT); } catch { /* nothing is kept here */ } };
  function restored() {
    try {
      const { text, criterion, due_on: due } = JSON.parse(localStorage.getItem(DRAFT)) || {};
      if (text && !form.elements.finding.value) Object.assign(form.elements.finding, { value: text }) && Object.assign(form.elements["finding-criterion"], { value: criterion }) && Object.assign(form.elements["finding-due"], { value: due || "" });
    } catch { /* none */ }
  }
  async function find() {
    const said = finding();
    if (!said.text || !(await sender.keep("finding", said))) return;
    form.elements.finding.value = form.elements["finding-due"].value = "";
    draft("");
  }
  // Taken back before it was sent, it never was; else the server is told.
  async function takeBack(kind, name) {
    const act = (await kept.all(sender.person, Number(words.stop))).find(({ key }) => `@${key}` === name);
    const left = act && await kept.change(act.id, (now) => (now.state === "waiting" && now.tried === 0 ? null : now));
    if (!act || left) await sender.keep(kind, { made: act && act.receipt ? act.receipt.made : act ? name : Number(name) });
    sender.say();
  }
  async function onward(go) {
    if (go === "sign") {
      await Promise.race([sender.flush(), new Promise((resolve) => { setTimeout(resolve, 3000); })]);
      // Without a worker the next page would be the browser's own "no network".
      const hasPages = navigator.serviceWorker && navigator.serviceWorker.controller;
      sender.state.stay = sender.state.offline && !hasPages;
      if (sender.state.stay) sender.say(); else location.assign(words.signPage);
      return;
    }
    const next = rowOf(go);
    if (!next) return;
    for (const row of rows) row.open = row === next;
    next.scrollIntoView({ block: "start" });
    next.querySelector("summary").focus({ preventScroll: true });
  }
  async function submitted(event) {
    event.preventDefault();
    clearTimeout(timer);
    const { name, value } = event.submitter || {};
    for (const row of rows) await note(row, false);
    await find();
    if (name === "remove") await takeBack("drop-photo", value);
    if (name === "drop") await takeBack("drop-finding", value);
    send();
    await onward(name === "go" ? value : "");
  }

  // What lies here, over what the server or the page taken along says.
  function showCheck(row, acts) {
    const mine = acts.filter((act) => act.kind === "check" && act.part === codeOf(row)), last = mine[mine.length - 1];
    const about = acts.filter((act) => act.part === codeOf(row)), open = about.filter(kept.isOpen), chip = one(row, "[data-chip]");
    if (last) {
      for (const [field, value, was] of [[markOf(row), last.given.mark, row.dataset.mark], [wordsOf(row), last.given.seen, row.dataset.words]]) {
        if (field !== document.activeElement && field.value !== value) field.value = value;
        field.classList.toggle("unsaved", kept.isOpen(last) && value !== was);
      }
      one(row, ".row-mark").textContent = last.given.mark;
    }
    row.dataset.done = last ? (last.given.mark || last.given.seen ? "1" : "") : row.dataset.wasDone || "";
    const stuck = open.filter(({ state }) => state !== "waiting"), name = stuck.length ? "stuck" : open.length ? "waiting" : about.length ? "sent" : "";
    if (name) chip.replaceChildren(parts.make(name));
    one(row, "[data-stuck]").replaceChildren(...stuck.map(parts.stuck));
    if (stuck.length && !row.dataset.shown) row.open = Boolean(row.dataset.shown = "1");
  }
  function showPhotos(row, acts) {
    const gone = new Set(acts.filter(({ kind }) => kind === "drop-photo").map(({ given }) => String(given.made)));
    for (const old of row.querySelectorAll("[data-kept-photo]")) old.remove();
    for (const item of row.querySelectorAll("[data-use]")) item.hidden = gone.has(item.dataset.use);
    const add = one(row, "[data-photo-add]");
    for (const act of acts.filter(({ kind, part, key, receipt }) => kind === "photo" && part === codeOf(row) && !gone.has(`@${key}`) && !(receipt && gone.has(String(receipt.made))))) {
      const item = parts.make("photo", { when: kept.clock(act.at), key: `@${act.key}`, code: act.part }), picture = item.querySelector("img");
      if (act.thumb) picture.src = act.thumb; else picture.remove();
      item.querySelector(kept.isOpen(act) ? ".queued.sent" : ".queued:not(.sent)").remove();
      add.before(item);
    }
  }
  function showFindings(acts) {
    const list = document.getElementById("findings"), gone = new Set(acts.filter(({ kind }) => kind === "drop-finding").map(({ given }) => String(given.made)));
    for (const old of list.querySelectorAll("[data-kept-finding]")) old.remove();
    for (const item of list.querySelectorAll("[data-finding]")) item.hidden = gone.has(item.dataset.finding);
    for (const act of acts.filter(({ kind, key, receipt }) => kind === "finding" && !gone.has(`@${key}`) && !(receipt && gone.has(String(receipt.made))))) {
      const item = parts.make("finding", { code: act.part, text: act.given.text, key: `@${act.key}`, when: kept.clock(act.at) });
      item.querySelector("[data-due]").textContent = act.given.due_on ? kept.fill(words.due, { day: kept.day(act.given.due_on) }) : "";
      item.querySelector("[data-chip]").replaceChildren(parts.make(act.state === "waiting" ? "waiting" : act.state === "done" ? "sent" : "stuck"));
      list.append(item);
    }
    list.hidden = !list.querySelector("li:not([hidden])");
  }
  async function show() {
    const acts = await parts.acts(), hand = acts.filter(({ kind }) => kind === "team" || kind === "take-back").pop();
    if (hand && hand.kind === "team" && (hand.state === "waiting" || hand.state === "done")) { location.replace(words.signPage); return; }
    const last = acts.filter(({ kind, state }) => (kind === "skip" || kind === "resume") && state !== "done").pop();
    const whole = acts.filter(({ state, part }) => !part && state !== "waiting" && state !== "done");
    document.querySelector("[data-stuck-whole]").replaceChildren(...whole.map(parts.stuck));
    const skipped = document.querySelector("[data-skipped-box]");
    skipped.hidden = !(last && last.kind === "skip");
    skipped.querySelector("div").textContent = last ? kept.fill(words.skippedHere, { reason: last.given.reason || "", when: kept.clock(last.at) }) : "";
    if (!form) return;
    for (const row of rows) { showCheck(row, acts); showPhotos(row, acts); }
    showFindings(acts);
    const done = rows.filter((row) => row.dataset.done).length, next = rows.find((row) => !row.dataset.done && !row.open), foot = document.querySelector("[data-foot-next]");
    document.querySelector("[data-head-looked]").textContent = kept.fill(words.looked, { done, n: rows.length });
    foot.value = next ? codeOf(next) : "sign";
    foot.textContent = next ? kept.fill(words.next, { code: codeOf(next), title: next.dataset.title }) : words.toSign;
  }

  // Leaving out and coming back wait for a network like everything else.
  async function leftOut(event) {
    const [, kind] = /\/(skip|resume)\/$/.exec(event.target.getAttribute("action") || "") || [];
    if (!kind) return;
    event.preventDefault();
    if (!(await sender.keep(kind, kind === "skip" ? { reason: event.target.elements.reason.value.trim() } : {}))) return;
    await Promise.race([sender.flush(), new Promise((resolve) => { setTimeout(resolve, 3000); })]);
    location.assign(words.day);
  }
  function changed(event) {
    typed(event);
    if (!event.target.matches("[data-autosubmit]")) return;
    event.stopPropagation();
    photograph(event.target);
  }
  function entered(event) {
    typed(event);
    if (event.target.name && event.target.name.startsWith("finding")) draft(JSON.stringify(finding()));
  }
  // Where this browser keeps nothing, the page stays as it came, and sends its form as always.
  sender.opened.then((isOpen) => {
    if (!isOpen) return;
    document.addEventListener("submit", leftOut);
    document.addEventListener("visit:kept", show);
    if (form) {
      form.removeAttribute("data-guard");
      form.addEventListener("input", entered);
      form.addEventListener("change", changed);
      form.addEventListener("submit", submitted);
      form.addEventListener("toggle", show, true);
      restored();
    }
    show();
  });
})();
