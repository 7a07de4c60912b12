/**
 * How the answer looks in an app, drawn in the form while it is written. Every file of
 * `previews/` offers `previews`: by name, what the preview is called and what draws it. Their slots
 * stand in Python (`PREVIEWS` in course/exercises/previews.py).
 *
 * @typedef {(see: See) => import("./parts/drawn.js").Child[]} Draw
 */
import { h } from "./dom.js";
import { See } from "./parts/see.js";
import { ALL } from "./previews/index.js";
import { fill, said } from "./wording.js";

/** @type {Map<string, [string, Draw]>} */
const PREVIEWS = new Map(Object.entries(Object.assign({}, ...Object.values(ALL))));

/**
 * @param {import("./types.js").PreviewSpec | undefined} spec
 * @param {import("./parts/see.js").Form} form
 * @returns {{el: HTMLElement, update: () => void} | null} null for none, or one we do not know
 */
export function makePreview(spec, form) {
  const name = spec?.name || "";
  const [title, draw] = PREVIEWS.get(name) || [];
  if (!spec || !title || !draw) return null;
  const see = new See(spec, form);
  const card = h("div", { class: `cx-pv-card cx-pv-${name.split("-")[0]}` });
  const update = () => {
    try {
      const parts = draw(see).filter(Boolean);
      card.textContent = "";
      card.append(h("p", { class: "cx-pv-bar" }, title), .../** @type {Node[]} */ (parts));
    } catch (error) {
      console.error("course-exercise: preview", name, error);
    }
  };
  const note = h("p", { class: "cx-help" }, said("Begini tampilannya. Ini tiruan untuk latihan."));
  const props = {
    class: "cx-pv",
    role: "group",
    "aria-label": fill(said("Pratinjau: {title}"), { title }),
  };
  return { el: h("div", props, note, card), update };
}

/** What is long to write; the preview stands right below, to be seen while one writes. */
const LONG = ["long_text", "table"];

/**
 * Puts a preview below the first long text or table, or else below the first field that is no shop.
 * @param {{el: HTMLElement} | null} preview
 * @param {[import("./types.js").Field, import("./types.js").FieldView][]} fields
 */
export function placePreview(preview, fields) {
  const written = fields.filter(([{ kind }]) => kind !== "shop");
  const [, beside] = written.find(([{ kind }]) => LONG.includes(kind)) || written[0] || [];
  if (preview && beside) beside.el.after(preview.el);
}
