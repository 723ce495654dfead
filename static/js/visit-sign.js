// What was seen, findings and both hands at one branch, with what only this phone has; a hand goes to this phone first.
(() => {
  "use strict";
  const form = document.getElementById("sign"), { kept, sender, parts } = window.starbranch;
  if (!form || !sender || !parts) return;
  const { words } = sender, every = (selector) => [...document.querySelectorAll(selector)], all = (name) => document.querySelector(`[data-${name}]`);
  const inEffect = ({ state }) => state === "waiting" || state === "done";
  const plural = (name, n) => kept.fill(words[`${name}${n === 1 ? "One" : ""}`] || words[name], { n });

  // How both sides stand, by the page and what came after it here.
  function standing(acts) {
    const good = acts.filter(inEffect), team = good.filter(({ kind }) => kind === "team" || kind === "take-back").pop(), branch = good.filter(({ kind }) => kind === "branch").pop();
    const isBegun = words.status === "started" || (words.status === "planned" && good.some(({ kind }) => ["start", "check", "photo", "finding"].includes(kind)));
    const hasTeam = team ? team.kind === "team" : Boolean(words.teamSigned), hasBranch = Boolean(branch) || Boolean(words.branchSigned);
    return { team: team && team.kind === "team" ? team : null, branch, hasTeam, isBegun, mayTeam: Boolean(words.leads) && isBegun && !hasTeam, mayBranch: (Boolean(words.onTeam) || Boolean(words.isBranch)) && isBegun && hasTeam && !hasBranch };
  }
  function showSeen(acts) {
    for (const item of every("[data-seen]")) {
      const last = acts.filter((act) => act.kind === "check" && act.part === item.dataset.seen && inEffect(act)).pop();
      if (!last) continue;
      item.hidden = !last.given.mark && !last.given.seen;
      item.querySelector("[data-seen-mark]").textContent = last.given.mark;
      item.querySelector("[data-seen-words]").textContent = last.given.seen;
      item.querySelector("[data-chip]").replaceChildren(...(kept.isOpen(last) ? [parts.make("waiting")] : []));
    }
    const list = all("seen-list");
    if (list) list.hidden = !every("[data-seen]:not([hidden])").length;
  }
  const pictures = (acts, code) => acts.filter((act) => act.kind === "photo" && code && act.part === code && inEffect(act)).map((act) => {
    const item = parts.make("photo", { when: kept.clock(act.at), key: "", code }), picture = item.querySelector("img");
    if (act.thumb) picture.src = act.thumb; else picture.remove();
    item.querySelector(kept.isOpen(act) ? ".queued.sent" : ".queued:not(.sent)").remove();
    item.querySelector("button").remove();
    return item;
  });
  function showFindings(acts, { mayBranch, branch }) {
    const place = all("finding-list"), gone = new Set(acts.filter(({ kind }) => kind === "drop-finding").map(({ given }) => String(given.made)));
    for (const part of every("[data-finding]")) part.hidden = gone.has(part.dataset.finding);
    for (const act of acts.filter((one) => one.kind === "finding" && inEffect(one) && !gone.has(`@${one.key}`))) {
      let part = place.querySelector(`[data-finding="@${act.key}"]`);
      if (!part) {
        part = parts.make("finding-part", { code: act.part, text: act.given.text, key: `@${act.key}`, by: words.name, when: kept.clock(act.at) });
        place.append(part);
      }
      part.querySelector("[data-due]").textContent = act.given.due_on ? kept.fill(words.due, { day: kept.day(act.given.due_on) }) : "";
      part.querySelector("[data-due]").hidden = !act.given.due_on;
      part.querySelector("[data-chip]").replaceChildren(...(kept.isOpen(act) ? [parts.make("waiting")] : []));
      part.querySelector(".thumbs").replaceChildren(...pictures(acts, act.part));
      part.querySelector(".thumbs").hidden = !part.querySelector(".thumbs").children.length;
    }
    for (const box of every("[data-answer]")) {
      const said = branch && branch.given.answers[box.closest("[data-finding]").dataset.finding];
      box.hidden = !mayBranch;
      if (!said) continue;
      const word = box.parentElement.querySelector("[data-said]");
      word.hidden = false;
      word.querySelector("p").textContent = said;
    }
  }
  function hand(strokes) {
    const [svg, path] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
    svg.setAttribute("viewBox", "0 0 600 200");
    svg.setAttribute("class", "hand-drawn");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", strokes.map((line) => line.reduce((said, at, i) => said + (i % 2 ? ` ${at}` : `${i ? " L" : "M"}${at}`), "")).join(" "));
    svg.append(path);
    return svg;
  }
  function showHand(side, act, name, isSigned) {
    const box = document.querySelector(`[data-side="${side}"] .hand`), said = box.querySelector("[data-hand-said]");
    if (!act) { if (box.dataset.here) location.reload(); return; }
    box.dataset.here = "1";
    box.classList.toggle("signed", isSigned);
    const typed = Object.assign(document.createElement("p"), { className: "hand-typed", textContent: name });
    said.replaceChildren(act.given.strokes.length ? hand(act.given.strokes) : typed);
    const when = Object.assign(document.createElement("p"), { className: "hand-when" });
    when.append(kept.fill(words.signedAt, { name, when: kept.clock(act.at) }), " ", ...(kept.isOpen(act) ? [parts.make("waiting")] : [parts.make("sent")]));
    said.append(when);
  }
  function open(side, may) {
    const pad = document.querySelector(`[data-pad="${side}"]`), foot = document.querySelector(`[data-foot="${side}"]`);
    if (!pad) return;
    pad.hidden = pad.disabled = !may;
    foot.hidden = !may;
  }
  function headline(acts) {
    const seen = every("[data-seen]:not([hidden])").length, asked = Number(words.asked), findings = every("[data-finding]:not([hidden])").length;
    const looked = seen < asked ? kept.fill(words.seenSome, { seen, asked }) : plural("seenAll", asked);
    all("headline").textContent = kept.fill(findings ? words.headFound : words.headNone, { looked, found: plural("found", findings) });
  }
  async function show() {
    const acts = await parts.acts();
    all("stuck-whole").replaceChildren(...acts.filter(({ state }) => state === "clash" || state === "held").map(parts.stuck));
    if (!acts.length) return;
    const stands = standing(acts);
    showSeen(acts);
    showFindings(acts, stands);
    showHand("team", stands.team, words.name, stands.hasTeam);
    showHand("branch", stands.branch, stands.branch ? stands.branch.given.name || words.name : "", Boolean(stands.branch));
    open("team", stands.mayTeam);
    open("branch", stands.mayBranch);
    headline(acts);
  }

  function answers() {
    const found = {};
    for (const box of every("[data-answer]:not([hidden])")) found[box.closest("[data-finding]").dataset.finding] = box.querySelector("textarea").value.trim();
    return found;
  }
  async function signed(event) {
    const { submitter } = event, isBack = submitter && submitter.matches("[data-take-back]"), side = isBack ? "take-back" : submitter && submitter.name === "side" ? submitter.value : "";
    if (!side) return;
    event.preventDefault();
    const pad = document.querySelector(`[data-pad="${side}"]`), drawn = pad && pad.querySelector("[name=strokes]").value, name = form.elements.name;
    if (side === "branch" && name) {
      name.setCustomValidity(name.value.trim() ? "" : words.nameNeeded);
      if (!name.reportValidity()) return;
    }
    const hand = { version: Number(words.version), strokes: drawn ? JSON.parse(drawn) : [] };
    const more = side === "branch" ? { name: name ? name.value.trim() : "", word: form.elements.word.value.trim(), answers: answers() } : {};
    if (!(await sender.keep(side, isBack ? {} : { ...hand, ...more }))) return;
    form.removeAttribute("data-guard");
    await sender.flush();
    if (!sender.state.offline && !sender.state.why && !(await kept.all(sender.person, Number(words.stop))).some(kept.isOpen)) location.reload();
  }
  sender.opened.then((isOpen) => {
    if (!isOpen) return;
    form.removeAttribute("data-guard");
    form.addEventListener("submit", signed);
    form.addEventListener("input", ({ target }) => { if (target.name === "name") target.setCustomValidity(""); });
    document.addEventListener("visit:kept", show);
    show();
  });
})();
