// Where a draft is begun: typing narrows the forms to those whose words match, with or without accents; Enter opens the first.
"use strict";
(() => {
  const box = document.getElementById("find-kind");
  if (!box) return;
  box.closest("[hidden]").hidden = false;
  const kinds = [...document.querySelectorAll(".kinds > li")];
  const count = document.getElementById("kinds-found");

  function narrow() {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const kind of kinds) {
      let here = 0;
      for (const form of kind.querySelectorAll("[data-find]")) {
        form.hidden = !words.every((word) => form.dataset.find.includes(word));
        here += form.hidden ? 0 : 1;
      }
      kind.hidden = !here;
      found += here;
    }
    count.textContent = count.dataset.words.replace("{n}", String(found));
  }

  box.addEventListener("input", narrow);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = document.querySelector(".kinds [data-find]:not([hidden]) a");
    if (first) first.click();
  });
  box.focus();
})();
