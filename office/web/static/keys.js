// Keys that save the mouse: j and k move, Enter opens, v takes the page's main action, x ticks, u goes back.
// Nothing happens while somebody types, or with Ctrl, Alt or Meta; whoever does not want them turns them off.
"use strict";

(() => {
  const KEPT = "office.keys";
  const off = () => localStorage.getItem(KEPT) === "off";
  const lines = () => [...document.querySelectorAll("main table.list td.wide > a:first-child")];
  const here = () => lines().findIndex((line) => line.closest("tr").contains(document.activeElement));

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

  const main = () => {
    const line = lines()[here()];
    return (line && press("[data-key=main]", line.closest("tr"))) || press("main [data-key=main]");
  };

  const tick = () => {
    const line = lines()[here()];
    return Boolean(line) && press("input[type=checkbox]", line.closest("tr"));
  };

  const keys = { j: () => step(1), k: () => step(-1), v: main, x: tick, u: () => press("main a[data-key=list]") };

  document.querySelectorAll("a[data-tick]").forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const all = link.dataset.tick === "all";
      document.querySelectorAll("input[form=bulk][type=checkbox]").forEach((box) => { box.checked = all; });
    }));

  document.addEventListener("keydown", (event) => {
    if (off() || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
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
