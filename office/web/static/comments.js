// Comments at passages: words chosen in the text go into the form; the drafter settles beside the text.
"use strict";
(() => {
  const text = document.querySelector("[data-passages]");
  const form = document.querySelector("form#write");
  if (text && form) choose(text, form);
  for (const place of document.querySelectorAll("[data-comments]")) {
    for (const one of place.querySelectorAll("form.settle")) settle(place, one);
  }

  function choose(text, form) {
    const field = (name) => form.elements.namedItem(name);
    const status = form.querySelector("[data-picked]");

    document.addEventListener("selectionchange", () => {
      const chosen = picked();
      if (chosen) fill(chosen);
    });
    for (const link of text.querySelectorAll("a.pick")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        const n = link.closest("[data-n]").dataset.n;
        const chosen = picked();
        fill(chosen && chosen.n === n ? chosen : { n, quote: "", start: "" });
        form.scrollIntoView({ block: "nearest" });
        field("words").focus();
      });
    }

    // The words chosen, when they lie within one paragraph; where in it they begin.
    function picked() {
      const selection = getSelection();
      if (!selection.rangeCount || selection.isCollapsed) return null;
      const range = selection.getRangeAt(0);
      const from = paragraph(range.startContainer);
      if (from === null || from !== paragraph(range.endContainer)) return null;
      const before = document.createRange();
      before.selectNodeContents(from);
      before.setEnd(range.startContainer, range.startOffset);
      const chosen = range.toString();
      const lead = chosen.length - chosen.trimStart().length;
      const quote = chosen.trim();
      if (!quote) return null;
      return { n: from.closest("[data-n]").dataset.n, quote, start: [...before.toString()].length + lead };
    }

    function paragraph(node) {
      const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
      const found = element.closest(".words");
      return found !== null && text.contains(found) ? found : null;
    }

    function fill(chosen) {
      field("paragraph").value = chosen.n;
      field("quote").value = chosen.quote;
      field("start").value = chosen.start;
      status.textContent = status.dataset.picked.replace("{n}", chosen.n);
      field("quote").dispatchEvent(new Event("input", { bubbles: true }));
    }
    field("quote").addEventListener("input", (event) => { if (event.isTrusted) field("start").value = ""; });
  }

  // Sent beside the page, so that the text being written stays as it is.
  function settle(place, form) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const status = place.querySelector(".settled-status");
      const body = new URLSearchParams([...new FormData(form)]);
      if (event.submitter) body.set(event.submitter.name, event.submitter.value);
      try {
        const answer = await fetch(form.action, { method: "POST", body });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector("[data-comments]");
        const wrong = page.querySelector(".errors li");
        if (wrong || !fresh) throw new Error(wrong ? wrong.textContent : status.dataset.failed);
        const field = form.querySelector("input[name=answer]");
        if (field) field.value = "";
        place.replaceWith(fresh);
        for (const one of fresh.querySelectorAll("form.settle")) settle(fresh, one);
        fresh.querySelector("h2").setAttribute("tabindex", "-1");
        fresh.querySelector("h2").focus();
      } catch (fault) {
        status.textContent = fault instanceof TypeError ? status.dataset.failed : fault.message;
      }
    });
  }
})();
