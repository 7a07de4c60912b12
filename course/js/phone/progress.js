/**
 * How far somebody is, in words.
 */

import { fill } from "../exercise/wording.js";
import { audienceOf } from "./user.js";
import { PROGRESS, WHO } from "./wording.js";

/**
 * @param {number} done @param {number} tasks
 * @param {boolean} [isSheet] nothing of the lesson is graded
 * @returns {string} "" without tasks
 */
export function tasksText(done, tasks, isSheet) {
  return tasks ? fill(isSheet ? PROGRESS.pieces : PROGRESS.tasks, { done, tasks }) : "";
}

/**
 * @param {{code: string, n: number, steps: number, done: number, tasks: number, again?: boolean,
 *   isSheet?: boolean}} now
 *   n: the step on show, from 1; steps + 1 is the sending step; again: a second example of step n
 */
export function progressText({ code, n, steps, done, tasks, again, isSheet }) {
  const word = WHO[audienceOf(code)];
  const who = code && fill(PROGRESS.who, { who: word[0].toUpperCase() + word.slice(1), code });
  const words = again ? PROGRESS.again : PROGRESS.step;
  const step = n > steps ? PROGRESS.last : fill(words, { n, steps });
  return [who, step, tasksText(done, tasks, isSheet)].filter(Boolean).join(" · ");
}

/** @param {number} bytes @returns {string} "210 KB", "1,4 MB" */
export function sizeText(bytes) {
  const kilo = Math.max(1, Math.round(bytes / 1024));
  return kilo < 1000 ? `${kilo} KB` : `${(kilo / 1024).toFixed(1).replace(".", ",")} MB`;
}
