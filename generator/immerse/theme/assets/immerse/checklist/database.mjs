// The database of this browser in which checklists are kept: opening it, and transactions that are on the disk when they end.

export const NAME = "immerse";
const VERSION = 1;

/** Store -> the members that make its key. */
const STORES = {
  records: ["client", "rot"],
  entries: ["client", "rot", "id"],
  texts: ["client", "rot", "digest"],
  settings: ["client", "name"],
};

/** @typedef {keyof typeof STORES} StoreName */

/**
 * Whether this browser keeps checklists at all: asking makes no place for them. Where a browser does not say, they may be kept.
 * @returns {Promise<boolean>}
 */
export async function keepsAny() {
  const { indexedDB } = globalThis;
  if (!indexedDB?.databases) {
    return Boolean(indexedDB);
  }
  const known = await indexedDB.databases().catch(() => []);
  return known.some(({ name }) => name === NAME);
}

/**
 * Open the database, made where there is none.
 * @param {IDBFactory} factory
 * @returns {Promise<IDBDatabase>}
 * @throws {DOMException} this browser keeps nothing, or another tab holds an older database open
 */
export function openDatabase(factory) {
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) {
        request.result.createObjectStore(name, { keyPath });
      }
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new DOMException("another tab holds the database open", "InvalidStateError"));
  });
}

/**
 * Do `work` in one transaction. It is all on the disk when the promise is kept, and none of it where it is broken.
 * @template T
 * @param {IDBDatabase} database
 * @param {StoreName[]} names
 * @param {IDBTransactionMode} mode
 * @param {(transaction: IDBTransaction) => Promise<T>} work may wait for requests of the transaction and for nothing else
 * @returns {Promise<T>}
 */
export function within(database, names, mode, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, mode, { durability: "strict" });
    /** @type {T} */
    let result;
    /** @type {unknown} */
    let fault;
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(fault ?? transaction.error ?? new DOMException("not kept", "AbortError"));
    work(transaction).then(
      (value) => {
        result = value;
      },
      (error) => {
        fault = error;
        abort(transaction);
      },
    );
  });
}

/** @param {IDBTransaction} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It has been aborted already, by the request that failed.
  }
}

/**
 * What a request answers.
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * All keys that begin with these members.
 * @param {string[]} members
 */
export function below(...members) {
  return IDBKeyRange.bound(members, [...members, []]);
}
