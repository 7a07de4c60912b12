/**
 * Whether a test may be answered today. The phone's clock may be wrong, and whoever collects the
 * answers decides in the end: this keeps nobody out for good.
 *
 * @typedef {import("./types.js").Days} Days
 */
import { localDay } from "./time.js";

/** A clock so far before the course was never set. */
const UNSET = 60 * 24 * 60 * 60 * 1000;

/**
 * @param {Days | undefined} days @param {Date} now
 * @returns {"open"|"before"|"after"|"unsure"} unsure: before, by a clock that cannot be right
 */
export function gateOf(days, now) {
  const { start, opens = "", closes = "" } = days || {};
  const today = localDay(now);
  if (closes && today > closes) return "after";
  if (today >= opens) return "open";
  return now.getTime() < Date.parse(start || opens) - UNSET ? "unsure" : "before";
}
