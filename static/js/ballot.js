// A voter's phone: the code from the square into the form, one question a screen without the network, answers kept
// here until they are cast, the receipt as a picture. Everything works without it, a step a request.
(() => {
  "use strict";
  const PREFIX = "ballot:";
  const form = document.querySelector("[data-ballot]");
  const door = document.querySelector("[data-door]");

  // The part of the address behind # never leaves the phone by itself; it goes in as a form, and out of the history.
  function scanned() {
    const code = decodeURIComponent(location.hash.slice(1));
    if (!/^[0-9A-Za-z-]{10,20}$/.test(code)) return false;
    history.replaceState(null, "", location.pathname);
    const sent = document.createElement("form");
    const field = document.createElement("input");
    Object.assign(sent, { method: "post", action: "/v/", hidden: true });
    Object.assign(field, { name: "code", value: code });
    sent.append(field);
    document.body.append(sent);
    sent.submit();
    return true;
  }
  addEventListener("hashchange", scanned);
  if (door && scanned()) return;

  // Unfinished answers, by what the server made of the code; the phone may refuse to keep anything.
  function kept(run) {
    try { return run(localStorage); } catch { return null; }
  }
  function sweep(store) {
    for (const key of Object.keys(store)) {
      if (!key.startsWith(PREFIX)) continue;
      if (!(Number(JSON.parse(store.getItem(key)).until) > Date.now() / 1000)) store.removeItem(key);
    }
  }
  kept(sweep);
  const wipe = document.querySelector("[data-wipe]");
  if (wipe) kept((store) => {
    const field = document.getElementById("receipt");
    if (field) field.value = JSON.parse(store.getItem(PREFIX + wipe.dataset.wipe) || "{}").receipt || "";
    store.removeItem(PREFIX + wipe.dataset.wipe);
  });

  if (form) begin();
  const picture = document.querySelector("[data-picture]");
  if (picture) picture.addEventListener("click", () => draw(picture));

  function begin() {
    const screens = [...form.querySelectorAll("[data-screen]")];
    const radios = [...form.querySelectorAll("input[type=radio]")];
    const key = PREFIX + form.dataset.ballot;
    const chosen = (name) => radios.find((radio) => radio.name === name && radio.checked);
    const names = [...new Set(radios.map((radio) => radio.name))];
    const last = screens.length - 1;
    let sent = false;
    let seen = Boolean(form.dataset.seen);
    let pressed = null;

    function save() {
      const answers = Object.fromEntries(names.filter(chosen).map((name) => [name, chosen(name).value]));
      const entry = { until: form.dataset.until, receipt: form.elements.receipt.value, answers };
      return kept((store) => { store.setItem(key, JSON.stringify(entry)); return true; });
    }
    function restore() {
      const { answers, receipt } = JSON.parse(kept((store) => store.getItem(key)) || "{\"answers\":{}}");
      if (receipt) form.elements.receipt.value = receipt;
      form.querySelector("[data-own-receipt]").textContent = form.elements.receipt.value;
      for (const radio of radios) if (!chosen(radio.name) && answers[radio.name] === radio.value) radio.checked = true;
    }
    function told() {
      for (const place of form.querySelectorAll("[data-answer]")) {
        const radio = chosen(place.dataset.answer);
        place.textContent = radio ? radio.closest("label").textContent.trim() : "";
      }
    }
    // The first screen whose question has no answer; the last screen where all have one.
    function open() {
      const at = names.findIndex((name) => !chosen(name));
      return at < 0 ? last : at + 1;
    }
    const shown = () => screens.findIndex((screen) => !screen.hidden);
    function fault(number, is) {
      const place = screens[number].querySelector(".ballot-fault");
      if (place) place.hidden = !is;
    }
    function show(number, quietly) {
      told();
      if (number === last && !seen) {
        seen = true;
        form.querySelectorAll("[data-go=next]").forEach((button) => { button.textContent = form.dataset.back; });
      }
      screens.forEach((screen, at) => { screen.hidden = at !== number; });
      if (quietly) return;
      scrollTo(0, 0);
      screens[number].querySelector("h1").focus({ preventScroll: true });
    }
    function go(number) {
      const reached = Math.min(number, Math.max(open(), shown()));
      const stays = reached === shown() && number > reached;
      fault(reached, stays);
      if (stays) return screens[reached].querySelector("input").focus();
      history.pushState({ screen: reached }, "");
      show(reached);
    }

    restore();
    if (save()) form.querySelectorAll("[data-kept]").forEach((note) => { note.hidden = false; });
    history.replaceState({ screen: shown() }, "");
    told();
    addEventListener("popstate", (event) => { if (event.state && !sent) show(event.state.screen); });
    addEventListener("pageshow", () => { sent = false; });
    form.addEventListener("change", () => { save(); fault(shown(), false); });
    form.addEventListener("click", (event) => { pressed = event.target.closest("button"); });
    form.addEventListener("submit", (event) => {
      const by = event.submitter || pressed;
      if (by && by.hasAttribute("data-cast")) {
        if (sent) event.preventDefault();
        sent = true;
        return;
      }
      event.preventDefault();
      if (!by || !by.hasAttribute("data-go")) go(shown() + 1);
      else if (shown() === 0) go(open());
      else go(by.dataset.go && seen ? last : Number(by.value));
    });
  }

  // The receipt drawn on white; phones that cannot download show it, to be pressed for long.
  function draw(button) {
    const scale = 2;
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: 360 * scale, height: 300 * scale });
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    pen.fillStyle = "#FFFFFF";
    pen.fillRect(0, 0, 360, 300);
    pen.textAlign = "center";
    const line = (text, y, font, colour) => {
      Object.assign(pen, { font, fillStyle: colour });
      pen.fillText(text, 180, y, 336);
    };
    const sans = getComputedStyle(document.body).fontFamily;
    line(button.dataset.line1, 54, `16px ${sans}`, "#46545A");
    line(document.querySelector("[data-receipt]").textContent, 128, "500 38px monospace", "#182126");
    line(button.dataset.line2, 182, `16px ${sans}`, "#182126");
    line(button.dataset.line3, 222, `14px ${sans}`, "#46545A");
    line(button.dataset.line4, 254, "13px monospace", "#46545A");
    const place = document.querySelector("[data-picture-place]");
    const link = document.createElement("a");
    link.href = canvas.toDataURL("image/png");
    link.download = button.dataset.file;
    place.querySelector("img").src = link.href;
    place.hidden = false;
    link.click();
  }
})();
