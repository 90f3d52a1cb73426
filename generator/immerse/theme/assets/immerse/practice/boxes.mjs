// Cards that were answered wrong come back (Leitner system); the boxes of a client are stored in this browser. Storage
// is passed in.

/**
 * `sitting` counts sittings; each card has its box and the sitting in which it got there.
 * @typedef {{sitting: number, cards: Record<string, {box: number, since: number}>}} Boxes
 */

/** Sittings after which the cards of a box come back; a card that leaves the last box is known. */
export const RESTS = [1, 2, 4, 8];

/** @param {string} client */
export function keyOf(client) {
  return `immerse/${client}/.practice`;
}

/** @returns {Boxes} */
export function none() {
  return { sitting: 0, cards: {} };
}

/** @param {unknown} value @returns {value is number} */
function isCount(value) {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/**
 * The stored boxes; empty if they cannot be parsed.
 * @param {Pick<Storage, "getItem"> | null} storage
 * @param {string} client
 * @returns {Boxes}
 */
export function readBoxes(storage, client) {
  const boxes = none();
  try {
    const kept = JSON.parse(storage?.getItem(keyOf(client)) ?? "null");
    if (!isCount(kept?.sitting) || kept.cards === null || typeof kept.cards !== "object") {
      return none();
    }
    boxes.sitting = kept.sitting;
    for (const [id, at] of Object.entries(kept.cards)) {
      if (/^[A-Z]{3}-D\d+\/[a-z0-9-]+$/.test(id) && isCount(at?.box) && at.box < RESTS.length && isCount(at?.since)) {
        boxes.cards[id] = { box: at.box, since: at.since };
      }
    }
  } catch {
    return none();
  }
  return boxes;
}

/**
 * Store the boxes; false if the browser refuses.
 * @param {Pick<Storage, "setItem"> | null} storage
 * @param {string} client
 * @param {Boxes} boxes
 */
export function keepBoxes(storage, client, boxes) {
  try {
    storage?.setItem(keyOf(client), JSON.stringify(boxes));
    return storage !== null;
  } catch {
    return false;
  }
}

/**
 * The boxes after a sitting: wrong answers go into the first box, right ones move one box on.
 * @param {Boxes} boxes
 * @param {Map<string, boolean>} answered card -> whether it was right
 * @returns {Boxes}
 */
export function boxesAfter(boxes, answered) {
  const sitting = boxes.sitting + 1;
  const cards = { ...boxes.cards };
  for (const [id, right] of answered) {
    const box = right ? (cards[id]?.box ?? RESTS.length) + 1 : 0;
    delete cards[id];
    if (box < RESTS.length) {
      cards[id] = { box, since: sitting };
    }
  }
  return { sitting, cards };
}

/**
 * Ids of the cards that come back in the next sitting, the latest wrong answers first.
 * @param {Boxes} boxes
 */
export function comingBack(boxes) {
  return Object.entries(boxes.cards)
    .filter(([, at]) => boxes.sitting + 1 - at.since >= RESTS[at.box])
    .sort(([one, a], [other, b]) => a.box - b.box || b.since - a.since || (one < other ? -1 : 1))
    .map(([id]) => id);
}
