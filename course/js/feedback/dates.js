/** Days and times of day, as far as criteria compare them. */

import { named } from "./named.js";
import { PyTypeError, ValueError } from "./values.js";

const DAY = 86_400_000;

export class PyDate {
  /** @param {number} order days since 1970 */
  constructor(order) {
    this.order = order;
  }
  weekday() {
    return (((this.order + 3) % 7) + 7) % 7;
  }
  plus(/** @type {Span} */ span) {
    return new PyDate(this.order + span.days);
  }
  minus(/** @type {any} */ other) {
    return other instanceof Span
      ? new PyDate(this.order - other.days)
      : new Span(this.order - other.order);
  }
  isoformat() {
    return new Date(this.order * DAY).toISOString().slice(0, 10);
  }
  toString() {
    return this.isoformat();
  }
}
class Span {
  /** @param {number} days */
  constructor(days) {
    this.days = days;
    this.order = days;
  }
}
class PyTime {
  /** @param {number} order seconds of the day */
  constructor(order) {
    this.order = order;
  }
}

/** @param {any} text @param {RegExp} form @returns {number[]} */
function parts(text, form) {
  if (typeof text !== "string") throw new PyTypeError("fromisoformat");
  const found = form.exec(text);
  if (!found) throw new ValueError(`fromisoformat: ${text}`);
  return found.slice(1).map((one) => Number(one || 0));
}

export const date = {
  /** @param {any} text @returns {PyDate} */
  fromisoformat(text) {
    const [year, month, day] = parts(text, /^(\d{4})-?(\d\d)-?(\d\d)$/);
    const at = new Date(Date.UTC(year, month - 1, day));
    if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day || !year)
      throw new ValueError(text);
    return new PyDate(at.getTime() / DAY);
  },
};
export const time = {
  /** @param {any} text @returns {PyTime} */
  fromisoformat(text) {
    const [hour, minute, second] = parts(text, /^T?(\d\d)(?::?(\d\d)(?::?(\d\d))?)?$/);
    if (hour > 23 || minute > 59 || second > 59) throw new ValueError(text);
    return new PyTime(hour * 3600 + minute * 60 + second);
  },
};
export const timedelta = (/** @type {any} */ given, /** @type {any} */ more = null) =>
  new Span(
    (typeof given === "number" ? given : 0) +
      (named.of(given).days || 0) +
      7 * (named.of(given).weeks || 0) +
      (more ? 0 : 0),
  );
