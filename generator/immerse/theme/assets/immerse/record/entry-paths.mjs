// The book of an entry path: what is asked of somebody who starts on it.

/**
 * A book as it holds on an entry path; the book itself where the path asks for everything.
 *
 * A path that names its items leads to no gate and to no graduation, so it has no phases, and its modules ask for no
 * number of pieces.
 * @template {Record<string, any>} Book
 * @param {Book} book
 * @param {string} path
 * @returns {Book}
 */
export function bookOn(book, path) {
  const named = itemsOf(book, path);
  if (named === null) {
    return book;
  }
  const items = book.items.filter((/** @type {any} */ item) => named.includes(item.id));
  const ids = new Set(items.map((/** @type {any} */ item) => item.module));
  const modules = book.modules.filter((/** @type {any} */ one) => ids.has(one.id));
  return { ...book, items, modules: modules.map((/** @type {any} */ one) => ({ ...one, pieces: 0 })), gates: [], phases: [] };
}

/**
 * The items that an entry path names; null where it asks for everything, as in a book of an earlier immerse.
 * @param {Record<string, any>} book
 * @param {string} path
 * @returns {string[] | null}
 */
export function itemsOf(book, path) {
  const named = book.path_items ?? {};
  return Object.hasOwn(named, path) ? named[path] : null;
}
