/**
 * The page's side of the service worker: register it, ask it to keep files, see what is kept.
 */

/** @returns {boolean} a page on plain http or from a disk has none */
export function canKeep() {
  return "serviceWorker" in navigator && "caches" in window;
}

/** @returns {Promise<ServiceWorker>} at work; rejects when it could not be installed */
async function worker() {
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.register("sw.js", { updateViaCache: "none" });
  const { active, installing } = registration;
  if (active || !installing) return /** @type {ServiceWorker} */ (active);
  return new Promise((resolve, reject) => {
    installing.addEventListener("statechange", () => {
      if (installing.state === "activated") resolve(installing);
      if (installing.state === "redundant") reject(new Error("not everything arrived"));
    });
  });
}

/**
 * @param {string[]} files relative to the site
 * @param {(done: number, total: number) => void} [onProgress]
 * @returns {Promise<boolean>} all of them are kept
 */
export async function keepFiles(files, onProgress) {
  const active = await worker();
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => {
      if (onProgress) onProgress(data.done, data.total);
      if (data.end) resolve(data.done === data.total);
    };
    active.postMessage({ keep: files }, [channel.port2]);
  });
}

/** @param {string[]} files @returns {Promise<boolean>} all of them are kept already */
export async function areKept(files) {
  const cache = await caches.open(`kelas-umkm ${new URL("./", location.href)}`);
  const kept = new Set((await cache.keys()).map(({ url }) => url.split("?")[0]));
  return files.every((file) => kept.has(new URL(file, location.href).href));
}
