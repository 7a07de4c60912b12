/**
 * Brings home what waits: answers first, photos last. The page and the service worker share it.
 *
 * @typedef {import("./outbox.js").Parcel} Parcel
 * @typedef {{left: boolean, seconds: number}} Outcome
 *   left: something still waits and may go later; seconds: to wait at least, 0 where nobody said
 */
import {
  answersWaiting,
  bytesOf,
  digestOf,
  keepReceipt,
  photosWaiting,
  senders,
  shut,
} from "./outbox.js";
import { Later, MOST_SECONDS, postAnswers, Refused } from "./post.js";
import { read, write } from "./store.js";
import { localIso } from "./time.js";
import { upload } from "./tus.js";

/** The service has no answers that name the photo, or no longer: they go once more, before it. */
const UNNAMED = 409;

/** @param {Parcel} parcel @returns {Record<string, string>} */
function timesOf({ entries }) {
  return Object.assign({}, ...Array.from(entries, ([id, { at }]) => ({ [id]: at })));
}

/** @param {Parcel} parcel @returns {Promise<void>} rejects with `Later`, or where the door is shut */
async function sendAnswers(parcel) {
  const { person, text, receipt } = parcel;
  const digest = await digestOf(new TextEncoder().encode(text));
  const answers = timesOf(parcel);
  try {
    const { id, missing } = await postAnswers(person.receive || "", text);
    const at = localIso(new Date());
    const { token } = person;
    const fresh = { id, at, token, digest, answers, missing, refused: "", problem: "", tried: {} };
    Object.assign(receipt, fresh);
  } catch (error) {
    if (!(error instanceof Refused) || error.isClosed) throw error;
    Object.assign(receipt, { refused: digest, problem: error.message || " ", tried: answers });
  }
  await keepReceipt(parcel);
}

/** @param {Parcel} parcel @param {string} path @returns {Record<string, string>} whose photo it is */
function wordsOf({ person, lesson, participant, receipt }, path) {
  const { code, token, class_id = "" } = person;
  const whose = { participant, by: code, lesson, path, token, class_id };
  return { ...whose, id: receipt.id, filetype: "image/jpeg" };
}

/**
 * @param {Parcel} parcel @param {string} path
 * @param {import("./types.js").Picture} news what became of the photo
 */
async function note(parcel, path, news) {
  const { receipt } = parcel;
  receipt.photos = { ...receipt.photos, [path]: news };
  if (news.done) receipt.missing = (receipt.missing || []).filter((one) => one !== path);
  await keepReceipt(parcel);
}

/**
 * @param {Parcel} parcel @param {string} path
 * @param {import("./types.js").Picture} picture @param {unknown} error
 * @returns {Promise<void>} rejects with what is no word on this photo
 */
async function noteRefusal(parcel, path, picture, error) {
  if (!(error instanceof Refused) || error.isClosed) throw error;
  if (error.status !== UNNAMED)
    return note(parcel, path, { ...picture, problem: error.message || " " });
  parcel.receipt.digest = "";
  await keepReceipt(parcel);
  throw new Later(0, UNNAMED);
}

/** @param {import("./outbox.js").Waiting} photo @returns {Promise<void>} rejects as above */
async function sendPhoto({ parcel, path, at }) {
  const { person, owner, lesson, receipt } = parcel;
  const data = await read("photos", [owner, lesson, path]);
  if (!data) return; // it was lost with the phone's memory; the answer says so at home
  const bytes = bytesOf(data);
  const sha256 = await digestOf(bytes);
  const known = receipt.photos[path]?.sha256 === sha256 ? receipt.photos[path] : undefined;
  const isMissing = (receipt.missing || []).includes(path);
  if (known?.done && !isMissing) return note(parcel, path, { ...known, at });
  const picture = { at, sha256, url: known && !known.done ? known.url : "", done: false };
  const going = (/** @type {string} */ url) => note(parcel, path, { ...picture, url });
  const words = { ...wordsOf(parcel, path), sha256 };
  try {
    const url = await upload(person.receive || "", bytes, words, picture.url, going);
    await note(parcel, path, { ...picture, url, done: true });
  } catch (error) {
    await noteRefusal(parcel, path, picture, error);
  }
}

/** @param {() => Promise<Outcome>} work one page or worker at a time, where the browser can do that */
function alone(work) {
  const { locks } = /** @type {any} */ (navigator);
  return locks ? locks.request("kelas-umkm line", work) : work();
}

/** @returns {Promise<number>} how many seconds the service asked to be left alone for */
async function pause() {
  const left = (((await read("marks", ["until"])) || 0) - Date.now()) / 1000;
  return left > 0 && left <= MOST_SECONDS ? left : 0; // else the clock was moved
}

/** @param {import("./types.js").Person & {owner: string}} person @param {boolean} withPhotos */
async function carryFor(person, withPhotos) {
  for (const parcel of await answersWaiting(person)) await sendAnswers(parcel);
  if (!withPhotos) return;
  for (const photo of await photosWaiting(person)) await sendPhoto(photo);
}

/** @param {boolean} withPhotos @returns {Promise<Outcome>} */
async function carryAll(withPhotos) {
  const seconds = await pause();
  const outcome = { left: seconds > 0, seconds };
  for (const person of outcome.left ? [] : await senders()) {
    try {
      await carryFor(person, withPhotos);
    } catch (error) {
      if (error instanceof Refused) await shut(person, error.message);
      else if (error instanceof Later) outcome.left = true;
      else throw error;
      outcome.seconds = Math.max(outcome.seconds, error instanceof Later ? error.seconds : 0);
    }
  }
  const until = outcome.seconds && !seconds ? Date.now() + outcome.seconds * 1000 : 0;
  if (until) await write([["marks", ["until"], until]]).catch(() => {});
  return outcome;
}

/**
 * @param {boolean} withPhotos
 * @returns {Promise<Outcome>} never rejects for what a service or a line does
 */
export function carry(withPhotos) {
  return alone(() => carryAll(withPhotos));
}
