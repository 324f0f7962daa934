/* Sends the files of a form piece by piece, shows how far it is, and goes on after a dropped line.
   Without this script the form sends them itself. */
"use strict";
(() => {
  const K = new Uint32Array(64);
  const START = new Uint32Array(8);
  (() => { // the constants of SHA-256: fractions of the roots of the first primes
    let found = 0;
    for (let n = 2; found < 64; n += 1) {
      let prime = true;
      for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
      if (!prime) continue;
      if (found < 8) START[found] = (Math.sqrt(n) % 1) * 4294967296;
      K[found] = (Math.cbrt(n) % 1) * 4294967296;
      found += 1;
    }
  })();

  class Sha256 {
    constructor() {
      this.state = START.slice();
      this.rest = new Uint8Array(64);
      this.held = 0;
      this.length = 0;
      this.w = new Uint32Array(64);
    }

    add(bytes) {
      this.length += bytes.length;
      let place = 0;
      while (place < bytes.length) {
        if (this.held === 0 && bytes.length - place >= 64) {
          this.block(bytes, place);
          place += 64;
        } else {
          const part = bytes.subarray(place, place + 64 - this.held);
          this.rest.set(part, this.held);
          this.held += part.length;
          place += part.length;
          if (this.held === 64) { this.block(this.rest, 0); this.held = 0; }
        }
      }
    }

    block(b, at) {
      const w = this.w;
      for (let i = 0; i < 16; i += 1) {
        const p = at + i * 4;
        w[i] = (b[p] << 24) | (b[p + 1] << 16) | (b[p + 2] << 8) | b[p + 3];
      }
      for (let i = 16; i < 64; i += 1) {
        const x = w[i - 15];
        const y = w[i - 2];
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
      }
      let [a, c, d, e, f, g, h, k] = this.state;
      for (let i = 0; i < 64; i += 1) {
        const s1 = ((f >>> 6) | (f << 26)) ^ ((f >>> 11) | (f << 21)) ^ ((f >>> 25) | (f << 7));
        const t1 = (k + s1 + ((f & g) ^ (~f & h)) + K[i] + w[i]) | 0;
        const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const t2 = (s0 + ((a & c) ^ (a & d) ^ (c & d))) | 0;
        k = h; h = g; g = f; f = (e + t1) | 0; e = d; d = c; c = a; a = (t1 + t2) | 0;
      }
      [a, c, d, e, f, g, h, k].forEach((value, i) => { this.state[i] += value; });
    }

    hex() {
      const bits = this.length * 8;
      const tail = new Uint8Array((this.held < 56 ? 64 : 128) - this.held);
      tail[0] = 0x80;
      new DataView(tail.buffer).setUint32(tail.length - 8, Math.floor(bits / 4294967296));
      new DataView(tail.buffer).setUint32(tail.length - 4, bits >>> 0);
      this.add(tail);
      return Array.from(this.state, (word) => word.toString(16).padStart(8, "0")).join("");
    }
  }

  const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
  const LONGEST_PAUSE = 15000;
  const TRIES = 40;

  class Refusal extends Error {}

  class Upload {
    constructor(form, file, line) {
      this.form = form;
      this.file = file;
      this.line = line;
      this.base = form.dataset.uploads;
      this.token = form.querySelector("[name=csrf_token]").value;
      this.sha = new Sha256();
      this.counted = 0;
    }

    say(kind, percent) {
      const words = this.form.dataset[kind].replace("{name}", this.file.name).replace("{percent}", percent);
      this.line.querySelector("span").textContent = words;
      if (percent !== undefined) this.line.querySelector("progress").value = percent;
    }

    async ask(address, method, body) {
      let wait = 500;
      for (let turn = 0; turn < TRIES; turn += 1) {
        let answer = null;
        try {
          answer = await fetch(address, { method, body, headers: { "X-CSRFToken": this.token } });
        } catch {
          this.say("cut");
        }
        if (answer && answer.status < 500) {
          const told = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
          if (answer.ok || answer.status === 409) return { ...told, moved: answer.status === 409 };
          throw new Refusal((told.reasons || []).join(" "));
        }
        await pause(wait);
        wait = Math.min(wait * 2, LONGEST_PAUSE);
        if (method === "PUT") return { moved: true }; // ask how much came before sending again
      }
      throw new Refusal(this.form.dataset.failed.replace("{name}", this.file.name));
    }

    async count(until) { // each byte once, in order, however often it is sent
      if (until <= this.counted) return;
      this.sha.add(new Uint8Array(await this.file.slice(this.counted, until).arrayBuffer()));
      this.counted = until;
    }

    async send() {
      const about = new URLSearchParams({ name: this.file.name, type: this.file.type, size: this.file.size });
      const begun = await this.ask(this.base, "POST", about);
      const here = `${this.base}/${begun.key}`;
      let offset = 0;
      let failures = 0;
      while (offset < this.file.size) {
        const end = Math.min(offset + begun.chunk, this.file.size);
        await this.count(end);
        const said = await this.ask(`${here}?offset=${offset}`, "PUT", this.file.slice(offset, end));
        failures = said.moved ? failures + 1 : 0;
        if (failures > TRIES) throw new Refusal(this.form.dataset.failed.replace("{name}", this.file.name));
        offset = said.moved ? (await this.ask(here, "GET")).offset : said.offset;
        this.say("sending", Math.floor((offset * 100) / this.file.size));
      }
      this.say("checking", 100);
      const done = await this.ask(`${here}/finish`, "POST", new URLSearchParams({ sha256: this.sha.hex() }));
      return done.key;
    }
  }

  const place = (form, input) => {
    let list = form.querySelector(".uploading");
    if (!list) {
      list = document.createElement("ul");
      list.className = "uploading";
      list.setAttribute("role", "status");
      input.closest(".field, fieldset").after(list);
    }
    return list;
  };

  const line = (list, file) => {
    const item = document.createElement("li");
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    item.append(document.createElement("span"), bar);
    list.append(item);
    return item;
  };

  const take = async (form, input) => {
    const files = Array.from(input.files);
    const list = place(form, input);
    const buttons = form.querySelectorAll("button[type=submit]");
    input.value = "";
    buttons.forEach((button) => { button.disabled = true; });
    let sent = 0;
    for (const file of files) {
      const item = line(list, file);
      try {
        const key = await new Upload(form, file, item).send();
        const hidden = document.createElement("input");
        hidden.type = "hidden";
        hidden.name = "staged";
        hidden.value = key;
        item.append(hidden);
        item.querySelector("span").textContent = `${file.name} ✓`;
        sent += 1;
      } catch (refusal) {
        item.classList.add("caution");
        item.querySelector("span").textContent = refusal.message || file.name;
        item.querySelector("progress").remove();
      }
    }
    buttons.forEach((button) => { button.disabled = false; });
    const next = form.querySelector("[data-uploaded]");
    if (next && sent === files.length) form.requestSubmit(next);
  };

  document.querySelectorAll("form[data-uploads]").forEach((form) => {
    const input = form.querySelector("input[type=file]");
    input.addEventListener("change", () => take(form, input));
    const zone = form.querySelector("[data-drop]") || form;
    zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("dropping"); });
    zone.addEventListener("dragleave", () => zone.classList.remove("dropping"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("dropping");
      if (event.dataTransfer.files.length === 0) return;
      input.files = event.dataTransfer.files;
      take(form, input);
    });
  });
})();
