// The hall screen: turns its pages, keeps its clock, asks for fresh figures, and says so when nobody answers.
(() => {
  "use strict";

  const body = document.body;
  const hall = document.getElementById("hall");
  const controls = document.querySelector(".hall-controls");
  const pause = controls.querySelector("[data-act=pause]");
  const words = body.dataset;
  const script = document.currentScript.getAttribute("src");
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: words.hours });
  const SECOND = 1000, MINUTE = 60 * SECOND, PATIENCE = 20 * SECOND, FIRST_WAIT = 5 * SECOND, LONGEST_WAIT = 5 * MINUTE, AWAKE = 4 * SECOND;

  let tag = words.tag;
  let page = "";
  let left = 0;
  let isPaused = false;
  let isAsking = false;
  let failures = 0;
  let isOver = false;
  // How far this machine's clock is from the server's, and when the figures were last known to be right.
  let offset = 0;
  let fresh = Date.now();
  let asking = 0;
  let sleeping = 0;

  const sheet = () => hall.querySelector(".hall");
  const pages = () => hall.querySelectorAll(".hall-page");
  const seconds = () => Number(sheet().dataset.seconds) || 30;

  function write(selector, text) {
    const place = hall.querySelector(selector);
    if (place && place.textContent !== text) place.textContent = text;
  }

  function index() {
    return Math.max(0, [...pages()].findIndex((each) => each.dataset.page === page));
  }

  function show(number) {
    const all = pages();
    const at = (number + all.length) % all.length;
    all.forEach((each, place) => {
      each.classList.toggle("shown", place === at);
      each.inert = place !== at;
    });
    page = all[at].dataset.page;
    sheet().dataset.now = page;
    tell();
  }

  function turn(by) {
    left = seconds();
    show(index() + by);
  }

  function tell() {
    const all = pages().length;
    const next = isPaused ? words.paused : words.next.replace("{n}", left);
    write("[data-turns]", all > 1 ? `${next} ${index() + 1} / ${all}` : "");
    write("[data-clock]", clock.format(Date.now() + offset));
    write(".hall-lost", failures ? words.lost.replace("{time}", clock.format(fresh + offset)) : "");
  }

  function tick() {
    if (isOver) return;
    if (!isPaused && pages().length > 1) left -= 1;
    if (left <= 0) turn(1);
    else tell();
  }

  function hold(isHeld) {
    isPaused = isHeld;
    pause.textContent = isPaused ? words.on : words.pause;
    tell();
  }

  function place(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    hall.replaceChildren(holder.content);
    show(index());
  }

  function end() {
    isOver = true;
    clearTimeout(asking);
    controls.hidden = true;
    hall.replaceChildren(document.getElementById("gone").content.cloneNode(true));
  }

  async function answered(response) {
    const said = Date.parse(response.headers.get("Date"));
    if (response.status === 404 || response.status === 410) return end();
    if (response.status !== 304) {
      if (!response.ok) throw new Error(String(response.status));
      const html = await response.text();
      tag = response.headers.get("ETag") || "";
      place(html);
    }
    fresh = Date.now();
    if (said) offset = said - fresh;
    failures = 0;
    // A wall is not reloaded for months: after an upgrade it takes the new script by itself.
    if (sheet().dataset.script !== script) location.reload();
  }

  async function ask() {
    if (isAsking || isOver) return;
    isAsking = true;
    clearTimeout(asking);
    try {
      const headers = { "If-None-Match": tag };
      const signal = AbortSignal.timeout(PATIENCE);
      await answered(await fetch(words.address, { headers, signal, cache: "no-store", credentials: "omit" }));
    } catch {
      failures += 1;
    }
    isAsking = false;
    if (isOver) return;
    tell();
    const wait = failures ? Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1)) : MINUTE;
    asking = setTimeout(ask, wait * (0.9 + Math.random() / 5));
    // The browser notes each request for whoever measures pages; a wall asks half a million times a year.
    performance.clearResourceTimings();
    document.dispatchEvent(new Event("hall:asked"));
  }

  function wake() {
    body.classList.add("awake");
    clearTimeout(sleeping);
    sleeping = setTimeout(() => body.classList.remove("awake"), AWAKE);
  }

  function whole() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }

  const acts = { back: () => turn(-1), on: () => turn(1), pause: () => hold(!isPaused), whole, ask };
  const keys = { ArrowLeft: "back", PageUp: "back", ArrowRight: "on", PageDown: "on", p: "pause", " ": "pause", f: "whole", r: "ask" };

  document.addEventListener("keydown", (event) => {
    const isOnButton = event.target.closest("button") && event.key === " ";
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || isOver || isOnButton || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    acts[act]();
  });
  controls.addEventListener("click", (event) => acts[event.target.closest("button")?.dataset.act]?.());
  document.addEventListener("pointermove", wake, { passive: true });
  // What is being asked may still fail; then it is asked again soon, not after the long wait of a lost network.
  window.addEventListener("online", () => { failures = Math.min(failures, 1); ask(); });
  window.addEventListener("offline", ask);

  body.classList.add("turning");
  controls.hidden = false;
  left = seconds();
  show(0);
  setInterval(tick, SECOND);
  asking = setTimeout(ask, MINUTE);
})();
