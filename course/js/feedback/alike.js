/** How alike two words are, as RapidFuzz counts it (Indel, optimal string alignment). */

import { named } from "./named.js";

/** @param {ArrayLike<string>} a @param {ArrayLike<string>} b @returns {number} letters of the longest common row */
export function common(a, b) {
  const row = new Uint16Array(b.length + 1);
  for (let i = 0; i < a.length; i++) {
    let corner = 0;
    for (let j = 0; j < b.length; j++) {
      const above = row[j + 1];
      row[j + 1] = a[i] === b[j] ? corner + 1 : Math.max(above, row[j]);
      corner = above;
    }
  }
  return row[b.length];
}

const letters = (/** @type {string} */ text) => [...text];

/** @param {ArrayLike<string>} a @param {ArrayLike<string>} b @returns {number} 0 to 1 */
function similar(a, b) {
  const size = a.length + b.length;
  if (!size) return 1;
  return 1 - (size - 2 * common(a, b)) / size;
}

/** @param {string} a @param {string} b @returns {number} 0 to 100 */
export const ratio = (a, b) => 100 * similar(letters(a), letters(b));

/** @param {string[]} short @param {string[]} long @returns {number} the best of all places, 0 to 1 */
function placed(short, long) {
  const known = new Set(short);
  const size = short.length;
  let best = 0;
  const tryOne = (/** @type {string[]} */ part) => {
    best = Math.max(best, similar(short, part));
  };
  for (let end = 1; end < size; end++) if (known.has(long[end - 1])) tryOne(long.slice(0, end));
  for (let from = 0; from < long.length - size; from++)
    if (known.has(long[from + size - 1])) tryOne(long.slice(from, from + size));
  for (let from = long.length - size; from < long.length; from++)
    if (known.has(long[from])) tryOne(long.slice(from));
  return best;
}

/** @param {string} a @param {string} b @returns {number} 0 to 100 */
export function partial_ratio(a, b) {
  const [one, other] = [letters(a), letters(b)];
  if (!one.length && !other.length) return 100;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const best = placed(short, long);
  return (
    100 * (best < 1 && short.length === long.length ? Math.max(best, placed(long, short)) : best)
  );
}

/** @param {string} a @param {string} b @returns {number} 0 to 100 */
export function token_set_ratio(a, b) {
  const [one, other] = [a, b].map((text) => new Set(text.split(/\s+/).filter(Boolean)));
  if (!one.size || !other.size) return 0;
  const shared = [...one].filter((word) => other.has(word)).sort();
  const left = [...one]
    .filter((word) => !other.has(word))
    .sort()
    .join(" ");
  const right = [...other]
    .filter((word) => !one.has(word))
    .sort()
    .join(" ");
  if (shared.length && (!left || !right)) return 100;
  const both = letters(shared.join(" ")).length;
  const gap = Number(both !== 0);
  const [l, r] = [letters(left), letters(right)];
  const sizes = [both + gap + l.length, both + gap + r.length];
  const distance = l.length + r.length - 2 * common(l, r);
  const share = (/** @type {number} */ apart, /** @type {number} */ size) =>
    size ? 100 - (100 * apart) / size : 100;
  const whole = share(distance, sizes[0] + sizes[1]);
  if (!both) return whole;
  return Math.max(whole, ...[l, r].map((part, at) => share(gap + part.length, both + sizes[at])));
}

/** @param {string} one @param {string} other @returns {number} changes, a turned pair being one */
export function distance(one, other) {
  const [a, b] = [letters(one), letters(other)];
  const rows = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, rows[i - 2][j - 2] + 1);
      rows[i].push(least);
    }
  }
  return rows[a.length][b.length];
}

/** @param {string} word @param {Iterable<string>} choices @param {any} given @returns {[string, number] | null} */
export function extractOne(word, choices, given) {
  const { scorer, score_cutoff } = named.of(given);
  const fewer = scorer === distance;
  const size = [...word].length;
  /** @type {[string, number] | null} */
  let best = null;
  for (const choice of choices) {
    if (fewer && Math.abs([...choice].length - size) > score_cutoff) continue;
    const score = scorer(word, choice);
    if (fewer ? score > score_cutoff : score < score_cutoff) continue;
    if (!best || (fewer ? score < best[1] : score > best[1])) best = [choice, score];
  }
  return best;
}
