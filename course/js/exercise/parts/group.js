/**
 * The shells of a field: fieldset + legend for groups, label + control for one control.
 *
 * @typedef {import("../types.js").Field} Field
 * @typedef {import("../types.js").Ctx} Ctx
 */
import { h, hidden } from "../dom.js";

/** @param {Field} field @param {Ctx} ctx a field without a label is named by the prompt */
function labelText(field, ctx) {
  return field.label || hidden(ctx.title || field.key);
}

/** @param {Field} field @param {Ctx} ctx */
function helpText(field, ctx) {
  return field.help ? h("p", { class: "cx-help", id: ctx.id("help") }, field.help) : null;
}

/** @param {Field} field its key stands there for a host that has something to say of it */
const marked = ({ kind, key }) => ({ class: `cx-field cx-kind-${kind}`, "data-field": key });

/** @param {Field} field @param {Ctx} ctx @param {...(Node | null)} children */
export function group(field, ctx, ...children) {
  const help = helpText(field, ctx);
  return h(
    "fieldset",
    { ...marked(field), "aria-describedby": help?.id },
    h("legend", { class: "cx-label" }, labelText(field, ctx)),
    help,
    ...children,
  );
}

/**
 * @param {Field} field @param {Ctx} ctx
 * @param {HTMLElement} control the one the label names
 * @param {{body?: Node, beside?: HTMLElement[], notes?: HTMLElement[]}} [more] body: what to show
 *   in place of the bare control; beside, notes: texts in the body and below it that describe
 *   the control (each needs an id)
 */
export function labelled(field, ctx, control, { body = control, beside = [], notes = [] } = {}) {
  const help = helpText(field, ctx);
  control.id = ctx.id("control");
  const described = [help, ...beside, ...notes].map((note) => note?.id).filter(Boolean);
  if (described.length) control.setAttribute("aria-describedby", described.join(" "));
  const label = h("label", { class: "cx-label", for: control.id }, labelText(field, ctx));
  return h("div", marked(field), label, help, body, ...notes);
}
