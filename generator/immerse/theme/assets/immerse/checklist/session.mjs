// One person's record, open in this tab: what it says, what is kept of it, and what waits to be kept.

import { randomId, withEntry } from "../record/entries.mjs";
import { fold } from "../record/fold.mjs";
import { emptyRecord, serialise } from "../record/format.mjs";
import { merge } from "../record/merge.mjs";
import { Gone, Refused } from "./store.mjs";

/** @typedef {import("../record/entries.mjs").Made} Made */
/** @typedef {import("../record/entries.mjs").Source} Source */
/** @typedef {import("../record/fold.mjs").State} State */
/** @typedef {import("./store.mjs").Store} Store */
/** @typedef {"full" | "blocked" | "gone"} Trouble */

/** Clock and chance of this browser. */
export const HERE = {
  now: () => new Date(),
  random: (/** @type {number} */ count) => crypto.getRandomValues(new Uint8Array(count)),
};

/**
 * A new record with nothing in it.
 * @param {string} client
 * @param {typeof HERE} [source]
 */
export function newRecord(client, source = HERE) {
  return emptyRecord(client, randomId({ ...source, latest: () => "" }));
}

/**
 * What somebody should know of a change that was not kept.
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
  /** @type {State | null} */
  #state = null;
  /** @type {Set<string>} */
  #unsaved = new Set();
  /** @type {Promise<void>} */
  #work = Promise.resolve();
  /** @type {(() => void)[]} */
  #listeners = [];
  /** @type {(state: State) => State} */
  #read = (state) => state;

  /**
   * @param {Store | null} store null where this browser keeps nothing
   * @param {Record<string, any>} record
   * @param {typeof HERE} [source]
   */
  constructor(store, record, source = HERE) {
    this.store = store;
    this.record = record;
    this.source = source;
    this.key = { client: record.client, rot: record.rot };
    /** @type {Trouble | null} */
    this.trouble = store ? null : "blocked";
    store?.watch(this.key, () => this.reload());
  }

  /**
   * A record that this browser keeps.
   * @param {Store} store
   * @param {import("./store.mjs").Key} key
   */
  static async open(store, key) {
    const { record, unsaved } = await store.open(key);
    const session = new Session(store, record);
    session.#unsaved = unsaved;
    return session;
  }

  /** What the record says now. */
  get state() {
    this.#state ??= this.#read(fold(this.record));
    return this.#state;
  }

  /**
   * Read the record otherwise: an earlier release wrote it.
   * @param {(state: State) => State} read
   */
  readBy(read) {
    this.#read = read;
    this.#show({ ...this.record });
  }

  /** How many changes are not kept yet. */
  get waiting() {
    return this.#waiting.length;
  }

  /** Ids of the changes that stand in no file; results of practice are not among them. */
  get unsaved() {
    const counted = this.record.entries.filter((/** @type {any} */ { type }) => type !== "score");
    return counted.map((/** @type {any} */ { id }) => id).filter((/** @type {string} */ id) => this.#unsaved.has(id));
  }

  /**
   * Be told when something has changed.
   * @param {() => void} listener
   */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /**
   * Change the record. The page shows the change at once; the promise says whether it is kept.
   * @param {(source: Source) => Made} make
   * @returns {Promise<boolean>}
   */
  async change(make) {
    const made = make({ ...this.source, latest: () => this.record.entries.at(-1)?.at ?? "" });
    this.#waiting.push(made);
    this.#unsaved.add(made.entry.id);
    this.#show(withEntry(this.record, made));
    await this.keep();
    return !this.#waiting.includes(made);
  }

  /** Keep what waits, in its order. */
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
    this.#tell();
  }

  /** Read anew what other tabs have changed; what waits here stays. */
  reload() {
    this.#work = this.#work.then(() => this.#reload());
    return this.#work;
  }

  async #reload() {
    try {
      if (this.store) {
        const { record: kept, unsaved } = await this.store.open(this.key);
        this.#unsaved = unsaved;
        for (const { entry } of this.#waiting) {
          this.#unsaved.add(entry.id);
        }
        this.#show(this.#waiting.reduce(withEntry, kept));
      }
    } catch (error) {
      this.trouble = troubleOf(error);
      this.#tell();
    }
  }

  /**
   * Take over what another copy of this record says.
   * @param {Record<string, any>} copy
   * @throws {Refused} it is somebody else's, or both together are too large
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
    this.#show(record);
  }

  /**
   * The bytes of a file with everything in it, and what to note once it is saved.
   * @param {boolean} withScores whether results of practice go along
   * @returns {{bytes: Uint8Array<ArrayBuffer>, ids: string[]}}
   */
  copy(withScores) {
    const entries = this.record.entries.filter((/** @type {any} */ { type }) => withScores || type !== "score");
    const ids = entries.map((/** @type {any} */ { id }) => id);
    return { bytes: serialise({ ...this.record, entries }), ids };
  }

  /**
   * Note that changes stand in a file.
   * @param {string[]} ids
   */
  async markSaved(ids) {
    for (const id of ids) {
      this.#unsaved.delete(id);
    }
    this.#tell();
    await this.store?.markSaved(this.key, ids).catch(() => {}); // then the page goes on counting them, to be careful
  }

  /** @param {Record<string, any>} record */
  #show(record) {
    this.record = record;
    this.#state = null;
    this.#tell();
  }

  #tell() {
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
