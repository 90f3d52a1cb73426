// Ticks of a checklist as plain data: read, write, merge, save, load. Pure: storage, time and text are passed in.
//
// A tick is {digest, checked, at}: what the item meant when it was ticked, whether it is, and when (ISO 8601, UTC).
// Ticks are keyed by client and item, so a new release never loses one; a digest that differs shows that the item
// has changed since. A tick is a note of the trainee's own and never an attestation.

/** @typedef {{digest: string, checked: boolean, at: string}} Tick */
/** @typedef {Map<string, Tick>} Ticks by the item's id */

export const SCHEMA = "immerse.ticks/1";
export const MAX_BYTES = 2 * 1024 * 1024;

const ID = /^[A-Z][A-Z0-9]{0,7}(-[A-Z]?[0-9]{1,3})?$/;
const DIGEST = /^(d[0-9]{1,3}:)?sha256:[0-9a-f]{64}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;

/**
 * The storage key of one item: one key each, so that two tabs never overwrite each other's ticks.
 * @param {string} client
 * @param {string} id
 */
export function keyOf(client, id) {
  return `immerse/${client}/${id}`;
}

/** @param {string} client */
function savedKey(client) {
  return `immerse/${client}/.saved`;
}

/**
 * @param {any} value
 * @returns {value is Tick}
 */
function isTick(value) {
  return (
    value !== null &&
    typeof value === "object" &&
    DIGEST.test(value.digest) &&
    typeof value.checked === "boolean" &&
    typeof value.at === "string" &&
    MOMENT.test(value.at)
  );
}

/**
 * @param {Tick} tick
 * @returns {Tick} the same without anything more
 */
function asTick(tick) {
  return { digest: tick.digest, checked: tick.checked, at: tick.at };
}

/**
 * @param {string} text
 * @returns {any} what it says as JSON; undefined when it is none
 */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * All ticks of one client in `storage`; what cannot be understood is left alone.
 * @param {Storage} storage
 * @param {string} client
 * @returns {Ticks}
 */
export function readTicks(storage, client) {
  const ticks = new Map();
  const prefix = keyOf(client, "");
  for (let index = 0; index < storage.length; index += 1) {
    const key = storage.key(index);
    const id = key?.startsWith(prefix) ? key.slice(prefix.length) : "";
    const value = key && ID.test(id) ? parsed(storage.getItem(key) ?? "") : undefined;
    if (isTick(value)) {
      ticks.set(id, asTick(value));
    }
  }
  return ticks;
}

/**
 * Keep one tick; false when the browser refuses (full, blocked, private window).
 * @param {Storage} storage
 * @param {string} client
 * @param {string} id
 * @param {Tick} tick
 */
export function writeTick(storage, client, id, tick) {
  try {
    storage.setItem(keyOf(client, id), JSON.stringify(asTick(tick)));
    return true;
  } catch {
    return false;
  }
}

/**
 * `empty`, `ticked`, or `changed`: ticked, but the item means something else now. `earlier` is the item's digest under
 * the rule before, which a tick of that time has.
 * @param {Tick | undefined} tick
 * @param {string} digest
 * @returns {"empty" | "ticked" | "changed"}
 */
export function stateOf(tick, digest, earlier = digest) {
  if (!tick?.checked) {
    return "empty";
  }
  return tick.digest === digest || tick.digest === earlier ? "ticked" : "changed";
}

/** @param {Tick} tick */
function rank(tick) {
  return `${new Date(tick.at).toISOString()} ${tick.checked ? 1 : 0} ${tick.digest}`;
}

/**
 * Both sets of ticks in one Map; for an item in both the later tick stands. The order of the two does not matter.
 * @param {Ticks} one
 * @param {Ticks} other
 */
export function mergeTicks(one, other) {
  const merged = new Map(one);
  for (const [id, tick] of other) {
    const mine = merged.get(id);
    if (!mine || rank(tick) > rank(mine)) {
      merged.set(id, tick);
    }
  }
  return merged;
}

/**
 * The ticks in `merged` that are not those in `before`.
 * @param {Ticks} before
 * @param {Ticks} merged
 * @returns {Ticks}
 */
export function differing(before, merged) {
  return new Map(
    [...merged].filter(([id, tick]) => {
      const earlier = before.get(id);
      return !earlier || rank(earlier) !== rank(tick);
    }),
  );
}

/**
 * The text of a saved copy.
 * @param {string} client
 * @param {Ticks} ticks
 * @param {Date} now
 */
export function toCopy(client, ticks, now) {
  const sorted = [...ticks].sort(([a], [b]) => (a < b ? -1 : 1));
  const record = { schema: SCHEMA, client, saved: now.toISOString(), ticks: Object.fromEntries(sorted) };
  return `${JSON.stringify(record, null, 2)}\n`;
}

/**
 * Reads a saved copy: {ticks, saved, skipped, fault}. `fault` is a sentence for the reader when the copy cannot be used;
 * `skipped` counts entries that are no ticks.
 * @param {string} text
 * @param {string} client
 * @returns {{ticks: Ticks, saved: string, skipped: number, fault: string}}
 */
export function fromCopy(text, client) {
  /** @param {string} fault */
  const refused = (fault) => ({ ticks: new Map(), saved: "", skipped: 0, fault });
  if (new TextEncoder().encode(text).length > MAX_BYTES) {
    return refused("This file is larger than 2 MB; it is not a copy of a checklist.");
  }
  const record = parsed(text);
  if (record === null || typeof record !== "object" || Array.isArray(record) || record.schema !== SCHEMA) {
    return refused("This file is not a copy of a checklist.");
  }
  if (record.client !== client) {
    return refused("This copy belongs to another client's checklist.");
  }
  const entries = record.ticks !== null && typeof record.ticks === "object" ? Object.entries(record.ticks) : [];
  const ticks = new Map();
  for (const [id, value] of entries) {
    if (ID.test(id) && isTick(value)) {
      ticks.set(id, asTick(value));
    }
  }
  const saved = typeof record.saved === "string" && MOMENT.test(record.saved) ? record.saved : "";
  return { ticks, saved, skipped: entries.length - ticks.size, fault: "" };
}

/**
 * Remember when a copy was last saved, so that the page can say what a lost browser would cost.
 * @param {Storage} storage
 * @param {string} client
 * @param {Date} now
 */
export function markSaved(storage, client, now) {
  try {
    storage.setItem(savedKey(client), now.toISOString());
  } catch {
    // Then the page goes on saying that ticks are unsaved, which is the careful thing to say.
  }
}

/**
 * How many ticks are later than the last saved copy.
 * @param {Storage} storage
 * @param {string} client
 * @param {Ticks} ticks
 */
export function unsaved(storage, client, ticks) {
  const saved = storage.getItem(savedKey(client)) ?? "";
  return [...ticks.values()].filter((tick) => !MOMENT.test(saved) || tick.at > saved).length;
}
