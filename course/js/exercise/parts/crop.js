/**
 * The arithmetic of a crop frame, in pixels of the picture.
 *
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 * @typedef {{width: number, height: number}} Size
 */

const SMALLEST = 0.25;

/** @param {number} n @param {number} low @param {number} high */
function within(n, low, high) {
  return Math.min(Math.max(n, low), Math.max(low, high));
}

/** @param {Size} size @param {number} aspect width / height @returns {Box} largest, centred */
export function fullBox(size, aspect) {
  const width = Math.min(size.width, size.height * aspect);
  const height = width / aspect;
  return { x: (size.width - width) / 2, y: (size.height - height) / 2, width, height };
}

/** @param {Box} box @param {Size} size @param {number} dx @param {number} dy @returns {Box} */
export function moveBox(box, size, dx, dy) {
  const x = within(box.x + dx, 0, size.width - box.width);
  const y = within(box.y + dy, 0, size.height - box.height);
  return { ...box, x, y };
}

/** @param {Box} box @param {Size} size @param {number} factor about the middle @returns {Box} */
export function sizeBox(box, size, factor) {
  const aspect = box.width / box.height;
  const largest = fullBox(size, aspect).width;
  const width = within(box.width * factor, largest * SMALLEST, largest);
  const height = width / aspect;
  const x = box.x + (box.width - width) / 2;
  const y = box.y + (box.height - height) / 2;
  return moveBox({ x, y, width, height }, size, 0, 0);
}

/** @param {Size} size @param {number} maxSide @returns {Size} never larger than it was */
export function fitSize(size, maxSide) {
  const factor = Math.min(1, maxSide / Math.max(size.width, size.height));
  const px = (/** @type {number} */ n) => Math.max(1, Math.round(n * factor));
  return { width: px(size.width), height: px(size.height) };
}

/** @param {Size} size @param {number} maxSide @returns {Size[]} to try until it is small enough */
export function shrinking(size, maxSide) {
  const sizes = [];
  for (let side = maxSide; side >= 40; side *= 0.75) sizes.push(fitSize(size, side));
  return sizes;
}
