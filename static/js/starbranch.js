// Small aids for pages that work without them: keys, menus, dialogs, guards and what htmx does on errors.
(() => {
  "use strict";
  const typing = (el) => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));
  const on = (type, run, capture) => document.addEventListener(type, run, capture);

  // Letters act outside text fields only; / searches, J and K walk the rows of a table, Enter opens one.
  function rows() {
    const table = document.querySelector("table[data-rows]");
    return table ? [...table.querySelectorAll("tbody tr[data-href]")].filter((row) => row.offsetParent !== null) : [];
  }
  function walk(step) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement.closest("tr"));
    const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
    next.tabIndex = -1;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
  on("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.target.closest("dialog[open]")) return;
    const key = event.key.toLowerCase();
    const search = document.querySelector("[data-search]");
    if (key === "/" && search && search.offsetParent !== null) search.focus();
    else if (key === "j") walk(1);
    else if (key === "k") walk(-1);
    else if (key === "enter" && event.target.matches("tr[data-href]")) location.assign(event.target.dataset.href);
    else return;
    event.preventDefault();
  });

  // Menus close on Escape and on a click elsewhere.
  const menus = () => document.querySelectorAll("details.menu[open]");
  on("click", (event) => menus().forEach((menu) => menu.contains(event.target) || menu.removeAttribute("open")));
  on("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => {
      menu.removeAttribute("open");
      menu.querySelector("summary").focus();
    });
  });

  on("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    const reveal = at("[data-reveal]");
    if (reveal) {
      const field = document.getElementById(reveal.dataset.reveal);
      const shown = field.type === "text";
      field.type = shown ? "password" : "text";
      reveal.textContent = shown ? reveal.dataset.show : reveal.dataset.hide;
      reveal.setAttribute("aria-pressed", String(!shown));
    }
    const opener = at("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog && dialog.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
    if (at("[data-close]")) {
      event.preventDefault();
      at("dialog").close();
    }
    if (at("[data-print]")) print();
    const step = at("[data-step]");
    if (step) stepped(step, document.getElementById(step.dataset.for));
    const flip = at("[data-theme-flip]");
    if (flip) flip.value = matchMedia("(prefers-color-scheme: dark)").matches ? "light" : "dark";
  });

  // − and + beside a mark: from a blank field they start at nothing, and they stay within 0 and the maximum.
  function stepped(button, field) {
    const most = Number(button.dataset.max) || Infinity;
    const sum = Math.round((Number(field.value) + Number(button.dataset.step)) * 100) / 100;
    if (Number.isNaN(sum)) return;
    field.value = String(Math.min(most, Math.max(0, sum)));
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  }

  // Key pads of phones have no key that sends a number.
  const narrow = matchMedia("(max-width: 1023.98px)");
  on("change", (event) => {
    const select = event.target.closest("[data-autosubmit]");
    if (select && select.form && (select.dataset.autosubmit !== "phone" || narrow.matches)) select.form.requestSubmit();
  });

  // Where scripts run, passwords can be shown and choices are sent by themselves.
  function ready(root) {
    root.querySelectorAll("[data-reveal], [data-script]").forEach((button) => { button.hidden = false; });
    root.querySelectorAll("[data-no-script]").forEach((part) => { part.hidden = true; });
    // On a phone the chosen one of many tabs is in sight, with a part of what follows.
    root.querySelectorAll(".segments [aria-current]").forEach((tab) => {
      const strip = tab.closest(".scrolls") || tab.parentElement;
      const past = tab.getBoundingClientRect().right - strip.getBoundingClientRect().right;
      if (past > 0) strip.scrollLeft += past + 24;
    });
  }

  // A form with typed words is not left without a question; the label of a sent form says what is done.
  let dirty = null;
  on("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) dirty = form;
  });
  on("submit", (event) => {
    if (event.target === dirty) dirty = null;
    const button = event.submitter;
    if (event.defaultPrevented || !button || !button.dataset.busy || button.getAttribute("aria-busy")) return;
    button.style.minWidth = `${button.offsetWidth}px`;
    button.dataset.label = button.innerHTML;
    button.textContent = button.dataset.busy;
    button.setAttribute("aria-busy", "true");
  });
  addEventListener("beforeunload", (event) => { if (dirty && dirty.isConnected) event.preventDefault(); });
  addEventListener("pageshow", (event) => { if (event.persisted) document.querySelectorAll("[aria-busy][data-label]").forEach(rest); });
  function rest(button) {
    button.innerHTML = button.dataset.label;
    button.removeAttribute("aria-busy");
  }

  // htmx: a failed request leaves the page and every typed word as they are and says so in one strip.
  function say(text) {
    const place = document.getElementById("messages");
    if (!place) return;
    let strip = document.getElementById("failed");
    if (!strip) {
      strip = document.createElement("div");
      strip.id = "failed";
      strip.className = "notice bad";
      strip.append(document.createElement("div"));
      place.append(strip);
    }
    strip.firstChild.textContent = text;
  }
  const failed = () => say(document.body.dataset.failed);
  on("htmx:sendError", failed);
  on("htmx:timeout", failed);
  on("htmx:responseError", failed);
  on("htmx:afterRequest", (event) => {
    if (!event.detail.successful) return;
    const strip = document.getElementById("failed");
    if (strip) strip.remove();
    if (event.detail.elt === dirty) dirty = null;
  });

  // A swap moves neither the focus nor the scroll: the field with the same id is focused again where it was.
  let kept = null;
  on("htmx:beforeSwap", () => {
    const el = document.activeElement;
    kept = el && el.id ? { id: el.id, x: scrollX, y: scrollY, from: el.selectionStart } : null;
  });
  on("htmx:afterSettle", (event) => {
    ready(event.detail.elt);
    if (!kept || document.activeElement.id === kept.id) return;
    const el = document.getElementById(kept.id);
    if (el) el.focus({ preventScroll: true });
    scrollTo(kept.x, kept.y);
  });

  // A page that could not be made asks again by itself where that can do no harm.
  const again = document.querySelector("[data-retry]");
  function wait(left) {
    if (left < 1) return location.reload();
    again.textContent = again.dataset.retryWords.replace("{n}", left);
    setTimeout(wait, 1000, left - 1);
  }
  if (again) wait(Number(again.dataset.retry));

  ready(document);
})();
