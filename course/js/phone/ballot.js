/**
 * A sheet without names goes home under a ballot: drawn once for each person of the phone and kept,
 * so that a second sending takes the place of the first. `course/exercises/ballots.py` reads it.
 *
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./keeper.js").Keeper} Keeper
 */
import { read, write } from "./store.js";

export const BALLOT = /^Z[A-Z]{2}[0-9]{6}$/;
/** For a phone that keeps nothing: as long as the page is open. @type {Map<string, string>} */
const drawn = new Map();

/** @param {string} code of its person, or "" @returns {string} says only on which list he is */
export function newBallot(code) {
  const [letter, number] = crypto.getRandomValues(new Uint32Array(2));
  const group = /^[A-Z]/.exec(code)?.[0] || "X";
  const digits = String(number % 1_000_000).padStart(6, "0");
  return `Z${group}${String.fromCharCode(65 + (letter % 26))}${digits}`;
}

/** @param {Keeper} keeper @returns {Promise<string>} what was drawn before anybody joined is taken over */
export async function ballotOf({ person, owner, data: { lesson } }) {
  const [own, nobody] = [owner, ""].map((whose) => ["ballot", whose, lesson]);
  const kept = (await read("marks", own)) || (await read("marks", nobody));
  const ballot = kept || drawn.get(own.join()) || newBallot(person.code);
  drawn.set(own.join(), ballot);
  /** @type {import("./store.js").Put[]} */
  const puts = [["marks", own, ballot]];
  if (owner) puts.push(["marks", nobody, undefined]);
  await write(puts).catch(() => {});
  return ballot;
}

/** @param {Iterable<[string, Entry]>} entries @returns {[string, Entry][]} with the day alone: the minute tells who */
export function withoutHour(entries) {
  const day = (/** @type {string} */ at) => `${at.slice(0, 11)}00:00:00${at.slice(19)}`;
  return Array.from(entries, ([id, entry]) => [id, { ...entry, at: day(entry.at) }]);
}
