/** A Likert scale: below each other on a phone, in a row where there is room. Value: integer. */
import { radios } from "../parts/radios.js";

/** @type {import("../types.js").Renderer} */
export const render = radios;
