import assert from "node:assert/strict";
import { test } from "node:test";
import { BALLOT, newBallot, withoutHour } from "../../course/js/phone/ballot.js";
import { untilStop } from "../../course/js/phone/stops.js";

test("a ballot says on which list its person is, and nothing else", () => {
  const drawn = new Set(Array.from({ length: 200 }, () => newBallot("U07")));
  assert.ok(drawn.size > 195);
  for (const one of drawn) assert.match(one, /^ZU[A-Z][0-9]{6}$/);
  assert.match(newBallot(""), BALLOT);
});

test("of a time only the day goes home", () => {
  const entry = { value: { jelas: 4 }, at: "2026-11-20T13:05:41+07:00", tries: 2 };
  assert.deepEqual(withoutHour([["materi", entry]]), [
    ["materi", { ...entry, at: "2026-11-20T00:00:00+07:00" }],
  ]);
});

test("behind a no nothing leaves the phone", () => {
  const lesson = {
    stops: { persetujuan: { jawab: "tidak-v1" } },
    widgets: { "paham-data": {}, persetujuan: {}, barang: {} },
  };
  const answers = (jawab) =>
    new Map([
      ["paham-data", { value: { guna: "belajar" } }],
      ["barang", { value: { barang: "rempeyek" } }],
      ["persetujuan", { value: { jawab } }],
    ]);
  assert.deepEqual(
    [...untilStop(lesson, answers("tidak-v1")).keys()],
    ["paham-data", "persetujuan"],
  );
  assert.equal(untilStop(lesson, answers("setuju-v1")).size, 3);
  assert.equal(untilStop({ widgets: {} }, answers("tidak-v1")).size, 3);
});
