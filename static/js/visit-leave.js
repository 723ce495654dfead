// Pages that a phone took along are for one person and one day: they go when another person signs in, at sign-out and
// after the day. What waits to be sent stays, under its person's name, and is warned of before signing out.
(() => {
  "use strict";
  const place = document.getElementById("leaving"), { kept } = window.starbranch;
  if (!place || !("indexedDB" in window)) return;
  const words = place.dataset, person = Number(words.person), OUT = words.signOut, LONG = 3 * 86400000;

  async function forget(isKept) {
    if (!("caches" in window)) return;
    const names = (await caches.keys()).filter((name) => name.startsWith("visit.") && !isKept(name));
    await Promise.all(names.map((name) => caches.delete(name)));
  }
  // What was sent is not kept longer than it takes to be seen in the server's own pages.
  const sweep = async (age) => {
    for (const act of await kept.all(person)) if (!kept.isOpen(act) && Date.now() - new Date(act.at) >= age) await kept.remove(act.id);
  };
  const waiting = async () => (await kept.all(person)).filter(kept.isOpen);

  // A name is visit.PERSON.VISIT.DAY.
  forget((name) => {
    const [, whose, , day] = name.split(".");
    return Number(whose) === person && day >= kept.today();
  }).catch(() => {});
  sweep(LONG).catch(() => {});

  async function leave(form) {
    await Promise.allSettled([forget(() => false), sweep(0)]);
    form.submit();
  }
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.getAttribute("action") !== OUT || form.method !== "post") return;
    event.preventDefault();
    const acts = await waiting().catch(() => []);
    if (!acts.length) return leave(form);
    const dialog = place.querySelector("dialog");
    dialog.querySelector("[data-leaving]").textContent = kept.fill(words.waits, { n: acts.length });
    dialog.querySelector("[data-leave]").onclick = () => leave(form);
    place.hidden = false;
    dialog.showModal();
  }, true);

  // On every other page: what waits, and the way there.
  const messages = document.getElementById("messages");
  if (!messages || document.getElementById("visit")) return;
  waiting().then((acts) => {
    if (!acts.length) return;
    const strip = messages.appendChild(document.createElement("div")), text = strip.appendChild(document.createElement("div"));
    strip.className = "notice warn";
    text.textContent = `${kept.fill(words.waits, { n: acts.length })} `;
    const way = text.appendChild(document.createElement("a"));
    Object.assign(way, { className: "link", href: acts[0].page, textContent: words.open });
  }).catch(() => {});
})();
