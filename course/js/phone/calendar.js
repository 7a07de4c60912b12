/**
 * The postings as a file for the phone's calendar, as course/curriculum/m4_strategi/calendar.py makes
 * it: local times without a zone, and a corrected plan takes the place of the first.
 *
 * @typedef {import("../exercise/types.js").Field} Field
 * @typedef {import("./keepsakes.js").Answered} Answered
 */
import { KEEPSAKES } from "./wording.js";

/** @param {string} text @returns {string} on one line */
export const oneLine = (text) => text.replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, " ").trim();

const DAYS = ["min", "sen", "sel", "rab", "kam", "jum", "sab"];
const DAY = 86_400_000;
const BEGUN = Date.UTC(2020, 0, 1);

/** @typedef {{week: number, place: number, day: string, title: string, about: string}} Posting */

/** @param {any} start "2026-11-30" @param {any} chosen @returns {number[]} the days of the first week, in order */
function firstDays(start, chosen) {
  const first = /^\d{4}-\d\d-\d\d$/.test(start) ? Date.parse(start) : Number.NaN;
  if (Number.isNaN(first) || !Array.isArray(chosen)) return [];
  const from = new Date(first).getUTCDay();
  const ahead = chosen
    .filter((one) => DAYS.includes(one))
    .map((one) => (DAYS.indexOf(one) - from + 7) % 7);
  return ahead.sort((a, b) => a - b).map((n) => first + n * DAY);
}

/** @param {Field} field @returns {number} which week a table plans, from 0; -1 for another */
function weekOf({ kind, key }) {
  if (kind !== "table") return -1;
  return key === "cara" ? 0 : Number(/^minggu(\d)$/.exec(key)?.[1] || 0) - 1;
}

/** @param {Field} field @param {any} cells @returns {Record<string, string>} what is filled in, in words */
function inWords({ columns = [] }, cells) {
  const given = columns.filter(({ key }) => cells?.[key]?.trim());
  const words = given.map(({ key, options = [] }) => {
    const known = options.find(([one]) => one === cells[key]);
    return { [key]: known ? known[1] : cells[key] };
  });
  return Object.assign({}, ...words);
}

/** @param {Answered[]} all @returns {Map<string, Record<string, string>>} cells by week and place */
function planOf(all) {
  const planned = new Map();
  for (const { fields, value } of all)
    for (const field of fields.filter((one) => weekOf(one) >= 0))
      (field.rows || []).forEach((/** @type {any} */ row, /** @type {number} */ place) => {
        const key = `${weekOf(field)}.${place}`;
        const cells = { ...planned.get(key), ...inWords(field, value[field.key]?.[row.key]) };
        if (Object.keys(cells).length) planned.set(key, cells);
      });
  return planned;
}

/** @param {Record<string, string>} cells @returns {[string, string]} title and text */
function worded({ kanal = "Media sosial", jenis = "Isi", isi = "", ajakan }) {
  const short = oneLine(isi);
  const content =
    Array.from(short).length > 80 ? `${Array.from(short).slice(0, 79).join("")}…` : short;
  const ask = ajakan ? `Ajakan: ${ajakan}` : KEEPSAKES.invitation;
  return [`Posting: ${kanal} (${jenis})`, `${jenis}: ${content}\n${ask}`];
}

/** @param {Answered[]} all answers that plan the same postings @returns {Posting[]} */
export function postings(all) {
  const value = Object.assign({}, ...all.map((one) => one.value));
  const days = firstDays(value.mulai, value.hari);
  const planned = Array.from(planOf(all)).sort(([a], [b]) => (a < b ? -1 : 1));
  const posts = planned.map(([key, cells]) => {
    const [week, place] = key.split(".").map(Number);
    const [title, about] = worded(cells);
    const time = days[place] + 7 * DAY * week;
    const day = place < days.length ? new Date(time).toISOString().slice(0, 10) : "";
    return { week, place, day, title, about };
  });
  return posts.filter(({ day }) => day);
}

/** @param {string} text as RFC 5545 wants it */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");
/** @param {string} text @returns {string} at most 75 bytes a line */
function folded(text) {
  const lines = [""];
  let size = 0;
  for (const letter of Array.from(text)) {
    const bytes = new TextEncoder().encode(letter).length;
    size += bytes;
    if (size > 74) {
      lines.push("");
      size = bytes + 1;
    }
    lines[lines.length - 1] += letter;
  }
  return lines.join("\r\n ");
}
/** @param {number} time */
const stamp = (time) => `${new Date(time).toISOString().replace(/[-:]|\.\d+/g, "")}`;

/** @param {Posting} post @param {string} hour "T070000", or "" @param {number} at @param {string} code */
function event({ week, place, day, title, about }, hour, at, code) {
  return [
    "BEGIN:VEVENT",
    `UID:${code}-unggah-${week + 1}-${place + 1}@kelas-umkm.example`,
    `DTSTAMP:${stamp(at)}`,
    `LAST-MODIFIED:${stamp(at)}`,
    `SEQUENCE:${Math.min(2 ** 31 - 1, Math.floor((at - BEGUN) / 1000))}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(about)}`,
    `DTSTART${hour ? "" : ";VALUE=DATE"}:${day.replace(/-/g, "")}${hour}`,
    `DURATION:${hour ? "PT15M" : "P1D"}`,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(title)}`,
    `TRIGGER:${hour ? "-PT10M" : "PT9H"}`,
    "END:VALARM",
    "END:VEVENT",
  ];
}

const HEAD = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kelas UMKM//Kalender unggahan//ID"];

/** @param {Answered[]} all @param {string} code whose it is @returns {string} "" where nothing is planned */
export function calendarText(all, code) {
  const { jam = "" } = Object.assign({}, ...all.map((one) => one.value));
  const posts = postings(all);
  if (!posts.length) return "";
  const at = Math.max(BEGUN, ...all.map((one) => Date.parse(one.at) || 0));
  const hour = /^\d\d:\d\d$/.test(jam) ? `T${jam.replace(":", "")}00` : "";
  const lines = posts.reduce((some, post) => some.concat(event(post, hour, at, code)), HEAD);
  return [...lines, "END:VCALENDAR", ""].map(folded).join("\r\n");
}
