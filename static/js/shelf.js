// What one person typed and the server does not have yet, by the address it goes to; it outlives the page and the tab.
window.starbranch = window.starbranch || {};
// The cookie is newer than the page where the person signed in again meanwhile.
window.starbranch.token = () => {
  const cookie = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
  return cookie ? cookie[1] : JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"];
};
window.starbranch.shelf = (person) => {
  "use strict";
  const PREFIX = `starbranch.outbox.${person}.`;
  const entriesOf = (kept) => ["marks", "remarks"].flatMap((kind) => Object.entries(kept[kind]).map(([code, entry]) => ({ kind, code, entry })));

  // Where the browser keeps nothing, this page at least remembers and asks before it is left.
  const memory = new Map();
  addEventListener("beforeunload", (event) => { if (memory.size) event.preventDefault(); });
  return {
    entriesOf,
    read(url) {
      let kept = memory.get(url);
      try { kept = JSON.parse(localStorage.getItem(PREFIX + url)) || kept; } catch { /* not allowed here, or not ours */ }
      return { marks: {}, remarks: {}, burden: {}, ...kept };
    },
    write(url, kept) {
      const isEmpty = !entriesOf(kept).length && !Object.values(kept.burden).some(Boolean);
      try {
        if (isEmpty) localStorage.removeItem(PREFIX + url);
        else localStorage.setItem(PREFIX + url, JSON.stringify(kept));
        memory.delete(url);
      } catch {
        if (isEmpty) memory.delete(url); else memory.set(url, kept);
      }
    },
    urls() {
      try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length)); } catch { return []; }
    },
  };
};
