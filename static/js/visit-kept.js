// What a phone keeps of site visits until the server has it: acts in their order, each with its person, in IndexedDB.
// They outlive the page, the browser and the phone's battery.
window.starbranch = window.starbranch || {};
window.starbranch.kept = (() => {
  "use strict";
  const NAME = "starbranch-visits", STORE = "acts", SAFETY = 20 * 2 ** 20;
  let opened = null;

  function open() {
    opened = opened || new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id", autoIncrement: true }).createIndex("person", "person");
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    return opened;
  }
  async function once(mode, run) {
    const base = await open();
    return new Promise((resolve, reject) => {
      const work = base.transaction(STORE, mode, { durability: "strict" }), asked = run(work.objectStore(STORE));
      work.oncomplete = () => resolve(asked.result);
      work.onerror = work.onabort = () => reject(work.error || asked.error);
    });
  }
  // Safari drops the connection of a page that was long in the background: it is opened once more.
  async function within(mode, run) {
    try {
      return await once(mode, run);
    } catch (error) {
      if (error && error.name === "QuotaExceededError") throw error;
      opened = null;
      return once(mode, run);
    }
  }
  const hasRoom = async (bytes) => {
    if (!navigator.storage || !navigator.storage.estimate) return true;
    const { quota, usage } = await navigator.storage.estimate();
    return !quota || quota - usage > bytes + SAFETY;
  };

  return {
    // Acts of one person, first to last; of one stop where it is named.
    all: async (person, stop) => (await within("readonly", (store) => store.index("person").getAll(Number(person)))).filter((act) => !stop || act.stop === stop),
    add: (act) => within("readwrite", (store) => store.add(act)),
    remove: (id) => within("readwrite", (store) => store.delete(id)),
    // Changes one act as it stands at this moment, so that sending and typing never mix; gives it as it is now. A `run`
    // that gives null removes it.
    change: async (id, run) => {
      let left = null;
      await within("readwrite", (store) => {
        const asked = store.get(id);
        asked.onsuccess = () => {
          left = asked.result ? run(asked.result) : null;
          if (left) store.put(left); else if (asked.result) store.delete(id);
        };
        return asked;
      });
      return left;
    },
    hasRoom,
    space: document.documentElement.lang.startsWith("zh") ? "" : " ",
    isOpen: (act) => act.state !== "done",
    key: () => (crypto.randomUUID ? crypto.randomUUID() : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (sign) => (sign ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (sign / 4)))).toString(16))),
    fill: (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all),
    clock: (moment) => { const at = new Date(moment); return `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`; },
    day: (iso) => {
      const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
      return document.documentElement.lang.startsWith("zh") ? `${month} 月 ${day} 日` : new Date(year, month - 1, day).toLocaleDateString("en-GB", { day: "numeric", month: "short" });
    },
    today: (at = new Date()) => `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`,
  };
})();
