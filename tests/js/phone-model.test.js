import assert from "node:assert/strict";
import { test } from "node:test";
import { Model, same, scoped } from "../../course/js/phone/model.js";

const heard = (model, name, act) => {
  let times = 0;
  const owner = {};
  model.on(name, () => (times += 1), owner);
  act();
  model.off(null, null, owner);
  return times;
};

test("equality is by content, for JSON values only", () => {
  assert.ok(same({ a: [1, { b: 2 }], c: null }, { c: null, a: [1, { b: 2 }] }));
  assert.ok(same(Number.NaN, Number.NaN));
  for (const [a, b] of [
    [[], {}],
    [{ a: undefined }, { b: undefined }],
    [1, "1"],
    [null, {}],
    [[1], [1, 2]],
    [new DataView(new ArrayBuffer(1)), new DataView(new ArrayBuffer(1))],
  ]) {
    assert.equal(same(a, b), false);
  }
});

test("set is seen at once, and heard only when something changed", () => {
  const model = new Model({ n: 1, list: [1] }, () => {});
  assert.equal(
    heard(model, "change:n", () => model.set("n", 2)),
    1,
  );
  assert.equal(model.get("n"), 2);
  assert.equal(
    heard(model, "change:n", () => model.set("n", 2)),
    0,
  );
  assert.equal(
    heard(model, "change:list", () => model.set("list", [1])),
    0,
  );
  assert.equal(
    heard(model, "change", () => model.set({ n: 3, list: [2] })),
    1,
  );
});

test("changes are kept once, by save_changes alone", () => {
  let saves = 0;
  const model = new Model({ n: 1 }, () => {
    saves += 1;
  });
  model.save_changes();
  model.set("n", 2);
  assert.equal(saves, 0);
  model.save_changes();
  model.save_changes();
  assert.equal(saves, 1);
});

test("one listener's mistake stops neither the others nor the saving", (t) => {
  t.mock.method(console, "error", () => {});
  const model = new Model({ n: 1 }, () => {});
  const owner = {};
  const broken = () => {
    throw new Error("broken");
  };
  model.on("change:n", broken, owner);
  assert.equal(
    heard(model, "change:n", () => model.set("n", 2)),
    1,
  );
});

test("each view takes away only its own listeners", () => {
  const model = new Model({ n: 1 }, () => {});
  const first = scoped(model, {}, async () => null);
  const second = scoped(model, {}, async () => null);
  const log = [];
  const shared = () => log.push("shared");
  first.on("change:n", shared);
  second.on("change:n", shared);
  second.on("change:n", () => log.push("second"));
  first.off("change:n", shared);
  model.set("n", 2);
  assert.deepEqual(log.splice(0), ["shared", "second"]);
  first.off();
  model.set("n", 3);
  assert.equal(log.splice(0).length, 2);
  second.off();
  model.set("n", 4);
  assert.deepEqual(log, []);
});
