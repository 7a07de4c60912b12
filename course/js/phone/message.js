/**
 * Answers as they travel: `docs/sending.md` says how, `course/messages.py` reads them.
 *
 * @typedef {import("./types.js").Entry} Entry
 */

import { fill } from "../exercise/wording.js";
import { longText } from "./time.js";
import { LETTER } from "./wording.js";

export const COURSE = "kelas-umkm";
const DATA_MAX = 3200;
const TITLE_MAX = 60;

/** @type {number[]} */
const TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c;
});

/** @param {Uint8Array} bytes @returns {string} CRC-32 as 8 hex digits */
export function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) crc = (crc >>> 8) ^ TABLE[(crc ^ byte) & 255];
  return ((crc ^ -1) >>> 0).toString(16).padStart(8, "0");
}

/** @param {string} text */
const utf8 = (text) => new TextEncoder().encode(text);

/** @param {Uint8Array} bytes @returns {string} base64 with - and !, without = */
export function base64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "!").replace(/=+$/, "");
}

/** @param {string} text @returns {Promise<{packing: "z"|"p", bytes: Uint8Array}>} */
export async function pack(text) {
  const bytes = utf8(text);
  if (typeof CompressionStream === "undefined") return { packing: "p", bytes };
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return { packing: "z", bytes: new Uint8Array(await new Response(stream).arrayBuffer()) };
}

/**
 * @param {{participant: string, lesson: string, packing: string, bytes: Uint8Array}} content
 * @returns {{id: string, blocks: string[]}} one block for each message
 */
export function makeBlocks({ participant, lesson, packing, bytes }) {
  const id = crc32(bytes);
  const data = base64(bytes);
  const parts = Math.max(1, Math.ceil(data.length / DATA_MAX));
  const blocks = Array.from({ length: parts }, (_, index) => {
    const slice = data.slice(index * DATA_MAX, (index + 1) * DATA_MAX);
    const part = `${index + 1}-${parts}`;
    const sum = crc32(utf8(slice));
    return `KU1/${participant}/${lesson}/${part}/${packing}/${id}/${sum}/${slice}/KU`;
  });
  return { id, blocks };
}

/**
 * @param {string} code @param {string} title @param {Date} sent
 * @returns {string} what a mentor reads first
 */
export function firstLine(code, title, sent) {
  const plain = title.replace(/[{}"\s]+/g, " ").trim();
  const short = Array.from(plain).slice(0, TITLE_MAX).join("");
  return fill(LETTER.head, { code, title: short, time: longText(sent) });
}

/** @param {string} first @param {string[]} blocks @returns {string[]} whole messages */
export function makeMessages(first, blocks) {
  const parts = blocks.length;
  return blocks.map((block, index) => {
    const which = parts > 1 ? fill(LETTER.head_part, { n: index + 1, parts }) : "";
    return `${first}\n${which}${LETTER.head_message}\n\n${block}`;
  });
}

/**
 * @param {{course: string, lesson: string}} data
 * @param {{code: string, token: string, class_id?: string}} person
 * @param {Iterable<[string, Entry]>} entries
 * @param {string} [participant] whom the answers are about, when a mentor observes
 * @param {import("./types.js").Skips} [skipped]
 * @returns {Record<string, any>} answers.json; version 2 where something was checked
 */
export function answersJson(
  { course, lesson },
  person,
  entries,
  participant = person.code,
  skipped = {},
) {
  const { code, token, class_id } = person;
  /** @type {Record<string, Entry>} */
  const answers = {};
  let version = 1;
  for (const [id, { value, at, tries, helped, item, first }] of entries) {
    answers[id] = { value, at, tries, helped, item, ...(first ? { first } : {}) };
    if (first) version = 2;
  }
  const left_out = Object.keys(skipped).length ? { skipped } : {};
  const of_class = class_id ? { class_id } : {};
  return {
    version,
    course,
    lesson,
    participant,
    by: code,
    token,
    ...of_class,
    ...left_out,
    answers,
  };
}
