// What was found out about the awards of a rotation; it stays true until they change.

/** @typedef {import("./awards.mjs").Award} Award */

/** What is asked again and again while events are taken in. */
export class Findings {
  constructor() {
    /** @type {Map<string, string[]>} piece -> competencies that name it, in the order of their attestations */
    this.users = new Map();
    /** @type {Map<string, any>} item -> what follows from its awards */
    this.of = new Map();
    /** @type {Map<string, any>} what follows from everything that counted */
    this.together = new Map();
  }

  /**
   * Note who names the pieces of an award; it is the last one so far.
   * @param {string} item
   * @param {Award} award
   */
  use(item, { pieces }) {
    for (const { piece } of pieces) {
      const items = this.users.get(piece) ?? [];
      this.users.set(piece, items);
      if (!items.includes(item)) {
        items.push(item);
      }
    }
  }

  /**
   * Forget what followed from the awards of an item.
   * @param {string} item
   */
  changed(item) {
    this.of.delete(item);
    this.together.clear();
  }
}

/**
 * What a map holds under a key, found out where it holds nothing.
 * @template T
 * @param {Map<string, any>} known
 * @param {string} key
 * @param {() => T} findOut
 * @returns {T}
 */
export function cached(known, key, findOut) {
  if (!known.has(key)) {
    known.set(key, findOut());
  }
  return known.get(key);
}
