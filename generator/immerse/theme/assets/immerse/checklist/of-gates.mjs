// What a page says of gates: somebody whose entry path leads to none is not shown it.

import { all } from "../elements.mjs";

/**
 * Show or hide it, as the path asks.
 * @param {import("./book.mjs").Book} book the book of somebody's path
 */
export function showGates(book) {
  for (const part of all(document, ".im-downloads, .im-of-gates", HTMLElement)) {
    part.hidden = book.gates.length === 0;
  }
}
