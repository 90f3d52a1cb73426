// The browser database that stores checklists: opening it, and transactions that are on the disk when they end.

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
 * Whether this browser stores checklists; asking does not create the database. True if a browser cannot tell.
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
 * Open the database; create it if there is none.
 * @param {IDBFactory} factory
 * @returns {Promise<IDBDatabase>}
 * @throws {DOMException} this browser stores nothing, or another tab has an older database open
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
 * Do `work` in one transaction. All of it is on the disk when the promise is fulfilled, and none of it if it is
 * rejected.
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
 * The result of a request.
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
