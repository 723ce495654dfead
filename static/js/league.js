// Two to five ticked rows of the league table go side by side; X ticks the row that J and K have reached.
(() => {
  "use strict";
  const form = document.querySelector("[data-compare]");
  if (!form) return;
  const button = form.querySelector("button");
  const words = button.textContent;
  const ticks = () => [...document.querySelectorAll("input[name=branch][form=compare]")];

  function tell() {
    const all = ticks();
    const chosen = all.filter((tick) => tick.checked).length;
    button.disabled = chosen < 2;
    button.textContent = chosen < 2 ? form.dataset.words : `${words} (${chosen})`;
    all.forEach((tick) => { tick.disabled = chosen >= 5 && !tick.checked; });
  }
  document.addEventListener("change", (event) => {
    if (!event.target.matches("input[form=compare]")) return;
    tell();
    // A phone shows its ticks once that is chosen in the menu, which then is in the way.
    if (event.target.id === "ticking") event.target.closest(".menu").removeAttribute("open");
  });
  document.addEventListener("htmx:afterSettle", tell);
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
    const tick = event.target.matches("tr[data-href]") && event.target.querySelector("input[form=compare]");
    if (tick && !tick.disabled) tick.click();
  });
  tell();
})();
