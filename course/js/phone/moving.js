/**
 * What is merged when answers come from another phone: exercise by exercise, nothing is deleted.
 *
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./types.js").Kept} Kept
 * @typedef {import("./types.js").Person} Person
 * @typedef {import("./parcels.js").Parcel} Parcel
 * @typedef {import("./store.js").Put} Put
 */
import { isComplete, namedIn } from "./entries.js";
import { read, readAll } from "./store.js";

/** @param {any} value @returns {boolean} something is in it, however deep */
function isFilled(value) {
  if (value === null || value === undefined || value === "") return false;
  return typeof value !== "object" || Object.values(value).some(isFilled);
}

/**
 * @param {Entry | undefined} known @param {Entry} given
 * @returns {boolean} whether `given` takes the place of what the phone has
 */
export function takesPlace(known, given) {
  if (!known) return true;
  const [was, is] = [isFilled(known.value), isFilled(given.value)];
  if (was !== is) return is;
  return Date.parse(given.at) > Date.parse(known.at);
}

/** @param {Entry} entry @param {Entry | undefined} known @returns {Entry["first"]} what was checked first */
function earlier(entry, known) {
  if (!known?.first || known.item !== entry.item) return entry.first;
  const isBefore = !entry.first || Date.parse(known.first.at) <= Date.parse(entry.first.at);
  return isBefore ? known.first : entry.first;
}

/**
 * @param {Parcel} parcel @param {Person} person who uses the phone
 * @returns {"" | "person" | "token" | "class"} why these answers are not this person's
 */
export function foreign(parcel, { code, token, class_id }) {
  if (parcel.by !== code) return "person";
  if (parcel.class_id && class_id && parcel.class_id !== class_id) return "class";
  return parcel.token && token && parcel.token !== token ? "token" : "";
}

/** @param {string | undefined} address of a lesson's sheets @returns {Promise<Map<string, any[]>>} fields */
async function fieldsOf(address) {
  const fields = new Map();
  const page =
    address &&
    (await fetch(address).then(
      (answer) => answer.text(),
      () => "",
    ));
  const sheets = new DOMParser().parseFromString(page || "", "text/html");
  for (const script of Array.from(sheets.querySelectorAll(".step > script"))) {
    const traits = JSON.parse(script.textContent || "{}");
    if (traits.fields) fields.set(traits.exercise_id, traits.fields);
  }
  return fields;
}

/**
 * @param {Parcel} parcel @param {string} mine under what this person's answers are kept
 * @param {string | undefined} sheets where the lesson's exercises stand
 * @returns {Promise<Put[]>} what is newer than what the phone has
 */
export async function putsOf(parcel, mine, sheets) {
  const { lesson, participant, by } = parcel;
  const owner = participant === by ? mine : `${mine}/${participant}`;
  const kept = new Map((await readAll("answers", [owner, lesson])).map(([key, e]) => [key[2], e]));
  const news = Array.from(parcel.answers).filter(([id, entry]) => takesPlace(kept.get(id), entry));
  const fields = news.length ? await fieldsOf(sheets) : new Map();
  /** @type {Put[]} */
  const puts = [];
  for (const [id, entry] of news) {
    const asked = fields.get(id);
    const full = asked ? isComplete(asked, entry.value) : isFilled(entry.value);
    const first = earlier(entry, kept.get(id));
    puts.push(["answers", [owner, lesson, id], { ...entry, full, ...(first ? { first } : {}) }]);
    for (const path of namedIn(entry)) {
      const photo = typeof path === "string" && parcel.photos[path];
      if (photo) puts.push(["photos", [owner, lesson, path], photo]);
    }
  }
  if (news.length && owner !== mine) {
    const known = (await read("marks", ["partners", mine])) || [];
    puts.push(["marks", ["partners", mine], Array.from(new Set([...known, participant]))]);
  }
  return puts;
}
