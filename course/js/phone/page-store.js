/**
 * The store of the page, for what the page loads later: build.js puts it in the place of store.js
 * there, so that a page has one memory, and brings its code once.
 */
/** @type {typeof import("./store.js")} */
const store = /** @type {any} */ (globalThis).kelasUmkm;

export const { isFull, isKeeping, read, readAll, retry, write } = store;
