import assert from "node:assert/strict";
import { test } from "node:test";
import { allAnswered, isAnswered } from "../../course/js/exercise/answered.js";
import { toggleKey } from "../../course/js/exercise/fields/choices.js";
import { knownKeys, moveKey } from "../../course/js/exercise/fields/order.js";
import { photoPath } from "../../course/js/exercise/fields/photo.js";
import {
  addedCount,
  cellText,
  withCell,
  withoutAdded,
} from "../../course/js/exercise/parts/table_data.js";
import { mergeValue, Session } from "../../course/js/exercise/session.js";

const OPTIONS = [
  ["a", "A"],
  ["b", "B"],
  ["c", "C"],
];

test("ticks are kept in option order", () => {
  assert.deepEqual(toggleKey(OPTIONS, ["c"], "a", true), ["a", "c"]);
  assert.deepEqual(toggleKey(OPTIONS, ["a", "old"], "a", false), []);
  // "None of them" stands alone, whichever comes first.
  assert.deepEqual(toggleKey(OPTIONS, ["a"], "c", true, "c"), ["c"]);
  assert.deepEqual(toggleKey(OPTIONS, ["c"], "a", true, "c"), ["a"]);
  assert.deepEqual(toggleKey(OPTIONS, ["a", "c"], "a", false, "c"), ["c"]);
});

test("order: moving stops at the ends, unknown and double keys go", () => {
  assert.deepEqual(moveKey(["a", "b", "c"], "b", -1), ["b", "a", "c"]);
  assert.deepEqual(moveKey(["a", "b"], "b", 1), ["a", "b"]);
  assert.deepEqual(moveKey(["a"], "x", 1), ["a"]);
  assert.deepEqual(knownKeys(OPTIONS, ["b", "x", "b", "a"]), ["b", "a"]);
  assert.deepEqual(knownKeys(OPTIONS, undefined), []);
});

test("table: only filled or changed cells are stored", () => {
  const row = { key: "r1", label: "", cells: { ket: "6 kotak" } };
  assert.equal(cellText(undefined, row, "ket"), "6 kotak");
  assert.deepEqual(withCell(undefined, row, "rp", "10"), { r1: { rp: "10" } });
  assert.deepEqual(withCell({ r1: { rp: "10" } }, row, "ket", ""), { r1: { rp: "10", ket: "" } });
  assert.equal(cellText({ r1: { ket: "" } }, row, "ket"), "");
  assert.equal(withCell({ r1: { ket: "x" } }, row, "ket", "6 kotak"), undefined);
  assert.equal(withCell({ r1: { rp: "10" } }, row, "rp", "  "), undefined);
});

test("table: added rows stay without gaps", () => {
  const value = { r1: { rp: "1" }, n1: { rp: "2" }, n3: { rp: "4" } };
  assert.equal(addedCount(value, 3), 3);
  assert.equal(addedCount(undefined, 3), 0);
  assert.deepEqual(withoutAdded(value, 1, 3), { r1: { rp: "1" }, n2: { rp: "4" } });
  assert.equal(withoutAdded({ n1: { rp: "2" } }, 1, 3), undefined);
});

test("a value changes only where it changed", () => {
  const before = { a: 1, b: 2 };
  const changes = [
    ["a", undefined],
    ["c", 3],
  ];
  assert.deepEqual(mergeValue(before, changes), { b: 2, c: 3 });
  assert.deepEqual(before, { a: 1, b: 2 });
  assert.deepEqual(mergeValue(undefined, []), {});
});

test("answered", () => {
  const order = { kind: "order", key: "o", label: "", options: OPTIONS };
  assert.equal(isAnswered(order, ["a"]), false);
  assert.equal(isAnswered(order, ["c", "a", "b"]), true);
  const columns = [{ key: "j", label: "", kind: "choice" }];
  const rows = [{ key: "r1", label: "" }];
  const table = { kind: "table", key: "t", label: "", columns, rows };
  assert.equal(isAnswered(table, { n1: { j: "x" } }), false);
  assert.equal(isAnswered(table, { r1: { j: "x" } }), true);
  assert.equal(allAnswered([], {}), false);
  assert.equal(allAnswered([{ kind: "number", key: "n", label: "" }], { n: "0" }), true);
});

test("the path of a photo", () => {
  assert.equal(photoPath("foto-produk", "donat"), "photos/foto-produk-donat.jpg");
});

/** A model that remembers what was saved. */
function fakeModel() {
  const state = { value: { b: "2" }, tries: 0, revision: 0, uploads: {} };
  const saves = [];
  return {
    saves,
    get: (name) => state[name],
    set: (name, value) => {
      state[name] = value;
    },
    save_changes: () => saves.push({ ...state }),
  };
}

test("typing is saved once after a pause, without counting a try", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const model = fakeModel();
  const session = new Session(model, () => {});
  session.set("a", "h", false);
  session.set("a", "ha", false);
  assert.equal(session.get("a"), "ha");
  assert.equal(model.saves.length, 0);
  t.mock.timers.tick(800);
  assert.deepEqual(model.saves[0].value, { b: "2", a: "ha" });
  assert.deepEqual([model.saves.length, model.get("tries"), model.get("revision")], [1, 0, 1]);
});

test("a committed change saves at once, drafts included, and counts a try", () => {
  const model = fakeModel();
  const session = new Session(model, () => {});
  session.set("a", "ketik", false);
  session.set("b", undefined, true);
  assert.deepEqual(model.get("value"), { a: "ketik" });
  assert.deepEqual([model.saves.length, model.get("tries"), model.get("revision")], [1, 1, 1]);
  session.flush();
  assert.equal(model.saves.length, 1);
});

test("what was told elsewhere is part of the first answer, and not before", () => {
  /** @type {Record<string, any>} */
  const state = { known: { usaha: { barang: "donat" } }, value: {} };
  const model = /** @type {any} */ ({
    get: (/** @type {string} */ name) => state[name],
    set: (/** @type {string} */ name, /** @type {any} */ value) => {
      state[name] = value;
    },
    save_changes: () => {},
  });
  const session = new Session(model, () => {});
  assert.deepEqual(session.get("usaha"), { barang: "donat" });
  session.setHelped(true);
  assert.deepEqual(state.value, {});
  session.set("status", "Donat", true);
  assert.deepEqual(state.value, { usaha: { barang: "donat" }, status: "Donat" });
  session.set("usaha", {}, true);
  assert.deepEqual(session.get("usaha"), {}, "emptied stays empty");
});
