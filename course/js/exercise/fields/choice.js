/** One of several options. Value: the option's key. */
import { radios } from "../parts/radios.js";

/** @type {import("../types.js").Renderer} */
export const render = radios;
