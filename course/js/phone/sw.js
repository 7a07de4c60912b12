/**
 * The service worker: lessons open without a line.
 *
 * `course site` writes this file to the site's root with the string below replaced by
 *   {shell: ["index.html", "static/home.1a2b3c4d.js", ...],
 *    lessons: {"m1-internet": ["m1-internet.html", "static/...", ...], ...},
 *    revisions: {"index.html": "ab12cd34", "m1-internet.html": "...", ...},
 *    words: {en: {"Ke semua pelajaran": "To all lessons", ...}, ...}}
 * A lesson's page in another language is a lesson of its own here, and so is the home page in it.
 * All paths are relative to the site. A path in `revisions` may change its content: it is kept as
 * `path?r=<revision>`. Any other path carries a hash of its content in its name. So one cache
 * holds every generation, a new version downloads only what changed, and a broken installation
 * goes on where it stopped. What the version before used stays one generation longer: a page that
 * is still open may want its pictures.
 */
import { carry } from "./carry.js";
import { OFFLINE } from "./wording.js";

/** @type {any} */
const PRECACHE = "__PRECACHE__";
const worker = /** @type {any} */ (self);
const SCOPE = worker.registration.scope;
const CACHE = `kelas-umkm ${SCOPE}`;
const GENERATION = `${SCOPE}generation`;

/** @param {string} path relative to the site @returns {string} the address it is kept under */
function keyOf(path) {
  const revision = PRECACHE.revisions[path];
  return SCOPE + path + (revision ? `?r=${revision}` : "");
}

/** @param {Response} response pages that were redirected may not answer a navigation */
async function plain(response) {
  if (!response.redirected) return response;
  return new Response(await response.blob(), { headers: response.headers });
}

/**
 * @param {Cache} cache @param {string} path
 * @returns {Promise<{response: Response, kept: Promise<boolean>}>} kept: once it is stored
 */
async function download(cache, path) {
  const changing = path in PRECACHE.revisions;
  const response = await plain(await fetch(SCOPE + path, changing ? { cache: "no-cache" } : {}));
  const known = response.ok && (changing || path.startsWith("static/"));
  const put = known ? cache.put(keyOf(path), response.clone()) : Promise.resolve();
  return { response, kept: put.then(() => known) };
}

/**
 * Four at a time; a broken one does not stop the others.
 *
 * @param {string[]} paths @param {(done: number) => void} [onProgress]
 * @returns {Promise<number>} how many of them are kept now
 */
async function keep(paths, onProgress) {
  const cache = await caches.open(CACHE);
  const queue = paths.slice();
  let done = 0;
  const ensure = async (/** @type {string} */ path) =>
    (await cache.match(keyOf(path))) || (await download(cache, path)).kept;
  const work = async () => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      if (await ensure(path).catch(() => false)) done += 1;
      if (onProgress) onProgress(done);
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  return done;
}

/** @param {Cache} cache @returns {Promise<string[]>} the shell, and the lessons kept before */
async function needed(cache) {
  const kept = new Set((await cache.keys()).map(({ url }) => url.split("?")[0]));
  const lessons = Object.values(PRECACHE.lessons).filter(([page]) => kept.has(SCOPE + page));
  return Array.from(new Set(PRECACHE.shell.concat(...lessons)));
}

async function install() {
  const paths = await needed(await caches.open(CACHE));
  // All or nothing takes over, but what arrived stays for the next try.
  if ((await keep(paths)) < paths.length) throw new Error("not everything arrived");
  await worker.skipWaiting();
}

async function activate() {
  const cache = await caches.open(CACHE);
  const record = await cache.match(GENERATION);
  const before = record ? await record.json() : [];
  const paths = PRECACHE.shell.concat(...Object.values(PRECACHE.lessons));
  const now = paths.map(keyOf);
  const wanted = new Set([...now, ...before, GENERATION]);
  const old = (await cache.keys()).filter(({ url }) => !wanted.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
  await cache.put(GENERATION, new Response(JSON.stringify(now)));
  await worker.clients.claim();
}

/** @param {string} path of a page, which says its language: "m1-internet.en.html" */
function offlinePage(path) {
  const [, language = "id"] = /\.([a-z]{2})\.html$/.exec(path) || [];
  const words = PRECACHE.words?.[language] || {};
  const [title, text, home] = [OFFLINE.title, OFFLINE.text, OFFLINE.home].map(
    (one) => words[one] || one,
  );
  const html = `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title><body style="font:18px/1.5 system-ui;margin:24px"><h1>${title}</h1><p>${text}</p><p><a href="./">${home}</a></p>`;
  return new Response(html, {
    status: 503,
    headers: { "content-type": "text/html;charset=utf-8" },
  });
}

/** @param {any} event @param {string} path @returns {Promise<Response>} */
async function answer(event, path) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(keyOf(path));
  if (found) return found;
  try {
    const { response, kept } = await download(cache, path);
    event.waitUntil(kept.catch(() => {})); // a full phone must still show the page
    return response;
  } catch (error) {
    // Better the page of an older version than none.
    const older = await cache.match(SCOPE + path, { ignoreSearch: true });
    if (older) return older;
    if (event.request.mode === "navigate") return offlinePage(path);
    throw error;
  }
}

/** @param {any} event */
function onFetch(event) {
  const [address] = event.request.url.split(/[?#]/);
  if (event.request.method !== "GET" || !address.startsWith(SCOPE)) return;
  const path = address.slice(SCOPE.length) || "index.html";
  if (path !== "sw.js") event.respondWith(answer(event, path));
}

/** @param {string[]} paths @returns {string[]} and what this version of their lessons needs */
function complete(paths) {
  const lessons = Object.values(PRECACHE.lessons).filter(([page]) => paths.includes(page));
  return Array.from(new Set(paths.concat(...lessons)));
}

/** @param {any} event {keep: paths} with a port that hears {done, total, end} */
function onMessage(event) {
  const [port] = event.ports;
  const asked = event.data?.keep;
  if (!Array.isArray(asked) || !port) return;
  const paths = complete(asked);
  const say = (/** @type {number} */ done, /** @type {boolean} */ end) =>
    port.postMessage({ done, total: paths.length, end });
  event.waitUntil(keep(paths, (done) => say(done, false)).then((done) => say(done, true)));
}

/** The line is back: what waits goes home, also with no page open (line.js). @param {boolean} withPhotos */
async function onSync(withPhotos) {
  const { left } = await carry(withPhotos);
  for (const page of await worker.clients.matchAll()) page.postMessage({ line: true });
  if (left) throw new Error("not everything went"); // the browser asks again
}

worker.addEventListener("sync", (/** @type {any} */ e) => {
  if (e.tag.startsWith("kirim")) e.waitUntil(onSync(e.tag === "kirim"));
});
worker.addEventListener("install", (/** @type {any} */ e) => e.waitUntil(install()));
worker.addEventListener("activate", (/** @type {any} */ e) => e.waitUntil(activate()));
worker.addEventListener("fetch", onFetch);
worker.addEventListener("message", onMessage);
