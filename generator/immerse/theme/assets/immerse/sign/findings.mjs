// Cached results about the awards of a rotation, valid until they change.

/** @typedef {import("./awards.mjs").Award} Award */

/** Results that are needed repeatedly while events are applied. */
export class Findings {
  constructor() {
    /** @type {Map<string, string[]>} piece -> competencies that name it, in the order of their attestations */
    this.users = new Map();
    /** @type {Map<string, any>} item -> the results of its awards */
    this.of = new Map();
    /** @type {Map<string, any>} the results of all counted events */
    this.together = new Map();
  }

  /**
   * Note who names the pieces of the latest award.
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
   * Drop the cached results of an item's awards.
   * @param {string} item
   */
  changed(item) {
    this.of.delete(item);
    this.together.clear();
  }
}

/**
 * The value of a map under a key, computed if there is none.
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
