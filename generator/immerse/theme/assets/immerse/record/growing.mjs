// A record that grows at its end. The effect of a new entry is computed from that entry, however large the record is.

import { withEntry } from "./entries.mjs";
import { Folding } from "./fold.mjs";
import { byMoment, MOST_ENTRIES, normal } from "./normal.mjs";

/** @typedef {import("./entries.mjs").Made} Made */
/** @typedef {import("./fold.mjs").State} State */
/**
 * What a change affects: `all` if anything may differ, otherwise the ids of items and tasks.
 * @typedef {{all: boolean, items: string[], tasks: string[]}} Touched
 */

/** @type {Touched} */
export const ALL = Object.freeze({ all: true, items: [], tasks: [] });

export class Growing {
  /** @type {Record<string, any>[]} */
  #added = [];
  /** @type {Record<string, {salt: string, text: string}>} */
  #addedTexts = {};
  /** @type {Folding | null} */
  #folding = null;

  /** @param {Record<string, any>} record in canonical form; it is not changed */
  constructor(record) {
    this.#record = record;
    this.#last = record.entries.at(-1);
  }

  /** @type {Record<string, any>} */
  #record;
  /** @type {Record<string, any> | undefined} */
  #last;

  /** The moment of the last entry; empty if there is none. */
  get latest() {
    return this.#last?.at ?? "";
  }

  /** The record in canonical form: the same object until an entry is added. */
  get record() {
    if (this.#added.length > 0) {
      const { entries, texts } = this.#record;
      this.#record = normal({
        ...this.#record,
        entries: [...entries, ...this.#added],
        texts: { ...texts, ...this.#addedTexts },
      });
      this.#added = [];
      this.#addedTexts = {};
    }
    return this.#record;
  }

  get #fold() {
    if (!this.#folding) {
      const { entries, texts } = this.record;
      this.#folding = new Folding(Object.assign(Object.create(null), texts), entries);
    }
    return this.#folding;
  }

  /**
   * The state of the record; the same object, which changes as the record grows.
   * @returns {State}
   */
  get state() {
    return this.#fold.state;
  }

  /**
   * Add a change. Its texts are new ones: no earlier entry names them.
   * @param {Made} change
   * @returns {Touched}
   * @throws {import("./faults.mjs").Refusal} too-many-entries
   */
  add(change) {
    const { entry } = change;
    if (!this.#isAtTheEnd(entry)) {
      this.#record = withEntry(this.record, change);
      this.#last = this.#record.entries.at(-1);
      this.#folding = null;
      return ALL;
    }
    const folding = this.#fold;
    this.#keepTexts(folding, change.texts);
    this.#added.push(entry);
    this.#last = entry;
    const items = folding.grow(entry);
    return entry.type === "start" ? ALL : { all: false, items, tasks: entry.type === "task" ? [entry.task] : [] };
  }

  /** @param {Record<string, any>} entry */
  #isAtTheEnd(entry) {
    const isLast = !this.#last || byMoment(this.#last, entry) < 0;
    const isRoom = this.#record.entries.length + this.#added.length < MOST_ENTRIES;
    const isPlain = entry.type !== "erase" && !(entry.type === "evidence" && this.#fold.pieces.isNamed(entry));
    return isLast && isRoom && isPlain;
  }

  /**
   * @param {Folding} folding
   * @param {Record<string, {salt: string, text: string}>} texts
   */
  #keepTexts(folding, texts) {
    for (const [digest, said] of Object.entries(texts)) {
      if (!folding.erased.has(digest)) {
        this.#addedTexts[digest] = said;
        folding.texts[digest] = said;
      }
    }
  }
}
