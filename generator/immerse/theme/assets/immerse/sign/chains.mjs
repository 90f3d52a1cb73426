// Detects withheld events: each key numbers its events of a rotation, and each event names the one before.

/** @typedef {import("./events.mjs").Event} Event */
/** @typedef {{code: string, kid: string, n: number}} ChainFault */

/**
 * Faults in the numbers of the keys, by key.
 *
 * `missing`: numbers that no event has, so events were left out. `fork`: two events with one number, as when one
 * key card is used on two devices. `broken`: an event does not name the one before. `backwards`: an event with a higher
 * number says an earlier moment.
 * @param {Event[]} events the counted events of one rotation
 * @returns {ChainFault[]}
 */
export function chainFaults(events) {
  const byKey = Map.groupBy(events, (event) => event.kid);
  return [...byKey.keys()].sort().flatMap((kid) => faults(kid, Map.groupBy(byKey.get(kid) ?? [], (event) => event.n)));
}

/**
 * @param {string} kid
 * @param {Map<number, Event[]>} numbered
 */
function faults(kid, numbered) {
  /** @type {ChainFault[]} */
  const found = [];
  const numbers = [...numbered.keys()].sort((one, other) => one - other);
  const missing = numbers[numbers.length - 1] - numbers.length;
  if (missing > 0) {
    found.push({ code: "missing", kid, n: missing });
  }
  let latest = "";
  for (const n of numbers) {
    const events = numbered.get(n) ?? [];
    if (events.length > 1) {
      found.push({ code: "fork", kid, n });
    }
    const before = new Set((numbered.get(n - 1) ?? []).map((event) => event.event));
    for (const event of [...events].sort((one, other) => (one.event < other.event ? -1 : 1))) {
      if (isBroken(event, n, before)) {
        found.push({ code: "broken", kid, n });
      }
      if (event.at < latest) {
        found.push({ code: "backwards", kid, n });
      }
    }
    latest = [latest, ...events.map((event) => event.at)].sort().at(-1);
  }
  return found;
}

/**
 * @param {Event} event
 * @param {number} n
 * @param {Set<string>} before the events with the number before
 */
function isBroken(event, n, before) {
  return n === 1 ? event.prev !== null : before.size > 0 && !before.has(event.prev);
}
