/**
 * Draws what is shown of a round, or of two rounds of one question side by side. Length says how
 * many, words say it too; what is hidden says why.
 *
 * @typedef {import("./types.js").Picture} Picture
 */
import { h } from "../exercise/dom.js";
import { fill } from "../exercise/wording.js";
import { CHART } from "./wording.js";

/** @param {Picture} picture @returns {string} */
function heading({ turn, n, of }, isPair = false) {
  const words = fill(of && of < n ? CHART.n_of : CHART.n, { n, of });
  return isPair ? `${CHART.turns[turn]}: ${words}` : words;
}

/** @param {number | null} count @param {number} of @returns {HTMLElement} the number in words */
function said(count, of) {
  if (count === null) return h("span", { class: "few" }, CHART.few);
  const percent = of ? Math.round((100 * count) / of) : 0;
  return h("span", null, h("b", null, String(count)), ` (${percent}%)`);
}

/** @param {Picture[]} pictures @returns {number} the longest bar, as a share of those counted */
function longest(pictures) {
  const shares = pictures.map(({ bars, of }) => bars.map(([, n]) => (n === null ? 0 : n / of)));
  return Math.max(0.05, ...shares.reduce((all, some) => all.concat(some), []));
}

/** @param {Picture[]} pictures @returns {string[]} all labels, in their order */
function labels(pictures) {
  return Array.from(
    new Set(
      pictures.reduce(
        (/** @type {string[]} */ all, { bars: some }) => all.concat(some.map(([label]) => label)),
        [],
      ),
    ),
  );
}

/** @param {Picture} picture @param {string} label @param {number} most @returns {HTMLElement} */
function one({ bars: some, of, turn }, label, most) {
  const [, count] = some.find(([known]) => known === label) || [label, 0];
  const bar = h("span", { class: `fill turn-${turn}${count === null ? " hid" : ""}` });
  bar.style.setProperty("--share", String(count === null ? 0.04 : count / of / most));
  return h("div", { class: "one" }, bar, said(count, of));
}

/** @param {Picture[]} pictures of the same question @returns {HTMLElement} */
function bars(pictures) {
  const most = longest(pictures);
  const items = labels(pictures).map((label) =>
    h(
      "li",
      null,
      h("span", { class: "label" }, label),
      h("div", { class: "pair" }, ...pictures.map((picture) => one(picture, label, most))),
    ),
  );
  const kind = pictures[0].kind === "histogram" ? "bars histogram" : "bars";
  return h("ul", { class: kind }, ...items);
}

/** @param {string[]} texts @returns {HTMLElement} */
function quotes(texts) {
  return h("ul", { class: "quotes" }, ...texts.map((text) => h("li", null, text)));
}

/** @param {Picture} picture @returns {boolean} nothing of it can be drawn */
const isBare = ({ bars: some, of }) => !some.length || !of;

/** @param {Picture[]} shown @returns {HTMLElement[]} */
export function chart(shown) {
  const drawn = shown.filter((picture) => !isBare(picture));
  const isPair = shown.length > 1;
  const key = shown.map((picture) =>
    h("li", { class: `turn-${picture.turn}` }, heading(picture, isPair)),
  );
  /** @type {HTMLElement[]} */
  const parts = [h("ul", { class: "key" }, ...key)];
  const last = shown[shown.length - 1];
  const isText = last.kind === "texts";
  if (drawn.length) parts.push(bars(drawn));
  const texts = shown.reduce((/** @type {string[]} */ all, one) => all.concat(one.texts), []);
  if (texts.length) parts.push(quotes(texts));
  else if (isText) parts.push(h("p", { class: "soft" }, fill(CHART.no_bars, { n: last.n })));
  if (!isText && drawn.length < shown.length) parts.push(h("p", { class: "soft" }, CHART.too_few));
  return parts;
}

/** @param {number} seconds @returns {string} "1.05" */
export function clockText(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}.${String(whole % 60).padStart(2, "0")}`;
}
