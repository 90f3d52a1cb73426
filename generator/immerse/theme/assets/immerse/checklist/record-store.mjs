// Records in this browser: one row an entry, so that tabs do not overwrite each other and a change writes one row.

import { merge } from "../record/merge.mjs";
import { normal } from "../record/normal.mjs";
import { answer, below, openDatabase, within } from "./database.mjs";

/** @typedef {import("../record/entries.mjs").Made} Made */
/** @typedef {import("../record/faults.mjs").Fault} Fault */
/** @typedef {Record<string, any>} Record_ a record as `parse` gives it */
/** @typedef {{client: string, rot: string}} Key */

/** The record is no longer in this browser: it was erased in another tab. */
export class Gone extends Error {}

/** The reason why a record cannot be merged with the stored one. */
export class Refused extends Error {
  /** @param {Fault} fault */
  constructor(fault) {
    super(fault.code);
    this.fault = fault;
  }
}

export class Store {
  /**
   * @param {IDBDatabase} database
   * @param {BroadcastChannel | null} channel tells other tabs; null where the browser has none
   */
  constructor(database, channel) {
    this.database = database;
    this.channel = channel;
  }

  /**
   * The store of this browser.
   * @returns {Promise<Store>}
   * @throws {Error} this browser stores nothing
   */
  static async open() {
    const database = await openDatabase(globalThis.indexedDB);
    const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("immerse") : null;
    return new Store(database, channel);
  }

  /**
   * Register a function that is called when another tab changes a record.
   * @param {Key} key
   * @param {() => void} hear
   */
  watch({ client, rot }, hear) {
    this.channel?.addEventListener("message", ({ data }) => {
      if (data?.client === client && data?.rot === rot) {
        hear();
      }
    });
  }

  /**
   * The records of a client, by their keys.
   * @param {string} client
   * @returns {Promise<Key[]>}
   */
  async all(client) {
    const rows = await within(
      this.database,
      ["records"],
      "readonly",
      (transaction) => answer(transaction.objectStore("records").getAll(below(client))),
    );
    return rows.map(({ rot }) => ({ client, rot }));
  }

  /**
   * One record.
   * @param {Key} key
   * @returns {Promise<Record_>}
   * @throws {Gone}
   */
  async read(key) {
    return (await this.open(key)).record;
  }

  /**
   * One record, and the ids of its entries that are in no file.
   * @param {Key} key
   * @returns {Promise<{record: Record_, unsaved: Set<string>}>}
   * @throws {Gone}
   */
  open(key) {
    return within(this.database, ["records", "entries", "texts"], "readonly", (transaction) => read(transaction, key));
  }

  /**
   * Store a change: an entry and its texts.
   * @param {Key} key
   * @param {Made} change
   * @throws {Gone}
   */
  async append(key, change) {
    await within(this.database, ["records", "entries", "texts"], "readwrite", async (transaction) => {
      if (!(await answer(transaction.objectStore("records").getKey(keyOf(key))))) {
        throw new Gone();
      }
      put(transaction, key, change, false);
    });
    this.#tell(key);
  }

  /**
   * Store a record, merged with the stored one. Its entries count as saved if they come from a file.
   * @param {Record_} record
   * @param {boolean} saved
   * @throws {Refused} both together are more than a file may hold
   */
  async join(record, saved) {
    const key = { client: record.client, rot: record.rot };
    await within(this.database, ["records", "entries", "texts"], "readwrite", async (transaction) => {
      const kept = await read(transaction, key).catch(() => null);
      const joined = kept ? merge(kept.record, record) : { record, fault: null };
      if (!joined.record) {
        throw new Refused(joined.fault);
      }
      await putRecord(transaction, key, joined.record, saved);
    });
    this.#tell(key);
  }

  /**
   * Note that entries are in a file now.
   * @param {Key} key
   * @param {Iterable<string>} ids
   */
  async markSaved(key, ids) {
    await within(this.database, ["entries"], "readwrite", async (transaction) => {
      const entries = transaction.objectStore("entries");
      const saved = new Set(ids);
      for (const row of await answer(entries.getAll(below(...keyOf(key))))) {
        if (saved.has(row.id) && !row.saved) {
          entries.put({ ...row, saved: true });
        }
      }
    });
    this.#tell(key);
  }

  /**
   * Remove a record from this browser.
   * @param {Key} key
   */
  async erase(key) {
    const [client, rot] = keyOf(key);
    await within(this.database, ["records", "entries", "texts", "settings"], "readwrite", async (transaction) => {
      transaction.objectStore("records").delete([client, rot]);
      transaction.objectStore("entries").delete(below(client, rot));
      transaction.objectStore("texts").delete(below(client, rot));
      await answer(transaction.objectStore("settings").delete([client, `file:${rot}`]));
    });
    this.#tell(key);
  }

  /**
   * A setting of this browser; undefined if it is not set.
   * @param {string} client
   * @param {string} name
   * @returns {Promise<any>}
   */
  async setting(client, name) {
    const row = await within(
      this.database,
      ["settings"],
      "readonly",
      (transaction) => answer(transaction.objectStore("settings").get([client, name])),
    );
    return row?.value;
  }

  /**
   * Store a setting; undefined removes it.
   * @param {string} client
   * @param {string} name
   * @param {any} value any value that the database can store, also a file handle
   */
  async keepSetting(client, name, value) {
    await within(this.database, ["settings"], "readwrite", async (transaction) => {
      const settings = transaction.objectStore("settings");
      if (value === undefined) {
        await answer(settings.delete([client, name]));
      } else {
        await answer(settings.put({ client, name, value }));
      }
    });
  }

  /** @param {Key} key */
  #tell({ client, rot }) {
    this.channel?.postMessage({ client, rot });
  }
}

/**
 * @param {Key} key
 * @returns {[string, string]}
 */
function keyOf({ client, rot }) {
  return [client, rot];
}

/**
 * @param {IDBTransaction} transaction
 * @param {Key} key
 * @returns {Promise<{record: Record_, unsaved: Set<string>}>}
 */
async function read(transaction, key) {
  const [row, entries, texts] = await Promise.all([
    answer(transaction.objectStore("records").get(keyOf(key))),
    answer(transaction.objectStore("entries").getAll(below(...keyOf(key)))),
    answer(transaction.objectStore("texts").getAll(below(...keyOf(key)))),
  ]);
  if (!row) {
    throw new Gone();
  }
  const said = texts.map(({ digest, salt, text }) => [digest, { salt, text }]);
  const record = normal({
    ...row.members,
    ...key,
    entries: entries.map(({ entry }) => entry),
    texts: Object.fromEntries(said),
  });
  return { record, unsaved: new Set(entries.filter(({ saved }) => !saved).map(({ id }) => id)) };
}

/**
 * @param {IDBTransaction} transaction
 * @param {Key} key
 * @param {Made} change
 * @param {boolean} saved
 */
function put(transaction, key, { entry, texts }, saved) {
  transaction.objectStore("entries").put({ ...key, id: entry.id, entry, saved });
  const store = transaction.objectStore("texts");
  for (const [digest, said] of Object.entries(texts)) {
    store.put({ ...key, digest, ...said });
  }
  for (const digest of entry.type === "erase" ? entry.texts : []) {
    store.delete([...keyOf(key), digest]);
  }
}

/**
 * @param {IDBTransaction} transaction
 * @param {Key} key
 * @param {Record_} record
 * @param {boolean} saved whether entries that were not stored yet are in a file
 */
async function putRecord(transaction, key, record, saved) {
  const { client: _client, rot: _rot, entries, texts, ...members } = record;
  transaction.objectStore("records").put({ ...key, members });
  const store = transaction.objectStore("entries");
  const rows = await answer(store.getAll(below(...keyOf(key))));
  const marks = new Map(rows.map((row) => [row.id, row.saved]));
  for (const entry of entries) {
    store.put({ ...key, id: entry.id, entry, saved: marks.get(entry.id) ?? saved });
  }
  const said = transaction.objectStore("texts");
  said.delete(below(...keyOf(key)));
  for (const [digest, { salt, text }] of Object.entries(texts)) {
    said.put({ ...key, digest, salt, text });
  }
}
