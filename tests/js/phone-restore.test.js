import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gateOf } from "../../course/js/phone/gate.js";
import { ownerOf, parseFragment } from "../../course/js/phone/joining.js";
import { foreign, takesPlace } from "../../course/js/phone/moving.js";
import { findParcels, readParcel } from "../../course/js/phone/parcels.js";
import { localIso, notBefore } from "../../course/js/phone/time.js";
import { asFragment } from "../../course/js/phone/user.js";

const entry = (value, at = "2026-11-20T08:00:00+07:00") => ({ value, at });

test("the newest answer stands, and a filled one is never replaced by nothing", () => {
  const [older, newer] = ["2026-11-20T08:00:00+07:00", "2026-11-20T01:00:01Z"];
  assert.equal(takesPlace(undefined, entry({})), true);
  assert.equal(takesPlace(entry({ a: 1 }, older), entry({ a: 2 }, newer)), true);
  assert.equal(takesPlace(entry({ a: 1 }, newer), entry({ a: 2 }, older)), false);
  assert.equal(takesPlace(entry({ a: 1 }, older), entry({ a: 2 }, older)), false);
  for (const empty of [{}, { a: "" }, { a: [] }, { a: { r1: { rp: "" } } }, { a: null }]) {
    assert.equal(takesPlace(entry({ a: 0 }, older), entry(empty, newer)), false);
    assert.equal(takesPlace(entry(empty, newer), entry({ a: 0 }, older)), true);
  }
});

test("whose answers they are: code, class, token, where both sides say so", () => {
  const parcel = { by: "U07", token: "9fk2", class_id: "brebes" };
  const person = (more) => ({ code: "U07", token: "", class_id: "", ...more });
  assert.equal(foreign(parcel, person({})), "");
  assert.equal(foreign(parcel, person({ token: "9fk2", class_id: "brebes" })), "");
  assert.equal(foreign(parcel, person({ code: "U08" })), "person");
  assert.equal(foreign(parcel, person({ token: "xx99" })), "token");
  assert.equal(foreign(parcel, person({ class_id: "tegal" })), "class");
});

const folder = new URL("../inbox/messages/", import.meta.url);
for (const name of readdirSync(folder)) {
  test(`the shared example ${name} is found in a chat`, async () => {
    const { answers, messages } = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
    const chat = messages.map((text) => `[20.11] Ibu: ${text.replace(/(.{70})/g, "$1\n")}`);
    const { parcels, missing, broken } = await findParcels(chat.reverse().join("\nSudah.\n"));
    assert.deepEqual([missing, broken, parcels.length], [[], 0, 1]);
    assert.equal(parcels[0].participant, answers.participant);
    const values = Array.from(parcels[0].answers, ([id, { value }]) => [id, value]);
    assert.deepEqual(
      Object.fromEntries(values),
      Object.fromEntries(Object.entries(answers.answers).map(([id, { value }]) => [id, value])),
    );
  });
}

test("what is no answer is nothing, and what is half one is left out", async () => {
  for (const text of [
    "",
    "{",
    "{}",
    "[]",
    "null",
    "Halo {apa} kabar",
    "KU1",
    "#restore=",
    '{"a":1}',
  ]) {
    assert.deepEqual((await findParcels(text)).parcels, [], text);
  }
  const good = { version: 1, course: "kelas-umkm", lesson: "m1", participant: "U07" };
  const full = { value: { a: 1 }, at: "2026-11-20T08:00:00Z", tries: 2, helped: true, item: "x" };
  const answers = {
    ok: full,
    "../x": full,
    no: { ...full, value: [] },
    late: { ...full, at: "7" },
  };
  const photos = { "photos/a.jpg": "data:image/jpeg;base64,AA==", "photos/../b.jpg": "x", c: 7 };
  const parcel = readParcel({ ...good, answers, photos });
  assert.deepEqual(Array.from(parcel.answers), [["ok", full]]);
  assert.deepEqual(Object.keys(parcel.photos), ["photos/a.jpg"]);
  for (const bad of [
    { lesson: "../x" },
    { participant: "u7" },
    { participant: "" },
    { by: 7 },
    { token: "<b>" },
    { class_id: "A B" },
    { version: 3 },
    { course: "lain" },
  ]) {
    assert.equal(readParcel({ ...good, ...bad }), null, JSON.stringify(bad));
  }
});

test("one code in two classes is two owners; a class that gets its id later is none", () => {
  const owner = (person, ...known) => ownerOf({ code: "U07", token: "", ...person }, known);
  const at = (owner_, more) => ({ code: "U07", token: "", ...more, owner: owner_ });
  assert.equal(owner({ class_id: "b" }), "U07");
  assert.equal(owner({ class_id: "b" }, at("U07", { class_id: "a" })), "U07@b");
  assert.equal(
    owner({ class_id: "a" }, at("U07", { class_id: "a" }), at("U07@b", { class_id: "b" })),
    "U07",
  );
  assert.equal(owner({ class_id: "a", token: "x" }, at("U07", { token: "x" })), "U07");
  assert.equal(owner({ class_id: "a", token: "x" }, at("U07", { token: "y" })), "U07@a");
  assert.equal(owner({}, at("U07", { class_id: "a" })), "U07");
  assert.equal(owner({}, { code: "U08", token: "", owner: "U08" }), "U07");
});

test("an invitation survives being written into a link", () => {
  const person = {
    code: "MH03",
    token: "t2",
    mentor: "6281200000000",
    klass: "A & B",
    class_id: "b-1",
    partners: ["U01", "U02"],
  };
  assert.deepEqual(parseFragment(asFragment(person)).person, person);
  assert.equal(asFragment({ code: "", token: "", mentor: "", klass: "" }), "");
  assert.equal(parseFragment("#p=U07&c=A%20B").person.class_id, undefined);
});

test("a later answer is later, whatever the clock says", () => {
  const now = new Date("2026-11-20T01:00:00Z");
  assert.equal(notBefore(now, undefined), now);
  assert.equal(notBefore(now, "nonsense"), now);
  assert.equal(notBefore(now, "9999-12-31T23:59:59Z"), now);
  assert.equal(notBefore(now, "2026-11-20T07:59:59+07:00").getTime(), now.getTime());
  assert.equal(localIso(notBefore(now, localIso(now))), localIso(new Date(now.getTime() + 1000)));
  assert.equal(notBefore(now, "2027-01-01T00:00:00Z").toISOString(), "2027-01-01T00:00:01.000Z");
});

test("a test's days, by a clock that may be wrong", () => {
  const days = { start: "2026-10-26", opens: "2026-11-19", closes: "2026-11-22" };
  const on = (day, of = days) => gateOf(of, new Date(`${day}T23:30:00`));
  assert.deepEqual(
    ["2026-08-20", "2026-08-28", "2026-11-18", "2026-11-19", "2026-11-22", "2026-11-23"].map((d) =>
      on(d),
    ),
    ["unsure", "before", "before", "open", "open", "after"],
  );
  assert.equal(on("1970-01-01"), "unsure");
  assert.equal(on("2015-01-01", { start: "2026-10-26", closes: "2026-11-22" }), "open");
  assert.equal(on("2030-01-01", { start: "2026-10-26", opens: "2026-11-19" }), "open");
  assert.equal(gateOf(undefined, new Date(2030, 0, 1)), "open");
});
