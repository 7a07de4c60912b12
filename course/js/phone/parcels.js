/**
 * Answers found in a text: WhatsApp messages, answer files, a file with all answers, a link. The
 * page's side of `docs/sending.md`; the inbox has its own reader. What is found is data from
 * outside: every value is looked at before it is kept.
 *
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./types.js").Person} Person
 *
 * @typedef {object} Parcel  one person's answers to one lesson
 * @property {string} lesson
 * @property {string} participant
 * @property {string} by
 * @property {string} token
 * @property {string} class_id
 * @property {Map<string, Entry>} answers
 * @property {Record<string, string>} photos
 *
 * @typedef {object} Found
 * @property {Parcel[]} parcels
 * @property {Person | null} person  of a link, which carries the invitation too
 * @property {[number, number][]} missing  parts that are not in the text, and of how many
 * @property {number} broken  sendings that are there and cannot be read
 */
import { COURSE, crc32 } from "./message.js";

const MOST = 4 * 1024 * 1024;
const BLANK = /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+/g;
const BLOCK =
  /KU1\/[A-Z0-9]*\/[a-z0-9-]{1,60}\/\d{1,2}-\d{1,2}\/[zp]\/[0-9a-f]{8}\/[0-9a-f]{8}\/[A-Za-z0-9!-]*\/KU/g;
const BALLOTS = /KU1\/Z[A-Z]{2}\d{6}(\/[^/]*){6}\/KU/g;
const LINK = /#restore=([zp])\.([\w-]+)/;
const CODE = /^[A-Z]{1,3}[0-9]{2,6}$/;
const NAME = /^[a-z0-9][a-z0-9-]{0,59}$/;
const CLASS = /^[a-z0-9-]{0,40}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)$/;
const PHOTO = /^data:image\/(jpeg|png|webp);base64,[A-Za-z0-9+/=]+$/;

/** @param {string} data base64 in any of its alphabets @returns {Uint8Array} */
function bytesOf(data) {
  const usual = data.replace(/-/g, "+").replace(/[!_]/g, "/");
  return Uint8Array.from(atob(usual), (letter) => letter.charCodeAt(0));
}

/** @param {string} packing @param {Uint8Array} bytes @returns {Promise<string>} */
async function unpack(packing, bytes) {
  if (packing === "p") return new TextDecoder().decode(bytes);
  const stream = new Blob([/** @type {BlobPart} */ (bytes)])
    .stream()
    .pipeThrough(new DecompressionStream("deflate"));
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let size = 0; size <= MOST; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    text += decoder.decode(value, { stream: true });
  }
  throw new Error("too much");
}

/** @param {any} value */
const isObject = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
/** @param {RegExp} form @param {any} value */
const suits = (form, value) => typeof value === "string" && form.test(value);

/** @param {any} first @returns {import("./types.js").First} */
function readFirst({ value, at, beside }) {
  const isBeside = isObject(beside) && Object.values(beside).every(isObject);
  return { value, at, ...(isBeside ? { beside } : {}) };
}

/** @param {any} entry @returns {Entry | null} */
function readEntry(entry) {
  if (!isObject(entry) || !isObject(entry.value) || !suits(TIME, entry.at)) return null;
  if (Number.isNaN(Date.parse(entry.at))) return null;
  const { value, at, tries, helped, item, first } = entry;
  const isFirst = isObject(first) && isObject(first.value) && suits(TIME, first.at);
  return {
    value,
    at,
    tries: Number.isInteger(tries) && tries >= 0 ? tries : 1,
    helped: helped === true,
    item: suits(/^.{0,40}$/, item) ? item : "",
    ...(isFirst ? { first: readFirst(first) } : {}),
  };
}

/** @param {any} raw answers.json, perhaps with photos @returns {Parcel | null} */
export function readParcel(raw) {
  if (!isObject(raw) || raw.course !== COURSE || ![1, 2].includes(raw.version)) return null;
  const { lesson, participant, by = participant, token = "", class_id = "" } = raw;
  if (!suits(NAME, lesson) || !suits(CODE, participant) || !suits(CODE, by)) return null;
  if (!suits(CLASS, class_id) || !suits(/^[\w-]{0,40}$/, token)) return null;
  const answers = new Map();
  for (const [id, given] of Object.entries(isObject(raw.answers) ? raw.answers : {})) {
    const entry = NAME.test(id) && readEntry(given);
    if (entry) answers.set(id, entry);
  }
  /** @type {Record<string, string>} */
  const photos = {};
  for (const [path, data] of Object.entries(isObject(raw.photos) ? raw.photos : {})) {
    if (/^photos\/[a-z0-9-]+\.jpg$/.test(path) && suits(PHOTO, data)) photos[path] = data;
  }
  return { lesson, participant, by, token, class_id, answers, photos };
}

/** @param {string} text @returns {any[]} the JSON objects in a file, one a line or one in all */
function objects(text) {
  const whole = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
  const parts = [whole, ...text.split("\n").filter((line) => line.startsWith("{"))];
  for (const some of [parts.slice(0, 1), parts.slice(1)]) {
    try {
      if (whole) return some.map((part) => JSON.parse(part));
    } catch {
      // several objects are not one
    }
  }
  return [];
}

/** @param {string} text @param {Found} found */
async function readBlocks(text, found) {
  /** @type {Map<string, {packing: string, parts: string[], of: number}>} */
  const sendings = new Map();
  // A sheet without names is nobody's to take back.
  const plain = text.replace(BLANK, "").replace(BALLOTS, "");
  for (const block of plain.match(BLOCK) || []) {
    const [, , , parts, packing, id, sum, data] = block.split("/");
    const [part, of] = parts.split("-");
    if (crc32(new TextEncoder().encode(data)) !== sum) continue;
    const sending = sendings.get(id) || { packing, parts: [], of: Number(of) };
    sending.parts[Number(part) - 1] = data;
    sendings.set(id, sending);
  }
  if (!sendings.size && plain.includes("KU1/")) found.broken += 1;
  for (const [id, { packing, parts, of }] of sendings) {
    const missing = Array.from({ length: of }, (_, i) => i).filter((i) => !parts[i]);
    for (const i of missing) found.missing.push([i + 1, of]);
    if (missing.length) continue;
    const bytes = bytesOf(parts.slice(0, of).join(""));
    const raw = crc32(bytes) === id && (await unpack(packing, bytes).then(JSON.parse, () => null));
    const parcel = readParcel(raw);
    if (parcel) found.parcels.push(parcel);
    else found.broken += 1;
  }
}

/** @param {string} text @param {Found} found */
async function readLink(text, found) {
  const [, packing, data] = LINK.exec(text.replace(BLANK, "")) || [];
  if (!data) return;
  try {
    const raw = JSON.parse(await unpack(packing, bytesOf(data)));
    found.person = isObject(raw.person) ? raw.person : null;
    found.parcels.push(...raw.lessons.map(readParcel).filter(Boolean));
  } catch {
    found.broken += 1;
  }
}

/** @param {string} text of a message, a chat, a file or a link @returns {Promise<Found>} */
export async function findParcels(text) {
  /** @type {Found} */
  const found = { parcels: [], person: null, missing: [], broken: 0 };
  for (const raw of objects(text)) {
    const parcel = readParcel(raw);
    if (parcel) found.parcels.push(parcel);
  }
  await readBlocks(text, found);
  await readLink(text, found);
  return found;
}
