/**
 * The phone's memory: IndexedDB. A write has happened when its transaction is complete, not before.
 * What the phone does not keep (a private window, a full phone, a store that never answers:
 * https://bugs.webkit.org/show_bug.cgi?id=226547) waits in `waiting.js`, where it can be read.
 *
 * answers [owner, lesson, exercise]; photos [owner, lesson, path]; traits [owner, lesson,
 * widget] of widgets that are no exercise; people by owner; marks: everything small. An owner is a
 * person's code; see `ownerOf` in joining.js for two classes with one code.
 *
 * @typedef {import("./waiting.js").StoreName} StoreName
 * @typedef {import("./waiting.js").Put} Put  undefined as value deletes
 */
import { drop, found, outdate, remember, STATE, STORES } from "./waiting.js";

/** After so many milliseconds without an answer we go on without the store. */
const PATIENCE = 3000;

function forget() {
  STATE.opening = null;
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  const opening =
    STATE.opening ||
    new Promise((resolve, reject) => {
      const request = indexedDB.open("kelas-umkm", 1);
      request.onupgradeneeded = () => {
        for (const name of STORES) request.result.createObjectStore(name);
      };
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        request.result.onclose = forget;
        resolve(request.result);
      };
    });
  STATE.opening = opening;
  opening.catch(forget); // the next call tries again
  return opening;
}

/**
 * @param {StoreName[]} names @param {IDBTransactionMode} mode
 * @returns {Promise<IDBTransaction>}
 */
async function begin(names, mode) {
  // "strict": on the disk, not only handed to the system. Browsers before Chrome 82 ignore it.
  const options = /** @type {IDBTransactionOptions} */ ({ durability: "strict" });
  try {
    return (await open()).transaction(names, mode, options);
  } catch {
    forget(); // the browser closed the connection behind our back
    return (await open()).transaction(names, mode, options);
  }
}

/** The store answered, perhaps long after we went on without it. */
function heard() {
  const { silent } = STATE;
  STATE.silent = STATE.refused = false;
  if (silent) retry();
}

/** Nobody waits for a silent store again, but it is asked again now and then. */
function probe() {
  const now = Date.now();
  if (Math.abs(now - STATE.probed) < PATIENCE) return;
  STATE.probed = now;
  forget();
  open().then(heard, () => {});
}

/**
 * Asks the store, and a second time where it stays silent.
 *
 * @template T
 * @param {() => Promise<T>} work may be done twice
 * @returns {Promise<T>} rejects where the store refuses or does not answer
 */
async function ask(work) {
  if (STATE.silent) probe();
  const silence = new Error("no answer");
  if (STATE.silent) throw silence;
  /** @type {ReturnType<typeof setTimeout>[]} */
  const timers = [];
  const after = (/** @type {number} */ time) =>
    new Promise((resolve) => timers.push(setTimeout(resolve, time)));
  const once = async () => {
    const result = await work();
    heard();
    return result;
  };
  const again = after(PATIENCE / 2)
    .then(forget)
    .then(once);
  const giveUp = after(PATIENCE).then(() => {
    STATE.silent = true;
    throw silence;
  });
  try {
    return await Promise.race([once(), again, giveUp]);
  } catch (error) {
    STATE.refused = STATE.refused || error !== silence;
    throw error;
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
function completed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error || new Error("aborted"));
  });
}

/**
 * Puts what waited long: another tab may have written since.
 *
 * @param {IDBObjectStore} store @param {any} key @param {any} value
 */
function putWithCare(store, key, value) {
  const request = store.get(key);
  const put = (/** @type {any} */ there) => {
    if (store.name === "people") store.put({ ...there, ...value }, key);
    else if (!there || Date.parse(there.at) <= Date.parse(value.at)) store.put(value, key);
  };
  request.onsuccess = () => {
    try {
      put(request.result);
    } catch {
      store.transaction.abort();
    }
  };
}

/** @param {Put[]} puts @param {boolean} late */
async function transact(puts, late) {
  const names = STORES.filter((name) => puts.some(([store]) => store === name));
  const transaction = await begin(names, "readwrite");
  const done = completed(transaction);
  done.catch(() => {}); // where a put throws, nobody else hears of it
  for (const [name, key, value] of puts) {
    const store = transaction.objectStore(name);
    if (value === undefined) store.delete(key);
    else if (late && (name === "people" || name === "answers")) putWithCare(store, key, value);
    else store.put(value, key);
  }
  // Where the page is left, what was asked for is still written (not after reading first).
  if (!late && transaction.commit) transaction.commit();
  await done;
}

/** By store and key, what was written last: nothing older may come after it. */
const LATEST = new Map();
const nameOf = (/** @type {Put} */ [name, key]) => String([name, key]);

/** @param {Put[]} puts @param {boolean} late */
async function latest(puts, late) {
  const left = puts.filter((put) => LATEST.get(nameOf(put)) === puts || !LATEST.has(nameOf(put)));
  if (left.length) await transact(left, late);
}

/**
 * @param {Put[]} puts all or none of them
 * @returns {Promise<void>} once they are kept; rejects where they are not, but they can be read
 */
export function write(puts) {
  if (!puts.length) return Promise.resolve();
  STATE.waiting.push(puts);
  for (const put of puts) LATEST.set(nameOf(put), puts);
  // At once where the store answers: a page that is left has no time to wait for an earlier write,
  // and the browser keeps the order.
  let tries = 0;
  const work = () => (tries++ ? latest(puts, true) : transact(puts, false));
  const done = (isKeeping() ? Promise.resolve() : STATE.turn)
    .then(() => ask(work))
    .then(() => {
      drop(puts);
      if (STATE.failed.size) retry();
    });
  const settled = done.catch(() => {
    outdate(puts);
    STATE.failed.add(puts);
    remember();
  });
  STATE.turn = Promise.all([STATE.turn, settled]);
  return done;
}

/** Tries again what was not kept. @returns {Promise<boolean>} nothing is left */
export function retry() {
  const left = Array.from(STATE.failed);
  const work = async () => {
    for (const puts of left.filter((some) => STATE.failed.has(some))) {
      await ask(() => latest(puts, true)).then(
        () => drop(puts),
        () => {},
      );
    }
    remember();
    if (isKeeping()) globalThis.dispatchEvent(new Event("kept")); // the worker has no window
  };
  STATE.turn = STATE.turn.then(work);
  return STATE.turn.then(isKeeping);
}

/** @returns {boolean} the phone keeps all it was given, as far as is known */
export function isKeeping() {
  return !STATE.failed.size && !STATE.silent && !STATE.refused;
}

/** @param {IDBRequest} request @returns {Promise<any>} */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @param {StoreName} name @param {IDBValidKey} key
 * @returns {Promise<any>} undefined where there is none, or no store that tells
 */
export async function read(name, key) {
  const [known] = found(name, (other) => String(other) === String(key));
  if (known) return known[1];
  const get = async () => result((await begin([name], "readonly")).objectStore(name).get(key));
  return ask(get).catch(() => undefined);
}

/** @param {StoreName} name @param {string[]} prefix @returns {Promise<[any, any][]>} */
async function stored(name, prefix) {
  const store = (await begin([name], "readonly")).objectStore(name);
  // An array sorts after every string: the range ends after all keys that begin like this.
  const range = prefix.length
    ? IDBKeyRange.bound(prefix, prefix.concat([/** @type {any} */ ([])]))
    : null;
  const [keys, values] = await Promise.all([
    result(store.getAllKeys(range)),
    result(store.getAll(range)),
  ]);
  return keys.map((/** @type {any} */ key, /** @type {number} */ i) => [key, values[i]]);
}

/**
 * @param {StoreName} name
 * @param {string[]} prefix the first parts of the keys; [] = everything
 * @returns {Promise<[any, any][]>} keys and values
 */
export async function readAll(name, prefix) {
  const kept = await ask(() => stored(name, prefix)).catch(() => []);
  const begins = (/** @type {any} */ key) => prefix.every((part, i) => key[i] === part);
  const all = new Map(kept.map((pair) => [String(pair[0]), pair]));
  for (const pair of found(name, begins)) all.set(String(pair[0]), pair);
  return Array.from(all.values()).filter(([, value]) => value !== undefined);
}

/** @param {any} error @returns {boolean} the phone has no room left */
export function isFull(error) {
  return Boolean(error) && error.name === "QuotaExceededError";
}

/** @type {any} */ (globalThis).kelasUmkm = { isFull, isKeeping, read, readAll, retry, write };
