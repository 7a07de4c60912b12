/** Several of several options. Value: the keys, in the order of the options. */
import { h, setNote } from "../dom.js";
import { group } from "../parts/group.js";
import { announceFeedback, makeOptions } from "../parts/options.js";
import { fill, WORDS } from "../wording.js";

/**
 * @param {[any, string][]} options @param {any[]} keys @param {any} key @param {boolean} on
 * @param {any} [alone] the option that no other stands beside
 * @returns {any[]} in option order; keys no option has are dropped
 */
export function toggleKey(options, keys, key, on, alone) {
  const stays = (/** @type {any} */ k) =>
    keys.includes(k) && !(on && alone && [k, key].includes(alone));
  return options.map(([known]) => known).filter((k) => (k === key ? on : stays(k)));
}

/** @type {import("../types.js").Renderer} */
export function render(field, ctx) {
  const most = field.most || Number.POSITIVE_INFINITY;
  const limit = (/** @type {string} */ text) => fill(text, { most });
  const chosen = () => ctx.get() || [];
  const note = h("p", { class: "cx-note", hidden: true });
  const options = makeOptions("checkbox", field, ctx, ({ key, input }) => {
    const keys = toggleKey(field.options || [], chosen(), key, input.checked, field.alone);
    const tooMany = input.checked && keys.length > most;
    setNote(note, tooMany ? limit(WORDS.choices_full) : "");
    if (tooMany) ctx.announce(note.textContent || "");
    else ctx.set(keys.length ? keys : undefined, { commit: true });
    if (!tooMany && input.checked) announceFeedback(field, key, ctx);
    update(chosen());
  });
  const hint = h("p", { class: "cx-help" }, limit(WORDS.choices_most));
  const list = h("div", { class: "cx-options" }, ...options.map(({ el }) => el));

  /** @param {any} value */
  function update(value) {
    for (const { key, show } of options) show((value || []).includes(key));
  }
  return { el: group(field, ctx, field.most ? hint : null, list, note), update };
}
