import assert from "node:assert/strict";
import { test } from "node:test";
import { allAnswered } from "../../course/js/exercise/answered.js";
import { takenBack } from "../../course/js/exercise/parts/unsure.js";
import { daysOf, Session } from "../../course/js/exercise/session.js";
import { isComplete } from "../../course/js/phone/entries.js";

/** @type {any[]} */
const FIELDS = [
  { kind: "order", key: "langkah", options: [["a", "A"]] },
  { kind: "choice", key: "kode" },
  { kind: "unsure", key: "belum" },
];

test("who says it is through with the exercise, and nothing else says it", () => {
  for (const isWhole of [allAnswered, isComplete]) {
    assert.equal(isWhole(FIELDS, { belum: "tidak-tahu" }), true);
    assert.equal(isWhole(FIELDS, { belum: "lain" }), false);
    assert.equal(isWhole(FIELDS, { kode: "tutup" }), false);
    assert.equal(isWhole(FIELDS, { kode: "tutup", langkah: ["a"] }), true, "without the tick");
  }
});

test("the tick takes all others back, and each of those the tick", () => {
  assert.deepEqual(takenBack(FIELDS, FIELDS[2]), ["langkah", "kode"]);
  assert.deepEqual(takenBack(FIELDS, FIELDS[0]), ["belum"]);
});

/** @type {any[]} */
const DATED = [
  { kind: "choice", key: "jawab" },
  { kind: "date", key: "tanggal", today: true },
  { kind: "date", key: "lahir" },
];

test("a day is today until another is chosen, and saved with the first answer alone", () => {
  assert.deepEqual(daysOf(DATED, new Date(2026, 0, 5, 23, 59)), { tanggal: "2026-01-05" });
  const state = { fields: DATED, value: {} };
  const model = {
    get: (/** @type {"fields"} */ name) => state[name],
    set: (/** @type {"fields"} */ name, /** @type {any} */ value) => {
      state[name] = value;
    },
    save_changes: () => {},
  };
  const session = new Session(/** @type {any} */ (model), () => {});
  const today = session.get("tanggal");
  assert.match(today, /^\d{4}-\d\d-\d\d$/);
  assert.deepEqual(state.value, {}, "to see it is no answer");
  session.set("jawab", "setuju-v1", true);
  assert.deepEqual(state.value, { jawab: "setuju-v1", tanggal: today });
  session.set("tanggal", "2026-10-28", true);
  assert.equal(session.get("tanggal"), "2026-10-28");
});
