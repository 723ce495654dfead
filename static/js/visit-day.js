// The day on a phone: which branch has something waiting here, and everything that needs a person, to be read, tried
// again or carried on as a text file.
(() => {
  "use strict";
  const place = document.querySelector("[data-kept-part]"), { kept, sender, parts } = window.starbranch;
  if (!place || !sender || !parts) return;
  const { words, person } = sender, list = place.querySelector("[data-kept-list]");

  function showStops(acts) {
    for (const item of document.querySelectorAll("[data-stop-row]")) {
      const n = acts.filter((act) => act.stop === Number(item.dataset.stopRow)).length, chip = item.querySelector("[data-waits]");
      chip.hidden = !n;
      chip.querySelector("span").textContent = kept.fill(words.waits, { n });
    }
  }
  async function show() {
    const acts = (await kept.all(person)).filter(kept.isOpen), stuck = acts.filter(({ state }) => state !== "waiting");
    showStops(acts);
    place.hidden = !acts.length;
    list.replaceChildren(...acts.map((act) => {
      if (stuck.includes(act)) return parts.stuck(act);
      return parts.make("line", { branch: act.branch, what: parts.describe(act), when: kept.clock(act.at) });
    }));
    place.querySelector("[data-kept-export]").onclick = () => parts.exported(acts);
  }
  document.addEventListener("visit:kept", show);
  show();
})();
