import assert from "node:assert/strict";
import { test } from "node:test";
import { statusText, timeText } from "../../course/js/exercise/status.js";
import { WORDS } from "../../course/js/exercise/wording.js";

const SAVED_AT = new Date(2026, 10, 21, 13, 5).toISOString();
const QUIET = { revision: 0, savedRevision: 0, savedAt: "", problem: "", typing: false };
const state = (changes) => statusText({ ...QUIET, late: false, ...changes });

test("local time with a dot", () => {
  assert.equal(timeText(SAVED_AT), "13.05");
  assert.equal(timeText(""), "");
  assert.equal(timeText("kemarin"), "");
});

test("nothing is claimed before the host confirmed", () => {
  assert.equal(state({}).text, "");
  assert.equal(state({ revision: 1 }).text, "Menyimpan…");
  assert.equal(state({ revision: 2, savedRevision: 1, savedAt: SAVED_AT }).state, "saving");
  assert.equal(state({ savedAt: SAVED_AT, typing: true }).state, "saving");
  assert.equal(state({ revision: 1, savedRevision: 1 }).state, "empty");
});

test("saved only with a time from the host", () => {
  const saved = state({ revision: 2, savedRevision: 2, savedAt: SAVED_AT });
  assert.deepEqual(saved, { state: "saved", text: "Tersimpan pukul 13.05" });
});

test("late and problem", () => {
  assert.equal(state({ revision: 1, late: true }).text, WORDS.not_saved);
  const problem = state({ revision: 1, savedRevision: 1, savedAt: SAVED_AT, problem: "Penuh" });
  assert.deepEqual(problem, { state: "problem", text: "Penuh" });
});
