/**
 * The words shared by the modules of the phone page. What an exercise is, its answer and its model
 * stand in ../exercise/types.js: the page is another host of the same forms.
 *
 * @typedef {import("../exercise/types.js").Json} Json
 * @typedef {import("../exercise/types.js").Value} Value
 * @typedef {import("../exercise/types.js").Model} ExerciseModel
 *
 * @typedef {object} Entry  the answer to one exercise, as it travels
 * @property {Value} value
 * @property {string} at  local time with offset, "2026-11-21T13:05:00+07:00"
 * @property {number} tries
 * @property {boolean} helped
 * @property {string} item  which wording was answered
 * @property {First} [first]  what is graded, where the page has said what is right
 *
 * @typedef {object} First  the answer that was there when it was first checked
 * @property {Value} value
 * @property {string} at
 * @property {Record<string, Value>} [beside]  what stood then in the exercises it builds on
 *
 * @typedef {Entry & {full: boolean, wrong?: number | boolean}} Kept  as it lies in the phone; full: nothing
 *   left out; wrong: how often a practice was answered wrong (true: at least once)
 *
 * @typedef {Record<string, {at: string, back: boolean}>} Skips  sittings whose reading was left out, and
 *   whether that was taken back
 *
 * @typedef {object} Widget  one widget of the page
 * @property {string} esm
 * @property {string} css
 * @property {Record<string, Json>} traits  from the page or its sheets, see texts.js
 * @property {boolean} exercise
 * @property {string} item
 * @property {boolean} practice
 *
 * @typedef {object} Days  when a test may be answered, "2026-11-19", both days included
 * @property {string} start  of the course
 * @property {string} [opens]
 * @property {string} [closes]
 *
 * @typedef {object} Lesson  the data of one lesson page
 * @property {string} course
 * @property {string} lesson
 * @property {string} title
 * @property {string} home  "" for a page that stands alone
 * @property {boolean} [observes]  a mentor fills it about a partner
 * @property {boolean} [sheet]  nothing of it is graded
 * @property {boolean} [anonymous]  sent under a ballot, not to the mentor
 * @property {Record<string, Record<string, string>>} [stops]  answers after which nothing more is asked
 * @property {Days} [test]
 * @property {Record<string, string>} [instead]  of a test with two forms: whose page is another, by order
 * @property {Record<string, string[]>} [keeps]  by exercise what is made of it to keep, and of which answers
 * @property {Record<string, Widget>} widgets
 * @property {{send: string, sheets: string, joining: string, line?: string, partner?: string,
 *   check?: string, criteria?: string, common?: string, found?: string, keepsakes?: string, parts?: string, told?: string}} assets  check, criteria: of a lesson that says what is right
 * @property {string[]} files
 *
 * @typedef {object} Card  one lesson on the home page
 * @property {string} name
 * @property {string} title
 * @property {string} [audience]  who answers it; participants where nothing is said
 * @property {boolean} [observes]  a mentor fills it about a partner
 * @property {boolean} [sheet]  nothing of it is graded
 * @property {boolean} [anonymous]  sent under a ballot
 * @property {boolean} [optional]  for who wants it
 * @property {Record<string, Record<string, string[]>>} [wanted]  which answers ask for it, by `lesson/exercise` and field
 * @property {Record<string, Record<string, string[]>>} [declined]  which answers say that it is not needed
 * @property {Record<string, string[]>} [behind]  by question, field and answers (a word each) the exercises that
 *   these answers spare
 * @property {Days} [test]
 * @property {string[]} [orders]  of a test with two forms: whose page it is, see `Person`
 * @property {string[]} exercises  those that count
 * @property {string[]} [deeds]  those in which one says what one did in the own shop
 * @property {Record<string, string>} [items]  their wordings, by exercise
 * @property {string} url
 * @property {string[]} files
 * @property {number} bytes
 *
 * @typedef {object} Person
 * @property {string} code  "" before joining
 * @property {string} token
 * @property {string} mentor  WhatsApp number, digits only
 * @property {string} klass  name of the class
 * @property {string} [class_id]  the class's own id, as the invitation names it
 * @property {string} [receive]  where answers go by themselves; from an invitation and nowhere else
 * @property {string} [order]  "AB" or "BA": in which order the tests' forms come; see invited.py
 * @property {string} [owner]  under what the phone keeps this person's answers; "" for nobody
 * @property {string[]} [partners]  a mentor's partners, as the invitation names them
 *
 * @typedef {object} Sent  what the last sending held
 * @property {string} at
 * @property {Record<string, string>} answers  time of each answer by exercise
 *
 * @typedef {object} Receipt  what the service said of a lesson's answers
 * @property {string} id  the sending's, at the service
 * @property {string} at  by the phone's clock; "" before the first
 * @property {string} token  of the person when they were taken
 * @property {string} digest  SHA-256 of the bytes that were taken
 * @property {Record<string, string>} answers  time of each answer in them, by exercise
 * @property {Record<string, Picture>} photos  by path
 * @property {string} refused  SHA-256 of bytes that were not taken: they never go again
 * @property {string} problem  the service's sentence about them
 * @property {Record<string, string>} [tried]  time of each answer in them, by exercise
 * @property {string[]} [missing]  photos the service asked for when it took the answers
 *
 * @typedef {object} Picture  a photo on its way
 * @property {string} at  of the answer that names it
 * @property {string} sha256
 * @property {string} url  where the rest of it goes
 * @property {boolean} done
 * @property {string} [problem]  why it was not taken
 *
 * @typedef {object} Door  whether the service knows this person
 * @property {string} token  of the invitation it is about
 * @property {string} receive
 * @property {boolean} closed  until an invitation is opened
 * @property {string} problem
 *
 * @typedef {object} Underway  a sending whose messages are not all gone yet
 * @property {string} id  which content
 * @property {number} part  the message to send now, from 0
 * @property {boolean} asked  it was opened in WhatsApp; the participant has not said more
 *
 * @typedef {"none"|"part"|"full"|"changed"} State  of the answer to one exercise
 *
 * @typedef {{id: string, step: string, title: string, state: State}} Task  a graded exercise
 *
 * @typedef {object} Page  what the sending step may know of the lesson page
 * @property {Lesson} data
 * @property {import("./keeper.js").Keeper} keeper
 * @property {import("./texts.js").Texts} exercises  their texts
 * @property {() => Task[]} tasks
 * @property {{ids: string[]}} stepper  the steps that are there
 * @property {(keepAddress: boolean) => Promise<void>} start  shows the steps
 * @property {() => Promise<any>} left  takes what is chosen and not yet taken
 */

export {};
