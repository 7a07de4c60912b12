/**
 * What the phone does not keep yet. It can be read like everything else, lasts as long as the page,
 * and in most browsers as long as the tab.
 *
 * @typedef {"answers"|"photos"|"traits"|"people"|"marks"} StoreName
 * @typedef {[StoreName, any, any]} Put  store, key, value; no part of a key holds a comma
 */

/** @type {StoreName[]} */
export const STORES = ["answers", "photos", "traits", "people", "marks"];

/**
 * @type {{opening: Promise<IDBDatabase> | null, turn: Promise<any>, waiting: Put[][],
 *   failed: Set<Put[]>, silent: boolean, refused: boolean, probed: number}}
 */
export const STATE = {
  opening: null,
  turn: Promise.resolve(),
  waiting: [],
  failed: new Set(),
  silent: false, // it does not answer
  refused: false, // it answers with an error
  probed: 0,
};

/** @param {Put[][]} batches */
function store(batches) {
  if (batches.length) sessionStorage.setItem("kelas-umkm", JSON.stringify(batches));
  else sessionStorage.removeItem("kelas-umkm");
}

/** Keeps what is left for the next page of this tab; without photos where they are too many. */
export function remember() {
  const batches = Array.from(STATE.failed);
  try {
    store(batches);
  } catch {
    try {
      store(batches.map((puts) => puts.filter(([name]) => name !== "photos")));
    } catch {
      // then it lasts as long as the page
    }
  }
}

/** @param {Put[]} puts what waited longer under their keys is of no use any more */
export function outdate(puts) {
  const names = new Set(puts.map(([name, key]) => String([name, key])));
  for (const some of STATE.waiting.slice(0, STATE.waiting.indexOf(puts))) {
    const others = some.filter(([name, key]) => !names.has(String([name, key])));
    some.splice(0, some.length, ...others);
    if (!others.length) forget(some);
  }
}

/** @param {Put[]} puts */
function forget(puts) {
  STATE.waiting = STATE.waiting.filter((some) => some !== puts);
  STATE.failed.delete(puts);
}

/** @param {Put[]} puts they are kept now */
export function drop(puts) {
  outdate(puts);
  forget(puts);
}

/**
 * @param {StoreName} name @param {(key: any) => boolean} wanted
 * @returns {[any, any][]} keys and values that wait, the latest of each key; undefined deletes
 */
export function found(name, wanted) {
  /** @type {Map<string, [any, any]>} */
  const all = new Map();
  for (const [store, key, value] of STATE.waiting.reduce((a, b) => a.concat(b), [])) {
    if (store === name && wanted(key)) all.set(String(key), [key, value]);
  }
  return Array.from(all.values());
}

/** What another page of this tab left behind. */
function takeOver() {
  try {
    STATE.waiting = JSON.parse(sessionStorage.getItem("kelas-umkm") || "[]");
  } catch {
    // nothing was left, or the browser does not say
  }
  for (const puts of STATE.waiting) {
    for (const put of puts) if (put[2] === null) put[2] = undefined; // JSON has no undefined
    STATE.failed.add(puts);
  }
}

takeOver();
