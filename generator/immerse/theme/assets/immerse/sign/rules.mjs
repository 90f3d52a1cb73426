// The sign-off rules of a book by their kind. A book may have fewer of them; what no rule asks is not asked.

/** @typedef {Record<string, any>} Rule */

/** The rules that a program checks, and who has which duty, of one book. */
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
   * The rule of a kind, null where the book has none.
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
   * Whether somebody may do a thing in a role: open, endorse, graduate, place, migrate, transcribe, void.
   * @param {string} duty
   * @param {string} role
   */
  hasDuty(duty, role) {
    return this.duties.get(duty)?.includes(role) ?? false;
  }
}
