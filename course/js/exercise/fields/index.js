// Written by build.js: one line for each file of this folder.
import { render as choice } from "./choice.js";
import { render as choices } from "./choices.js";
import { render as date } from "./date.js";
import { render as long_text } from "./long_text.js";
import { render as number } from "./number.js";
import { render as order } from "./order.js";
import { render as photo } from "./photo.js";
import { render as scale } from "./scale.js";
import { render as shop } from "./shop.js";
import { render as short_text } from "./short_text.js";
import { render as table } from "./table.js";
import { render as time } from "./time.js";
import { render as unsure } from "./unsure.js";

export const ALL = { choice, choices, date, long_text, number, order, photo, scale, shop, short_text, table, time, unsure };
