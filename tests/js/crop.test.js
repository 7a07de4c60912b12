import assert from "node:assert/strict";
import { test } from "node:test";
import {
  fitSize,
  fullBox,
  moveBox,
  shrinking,
  sizeBox,
} from "../../course/js/exercise/parts/crop.js";
import { dataBytes } from "../../course/js/exercise/parts/image.js";

const SIZE = { width: 400, height: 300 };

test("the first frame is the largest that fits, in the middle", () => {
  assert.deepEqual(fullBox(SIZE, 1), { x: 50, y: 0, width: 300, height: 300 });
  assert.deepEqual(fullBox(SIZE, 2), { x: 0, y: 50, width: 400, height: 200 });
});

test("a frame never leaves the picture", () => {
  assert.equal(moveBox(fullBox(SIZE, 1), SIZE, 500, 5).x, 100);
  assert.equal(moveBox(fullBox(SIZE, 1), SIZE, -500, 5).x, 0);
  const larger = sizeBox(fullBox(SIZE, 1), SIZE, 9);
  assert.deepEqual(larger, fullBox(SIZE, 1));
  const corner = { x: 300, y: 200, width: 100, height: 100 };
  const grown = sizeBox(corner, SIZE, 2);
  assert.deepEqual(grown, { x: 200, y: 100, width: 200, height: 200 });
});

test("a frame keeps its shape and a smallest size", () => {
  const small = sizeBox(fullBox(SIZE, 2), SIZE, 0.0001);
  assert.deepEqual([small.width, small.height], [100, 50]);
});

test("pictures are made smaller, never larger", () => {
  assert.deepEqual(fitSize({ width: 4000, height: 3000 }, 1280), { width: 1280, height: 960 });
  assert.deepEqual(fitSize({ width: 30, height: 20 }, 1280), { width: 30, height: 20 });
  assert.deepEqual(fitSize({ width: 4000, height: 1 }, 100), { width: 100, height: 1 });
});

test("sizes to try get smaller and smaller", () => {
  const [first, second] = shrinking(SIZE, 400);
  assert.deepEqual([first, second], [SIZE, { width: 300, height: 225 }]);
  assert.ok(Math.max(...shrinking(SIZE, 100).map(({ width }) => width)) <= 100);
});

test("the bytes behind a data URL", () => {
  for (const text of ["", "a", "ab", "abc", "abcd"]) {
    const dataUrl = `data:image/jpeg;base64,${Buffer.from(text).toString("base64")}`;
    assert.equal(dataBytes(dataUrl), text.length);
  }
});
