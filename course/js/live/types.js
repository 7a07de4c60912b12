/**
 * What the service tells of a live class (course/receiver/live/views.py).
 *
 * @typedef {object} Picture  what is shown of a round
 * @property {"bars"|"histogram"|"texts"} kind
 * @property {number} n  how many answered
 * @property {number} of  how many of them are counted in the bars
 * @property {[string, number | null][]} bars  label and count; null where it is hidden
 * @property {number} turn  1, or 2 where the same was asked again
 * @property {string[]} texts  those that were chosen
 *
 * @typedef {object} Round
 * @property {number} place
 * @property {number} turn
 * @property {boolean} open
 * @property {number | null} ends  by the service's clock, in seconds
 * @property {string} lesson
 * @property {string} exercise
 * @property {string} field
 * @property {string} text
 * @property {string} of  the lesson's title
 * @property {string[]} options  what one can choose from
 *
 * @typedef {{who: string, name: string, guest: boolean, state: "here"|"answered"|"away"}} Somebody
 *
 * @typedef {object} State
 * @property {number} now  the service's clock
 * @property {string} code
 * @property {number} version
 * @property {boolean} ended
 * @property {boolean} names
 * @property {boolean} guests
 * @property {Round | null} round
 * @property {Picture[]} shown
 * @property {number} [joined]  these only in the instructor's windows
 * @property {number} [answered]
 * @property {number} [here]
 * @property {Somebody[]} [people]
 * @property {string[]} [texts]  to choose from
 */

export {};
