// The strip below the bar: is there a network, what lies on this phone and since when, what needs a person.
(() => {
  "use strict";
  const strip = document.querySelector("[data-visit-strip]"), { kept, sender } = window.starbranch;
  if (!strip || !sender) return;
  const { words, state, person } = sender, part = (name) => strip.querySelector(`[data-strip-${name}]`);
  const KINDS = { check: "marks", photo: "photos", finding: "findings", team: "hands", branch: "hands" };
  const plural = (name, n) => kept.fill(words[`${name}${n === 1 ? "One" : ""}`] || words[name], { n });

  // "6 marks, 9 photos", by kind; whatever else waits counts as entries.
  function counted(acts) {
    const sums = {};
    for (const act of acts) sums[KINDS[act.kind] || "others"] = (sums[KINDS[act.kind] || "others"] || 0) + 1;
    return ["marks", "photos", "findings", "hands", "others"].filter((name) => sums[name]).map((name) => plural(name, sums[name])).join(words.and);
  }
  const since = (acts) => kept.clock(acts.reduce((first, act) => (act.at < first ? act.at : first), acts[0].at));
  function told(acts) {
    const waiting = acts.filter((act) => act.state === "waiting"), stuck = acts.filter((act) => act.state === "clash" || act.state === "held");
    const lies = waiting.length ? kept.fill(words.lies, { what: counted(waiting), since: since(waiting) }) : "";
    const last = sender.lastOnline(), seen = last ? kept.fill(words.last, { time: kept.clock(last) }) : "";
    if (state.none) return { tone: "bad", title: words.none, text: words.noneWhat };
    if (state.full) return { tone: "bad", title: words.full, text: words.fullWhat, act: "send" };
    if (state.why === "signed-out") return { tone: "warn", title: words.signedOut, text: lies, act: "sign-in" };
    if (state.why === "other") return { tone: "bad", title: words.other, text: lies };
    if (state.offline || !navigator.onLine) return { tone: "warn", icon: "off", title: state.stay ? words.stay : words.offline, text: [lies || words.nothing, seen].filter(Boolean).join(kept.space), act: waiting.length && navigator.onLine ? "send" : "" };
    if (stuck.length) return { tone: "bad", title: plural("stuck", stuck.length), text: words.stuckWhat, act: "stuck" };
    if (waiting.length) return { tone: "warn", title: state.why === "later" ? words.failing : words.sending, text: lies, act: state.why === "later" ? "send" : "" };
    return document.body.dataset.keptAt ? { tone: "warn", title: words.kept, text: "", act: "reload" } : null;
  }
  const ACTS = { reload: () => location.reload(), send: () => sender.flush(), "sign-in": () => location.assign(words.signIn), stuck: () => { const here = document.querySelector(".visit-stuck :is(.conflict, .notice)"); if (here) here.scrollIntoView({ block: "center" }); else location.assign(`${words.day}#kept`); } };

  async function show() {
    const acts = state.none ? [] : (await kept.all(person).catch(() => [])).filter(kept.isOpen), said = told(acts), old = document.body.dataset.keptAt;
    strip.hidden = !said;
    if (!said) return;
    strip.className = `visit-strip ${said.tone}`;
    for (const icon of strip.querySelectorAll("[data-icon]")) icon.toggleAttribute("hidden", (icon.dataset.icon === "off") !== (said.icon === "off"));
    part("title").textContent = said.title;
    part("text").textContent = said.text;
    part("old").textContent = old ? kept.fill(words.old, { time: kept.clock(old), day: kept.today(new Date(old)) === kept.today() ? "" : kept.day(kept.today(new Date(old))) }) : "";
    const button = part("act");
    button.hidden = !said.act;
    button.textContent = { send: words.sendNow, "sign-in": words.signInNow, stuck: words.look, reload: words.anew }[said.act] || "";
    button.onclick = ACTS[said.act] || null;
  }
  document.addEventListener("visit:kept", show);
  show();
})();
