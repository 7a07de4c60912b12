/**
 * The phone's memory: IndexedDB. A write has happened when its transaction is complete, not before.
 *
 * answers [person, lesson, exercise]; photos [person, lesson, path]; traits [person, lesson,
 * widget] of widgets that are no exercise; people by code; marks: everything small.
 *
 * @typedef {"answers"|"photos"|"traits"|"people"|"marks"} StoreName
 * @typedef {[StoreName, IDBValidKey, any]} Put  undefined as value deletes
 */

/** @type {StoreName[]} */
const STORES = ["answers", "photos", "traits", "people", "marks"];

/** @type {Promise<IDBDatabase> | null} */
let opening = null;

function forget() {
  opening = null;
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  opening =
    opening ||
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

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
function completed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error || new Error("the write was aborted"));
    if (transaction.commit) transaction.commit();
  });
}

/** @param {Put[]} puts all or none of them @returns {Promise<void>} once they are kept */
export async function write(puts) {
  if (!puts.length) return;
  const names = STORES.filter((name) => puts.some(([store]) => store === name));
  const transaction = await begin(names, "readwrite");
  for (const [name, key, value] of puts) {
    const store = transaction.objectStore(name);
    if (value === undefined) store.delete(key);
    else store.put(value, key);
  }
  await completed(transaction);
}

/** @param {IDBRequest} request @returns {Promise<any>} */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {StoreName} name @param {IDBValidKey} key @returns {Promise<any>} */
export async function read(name, key) {
  return result((await begin([name], "readonly")).objectStore(name).get(key));
}

/**
 * @param {StoreName} name @param {string[]} prefix the first parts of the keys; [] = everything
 * @returns {Promise<[any, any][]>} keys and values
 */
export async function readAll(name, prefix) {
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

/** @param {any} error @returns {boolean} the phone has no room left */
export function isFull(error) {
  return Boolean(error) && error.name === "QuotaExceededError";
}
