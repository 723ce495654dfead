// Words typed into a long form (data-keeps) stay on this machine until the server has them; a form that is opened again
// offers what it did not get. Kept by person and by where the form goes to, for thirty days.
(() => {
  "use strict";
  const box = document.getElementById("drafts");
  if (!box) return;
  const PREFIX = `starbranch.draft.${box.dataset.person}.`, SENT = `${PREFIX}sent`, KEPT_FOR = 30 * 24 * 3600 * 1000, PAUSE = 300;
  const KINDS = /^(text|textarea|select-one|number|date|time|datetime-local|search|url|tel|email|checkbox|radio)$/;
  const fieldsOf = (form) => [...form.elements].filter(({ name, type }) => name && KINDS.test(type));
  const isTick = ({ type }) => type === "checkbox" || type === "radio";
  const valuesOf = (form) => fieldsOf(form).map((field) => [field.name, isTick(field) ? field.checked : field.value]);
  const alike = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const keyOf = (form) => PREFIX + new URL(form.getAttribute("action") || location.href, location.href).pathname;

  // A browser that keeps nothing has the question before leaving.
  const tried = (run) => { try { return run(); } catch { return null; } };
  const read = (key) => tried(() => JSON.parse(localStorage.getItem(key)));
  const drop = (key) => tried(() => localStorage.removeItem(key));
  const [came] = performance.getEntriesByType("navigation"), isRefused = came.responseStatus >= 400;
  // What was sent has arrived where the next page says so, or follows it with no word of refusal.
  function hasArrived({ from }) {
    if (document.querySelector("#messages .notice.ok")) return true;
    const follows = document.referrer && new URL(document.referrer).pathname === from && came.type === "navigate";
    return follows && !isRefused && !document.querySelector("#messages .notice:is(.bad, .warn)");
  }
  function clear() {
    const sent = tried(() => JSON.parse(sessionStorage.getItem(SENT)));
    if (sent && hasArrived(sent)) drop(sent.key);
    tried(() => sessionStorage.removeItem(SENT));
    for (const key of tried(() => Object.keys(localStorage)) || []) {
      const kept = key.startsWith(PREFIX) && read(key);
      if (kept && Date.now() - kept.at > KEPT_FOR) drop(key);
    }
  }
  // Only what the person changed comes back; what others changed meanwhile in other fields stands.
  function put(form, { values, begun }) {
    fieldsOf(form).forEach((field, at) => {
      const [name, value] = values[at] || [];
      if (name !== field.name || alike(values[at], begun[at])) return;
      if (isTick(field)) field.checked = value; else field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  function offer(form, key, kept) {
    const part = box.querySelector("template").content.firstElementChild.cloneNode(true), said = part.querySelector("[data-when]");
    const when = { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" };
    said.textContent = said.textContent.replace("{when}", new Date(kept.at).toLocaleString(document.documentElement.lang, when));
    part.querySelector("[data-take]").addEventListener("click", () => {
      part.remove();
      put(form, kept);
      (fieldsOf(form).find(({ type }) => type !== "checkbox") || form).focus();
    });
    part.querySelector("[data-drop]").addEventListener("click", () => { part.remove(); drop(key); });
    form.prepend(part);
    return part;
  }
  function watch(form) {
    const key = keyOf(form), begun = valuesOf(form), kept = read(key);
    if (kept && alike(kept.values, begun) && !isRefused) drop(key);
    const offered = kept && !alike(kept.values, begun) ? offer(form, key, kept) : null;
    let timer = 0;
    function keep() {
      clearTimeout(timer);
      timer = 0;
      const values = valuesOf(form);
      if (alike(values, begun) && !isRefused) drop(key);
      else tried(() => localStorage.setItem(key, JSON.stringify({ at: Date.now(), values, begun })));
    }
    form.addEventListener("input", () => {
      if (offered && offered.isConnected) return;
      clearTimeout(timer);
      timer = setTimeout(keep, PAUSE);
    });
    form.addEventListener("submit", () => {
      if (timer) keep();
      tried(() => sessionStorage.setItem(SENT, JSON.stringify({ key, from: location.pathname })));
    });
    addEventListener("pagehide", () => { if (timer) keep(); });
  }
  clear();
  document.querySelectorAll("form[data-keeps]").forEach(watch);
})();
