/**
 * The words shared by all modules. Trait names are snake_case because Python has the same ones.
 *
 * @typedef {any} Json
 * @typedef {Record<string, Json>} Value  answers by field key; an absent key is "not answered"
 *
 * @typedef {object} Column
 * @property {string} key
 * @property {string} label
 * @property {"text"|"number"|"choice"|"fixed"} kind
 * @property {[string, string][]} [options]
 * @property {number} [max_chars]
 *
 * @typedef {object} Row
 * @property {string} key
 * @property {string} label
 * @property {Record<string, string>} [cells]  fixed text, or what a cell holds before it is changed
 *
 * @typedef {[fact: string, question: string, options?: [string, string][]]} Ask  a fact of a shop
 *
 * @typedef {object} Field
 * @property {string} kind
 * @property {string} key
 * @property {string} label
 * @property {string} [help]
 * @property {[any, string][]} [options]
 * @property {Record<string, string>} [feedback]
 * @property {number | any[]} [right]  of a practice: the number, the keys, the order
 * @property {number|null} [most]
 * @property {string} [unit]
 * @property {number} [max_chars]
 * @property {"copy" | "whatsapp"} [use]  of a text about the own shop, where it goes; a long one is to copy
 * @property {string} [page]  what the page of a long form is called that begins with it
 * @property {string} [frame]  of a text: a sentence with blanks to put into the box
 * @property {string} [recall]  of a text: what was answered before and belongs into it
 * @property {any} [rows]  long_text: lines shown; table: Row[]
 * @property {Column[]} [columns]
 * @property {number} [add_rows]
 * @property {boolean} [today]  date: it is today where nothing else is chosen
 * @property {string} [min]
 * @property {string} [max]
 * @property {number} [max_kb]
 * @property {number} [max_side]
 * @property {number|null} [crop]
 * @property {boolean} [optional]  nothing waits for it
 * @property {string[]} [faces]  scale: a drawing of each step
 * @property {string} [alone]  choices: the option that no other stands beside
 * @property {Ask[]} [asks]  shop: the facts it holds
 * @property {string[]} [from]  shop: the exercises in which it was told once
 *
 * @typedef {object} PreviewSpec  how the answer looks in an app, drawn while it is written
 * @property {string} [name]
 * @property {Record<string, string>} [slots]  field keys by slot, where the names differ
 * @property {Record<string, string>} [given]  fixed texts by slot
 *
 * @typedef {object} Traits
 * @property {string} exercise_id
 * @property {string} prompt
 * @property {Field[]} fields
 * @property {Value} value
 * @property {boolean} helped
 * @property {boolean} ask_helped
 * @property {number} tries
 * @property {number} [missed]  set only by the host: how often a practice was answered wrong before
 * @property {number} revision
 * @property {number} saved_revision  set only by the host
 * @property {string} saved_at  set only by the host
 * @property {string} problem  set only by the host
 * @property {string} sent  set only by the host: what became of the saved answer, in words
 * @property {boolean} practice
 * @property {string} feedback
 * @property {Record<string, string>} uploads
 * @property {PreviewSpec} preview
 * @property {number} [part]  set only by the host: which part of a long form is on show, from 1
 * @property {number} [parts]  of a form that is shown in parts, how many it has
 * @property {import("./divide.js").Part} [shown]  what the part on show is made of
 * @property {boolean} [wrong]  of a practice that is answered whole, whether something in it is wrong
 * @property {Value} known  set only by the host: what was told elsewhere, by field key
 * @property {Record<string, string>} [stands]  set only by the host: answers that frames name, by "exercise.key"
 *
 * @typedef {object} Model  the part of AFM we use
 * @property {<K extends keyof Traits>(name: K) => Traits[K]} get
 * @property {<K extends keyof Traits>(name: K, value: Traits[K]) => void} set
 * @property {() => void} save_changes
 * @property {(name: string, callback: () => void) => void} on
 * @property {(name: string, callback: () => void) => void} off
 *
 * @typedef {object} Uploads
 * @property {(path: string) => string} get  the data URL, or ""
 * @property {(path: string, dataUrl: string) => void} set  "" forgets it; saved with the next ctx.set
 *
 * @typedef {object} Ctx  all a field may know of the world around it
 * @property {() => Json} get  the answer as it stands (typed but unsaved text included)
 * @property {(value: Json, how: {commit: boolean}) => void} set
 *   undefined = not answered; commit: true saves at once and counts a try, false saves soon
 * @property {(name: string) => string} id  an id no other field or view has
 * @property {(text: string) => void} announce  say it to screen readers
 * @property {string} title  the prompt's first paragraph, for fields without a label
 * @property {string} exerciseId
 * @property {Uploads} uploads
 * @property {() => Record<string, string>} stands  answers that frames name, as far as the host knows them
 *
 * @typedef {object} FieldView
 * @property {HTMLElement} el
 * @property {(value: Json) => void} update  show this answer; called once at first, then whenever
 *   somebody else changed it; must keep the focus and must not call ctx.set
 * @property {(from: number, until: number) => void} [only]  of a table: which rows are on show
 *
 * @typedef {(field: Field, ctx: Ctx) => FieldView} Renderer
 */

export {};
