/** The one next lesson, and those for who wants them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { asNeeded, isWanted, nextOf } from "../../course/js/phone/paths.js";

const CARD = {
  wanted: {
    "asesmen/usaha-saya": { jenis: ["kemasan", "barang"] },
    "asesmen/perlu": { mau: ["ekspor"] },
  },
};
const told = (jenis, mau) =>
  new Map([
    [
      "asesmen",
      new Map([
        ["usaha-saya", { value: { jenis } }],
        ["perlu", { value: { mau } }],
      ]),
    ],
  ]);

test("a lesson is wanted where each field holds one of its answers", () => {
  assert.equal(isWanted(CARD, told("barang", ["angka", "ekspor"])), true);
  assert.equal(isWanted(CARD, told("siap", ["ekspor"])), false, "cooked noodles");
  assert.equal(isWanted(CARD, told("barang", ["angka"])), false);
  assert.equal(isWanted(CARD, told(undefined, undefined)), false);
  assert.equal(isWanted(CARD, new Map()), false);
  assert.equal(isWanted({}, told("barang", ["ekspor"])), false);
});

const lesson = (name, stand = {}) => ({
  name,
  begun: false,
  finished: false,
  shut: false,
  later: false,
  ...stand,
});

test("one goes on with what is begun, and with nothing that is shut", () => {
  const done = { begun: true, finished: true };
  const next = (...stands) => nextOf(stands);
  assert.equal(next(lesson("asesmen"), lesson("pretest")), "asesmen");
  assert.equal(next(lesson("asesmen", done), lesson("pretest")), "pretest");
  const begun = lesson("m2", { begun: true });
  assert.equal(next(lesson("asesmen"), lesson("m1", done), begun), "m2", "left open before");
  const over = lesson("pretest", { shut: true });
  assert.equal(next(lesson("asesmen", done), over, lesson("m1")), "m1");
  const later = lesson("posttest", { shut: true, later: true });
  assert.equal(next(lesson("m4", done), later, lesson("pendapat")), "", "one waits for the test");
  assert.equal(next(lesson("m4", done)), "");
  assert.equal(next(), "");
});

test("what she said that she does not need is not asked, unless she did it all the same", () => {
  const card = {
    exercises: ["profil", "bio", "caption"],
    deeds: ["sudah-1", "sudah-4"],
    behind: { "instagram saya belum nanti": ["latihan", "bio", "caption", "sudah-4"] },
  };
  const said = (saya, more = []) =>
    asNeeded(card, new Map([["instagram", { value: { saya } }], ...more]));
  const left = ({ exercises, deeds }) => [exercises, deeds];
  const all = [card.exercises, card.deeds];
  assert.deepEqual(left(asNeeded(card, new Map())), all);
  assert.deepEqual(left(said("pakai")), all);
  assert.deepEqual(left(said("belum")), [["profil"], ["sudah-1"]]);
  const done = [["caption", { value: { caption: "Halo" } }]];
  assert.deepEqual(left(said("nanti", done)), [["profil", "caption"], ["sudah-1"]]);
  const plain = { exercises: ["profil"] };
  assert.equal(asNeeded(plain, new Map()), plain);
});
