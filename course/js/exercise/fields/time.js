/** A time of day. Value: "13:05". */
import { picker } from "../parts/picker.js";

/** @type {import("../types.js").Renderer} */
export const render = (field, ctx) => picker("time", field, ctx);
