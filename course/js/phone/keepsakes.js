/**
 * What one keeps of a lesson, made on the phone from the answers there: the catalogue as a text, the
 * postings as a file for the phone's calendar. The mentor's computer makes the same, and more
 * (`course/curriculum/<lesson>/keepsakes.py`); a test compares.
 *
 * @typedef {import("../exercise/types.js").Field} Field
 * @typedef {import("../exercise/types.js").Value} Value
 * @typedef {{fields: Field[], value: Value, at: string}} Answered
 */
import { h } from "../exercise/dom.js";
import { fill } from "../exercise/wording.js";
import { calendarText, postings } from "./calendar.js";
import { cardText } from "./card.js";
import { catalogueText } from "./catalogue.js";
import { use } from "./uses.js";
import { KEEPSAKES } from "./wording.js";

/** @param {Answered[]} all @param {string} code @returns {HTMLElement[]} a file for the calendar */
function calendarWay(all, code) {
  const text = calendarText(all, code);
  if (!text) return [];
  const href = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
  const props = { class: "button", href, download: "kalender-posting.ics" };
  return [
    h("p", null, fill(KEEPSAKES.calendar, { n: postings(all).length })),
    h("div", { class: "check-use" }, h("a", props, KEEPSAKES.into_calendar)),
  ];
}

/** @param {Answered} answered @returns {HTMLElement[]} a text to copy */
function catalogueWay(answered) {
  const text = catalogueText(answered);
  return text ? [use(KEEPSAKES.catalogue, text)] : [];
}

/** @param {Answered[]} all @returns {HTMLElement[]} the shop in short: seen, to copy, to send */
function cardWay(all) {
  const text = cardText(Object.assign({}, ...all.map(({ value }) => value)));
  if (!text) return [];
  const seen = h("p", { class: "note", style: "white-space: pre-line" }, text.trim());
  const box = use(KEEPSAKES.card, text, "whatsapp", KEEPSAKES.send);
  box.insertBefore(seen, box.children[1]);
  return [box];
}

const WAYS = {
  card: cardWay,
  catalogue: (/** @type {Answered[]} */ [first]) => catalogueWay(first),
  calendar: calendarWay,
};

/** @param {import("./types.js").Page} page @param {string} id @returns {HTMLElement[]} what is made of an answer */
export function keepsakes({ data, keeper }, id) {
  const [way, ...of] = data.keeps?.[id] || [];
  const all = of
    .filter((one) => one in data.widgets && ["part", "full"].includes(keeper.state(one)))
    .map((one) => {
      const { value, at } = /** @type {import("./types.js").Kept} */ (keeper.entries.get(one));
      return { fields: data.widgets[one].traits.fields, value, at };
    });
  if (!all.length) return [];
  const made = WAYS[/** @type {"calendar"} */ (way)](all, keeper.participant);
  return made.length ? [h("p", { class: "check-head" }, KEEPSAKES.title), ...made] : [];
}
