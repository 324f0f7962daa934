// Keys that save the mouse: j and k move, Enter opens, v takes the page's main action, t answers, x ticks, u goes back,
// / searches. While somebody types only Ctrl+Enter does anything: it sends the form. Who does not want them turns them off.
"use strict";

(() => {
  const KEPT = "office.keys";
  const off = () => localStorage.getItem(KEPT) === "off";
  const LINES = "main table.list td.wide > a:first-child, main .late-list li > a:not(.answer-link)";
  const lines = () => [...document.querySelectorAll(LINES)];
  const row = (line) => line.closest("tr, li");
  const here = () => lines().findIndex((line) => row(line).contains(document.activeElement));

  const typing = (target) =>
    target.isContentEditable ||
    target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])");

  const press = (selector, within = document) => {
    const found = within.querySelector(selector);
    if (found) found.click();
    return Boolean(found);
  };

  const step = (by) => {
    const all = lines();
    if (!all.length) return press(by > 0 ? "main a[rel=next]" : "main a[rel=prev]");
    const next = Math.min(Math.max(here() + by, 0), all.length - 1);
    all[next].focus();
    return true;
  };

  const take = (name) => () => {
    const line = lines()[here()];
    return (line && press(`[data-key=${name}]`, row(line))) || press(`main [data-key=${name}]`);
  };

  const tick = () => {
    const line = lines()[here()];
    return Boolean(line) && press("input[type=checkbox]", row(line));
  };

  const search = () => {
    const box = document.getElementById("words") || document.getElementById("quick");
    if (box) box.focus();
    return Boolean(box);
  };

  // A directive whose table is empty is read first, and sent only when its writer has seen what was read.
  const send = (form) => {
    const chosen = [...form.querySelectorAll("#rows select[name^=who-]")].some((who) => who.value);
    return (!chosen && press("[data-key=propose]", form)) || press("[data-key=send]", form);
  };

  const keys = {
    j: () => step(1), k: () => step(-1), v: take("main"), t: take("answer"), x: tick, "/": search,
    u: () => press("main a[data-key=list]"),
  };

  // Whoever answers goes on behind the words that the answer begins with.
  const begun = document.querySelector("main textarea[autofocus]");
  if (begun) begun.setSelectionRange(begun.value.length, begun.value.length);

  document.querySelectorAll("a[data-tick]").forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const all = link.dataset.tick === "all";
      document.querySelectorAll("input[form=bulk][type=checkbox]").forEach((box) => { box.checked = all; });
    }));

  document.addEventListener("keydown", (event) => {
    if (off() || event.altKey || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key === "Enter" && event.target.form && send(event.target.form)) event.preventDefault();
      return;
    }
    if (typing(event.target) || !Object.hasOwn(keys, event.key)) return;
    if (keys[event.key]()) event.preventDefault();
  });

  const turn = document.querySelector("[data-keys-off]");
  if (turn) {
    const say = () => { turn.textContent = off() ? turn.dataset.on : turn.dataset.off; };
    turn.addEventListener("click", () => { localStorage.setItem(KEPT, off() ? "on" : "off"); say(); });
    say();
  }
})();
