// Keeps what is typed: sent to the office after a pause, held in this browser while the line is down.
"use strict";
(() => {
  const PAUSE = 1200;
  const AGAIN = 15000;
  const MINE = "kept ";

  for (const place of document.querySelectorAll("[data-keep]")) {
    start(place, place.closest("form"));
  }
  forgetOthers();

  function start(place, form) {
    const key = MINE + place.dataset.owner + " " + place.dataset.keep;
    const status = place.querySelector(".kept-status");
    const seen = form.elements.namedItem("kept_version");
    let timer = 0;
    let dirty = false;
    let sending = null;
    let sent = false;
    let stale = false;

    function fields() {
      const all = [...new FormData(form)].filter(([, value]) => typeof value === "string");
      return new URLSearchParams(all);
    }

    function hold() {
      const held = fields();
      held.delete("csrf_token");
      try {
        localStorage.setItem(key, JSON.stringify({ seen: seen.value, fields: [...held] }));
      } catch {
        return; // no room, or the browser keeps nothing: the page itself still has the text
      }
    }

    function later(pause) {
      clearTimeout(timer);
      timer = setTimeout(keep, pause);
    }

    async function keep() {
      if (sent) return;
      if (sending) return later(PAUSE);
      dirty = false;
      sending = new AbortController();
      try {
        const answer = await fetch(place.dataset.keep, {
          method: "POST", body: fields(), headers: { "X-Keeping": "1" }, signal: sending.signal,
        });
        tell(answer, await words(answer));
      } catch {
        if (!sent) offline();
      } finally {
        sending = null;
      }
    }

    // Nothing, where the office answers with a page: the session is over, or is another one.
    function words(answer) {
      const type = answer.headers.get("Content-Type") || "";
      return answer.redirected || !type.includes("json") ? null : answer.json();
    }

    function tell(answer, told) {
      stale = told === null && !answer.redirected;
      if (told === null) {
        status.textContent = stale ? place.dataset.stale : place.dataset.gone;
        if (stale || !answer.url.includes("next=")) hold();
        return;
      }
      status.textContent = told.words;
      if (!answer.ok) return hold();
      seen.value = told.version;
      localStorage.removeItem(key);
    }

    function offline() {
      dirty = true;
      hold();
      status.textContent = place.dataset.offline;
      later(AGAIN);
    }

    function changed() {
      dirty = true;
      later(PAUSE);
    }

    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    document.body.addEventListener("htmx:afterSettle", changed);
    window.addEventListener("online", () => dirty && later(0));
    form.addEventListener("submit", (event) => {
      if (!navigator.onLine || stale) {
        event.preventDefault();
        if (!stale) offline();
        status.scrollIntoView({ block: "nearest" });
        return;
      }
      sent = true;
      clearTimeout(timer);
      if (sending) sending.abort();
      localStorage.removeItem(key);
    });
    window.addEventListener("pageshow", (event) => { if (event.persisted) sent = false; });
    window.addEventListener("pagehide", () => {
      if (sent || !dirty) return;
      if (!navigator.onLine || !navigator.sendBeacon(place.dataset.keep, fields())) hold();
    });
    if (place.dataset.typed) changed();
    comeBack(place, form, key, seen, status);
  }

  // What this browser held while the line was down goes to the office, unless a newer text is there.
  async function comeBack(place, form, key, seen, status) {
    const held = JSON.parse(localStorage.getItem(key) || "null");
    if (held === null) return;
    if (held.seen !== seen.value) {
      if (givenBack(place, form, held)) return localStorage.removeItem(key);
      return show(place, held);
    }
    const body = new URLSearchParams(held.fields);
    body.set("csrf_token", form.elements.namedItem("csrf_token").value);
    try {
      const answer = await fetch(place.dataset.keep, { method: "POST", body, headers: { "X-Keeping": "1" } });
      if (!answer.ok || answer.redirected) return;
      localStorage.removeItem(key);
      location.reload();
    } catch {
      status.textContent = place.dataset.offline;
    }
  }

  // The line may break, or the tab close, between the office's keeping and its answer: then it has what is held here.
  function givenBack(place, form, held) {
    const ofPage = place.dataset.ofPage.split(" ");
    const given = new FormData(form);
    const same = ([name, value]) => (given.has(name) ? given.getAll(name).includes(value) : value === "");
    return held.fields.every((field) => ofPage.includes(field[0]) || same(field));
  }

  function show(place, held) {
    const box = document.createElement("details");
    const title = document.createElement("summary");
    const text = document.createElement("div");
    title.textContent = place.dataset.other;
    text.className = "letter kept-other";
    const written = held.fields.filter(([name, value]) => value && /^(opinion|reason|subject|body|issuer)$/.test(name));
    text.textContent = written.map(([, value]) => value).join("\n\n");
    box.append(title, text);
    place.append(box);
  }

  // On a machine that several use, what one of them could not send is not for the next one to find.
  function forgetOthers() {
    const leave = document.querySelector('form[action$="/sign-out"]');
    if (leave === null) return;
    leave.addEventListener("submit", () => {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(MINE)) localStorage.removeItem(key);
      }
    });
  }
})();
