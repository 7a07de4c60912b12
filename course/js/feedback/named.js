/** Arguments by name, which stand as one object behind the others. */

class Named {
  /** @param {Record<string, any>} given */
  constructor(given) {
    Object.assign(this, given);
  }
}

/** @param {Record<string, any>} given @returns {any} */
export const named = (given) => new Named(given);
/** @param {any} given @returns {Record<string, any>} what was given by name; nothing where nothing was */
named.of = (given) => (given instanceof Named ? given : {});
/** @param {any[]} given @returns {[any[], Record<string, any>]} those by place, those by name */
named.apart = (given) => {
  const last = given[given.length - 1];
  return last instanceof Named ? [given.slice(0, -1), last] : [given, {}];
};

/** @param {Iterable<Iterable<any>>} lists @returns {any[]} one behind the other */
export function flat(lists) {
  const all = [];
  for (const some of lists) all.push(...some);
  return all;
}
