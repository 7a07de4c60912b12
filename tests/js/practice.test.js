import assert from "node:assert/strict";
import { test } from "node:test";
import { divide } from "../../course/js/exercise/divide.js";
import { isBare } from "../../course/js/exercise/parts/frame.js";
import { isRight, isWrong } from "../../course/js/exercise/right.js";

/** @param {any} right @param {any} answer @param {string} [kind] */
const of = (right, answer, kind = "number") =>
  isRight({ kind, key: "x", label: "", right }, answer);

test("a number is right however it is typed", () => {
  for (const text of [
    "18.000",
    "18000",
    "Rp18.000",
    "Rp 18 ribu",
    "18rb",
    "18 000",
    "9 x 2000 = 18.000",
    "18.000,-",
  ])
    assert.equal(of(18_000, text), true, text);
  for (const text of ["1,5", "1.5", "kira-kira 1,5 kg"]) assert.equal(of(1.5, text), true, text);
  assert.equal(of(1_275_000, "1.275.000"), true);
  assert.equal(of(1_500_000, "1,5 juta"), true);
  assert.equal(of(0.8, "0,8"), true);
  assert.equal(of(-5_000, "-5.000"), true);
  for (const text of ["1.800", "180.000", "belum tahu", "", undefined, 7, {}, []])
    assert.equal(of(18_000, text), false, String(text));
});

test("nothing is right or wrong where nothing says so", () => {
  assert.equal(of(undefined, "7"), undefined);
  assert.equal(isWrong([{ kind: "number", key: "x", label: "" }], { x: "7" }), false);
});

test("choices are right when all of them are, an order when it is this one", () => {
  assert.equal(of(["a"], "a", "choice"), true);
  assert.equal(of(["a"], "b", "choice"), false);
  assert.equal(of(["a", "b"], ["b", "a"], "choices"), true);
  assert.equal(of(["a", "b"], ["a"], "choices"), false);
  assert.equal(of(["b", "a"], ["a", "b"], "order"), false);
  assert.equal(of(["b", "a"], undefined, "order"), false);
});

/** @param {number} n @param {string[]} kinds of the columns @returns {any} */
const table = (n, kinds) => ({
  kind: "table",
  key: "t",
  rows: Array.from({ length: n }, (_, i) => ({ key: `r${i}`, label: "" })),
  columns: kinds.map((kind, i) => ({ kind, key: `c${i}`, label: "" })),
});
/** @param {number} n @returns {any[]} */
const scales = (n) => Array.from({ length: n }, (_, i) => ({ kind: "scale", key: `s${i}` }));
/** @param {any[]} fields */
const sizes = (fields) => divide(fields).map((part) => part.reduce((n, one) => n + one.inputs, 0));

test("six inputs stay together, seven are two parts", () => {
  assert.deepEqual(sizes(scales(6)), [6]);
  assert.deepEqual(sizes(scales(7)), [4, 3]);
  assert.deepEqual(sizes(scales(16)), [6, 6, 4]);
  assert.deepEqual(sizes([]), []);
});

test("who wrote the form says where a page begins", () => {
  const fields = scales(5).map((one, i) => (i === 2 ? { ...one, page: "harga" } : one));
  assert.deepEqual(sizes(fields), [2, 3]);
});

test("a table is divided by its rows, a fixed column costs nothing", () => {
  assert.deepEqual(sizes([table(10, ["fixed", "choice"])]), [5, 5]);
  assert.deepEqual(sizes([table(8, ["text", "number", "choice", "text"])]), Array(8).fill(4));
  assert.deepEqual(sizes([table(2, Array(8).fill("text"))]), [8, 8]); // a row stays whole
  assert.deepEqual(
    divide([table(7, ["text", "text"])]).map(([{ rows }]) => rows),
    [
      [0, 3],
      [3, 6],
      [6, 7],
    ],
  );
  assert.deepEqual(sizes([...scales(2), table(2, ["text", "text"]), ...scales(1)]), [2, 5]);
});

test("a sentence with nothing filled in is no answer, as in Python", () => {
  const frame = "USD {harga.dolar} per … FOB …";
  /** @type {any} */
  const field = { kind: "short_text", key: "a", label: "A", frame };
  for (const bare of ["USD … per … FOB …", "usd  per  fob", "USD … per ... FOB."])
    assert.equal(isBare(field, bare), true);
  for (const text of ["USD 2 per … FOB …", "USD 1.50 per pack FOB Belawan", "USD"])
    assert.equal(isBare(field, text), false);
});
