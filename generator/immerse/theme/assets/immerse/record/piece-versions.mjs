// Pieces of evidence and their versions: the last version of each piece counts, unless it was withdrawn.

import { byMoment } from "./normal.mjs";

/** @typedef {Record<string, any>} Entry an entry of evidence */
/** @typedef {{root: string, entry: Entry}} Standing `root` is the id that all versions of a piece share */

export class Pieces {
  /** @type {Map<string, string | null>} */
  #replaced = new Map();
  /** @type {Map<string, string>} */
  #roots = new Map();
  /** @type {Map<string, Entry>} */
  #last = new Map();

  /** @param {Entry[]} versions in their order */
  constructor(versions) {
    for (const { id, replaces } of versions) {
      this.#replaced.set(id, replaces);
    }
    for (const entry of versions) {
      this.#last.set(this.#rootOf(entry.id), entry);
    }
  }

  /** The current versions, by day, then by the id of the piece. */
  standing() {
    return [...this.#last]
      .map(([root, entry]) => ({ root, entry }))
      .filter(({ entry }) => !entry.removed)
      .sort(byDay);
  }

  /**
   * Whether an earlier version names this entry as the one that it replaces.
   * @param {Entry} entry
   */
  isNamed({ id }) {
    return this.#roots.has(id);
  }

  /**
   * Add a version that is later than all others and that none of them names.
   * @param {Entry} entry
   * @returns {{standing: Standing, before: Entry | undefined}} the version that it replaced
   */
  take(entry) {
    this.#replaced.set(entry.id, entry.replaces);
    const root = this.#rootOf(entry.id);
    const before = this.#last.get(root);
    this.#last.set(root, entry);
    return { standing: { root, entry }, before };
  }

  /**
   * The first version of a piece; of versions that replace each other in a cycle the smallest id.
   * @param {string} id
   * @returns {string}
   */
  #rootOf(id) {
    const way = [];
    const passed = new Set();
    let now = id;
    while (!this.#roots.has(now) && !passed.has(now)) {
      passed.add(now);
      way.push(now);
      now = this.#replaced.get(now) ?? now;
    }
    const ring = way.slice(Math.max(way.indexOf(now), 0));
    const root = this.#roots.get(now) ?? ring.sort()[0];
    for (const one of way) {
      this.#roots.set(one, root);
    }
    return root;
  }
}

/**
 * @param {Standing} one
 * @param {Standing} other
 */
export function byDay(one, other) {
  return byMoment({ at: one.entry.day, id: one.root }, { at: other.entry.day, id: other.root });
}
