// The book of this site: the items, gates and rules by which a record is judged.

/**
 * @typedef {object} Item
 * @property {string} id
 * @property {"competency" | "graduation"} kind
 * @property {string} module
 * @property {string} title
 * @property {string} statement
 * @property {string} criterion
 * @property {string} phase
 * @property {string} gate
 * @property {Record<string, number>} levels gate -> level
 * @property {{pieces: number, kinds: string[], observed: number}} evidence
 * @property {string[]} contexts
 * @property {{all: string[], any: string[]}} attested_by
 * @property {boolean} critical
 * @property {boolean} computed
 * @property {string} digest
 * @property {number} rev
 */
/** @typedef {{id: string, name: string, first: number | null, last: number | null, floor: number}} Phase */
/** @typedef {{id: string, title: string, after: string, week: number | null, day: number | null}} Gate */
/**
 * @typedef {object} Task
 * @property {string} id
 * @property {string} title
 * @property {string} text
 * @property {"do" | "read" | "meet" | "sign"} kind
 * @property {string} who
 * @property {number} due whole days from the start day
 * @property {string | null} gate
 * @property {string[]} after
 * @property {string[]} paths empty for all
 */
/**
 * @typedef {object} Book
 * @property {string} client
 * @property {string} client_name
 * @property {string} track
 * @property {number} weeks
 * @property {string} digest
 * @property {Phase[]} phases
 * @property {Gate[]} gates
 * @property {{id: string, title: string, pieces: number, must_include: string}[]} modules
 * @property {{id: string, title: string, observed: boolean, simulated: boolean}[]} kinds
 * @property {Record<string, string>} roles
 * @property {Record<string, string>} paths
 * @property {Record<string, string[]>} path_items the only items that an entry path asks for, where it leads to no gate
 * @property {Record<string, string>} levels
 * @property {Record<string, string>} contexts
 * @property {any[]} rules sign-off rules
 * @property {Item[]} items
 * @property {Task[]} [tasks]
 */

/** The root folder of this site, which contains `assets/` and `downloads/`. */
export const ROOT = new URL("../../../", import.meta.url);

/**
 * The book, fetched from this site.
 * @returns {Promise<Book>}
 * @throws {Error} it cannot be read
 */
export async function fetchBook() {
  const answer = await fetch(new URL("downloads/checklist.json", ROOT));
  if (!answer.ok) {
    throw new Error(`downloads/checklist.json: ${answer.status}`);
  }
  return await answer.json();
}
