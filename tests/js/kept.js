/** Answers on stdin, one a line; what the phone makes of them to keep: `test_phone_keepsakes.py` compares. */

import { createInterface } from "node:readline";
import { calendarText } from "../../course/js/phone/calendar.js";
import { cardText } from "../../course/js/phone/card.js";
import { catalogueText } from "../../course/js/phone/catalogue.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { kind, all } = JSON.parse(line);
  const made = {
    card: () => cardText(Object.assign({}, ...all.map((/** @type {any} */ { value }) => value))),
    catalogue: () => catalogueText(all[0]),
    calendar: () => calendarText(all, "U07"),
  };
  console.log(JSON.stringify(made[/** @type {"card"} */ (kind)]()));
}
