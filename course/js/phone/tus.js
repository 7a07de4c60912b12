/**
 * Photos go in pieces, and go on where they stopped: tus 1.0, https://tus.io/protocols/resumable-upload
 */
import { ask, Later, Refused } from "./post.js";

/** At 50 KB a second a piece takes little more than a second: that much may be lost. */
export const PIECE = 64 * 1024;
const VERSION = { "Tus-Resumable": "1.0.0" };

/** @param {Record<string, string>} words @returns {string} the values are codes, names and paths */
function metadata(words) {
  const given = Object.entries(words).filter(([, value]) => value);
  return given.map(([key, value]) => `${key} ${btoa(value)}`).join(",");
}

/** @param {{headers: Headers}} answer @returns {number} how much is there; NaN where nothing is said */
function offsetIn({ headers }) {
  return Number.parseInt(headers.get("Upload-Offset") || "", 10);
}

/**
 * @param {string} service @param {Uint8Array} bytes @param {Record<string, string>} words
 * @returns {Promise<{url: string, offset: number}>}
 */
async function begin(service, bytes, words) {
  const length = { "Upload-Length": String(bytes.length), "Upload-Metadata": metadata(words) };
  const headers = { ...VERSION, ...length };
  const answer = await ask(`${service}foto`, { method: "POST", headers });
  const url = new URL(answer.headers.get("Location") || "/", `${service}foto`).href;
  // Photos go where the invitation says, whatever stands in an answer.
  if (!url.startsWith(`${service}foto/`)) throw new Later();
  return { url, offset: offsetIn(answer) || 0 };
}

/** @param {string} url @returns {Promise<number>} -1 where it is known no longer */
async function askOffset(url) {
  try {
    const offset = offsetIn(await ask(url, { method: "HEAD", headers: VERSION }));
    return offset >= 0 ? offset : -1;
  } catch (error) {
    if ([404, 410].includes(/** @type {any} */ (error).status)) return -1;
    throw error;
  }
}

/**
 * @param {string} service @param {Uint8Array} bytes
 * @param {Record<string, string>} words whose photo it is
 * @param {string} known where an earlier try was going, or ""
 * @param {(url: string) => Promise<void>} keep called before the first piece goes
 * @returns {Promise<string>} where it is, once all of it is there; rejects as `ask`
 */
export async function upload(service, bytes, words, known, keep) {
  let url = known.startsWith(service) ? known : "";
  let offset = url ? await askOffset(url) : -1;
  if (offset < 0 || offset > bytes.length) {
    ({ url, offset } = await begin(service, bytes, words));
    await keep(url);
  }
  while (offset < bytes.length) {
    const body = bytes.slice(offset, offset + PIECE);
    const kind = { "Content-Type": "application/offset+octet-stream" };
    const headers = { ...VERSION, ...kind, "Upload-Offset": String(offset) };
    const next = offsetIn(await patched(url, { method: "PATCH", headers, body }));
    if (!(next > offset)) throw new Later();
    offset = next;
  }
  return url;
}

/** @param {string} url @param {RequestInit} request */
async function patched(url, request) {
  try {
    return await ask(url, request);
  } catch (error) {
    const { status } = /** @type {any} */ (error);
    // Another page of this person was faster, or the place is gone: the next try asks where it is.
    if (error instanceof Refused && [409, 410].includes(status)) throw new Later(0, status);
    throw error;
  }
}
