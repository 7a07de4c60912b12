/** A day. Value: "2026-11-30". */
import { picker } from "../parts/picker.js";

/** @type {import("../types.js").Renderer} */
export const render = (field, ctx) => picker("date", field, ctx);
