// Where drafts are written: puts the next part in at the cursor, counts parts anew, shows what the text is read as and
// the page as it would print. All of it is the server's word; without this script the text is plain and "Xem bản in" prints it.
"use strict";
(() => {
  const place = document.querySelector(".drafting[data-live]");
  if (!place) return;
  const form = place.querySelector("form.draft-form");
  const body = form.elements.namedItem("body");
  const side = {
    outline: place.querySelector("[data-live-outline]"),
    pages: place.querySelector("[data-live-pages]"),
    status: place.querySelector("[data-live-status]"),
    print: place.querySelector(".draft-print"),
  };
  const tools = place.querySelector("[data-tools-status]");
  const PAUSE = 900;
  const BUSY = 4000;
  const LETTERS = "abcdđeghiklmnopqrstuvxy";
  const computed = { addressees: "", receivers: "" };
  for (const name of Object.keys(computed)) computed[name] = form.elements.namedItem(name).placeholder;

  place.querySelectorAll(".draft-tabs, .draft-inserts, .draft-print, [data-fill]").forEach((one) => { one.hidden = false; });
  place.classList.add("live");

  // What is typed, without files and what belongs to the page alone.
  function typed() {
    const all = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "do");
    return new URLSearchParams(all);
  }

  let timer = 0;
  let asking = null;
  let shown = "";
  let drawn = "";
  let first = 0;

  const printing = () => side.print.offsetParent !== null;

  function later(pause = PAUSE) {
    clearTimeout(timer);
    timer = setTimeout(look, pause);
  }

  // First what the text is read as, at once; then its pages, which take longer.
  async function look() {
    const fields = typed();
    if (!form.elements.namedItem("type_code").value) return;
    fields.delete("once"); fields.delete("kept_version");
    const now = fields.toString();
    if (asking) asking.abort();
    asking = new AbortController();
    if (now !== shown) {
      const told = await ask(fields, asking.signal);
      if (!told) return;
      shown = now;
      tell(told);
    }
    if (!printing() || drawn === `${now} ${first}`) return;
    fields.set("pictures", "1");
    fields.set("first", String(first));
    side.status.textContent = place.dataset.drawing;
    const told = await ask(fields, asking.signal);
    if (!told || told.pages === undefined) return;
    if (told.busy) return later(BUSY); // others are typing too: what is shown stays until then
    drawn = `${now} ${first}`;
    side.pages.innerHTML = told.pages;
  }

  async function ask(fields, signal) {
    try {
      const answer = await fetch(place.dataset.live, { method: "POST", body: fields, signal });
      const json = (answer.headers.get("Content-Type") || "").includes("json");
      const told = answer.redirected || !json ? {} : await answer.json();
      side.status.textContent = told.outline === undefined ? told.words || place.dataset.failed : "";
      return told.outline === undefined ? null : told;
    } catch (fault) {
      if (fault.name !== "AbortError") side.status.textContent = place.dataset.failed;
      return null;
    }
  }

  function tell(told) {
    side.outline.innerHTML = told.outline;
    const kept = document.querySelector("[data-of-kept]");
    if (kept) kept.hidden = true;
    for (const [name, words] of Object.entries(told.computed)) {
      computed[name] = words;
      form.elements.namedItem(name).placeholder = words;
    }
  }

  form.addEventListener("input", () => { first = 0; later(); });
  form.addEventListener("change", () => later());
  side.pages.addEventListener("click", (event) => {
    const turn = event.target.closest("[data-first]");
    if (!turn) return;
    first = Number(turn.dataset.first);
    look().then(() => side.print.scrollIntoView({ block: "start" }));
  });

  // Lines of the text, and the cursor's among them.
  function linesBefore() {
    const upto = body.value.indexOf("\n", body.selectionStart);
    return body.value.slice(0, upto < 0 ? body.value.length : upto).split("\n").map((line) => line.trim());
  }

  function nextNumber(lines, form, stops) {
    for (let at = lines.length - 1; at >= 0; at -= 1) {
      const found = form.exec(lines[at]);
      if (found) return Number(found[1]) + 1;
      if (stops.test(lines[at])) return 1;
    }
    return 1;
  }

  const OUTER = /^(Điều \d+|Chương [IVX]+|Phần |Mục \d+|[IVX]+\. |Văn bản kèm theo|Phụ lục)/i;
  const made = {
    ground: () => "Căn cứ …;",
    article: (lines) => `Điều ${nextNumber(lines, /^Điều (\d+)[a-zđ]?\./, /^(Văn bản kèm theo|Phụ lục( [IVXL]+| \d+)?)\.?$/i)}. …`,
    clause: (lines) => `${nextNumber(lines, /^(\d{1,3})[.)] /, OUTER)}. …`,
    point: (lines) => {
      for (let at = lines.length - 1; at >= 0; at -= 1) {
        const found = /^([a-zđ])\) /.exec(lines[at]);
        if (found) return `${LETTERS[LETTERS.indexOf(found[1]) + 1] || "…"}) …`;
        if (OUTER.test(lines[at]) || /^\d{1,3}[.)] /.test(lines[at])) return "a) …";
      }
      return "a) …";
    },
    chapter: (lines) => {
      const written = lines.filter((line) => /^Chương [IVX]+\.?$/.test(line)).length;
      return `Chương ${roman(written + 1)}\n\nTÊN CHƯƠNG`;
    },
    table: () => "| Số TT | Nội dung | Ghi chú |\n| 1 | … | … |\n| 2 | … | … |",
    annex: () => {
      const all = body.value.split("\n").filter((line) => /^phụ lục( [IVXL]+| \d+)?$/i.test(line.trim()));
      return `Phụ lục ${roman(all.length + 1)}\nTÊN PHỤ LỤC\n\n…`;
    },
  };

  function roman(number) {
    let left = number;
    let written = "";
    for (const [value, letters] of [[10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]]) {
      while (left >= value) { written += letters; left -= value; }
    }
    return written;
  }

  // As if it were typed, so that Ctrl+Z takes it back.
  function type(words, start, end) {
    body.focus();
    body.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, words)) {
      body.setRangeText(words, start, end, "end");
      body.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  function insert(kind) {
    const words = made[kind](linesBefore());
    const line = body.value.indexOf("\n", body.selectionStart);
    let at = line < 0 ? body.value.length : line;
    if (kind === "annex") at = body.value.length;
    const before = body.value.slice(0, at).replace(/\s+$/, "");
    const after = body.value.slice(at).replace(/^\s+/, "");
    const gap = before ? "\n\n" : "";
    type(gap + words + (after ? "\n\n" : ""), before.length, body.value.length - after.length);
    const began = before.length + gap.length;
    select(began, began + words.length);
  }

  // The first place to type in, or the end of what was put in.
  function select(start, end) {
    const blank = body.value.slice(start, end).search(/…|TÊN (CHƯƠNG|PHỤ LỤC)/);
    if (blank < 0) return body.setSelectionRange(end, end);
    const found = /^(…|TÊN (CHƯƠNG|PHỤ LỤC))/.exec(body.value.slice(start + blank));
    body.setSelectionRange(start + blank, start + blank + found[0].length);
    reveal(start + blank);
  }

  function nextBlank() {
    let at = body.value.indexOf("…", body.selectionEnd);
    if (at < 0) at = body.value.indexOf("…");
    body.focus();
    if (at >= 0) { body.setSelectionRange(at, at + 1); reveal(at); }
  }

  // A text area does not scroll to its cursor by itself.
  function reveal(at) {
    const lines = body.value.split("\n");
    const line = body.value.slice(0, at).split("\n").length - 1;
    body.scrollTop = Math.max(0, (body.scrollHeight * line) / lines.length - body.clientHeight / 3);
  }

  async function renumber() {
    const fields = new URLSearchParams({ body: body.value, csrf_token: form.elements.namedItem("csrf_token").value });
    const answer = await fetch(place.dataset.renumber, { method: "POST", body: fields });
    if (!answer.ok || answer.redirected) return;
    const told = await answer.json();
    const at = body.selectionStart;
    if (told.body !== body.value) { type(told.body, 0, body.value.length); body.setSelectionRange(at, at); reveal(at); }
    tools.textContent = told.words;
    later(0);
  }

  place.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert], [data-blank], [data-renumbers], [data-fill], [data-view], [data-line]");
    if (!button) return;
    if (button.dataset.insert) insert(button.dataset.insert);
    else if (button.dataset.blank !== undefined) nextBlank();
    else if (button.dataset.renumbers !== undefined) { event.preventDefault(); renumber(); }
    else if (button.dataset.fill) fill(button.dataset.fill);
    else if (button.dataset.view) view(button.dataset.view);
    else { event.preventDefault(); go(Number(button.dataset.line)); }
  });

  function fill(name) {
    const field = form.elements.namedItem(name);
    if (!field.value) field.value = computed[name];
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function view(name) {
    place.dataset.shows = name;
    place.querySelectorAll("[data-view]").forEach((tab) => tab.setAttribute("aria-pressed", String(tab.dataset.view === name)));
    later(0);
  }

  function go(line) {
    const lines = body.value.split("\n");
    const at = lines.slice(0, line).join("\n").length + (line ? 1 : 0);
    view("write");
    body.focus();
    body.setSelectionRange(at, at + (lines[line] || "").length);
    reveal(at);
    body.scrollIntoView({ block: "nearest" });
  }

  const keys = { Digit1: "ground", Digit2: "article", Digit3: "clause", Digit4: "point", Digit5: "chapter", Digit6: "table", Digit7: "annex" };
  form.addEventListener("keydown", (event) => {
    if (!event.ctrlKey || !event.altKey || event.isComposing) return;
    if (keys[event.code]) insert(keys[event.code]);
    else if (event.code === "Digit9") nextBlank();
    else if (event.code === "Digit0") renumber();
    else return;
    event.preventDefault();
  });

  view("write");
  if (body.value) later(0);
})();
