/**
 * Local times, written without Intl: old WebViews may lack Indonesian.
 */
import { localDay, two } from "../exercise/parts/day.js";
import { fill, said } from "../exercise/wording.js";

export { localDay };

const MONTHS = said(
  "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
).split(" ");

/** @param {Date} date @returns {string} "2026-11-21T13:05:00+07:00" */
export function localIso(date) {
  const offset = -date.getTimezoneOffset();
  const hours = two(Math.floor(Math.abs(offset) / 60));
  const zone = `${offset < 0 ? "-" : "+"}${hours}:${two(Math.abs(offset) % 60)}`;
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  return `${localDay(date)}T${time}${zone}`;
}

/** @param {Date} date @returns {string} "13.05" */
export const clock = (date) => `${two(date.getHours())}.${two(date.getMinutes())}`;

/** @param {string} day "2026-11-22" @returns {string} "22 November 2026" */
export function dayText(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** @param {Date} date @returns {string} "22 November 2026 pukul 13.05" */
export function longText(date) {
  return fill(said("{day} pukul {time}"), { day: dayText(localDay(date)), time: clock(date) });
}

/** @param {Date} date @returns {string} "22 November 13.05" */
export function shortText(date) {
  return `${date.getDate()} ${MONTHS[date.getMonth()]} ${clock(date)}`;
}

/** Later years have no four digits. */
const LAST_YEAR = 9999;

/** @param {Date} now @param {string} [before] an ISO time @returns {Date} later than that */
export function notBefore(now, before) {
  const earliest = new Date(Date.parse(before || "") + 1000);
  return earliest > now && earliest.getFullYear() < LAST_YEAR ? earliest : now;
}
