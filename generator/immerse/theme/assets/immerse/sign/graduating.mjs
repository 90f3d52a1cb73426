// Graduation by an explicit list of events, and the events after it.

import { itemsOf } from "../record/entry-paths.mjs";
import { chainFaults } from "./chains.mjs";
import { listed } from "./deciding.mjs";
import { isDone, moduleState } from "./standing.mjs";

/** @typedef {import("./attesting.mjs").Step} Step */
/** @typedef {import("./awards.mjs").Gap} Gap */
/** @typedef {import("./rotation-state.mjs").Rotation} Rotation */

/**
 * Apply the director's signature. It counts if the listed events by themselves make the trainee ready.
 * @type {Step}
 */
export function graduate(rotation, event) {
  const { body } = event;
  if (!rotation.rules.hasDuty("graduate", body.role)) {
    return "wrong-duty";
  }
  const code = listed(rotation, body);
  if (code) {
    return code;
  }
  const chosen = new Set(body.events);
  const isAll = chosen.size === rotation.counted.length; // a refused event changes nothing
  const own = isAll ? rotation : rotation.again(rotation.counted.filter((one) => chosen.has(one.event)));
  if (own.opened === null) {
    return "missing-event";
  }
  if (body.manager === rotation.trainee) {
    return "own-work";
  }
  const gaps = [...graduationGaps(own, event.at.slice(0, 10)), ...chainGaps(rotation, new Set(body.forks))];
  const reason = gaps.length > 0 ? "not-ready" : signatoryForbidden(own, event.by);
  if (!reason) {
    rotation.graduated = event;
  }
  return reason;
}

/**
 * The gaps before a graduation on a day: items, evidence of modules, gates, the endorsement. An entry path that names
 * its items leads to no graduation, which is the only gap.
 * @param {Rotation} rotation
 * @param {string} day
 * @returns {Gap[]}
 */
export function graduationGaps(rotation, day) {
  if (itemsOf(rotation.book, rotation.path) !== null) {
    return [{ code: "no-graduation" }];
  }
  const gates = ownGates(rotation);
  /** @type {Gap[]} */
  const gaps = [];
  for (const [name, item] of rotation.items) {
    if (gates.includes(item.gate) && !isDone(rotation, item, day)) {
      gaps.push({ code: "item", item: name });
    }
  }
  for (const module of rotation.book.modules) {
    gaps.push(...moduleState(rotation, module).gaps.map((gap) => ({ ...gap, module: module.id })));
  }
  gaps.push(...gates.filter((gate) => !rotation.passed.has(gate)).map((gate) => ({ code: "gate", gate })));
  return [...gaps, ...endorsementGaps(rotation)];
}

/**
 * Numbers that no event has, and numbers that two events have.
 * @param {Rotation} rotation
 * @param {Set<string>} accepted events of one number and key that the signatory has seen and accepts
 * @returns {Gap[]}
 */
export function chainGaps(rotation, accepted) {
  /** @type {Gap[]} */
  const gaps = [];
  for (const { code, kid, n } of chainFaults(rotation.seen)) {
    if (code === "missing") {
      gaps.push({ code: "withheld", kid, n });
    } else if (code === "fork") {
      const same = rotation.seen.filter((one) => one.kid === kid && one.n === n);
      if (!same.every((one) => accepted.has(one.event))) {
        gaps.push({ code: "fork", kid, n });
      }
    }
  }
  return gaps;
}

/**
 * The gates within the rotation, without those before and after it.
 * @param {Rotation} rotation
 * @returns {string[]}
 */
function ownGates({ book }) {
  const own = book.gates.filter((/** @type {any} */ gate) => gate.after && gate.day !== null);
  return own.map((/** @type {any} */ gate) => gate.id);
}

/**
 * @param {Rotation} rotation
 * @returns {Gap[]}
 */
function endorsementGaps({ counted, endorsed, rules }) {
  if (!rules.duties.get("endorse")?.length) {
    return [];
  }
  if (endorsed === null) {
    return [{ code: "endorsement" }];
  }
  const later = counted.filter((one) => ["attest", "transcribe"].includes(one.type) && one.at > endorsed.at);
  return later.length > 0 ? [{ code: "endorsement-older", n: later.length }] : [];
}

/**
 * The reason why this person may not sign this graduation.
 * @param {Rotation} rotation
 * @param {string} person
 */
function signatoryForbidden(rotation, person) {
  if (rotation.endorsed?.by === person) {
    return "endorsed-self";
  }
  const rule = rotation.rules.one("signatory");
  if (rule === null) {
    return "";
  }
  if (rule.not_mentor && person === rotation.mentor) {
    return "signatory-mentor";
  }
  const { own, all } = evidenceShare(rotation, person);
  return 100 * own > rule.share * all ? "signatory-share" : "";
}

/**
 * The number of pieces of evidence that a person has attested, and of all pieces.
 * @param {Rotation} rotation
 * @param {string} person
 */
export function evidenceShare(rotation, person) {
  const awards = [...rotation.awards.values()].flat();
  const idsOf = (/** @type {typeof awards} */ some) =>
    new Set(some.flatMap((award) => award.pieces.map((piece) => piece.piece))).size;
  return { own: idsOf(awards.filter((award) => award.by === person)), all: idsOf(awards) };
}

/**
 * Apply a placement: the graduate has begun in a business unit.
 * @type {Step}
 */
export function placed(rotation, event) {
  if (rotation.graduated === null) {
    return "not-graduated";
  }
  if (!rotation.rules.hasDuty("place", event.body.role)) {
    return "wrong-duty";
  }
  rotation.placed = event;
  return "";
}

/**
 * Declare the graduation void.
 * @type {Step}
 */
export function voided(rotation, event) {
  if (rotation.graduated === null) {
    return "not-graduated";
  }
  if (!rotation.rules.hasDuty("void", event.body.role)) {
    return "wrong-duty";
  }
  Object.assign(rotation, { voided: event, graduated: null, placed: null });
  return "";
}

/**
 * Reopen the rotation, after a graduation or after the trainee left.
 * @type {Step}
 */
export function reopen(rotation, event) {
  if (!rotation.rules.hasDuty("void", event.body.role)) {
    return "wrong-duty";
  }
  if (rotation.graduated === null && rotation.voided === null && rotation.leaving === "") {
    return "not-graduated";
  }
  Object.assign(rotation, { voided: null, graduated: null, placed: null });
  rotation.goOn();
  return "";
}
