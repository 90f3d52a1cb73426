// The sign-off rules of a book by their kind. A book may have only some of them; a missing rule requires nothing.

/** @typedef {Record<string, any>} Rule */

/** The rules of one book that a program checks, and its duties. */
export class Rules {
  /** @param {Record<string, any>} book */
  constructor(book) {
    /** @type {Map<string, Rule[]>} */
    this.byKind = Map.groupBy(book.rules, (/** @type {Rule} */ rule) => rule.kind);
    /** @type {Map<string, string[]>} */
    this.duties = new Map(Object.entries(book.duties));
    /** @type {boolean} */
    this.regulated = book.regulated;
  }

  /**
   * The rule of a kind; null if the book has none.
   * @param {string} kind
   * @returns {Rule | null}
   */
  one(kind) {
    return this.byKind.get(kind)?.[0] ?? null;
  }

  /**
   * All rules of a kind.
   * @param {string} kind
   * @returns {Rule[]}
   */
  all(kind) {
    return this.byKind.get(kind) ?? [];
  }

  /**
   * Whether a role has a duty: open, endorse, graduate, place, migrate, transcribe, void.
   * @param {string} duty
   * @param {string} role
   */
  hasDuty(duty, role) {
    return this.duties.get(duty)?.includes(role) ?? false;
  }
}
