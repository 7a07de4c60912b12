/**
 * One question to the service, and what its answer means. `docs/receiving.md` has the addresses.
 */

/** What may come of it later: no line, a busy service, somebody else's page in between. */
export class Later extends Error {
  /** @param {number} seconds to wait at least; 0 where nobody said @param {number} status 0: no line */
  constructor(seconds = 0, status = 0) {
    super("later");
    this.seconds = seconds;
    this.status = status;
  }
}

/** What will not come of these bytes. */
export class Refused extends Error {
  /** @param {string} sentence the service's own, or "" @param {number} status */
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }

  /** The service does not know this person. */
  get isClosed() {
    return this.status === 401 || this.status === 403;
  }
}

/** @typedef {{headers: Headers, said: any}} Answer  said: its JSON, null where it is none */

const PATIENCE = 30_000;
/** Nobody waits longer because a service said so. */
export const MOST_SECONDS = 3600;
const LONGEST = 300;
/** A moved service, a full one: not said of these bytes. */
const PASSING = [404, 405, 408, 425, 429];

/** @param {Response} answer @returns {Promise<any>} null where it is not JSON */
async function json(answer) {
  const kind = answer.headers.get("Content-Type") || "";
  return kind.includes("json") ? answer.json().catch(() => null) : null;
}

/** @param {Headers} headers @returns {number} 0 where they say nothing of use */
function secondsIn(headers) {
  const seconds = Number(headers.get("Retry-After"));
  return seconds > 0 ? Math.min(seconds, MOST_SECONDS) : 0;
}

/** @param {any} said @returns {string} text, and no more than a sentence or two of it */
function sentenceIn(said) {
  const text = said?.problem;
  return typeof text === "string" ? text.replace(/\p{C}/gu, " ").trim().slice(0, LONGEST) : "";
}

/** @param {string} address @param {RequestInit} request @returns {Promise<[Response, any]>} */
async function heard(address, request) {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), PATIENCE);
  try {
    const answer = await fetch(address, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      redirect: "error", // it would lead to somebody whom the invitation does not name
      signal: ending.signal,
      ...request,
    });
    return [answer, await json(answer)];
  } catch {
    throw new Later();
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {string} address @param {RequestInit} request
 * @returns {Promise<Answer>} a good one; rejects with `Later` or `Refused`
 */
export async function ask(address, request) {
  const [{ ok, status, headers }, said] = await heard(address, request);
  if (ok) return { headers, said };
  const isPassing = status < 400 || status >= 500 || PASSING.includes(status);
  throw isPassing ? new Later(secondsIn(headers), status) : new Refused(sentenceIn(said), status);
}

/** @param {string} text @returns {Promise<{body: BodyInit, headers: Record<string, string>}>} */
async function packed(text) {
  const headers = { "Content-Type": "application/json" };
  if (typeof CompressionStream === "undefined") return { body: text, headers };
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  const body = await new Response(stream).arrayBuffer();
  return { body, headers: { ...headers, "Content-Encoding": "gzip" } };
}

/** What a browser still sends when its page is closed. */
const LEAVING = 60_000;

/**
 * @param {string} service its address @param {string} text answers.json
 * @returns {Promise<{id: string, missing: string[]}>} the sending's id, and which of the photos it
 *   names are not there yet; rejects as `ask`
 */
export async function postAnswers(service, text) {
  const { body, headers } = await packed(text);
  const isLeaving = typeof document !== "undefined" && document.visibilityState === "hidden";
  const size = typeof body === "string" ? body.length * 3 : /** @type {any} */ (body).byteLength;
  const keepalive = isLeaving && size < LEAVING;
  const { said } = await ask(`${service}jawaban`, { method: "POST", body, headers, keepalive });
  // Whoever logs people in to a hotel's line answers everything with a page of theirs.
  if (!said || typeof said.id !== "string" || !said.id) throw new Later();
  const photos = Array.isArray(said.photos) ? said.photos : [];
  return { id: said.id, missing: photos.map((/** @type {any} */ one) => String(one?.path || one)) };
}
