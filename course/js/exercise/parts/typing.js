/**
 * Text that saves while it is typed, and at once when it is left.
 */

/** @param {string} text letters as people count them: an emoji made of one code point is one */
export function countChars(text) {
  return Array.from(text).length;
}

/**
 * Takes what is too much out of what was just typed or pasted before the caret, so that the rest
 * of the text stays whole.
 *
 * @param {string} text @param {number} caret @param {number} max
 * @returns {{text: string, caret: number}}
 */
export function fitText(text, caret, max) {
  const over = countChars(text) - max;
  if (over <= 0) return { text, caret };
  const before = Array.from(text.slice(0, caret));
  const kept = before.slice(0, Math.max(0, before.length - over)).join("");
  const whole = Array.from(kept + text.slice(caret));
  return { text: whole.slice(0, max).join(""), caret: kept.length };
}

/** @param {string} text */
export function hasDigit(text) {
  return /\d/.test(text);
}

/** @typedef {HTMLInputElement | HTMLTextAreaElement} TextControl */

/** @param {TextControl} control @param {number} max @returns {boolean} something was left out */
export function clamp(control, max) {
  const caret = control.selectionStart === null ? control.value.length : control.selectionStart;
  const fit = fitText(control.value, caret, max);
  if (fit.text === control.value) return false;
  control.value = fit.text;
  control.setSelectionRange(fit.caret, fit.caret);
  return true;
}

/**
 * @param {TextControl} control
 * @param {(how: {commit: boolean}) => void} save
 */
export function saveTyping(control, save) {
  let dirty = false;
  const typing = () => {
    dirty = true;
    save({ commit: false });
  };
  const done = () => {
    if (dirty) save({ commit: true });
    dirty = false;
  };
  control.addEventListener("input", typing);
  control.addEventListener("change", done);
  control.addEventListener("blur", done);
}
