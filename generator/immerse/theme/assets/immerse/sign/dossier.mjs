// The dossier: one digest of the events that were reviewed together.

import { sha256 } from "../record/sha256.mjs";

/**
 * SHA-256, in hexadecimal digits, of the ids in ascending order, each with a line feed.
 * @param {Iterable<string>} events
 * @returns {string}
 */
export function dossierOf(events) {
  return sha256([...events].sort().map((name) => `${name}\n`).join(""));
}
