// Sends what the phone kept, act by act in its order, through one door, each under its key: a repeat has no second
// effect. What cannot be taken stays here with its reason; nothing is dropped.
(() => {
  "use strict";
  const place = document.getElementById("visit"), { kept } = window.starbranch;
  if (!place || !("indexedDB" in window)) return;
  const words = place.dataset, person = Number(words.person), LAST = `starbranch.visits.last.${person}`;
  const FIRST_WAIT = 2000, LONGEST_WAIT = 60000, PATIENCE = 20000, PATIENCE_FILE = 120000;
  const WHOLE = new Set(["team", "branch", "take-back", "skip", "resume"]);
  const state = { offline: !navigator.onLine || Boolean(document.body.dataset.keptAt), why: "", sending: false };
  let busy = null, wait = FIRST_WAIT, timer = 0;

  const token = () => (/(?:^|; )csrftoken=([^;]+)/.exec(document.cookie) || [])[1] || "";
  const url = (act) => words.queueUrl.replace("/0/", `/${act.stop}/`);
  const say = () => document.dispatchEvent(new CustomEvent("visit:kept", { detail: state }));
  const lastOnline = (now) => {
    try {
      if (now) localStorage.setItem(LAST, new Date().toISOString());
      return localStorage.getItem(LAST);
    } catch { return null; }
  };
  if (navigator.onLine && !document.body.dataset.keptAt) lastOnline(true);

  // A whole-stop act waits for all before it; others wait for such an act, and for the same criterion's earlier words.
  function isBehind(act, earlier) {
    if (earlier.stop !== act.stop || !kept.isOpen(earlier)) return false;
    if (WHOLE.has(act.kind) || WHOLE.has(earlier.kind)) return true;
    const names = JSON.stringify(act.given.made || "");
    return names.includes(earlier.key) || (act.kind === "check" && earlier.kind === "check" && act.part === earlier.part);
  }
  const nextOf = (acts) => acts.find((act, at) => act.state === "waiting" && !act.typing && !acts.slice(0, at).some((earlier) => isBehind(act, earlier)));

  // What was made by an act of this phone is named by its key until the server has given it a number.
  function resolved(given, acts) {
    const number = (name) => { const found = acts.find(({ key }) => `@${key}` === name); return found && found.receipt ? found.receipt.made : name; };
    const said = { ...given };
    if (typeof said.made === "string") said.made = number(said.made);
    if (said.answers) said.answers = Object.fromEntries(Object.entries(said.answers).map(([name, text]) => [number(name), text]));
    return said;
  }
  function bodyOf(act, acts) {
    const frame = { kind: act.kind, key: act.key, person, at: act.at, sent_at: new Date().toISOString() };
    const said = { ...frame, ...resolved(act.given, acts) };
    if (!act.bytes) return JSON.stringify(said);
    const form = new FormData();
    for (const [name, value] of Object.entries(said)) form.append(name, value);
    form.append("file", new Blob([act.bytes], { type: act.type }), act.name);
    return form;
  }
  async function asked(act, acts) {
    const stopper = new AbortController(), bell = setTimeout(() => stopper.abort(), act.bytes ? PATIENCE_FILE : PATIENCE);
    const headers = { "X-CSRFToken": token(), ...(act.bytes ? {} : { "Content-Type": "application/json" }) };
    try {
      const response = await fetch(url(act), { method: "POST", headers, body: bodyOf(act, acts), credentials: "same-origin", signal: stopper.signal });
      return { status: response.status, body: await response.json().catch(() => ({})) };
    } catch { return { status: 0, body: {} }; } finally { clearTimeout(bell); }
  }

  // True where the next one may follow.
  async function send({ id }, acts) {
    const act = await kept.change(id, (now) => (now.state === "waiting" && !now.typing ? { ...now, tried: now.tried + 1 } : now));
    if (!act || act.state !== "waiting" || act.typing) return true;
    const { status, body } = await asked(act, acts), error = body.error || {};
    if (status && status < 500) lastOnline(true);
    state.offline = status === 0;
    if (status === 200) return settle(act, { state: "done", receipt: body, bytes: null });
    if (status === 401 || error.code === "csrf") return pause("signed-out");
    if (error.code === "other-person") return pause("other");
    if (status === 0 || status === 429 || status >= 500) return pause("later");
    const clash = status === 409 && error.code === "conflict";
    const answer = { code: error.code || "", message: error.message || words.gone, details: error.details || {}, at: new Date().toISOString() };
    return settle(act, { state: clash ? "clash" : "held", answer });
  }
  async function settle(act, patch) {
    wait = FIRST_WAIT;
    state.why = "";
    await kept.change(act.id, (now) => ({ ...now, ...patch }));
    say();
    return true;
  }
  function pause(why) {
    state.why = why;
    if (why === "later") {
      clearTimeout(timer);
      timer = setTimeout(flush, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    return false;
  }
  async function run() {
    for (;;) {
      const acts = await kept.all(person), next = nextOf(acts);
      if (!next) { if (!acts.some(kept.isOpen)) state.why = ""; return; }
      if (!navigator.onLine) { state.offline = true; return; }
      if (!(await send(next, acts))) return;
    }
  }
  const alone = () => (navigator.locks ? navigator.locks.request("starbranch-visits", run) : run());

  // Sends until nothing can go; waits for who sends already.
  async function flush() {
    clearTimeout(timer);
    if (!(await opened)) return undefined;
    if (busy) { await busy; return state.why ? undefined : flush(); }
    state.sending = true;
    say();
    busy = alone().catch(() => pause("later")).finally(() => { busy = null; state.sending = false; say(); });
    return busy;
  }
  const now = () => { wait = FIRST_WAIT; return flush(); };

  // Keeps one act; false, told in the strip, where the phone has no room.
  async function keep(kind, given, more = {}) {
    const act = { person, visit: Number(words.visit), stop: Number(words.stop), branch: words.branch, page: words.page, kind, part: given.criterion || "", given, key: kept.key(), at: new Date().toISOString(), state: "waiting", tried: 0, ...more };
    try {
      if (act.bytes && !(await kept.hasRoom(act.bytes.byteLength))) throw new DOMException("", "QuotaExceededError");
      act.id = await kept.add(act);
      state.full = false;
    } catch {
      state.full = true;
      say();
      return null;
    }
    say();
    return act;
  }

  // What was being typed when the page was shut is finished now; false where this browser keeps nothing at all.
  const opened = kept.all(person)
    .then((acts) => Promise.all(acts.filter((act) => act.typing).map((act) => kept.change(act.id, (now) => ({ ...now, typing: false })))))
    .then(() => true, () => { state.none = true; say(); return false; });

  window.starbranch.sender = { person, words, state, keep, flush: now, say, lastOnline, token, opened };
  addEventListener("online", () => { state.offline = false; now(); });
  addEventListener("offline", () => { state.offline = true; say(); });
  addEventListener("beforeunload", (event) => { if (state.full) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") now(); });
  addEventListener("DOMContentLoaded", now);
})();
