// Is a file that somebody holds one of ours? Its SHA-256 is computed here, in the reader's own browser: nothing is sent.
// (crypto.subtle is there only under https, and the house may run without it.)
(() => {
  const K = [], H = [];
  const isPrime = (n) => { for (let d = 2; d * d <= n; d += 1) if (n % d === 0) return false; return true; };
  const fraction = (x) => Math.floor((x - Math.floor(x)) * 2 ** 32);
  for (let n = 2; K.length < 64; n += 1) {
    if (!isPrime(n)) continue;
    if (H.length < 8) H.push(fraction(Math.sqrt(n)));
    K.push(fraction(Math.cbrt(n)));
  }
  const turn = (x, by) => (x >>> by) | (x << (32 - by));

  function block(state, words, view, at) {
    for (let i = 0; i < 16; i += 1) words[i] = view.getUint32(at + 4 * i);
    for (let i = 16; i < 64; i += 1) {
      const a = words[i - 15], b = words[i - 2];
      const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3), s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
      words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = (state[i] + value) | 0; });
  }

  // The digest of bytes, as 64 hexadecimal digits.
  function sha256(bytes) {
    const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
    padded.set(bytes);
    padded[bytes.length] = 128;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
    const state = Int32Array.from(H), words = new Int32Array(64);
    for (let at = 0; at < padded.length; at += 64) block(state, words, view, at);
    return [...state].map((value) => (value >>> 0).toString(16).padStart(8, "0")).join("");
  }

  // The parts of a sealed file whose line does not fit the digest that the file states; null where it is another file.
  function broken(bytes) {
    const lines = new TextDecoder().decode(bytes).split("\n").map((line) => line.replace(/,$/, ""));
    const part = (name) => lines.find((line) => line.startsWith(`"${name}":`))?.slice(name.length + 3);
    try {
      const stated = JSON.parse(part("digests"));
      return Object.keys(stated).filter((name) => sha256(new TextEncoder().encode(part(name) ?? "")) !== stated[name]);
    } catch {
      return null;
    }
  }

  const field = document.getElementById("seal-file"), said = document.querySelector("[data-result]");
  const known = new Map([...document.querySelectorAll("[data-known] [data-digest]")].map((each) => [each.dataset.digest, each.textContent]));
  if (!field || !said) return;

  async function look(file) {
    if (!file) return;
    said.textContent = said.dataset.busy;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const digest = sha256(bytes), wrong = broken(bytes);
    const parts = wrong === null ? "" : wrong.length ? ` · ${said.dataset.broken} ${wrong.join(" ")}` : ` · ${said.dataset.whole}`;
    const is_ours = known.has(digest);
    said.textContent = is_ours ? `${said.dataset.same} ${known.get(digest)}${parts}` : `${said.dataset.other} ${digest}${parts}`;
    said.className = is_ours ? "chip ok seal-said" : "chip warn seal-said";
  }

  const drop = document.querySelector("[data-drop]");
  field.addEventListener("change", () => look(field.files[0]));
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    look(event.dataTransfer.files[0]);
  });
})();
