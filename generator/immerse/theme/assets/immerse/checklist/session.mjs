// One person's record, open in this tab: its state, what is stored of it, and what waits to be stored.

import { randomId, withEntry } from "../record/entries.mjs";
import { emptyRecord, serialise } from "../record/format.mjs";
import { ALL, Growing } from "../record/growing.mjs";
import { merge } from "../record/merge.mjs";
import { Gone, Refused } from "./record-store.mjs";

/** @typedef {import("../record/entries.mjs").Made} Made */
/** @typedef {import("../record/entries.mjs").Source} Source */
/** @typedef {import("../record/fold.mjs").State} State */
/** @typedef {import("../record/growing.mjs").Touched} Touched */
/** @typedef {import("./record-store.mjs").Store} Store */
/**
 * How a record of an earlier release is read: its state under this release, and the current ids of an item.
 * @typedef {{carry: (state: State) => State, partsOf: (id: string) => string[]}} Reading
 */
/**
 * @typedef {(touched: Touched | null) => void} Listener called with what has changed; null if only the stored or
 * saved state did
 */
/** @typedef {"full" | "blocked" | "gone"} Trouble */

/** The clock and random numbers of this browser. */
export const HERE = {
  now: () => new Date(),
  random: (/** @type {number} */ count) => crypto.getRandomValues(new Uint8Array(count)),
};

/**
 * A new empty record.
 * @param {string} client
 * @param {typeof HERE} [source]
 */
export function newRecord(client, source = HERE) {
  return emptyRecord(client, randomId({ ...source, latest: () => "" }));
}

/**
 * The reason why a change was not stored.
 * @param {unknown} error
 * @returns {Trouble}
 */
export function troubleOf(error) {
  if (error instanceof Gone) {
    return "gone";
  }
  return error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "blocked";
}

export class Session {
  /** @type {Made[]} */
  #waiting = [];
  /** @type {Growing} */
  #growing;
  /** @type {Set<string>} */
  #unsaved = new Set();
  /** @type {Promise<void>} */
  #work = Promise.resolve();
  /** @type {Listener[]} */
  #listeners = [];
  /** @type {Reading | null} */
  #reading = null;
  /** @type {State | null} */
  #carried = null;

  /**
   * @param {Store | null} store null if this browser stores nothing
   * @param {Record<string, any>} record
   * @param {typeof HERE} [source]
   */
  constructor(store, record, source = HERE) {
    this.store = store;
    this.#growing = new Growing(record);
    this.source = source;
    this.key = { client: record.client, rot: record.rot };
    /** @type {Trouble | null} */
    this.trouble = store ? null : "blocked";
    store?.watch(this.key, () => this.reload());
  }

  /**
   * A record from this browser's store.
   * @param {Store} store
   * @param {import("./record-store.mjs").Key} key
   */
  static async open(store, key) {
    const { record, unsaved } = await store.open(key);
    const session = new Session(store, record);
    session.#count(unsaved);
    return session;
  }

  /** The record in its canonical form, which takes time to compute after a change; for the content use `state`. */
  get record() {
    return this.#growing.record;
  }

  /** The state of the record. */
  get state() {
    if (!this.#reading) {
      return this.#growing.state;
    }
    this.#carried ??= this.#reading.carry(this.#growing.state);
    return this.#carried;
  }

  /**
   * Read the record as one of an earlier release.
   * @param {Reading} reading
   */
  readBy(reading) {
    this.#reading = reading;
    this.#tell(ALL);
  }

  /** The number of changes that are not stored yet. */
  get waiting() {
    return this.#waiting.length;
  }

  /** The number of changes that are in no file, without results of practice. */
  get unsaved() {
    return this.#unsaved.size;
  }

  /** @param {Set<string>} unsaved ids of the entries that are in no file */
  #count(unsaved) {
    const scores = new Set(this.state.scores.map(({ id }) => id));
    this.#unsaved = new Set([...unsaved].filter((id) => !scores.has(id)));
    for (const { entry } of this.#waiting) {
      this.#countOne(entry);
    }
  }

  /** @param {Record<string, any>} entry */
  #countOne({ id, type }) {
    if (type !== "score") {
      this.#unsaved.add(id);
    }
  }

  /**
   * Register a function that is called on every change.
   * @param {Listener} listener
   */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /**
   * Change the record. The page shows the change at once; the promise says whether it is stored.
   * @param {(source: Source) => Made} make
   * @returns {Promise<boolean>}
   */
  async change(make) {
    const made = make({ ...this.source, latest: () => this.#growing.latest });
    const touched = this.#growing.add(made);
    this.#waiting.push(made);
    this.#countOne(made.entry);
    const parts = this.#reading?.partsOf ?? ((id) => [id]);
    this.#tell({ ...touched, items: touched.items.flatMap((id) => [id, ...parts(id)]) });
    await this.keep();
    return !this.#waiting.includes(made);
  }

  /** Store the waiting changes, in order. */
  keep() {
    this.#work = this.#work.then(() => this.#keepAll());
    return this.#work;
  }

  async #keepAll() {
    try {
      while (this.#waiting.length > 0 && this.store) {
        await this.store.append(this.key, this.#waiting[0]);
        this.#waiting.shift();
        this.trouble = null;
      }
    } catch (error) {
      this.trouble = troubleOf(error);
    }
    this.#tell(null);
  }

  /** Read what other tabs have changed; waiting changes of this tab stay. */
  reload() {
    this.#work = this.#work.then(() => this.#reload());
    return this.#work;
  }

  async #reload() {
    try {
      if (this.store) {
        const { record: kept, unsaved } = await this.store.open(this.key);
        this.#growing = new Growing(this.#waiting.reduce(withEntry, kept));
        this.#count(unsaved);
        this.#tell(ALL);
      }
    } catch (error) {
      this.trouble = troubleOf(error);
      this.#tell(null);
    }
  }

  /**
   * Merge another copy of this record.
   * @param {Record<string, any>} copy
   * @throws {Refused} it is another person's record, or both together are too large
   */
  async join(copy) {
    if (this.store) {
      await this.store.join(copy, true);
      await this.reload();
      return;
    }
    const { record, fault } = merge(this.record, copy);
    if (!record) {
      throw new Refused(fault);
    }
    this.#growing = new Growing(record);
    this.#tell(ALL);
  }

  /**
   * The bytes of a file with everything in it, and what to note once it is saved.
   * @param {boolean} withScores whether results of practice are included
   * @returns {{bytes: Uint8Array<ArrayBuffer>, ids: string[]}}
   */
  copy(withScores) {
    const entries = this.record.entries.filter((/** @type {any} */ { type }) => withScores || type !== "score");
    const ids = entries.map((/** @type {any} */ { id }) => id);
    return { bytes: serialise({ ...this.record, entries }), ids };
  }

  /**
   * Note that changes are in a file.
   * @param {string[]} ids
   */
  async markSaved(ids) {
    for (const id of ids) {
      this.#unsaved.delete(id);
    }
    this.#tell(null);
    await this.store?.markSaved(this.key, ids).catch(() => {}); // the page then still counts them as unsaved
  }

  /** @param {Touched | null} touched */
  #tell(touched) {
    if (touched) {
      this.#carried = null;
    }
    for (const listener of this.#listeners) {
      listener(touched);
    }
  }
}
