// The unit's check: the button that returns says how many places are ticked; what lacks in a signature is asked again.
(() => {
  "use strict";
  const again = document.querySelector("dialog[data-again]");
  if (again) {
    again.removeAttribute("data-again");
    again.showModal();
  }
  const button = document.querySelector("[data-count-of]");
  if (!button) return;
  function count() {
    const ticked = document.querySelectorAll(`[name="${button.dataset.countOf}"]:checked`).length;
    button.textContent = ticked ? button.dataset.some.replace("{n}", ticked) : button.dataset.none;
  }
  document.addEventListener("change", count);
  addEventListener("pageshow", count);
  count();
})();
