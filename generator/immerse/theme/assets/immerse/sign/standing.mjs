// The status of the items, gates and modules of a rotation on a day.

import { dayAfter } from "../record/days.mjs";
import { evidenceGaps, levelOf, levelsOf, signatureGaps } from "./awards.mjs";
import { computedGaps } from "./computing.mjs";
import { byMoment } from "./events.mjs";
import { cached } from "./findings.mjs";

/** @typedef {import("./awards.mjs").Gap} Gap */
/** @typedef {import("./awards.mjs").Item} Item */
/** @typedef {import("./rotation-state.mjs").Rotation} Rotation */
/** @typedef {Record<string, any>} Piece */
/**
 * @typedef {object} ItemState
 * @property {"open" | "partial" | "met" | "not-yet" | "waived"} state
 * @property {number} level of the item
 * @property {Gap[]} gaps what is missing for the last level
 * @property {string[]} awards events of the current awards
 */

/**
 * The status of one item: its state and level, what is missing for the highest level, and its current awards.
 * @param {Rotation} rotation
 * @param {Item} item
 * @param {string} day
 * @returns {ItemState}
 */
export function itemState(rotation, item, day) {
  if (item.computed) {
    const gaps = computed(rotation, item);
    return { state: gaps.length > 0 ? "open" : "met", level: 0, gaps, awards: [] };
  }
  const { level, gaps, awards } = signed(rotation, item);
  return { state: stateOf(rotation, item, day, gaps.length > 0, awards.length > 0), level, gaps, awards };
}

/**
 * @param {Rotation} rotation
 * @param {Item} item
 * @returns {Gap[]}
 */
function computed(rotation, item) {
  return cached(rotation.found.together, item.id, () => computedGaps(rotation, item, levelsReached(rotation)));
}

/**
 * The status of an item by its awards: its level, what is missing for the highest level, and the events of the awards.
 * @param {Rotation} rotation
 * @param {Item} item
 * @returns {{level: number, gaps: Gap[], awards: string[]}}
 */
function signed(rotation, item) {
  const { found, kinds, rules, team } = rotation;
  return cached(found.of, item.id, () => {
    const awards = rotation.awardsOf(item.id);
    const lastSeen = awards.map((award) => award.day).sort().at(-1) ?? "";
    return {
      level: levelOf(item, awards, rules, team) ?? 0,
      gaps: [
        ...signatureGaps(item, lastOf(item), awards, rules, team),
        ...evidenceGaps(item, piecesOf(rotation, item.id), kinds, rules, lastSeen),
      ],
      awards: awards.map((award) => award.event),
    };
  });
}

/** @param {Item} item */
function lastOf(item) {
  return levelsOf(item).at(-1) ?? 0;
}

/**
 * @param {Rotation} rotation
 * @param {Item} item
 * @param {string} day
 * @param {boolean} isMissing
 * @param {boolean} isSigned
 */
function stateOf(rotation, item, day, isMissing, isSigned) {
  if (!isMissing) {
    return "met";
  }
  if (isWaived(rotation, item.id, day)) {
    return "waived";
  }
  if (rotation.notYet.has(item.id)) {
    return "not-yet";
  }
  return isSigned ? "partial" : "open";
}

/**
 * Whether an item is met or waived on a day.
 * @param {Rotation} rotation
 * @param {Item} item
 * @param {string} day
 */
export function isDone(rotation, item, day) {
  const gaps = item.computed ? computed(rotation, item) : signed(rotation, item).gaps;
  return gaps.length === 0 || (!item.computed && isWaived(rotation, item.id, day));
}

/**
 * Competency -> its level; 0 if it has none.
 * @param {Rotation} rotation
 * @returns {Map<string, number>}
 */
export function levelsReached(rotation) {
  return cached(rotation.found.together, "levels", () => {
    const competencies = [...rotation.items].filter(([, item]) => item.kind === "competency");
    return new Map(competencies.map(([name, item]) => [name, signed(rotation, item).level]));
  });
}

/**
 * Whether all approvers have waived an item, and no waiver has ended.
 * @param {Rotation} rotation
 * @param {string} item
 * @param {string} day
 */
export function isWaived(rotation, item, day) {
  const rule = rotation.rules.one("waivers");
  const given = rotation.waivers.get(item);
  return rule !== null &&
    rule.approvers.every((/** @type {string} */ role) => given?.has(role) && day <= given.get(role)?.body.until);
}

/**
 * The items that are waived on a day.
 * @param {Rotation} rotation
 * @param {string} day
 */
export function waived(rotation, day) {
  return [...rotation.waivers.keys()].sort().filter((name) => isWaived(rotation, name, day));
}

/**
 * The pieces of evidence that attesters of an item have seen, each once.
 *
 * One piece supports only as many items as the rule allows: those that named it first.
 * @param {Rotation} rotation
 * @param {string} name
 * @returns {Piece[]}
 */
export function piecesOf(rotation, name) {
  const most = rotation.rules.one("evidence")?.shared ?? null;
  const { users } = rotation.found;
  /** @type {Map<string, Piece>} */
  const found = new Map();
  for (const { pieces } of rotation.awardsOf(name)) {
    for (const piece of pieces) {
      const counts = most === null || users.get(piece.piece)?.slice(0, most).includes(name);
      if (counts && !found.has(piece.piece)) {
        found.set(piece.piece, piece);
      }
    }
  }
  return [...found.values()];
}

/**
 * The evidence of a module that attesters have seen, and what is missing.
 * @param {Rotation} rotation
 * @param {Record<string, any>} module
 */
export function moduleState(rotation, module) {
  /** @type {Map<string, Piece>} */
  const pieces = new Map();
  for (const [name, item] of rotation.items) {
    if (item.module === module.id) {
      rotation.awardsOf(name).flatMap((award) => award.pieces).forEach((piece) => pieces.set(piece.piece, piece));
    }
  }
  const simulated = [...pieces.values()].filter((piece) => isSimulated(rotation, piece)).length;
  /** @type {Gap[]} */
  const gaps = pieces.size < module.pieces ? [{ code: "module-pieces", n: module.pieces - pieces.size }] : [];
  const rule = rotation.rules.one("simulated");
  if (rule && !rule.free.includes(module.id) && 100 * simulated > rule.share * pieces.size) {
    gaps.push({ code: "simulated", n: simulated });
  }
  return { pieces: pieces.size, simulated, gaps };
}

/**
 * @param {Rotation} rotation
 * @param {Piece} piece
 */
function isSimulated(rotation, piece) {
  return piece.simulated || Boolean(rotation.kinds.get(piece.kind)?.simulated);
}

/**
 * The gaps of a gate on a day: its floor, items below their level, items that are not met.
 * @param {Rotation} rotation
 * @param {Record<string, any>} gate
 * @param {string} day
 * @returns {Gap[]}
 */
export function gateGaps(rotation, gate, day) {
  const earliest = earliestDay(rotation, gate);
  /** @type {Gap[]} */
  const gaps = earliest !== null && day < earliest ? [{ code: "floor", day: earliest }] : [];
  for (const [name, item] of rotation.items) {
    const wanted = Object.hasOwn(item.levels, gate.id) ? item.levels[gate.id] : null;
    if (wanted === null && item.gate !== gate.id) {
      continue;
    }
    if (wanted !== null && wanted < lastOf(item)) {
      if (signed(rotation, item).level < wanted && !isWaived(rotation, name, day)) {
        gaps.push({ code: "level", item: name, level: wanted });
      }
    } else if (!isDone(rotation, item, day)) {
      gaps.push({ code: "item", item: name });
    }
  }
  return gaps;
}

/**
 * The day on which the floors of the phases before a gate end; null if no such phase has a floor.
 * @param {Rotation} rotation
 * @param {Record<string, any>} gate
 * @returns {string | null}
 */
export function earliestDay({ book, opened, rules }, gate) {
  const last = book.phases.findIndex((/** @type {any} */ phase) => phase.id === gate.after);
  if (opened === null || rules.one("floors") === null || last < 0 || book.phases[last].first === null) {
    return null;
  }
  const before = book.phases.slice(0, last + 1);
  const weeks = before.reduce((/** @type {number} */ sum, /** @type {any} */ phase) => sum + phase.floor, 0);
  return dayAfter(opened.body.start, 7 * weeks);
}

/** @type {Record<string, string>} */
const SAID = { extend: "extended", redirect: "redirected", leave: "left" };

/**
 * The status of a gate: open, ready, passed, or the last decision.
 * @param {Rotation} rotation
 * @param {Record<string, any>} gate
 * @param {string} day
 */
export function gateState(rotation, gate, day) {
  const gaps = gateGaps(rotation, gate, day);
  const decided = rotation.decisions.get(gate.id) ?? new Map();
  const last = [...decided.values()].sort(byMoment).at(-1);
  const open = gaps.length > 0 ? "open" : "ready";
  const roles = [...decided.keys()].sort();
  return {
    state: rotation.passed.has(gate.id) ? "passed" : SAID[last?.body.decision] ?? open,
    earliest: earliestDay(rotation, gate),
    gaps,
    decided: roles.map((role) => ({ role, by: decided.get(role).by, event: decided.get(role).event })),
  };
}
