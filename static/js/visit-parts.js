// Parts of the pages of a visit that show what only this phone has: badges, photos, conflicts, refusals, a text file.
(() => {
  "use strict";
  const place = document.getElementById("visit"), { kept, sender } = window.starbranch;
  if (!place || !sender) return;
  const { words } = sender;

  // A template's copy with {names} filled in, in its words and its attributes.
  function make(name, values = {}) {
    const part = document.querySelector(`template[data-make="${name}"]`).content.cloneNode(true);
    const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walk.nextNode()) {
      const { currentNode: node } = walk;
      if (node.data) node.data = kept.fill(node.data, values);
      else for (const { name: called, value } of node.attributes) if (value.includes("{")) node.setAttribute(called, kept.fill(value, values));
    }
    return part.firstElementChild;
  }
  const joined = (mark, seen) => [mark, seen].filter(Boolean).join(" · ") || words.blank;
  const SAID = {
    check: ({ mark, seen }) => joined(mark, seen),
    finding: ({ text }) => text, skip: ({ reason }) => reason,
    team: () => "", branch: ({ name }) => name, photo: (given, act) => act.name,
  };
  // What an act says, in one line.
  function describe(act) {
    const what = [act.part, words[`kind${act.kind.replace(/(?:^|-)(\w)/g, (all, letter) => letter.toUpperCase())}`]].filter(Boolean).join(" ");
    const said = SAID[act.kind] ? SAID[act.kind](act.given, act) : "";
    return said ? `${what}${words.colon}${said}` : what;
  }
  const byAt = ({ by, at }) => [by, at && kept.clock(at)].filter(Boolean).join(" ");
  // Why the server did not take it, who was before and when, what stands, and whom to ask.
  const ASKS = { "stage-not-open": words.ask, "team-signed": "" };
  function reason({ code, message, details }) {
    const who = byAt(details), { theirs, ask } = details, asking = code in ASKS ? ASKS[code] : words.askWhom;
    const fields = Object.values(details).filter((said) => Array.isArray(said) && typeof said[0] === "string" && said[0] !== message).map(([said]) => said);
    const stands = theirs && kept.fill(words.stands, { what: joined(theirs.mark, theirs.seen), who: byAt(theirs) });
    return [message, ...fields, who && kept.fill(words.who, { who }), stands, ask && kept.fill(asking, { who: ask })].filter(Boolean).join(kept.space);
  }

  // Everything as text, to be passed on by hand.
  function exported(acts) {
    const lines = acts.map((act) => `${kept.today(new Date(act.at))} ${kept.clock(act.at)}  ${act.branch}  ${describe(act)}${act.answer ? `\n    ${reason(act.answer)}` : ""}`);
    const link = document.createElement("a"), url = URL.createObjectURL(new Blob([`${lines.join("\n")}\n`], { type: "text/plain;charset=utf-8" }));
    Object.assign(link, { href: url, download: `${words.branch || words.visit}-${kept.today()}.txt` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }
  const again = async (act, patch) => {
    await kept.change(act.id, (now) => ({ ...now, ...patch, state: "waiting", answer: null, key: kept.key(), tried: 0 }));
    sender.flush();
  };
  const drop = async (act) => { await kept.remove(act.id); sender.say(); };

  // Two values with name and minute: the person chooses. What another wrote then shows here as if it had been read.
  function clash(act) {
    const { details } = act.answer, isHand = !details.theirs;
    const stands = isHand ? details.stands.slice(0, 6).map((row) => `${row.part} ${joined(row.mark, row.seen)} (${byAt(row)})`).join("；") : joined(details.theirs.mark, details.theirs.seen);
    const values = { code: act.part, title: words[`kind${isHand ? (act.kind === "team" ? "Team" : "Branch") : "Check"}`], by: isHand ? words.server : details.theirs.by, at: isHand ? "" : kept.clock(details.theirs.at), theirs: stands, mine: isHand ? describe(act) : joined(act.given.mark, act.given.seen), when: kept.clock(act.at) };
    const part = make("clash", values);
    for (const button of part.querySelectorAll("[data-choose]")) {
      button.type = "button";
      button.removeAttribute("name");
      if (button.dataset.choose === "mine") button.hidden = act.kind === "branch";
      button.addEventListener("click", () => {
        if (button.dataset.choose === "mine") again(act, { given: { ...act.given, version: details.version } });
        else if (isHand) drop(act);
        else kept.change(act.id, (now) => ({ ...now, state: "done", isTheirs: true, given: { ...now.given, mark: details.theirs.mark || "", seen: details.theirs.seen }, receipt: { check_to: details.version, version_to: Infinity } })).then(sender.flush);
      });
    }
    return part;
  }
  function held(act) {
    const part = make("held", { what: describe(act), when: kept.clock(act.at), why: reason(act.answer) }), button = (name) => part.querySelector(`[data-held-${name}]`);
    button("again").addEventListener("click", () => again(act, {}));
    button("export").addEventListener("click", () => exported([act]));
    button("drop").addEventListener("click", ({ currentTarget }) => {
      if (currentTarget.dataset.sure) drop(act);
      currentTarget.dataset.sure = "1";
      currentTarget.textContent = words.dropSure;
    });
    return part;
  }
  const stuck = (act) => (act.state === "clash" ? clash(act) : held(act));

  // What the page shows already needs no showing: sent acts leave this phone once the server's own page has them.
  let isFirst = !document.body.dataset.keptAt;
  async function acts() {
    const all = await kept.all(sender.person, Number(words.stop)), version = Number(words.version);
    const isStale = (act) => act.isTheirs || act.receipt.version_to <= version, isWhole = isFirst && !all.some(kept.isOpen);
    isFirst = false;
    if (isWhole) await Promise.all(all.filter(isStale).map(({ id }) => kept.remove(id)));
    return all.filter((act) => kept.isOpen(act) || act.receipt.version_to > version && !(isWhole && act.isTheirs));
  }
  window.starbranch.parts = { make, describe, stuck, exported, acts, joined };
})();
