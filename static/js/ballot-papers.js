// A pile of paper ballots: each row's sum beside it while one types, and Enter leads to the next field.
(() => {
  "use strict";
  const table = document.querySelector("[data-pile]");
  if (!table) return;
  const papers = document.querySelector("[data-papers]");
  const fields = [papers, ...table.querySelectorAll("[data-sum]")];
  const number = (field) => Number(field.value) || 0;

  function add() {
    for (const place of table.querySelectorAll("[data-total]")) {
      const row = [...table.querySelectorAll(`[data-sum="${place.dataset.total}"]`)];
      const sum = row.reduce((total, field) => total + number(field), 0);
      const wanted = number(papers);
      const text = wanted ? `${sum} / ${wanted}` : String(sum);
      if (place.textContent !== text) place.textContent = text;
      place.classList.toggle("bad", sum > wanted);
      place.classList.toggle("ok", sum === wanted && wanted > 0);
    }
  }
  document.addEventListener("input", add);
  document.addEventListener("keydown", (event) => {
    const at = fields.indexOf(event.target);
    if (event.key !== "Enter" || at < 0 || at === fields.length - 1) return;
    event.preventDefault();
    fields[at + 1].focus();
    fields[at + 1].select();
  });
  add();
})();
