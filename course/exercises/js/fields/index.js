/**
 * Which renderer shows which kind. A new kind of field is one file and one line here
 * (and one validator in Python). The contract is `Renderer` in ../types.js.
 */
import { choice } from "./choice.js";
import { choices } from "./choices.js";
import { date } from "./date.js";
import { longText } from "./long_text.js";
import { number } from "./number.js";
import { order } from "./order.js";
import { photo } from "./photo.js";
import { scale } from "./scale.js";
import { shortText } from "./short_text.js";
import { table } from "./table.js";
import { time } from "./time.js";

/** @type {Map<string, import("../types.js").Renderer>} */
export const RENDERERS = new Map([
  ["choice", choice],
  ["choices", choices],
  ["scale", scale],
  ["number", number],
  ["short_text", shortText],
  ["long_text", longText],
  ["order", order],
  ["table", table],
  ["date", date],
  ["time", time],
  ["photo", photo],
]);
