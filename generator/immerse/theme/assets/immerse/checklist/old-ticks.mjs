// Ticks of the earlier checklist, stored in this browser under a key for each item. They become claims once.

const DIGEST = /^(?:d[0-9]{1,3}:)?sha256:[0-9a-f]{64}$/;

/** @typedef {{id: string, digest: string}} Tick */

/**
 * The ticked items; entries that cannot be parsed are left in the storage.
 * @param {Storage} storage
 * @param {string} client
 * @param {Set<string>} known ids of items
 * @returns {Tick[]}
 */
export function oldTicks(storage, client, known) {
  return [...known].flatMap((id) => {
    const tick = parsed(storage.getItem(keyOf(client, id)));
    return tick?.checked === true && DIGEST.test(tick.digest) ? [{ id, digest: tick.digest }] : [];
  });
}

/**
 * Remove ticks that have become claims.
 * @param {Storage} storage
 * @param {string} client
 * @param {Tick[]} ticks
 */
export function forgetTicks(storage, client, ticks) {
  for (const { id } of ticks) {
    storage.removeItem(keyOf(client, id));
  }
}

/**
 * @param {string} client
 * @param {string} id
 */
function keyOf(client, id) {
  return `immerse/${client}/${id}`;
}

/** @param {string | null} text */
function parsed(text) {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
