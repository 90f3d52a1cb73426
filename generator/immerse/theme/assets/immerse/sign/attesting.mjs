// Evaluation records, attestations, transcriptions from paper, and withdrawals.

import { afterNotYet } from "./awards.mjs";
import { confirmers } from "./computing.mjs";

/** @typedef {import("./awards.mjs").Item} Item */
/** @typedef {import("./events.mjs").Event} Event */
/** @typedef {import("./rotation-state.mjs").Rotation} Rotation */
/** @typedef {(rotation: Rotation, event: Event) => string} Step returns the code of a refusal, or nothing */

const WITHDRAWABLE = ["attest", "transcribe", "period", "waive", "endorse", "decide"];

/**
 * Apply an evaluation record: the observations of one person in a shift or some days.
 * @type {Step}
 */
export function period(rotation, event) {
  const { body } = event;
  if (!rotation.book.attesting_roles.includes(body.role)) {
    return "wrong-duty";
  }
  if (body.from > body.to || body.to > event.at.slice(0, 10)) {
    return "wrong-days";
  }
  rotation.periods.set(event.event, event);
  rotation.found.together.clear();
  return "";
}

/**
 * Apply an attestation: an item is met at a level, or not yet.
 * @type {Step}
 */
export function attest(rotation, event) {
  const { body } = event;
  const { employer } = rotation.signer(event);
  const code = forbidden(rotation, event, body.role, employer);
  if (code) {
    return code;
  }
  if (body.decision === "not-yet") {
    return notYet(rotation, event);
  }
  if (body.error !== "none") {
    return "wrong-error";
  }
  rotation.notYet.delete(body.item);
  add(rotation, event, { by: event.by, role: body.role, employer, second_hand: false });
  return "";
}

/**
 * Apply a transcription of a signature from paper; it counts as that of the person who signed there, and is shown as
 * second hand.
 * @type {Step}
 */
export function transcribe(rotation, event) {
  const { body } = event;
  if (!rotation.rules.hasDuty("transcribe", body.role)) {
    return "wrong-duty";
  }
  if (body.signer === rotation.trainee) {
    return "own-work";
  }
  const known = [...rotation.signers.values()].filter((signer) =>
    signer.person === body.signer && signer.roles.includes(body.signed_as)
  );
  if (known.length === 0) {
    return "unknown-signer";
  }
  const { employer } = known[0];
  const code = forbidden(rotation, event, body.signed_as, employer);
  if (!code) {
    rotation.notYet.delete(body.item);
    add(rotation, event, { by: body.signer, role: body.signed_as, employer, second_hand: true });
  }
  return code;
}

/**
 * The reason why a signature in a role is not accepted for an item.
 * @param {Rotation} rotation
 * @param {Event} event
 * @param {string} role
 * @param {string} employer
 */
function forbidden(rotation, event, role, employer) {
  const { body } = event;
  const { book, opened, rules } = rotation;
  const item = rotation.items.get(body.item);
  if (!item) {
    return "off-path";
  }
  if (item.computed && !confirmers(item).some((row) => row.includes(role))) {
    return "computed";
  }
  if (body.day > event.at.slice(0, 10) || (opened && body.day < opened.body.start)) {
    return "wrong-days";
  }
  if (item.contexts.length > 0 && !item.contexts.includes(body.ctx)) {
    return "wrong-context";
  }
  const hasLevels = Object.keys(item.levels).length > 0;
  if ((body.level === 0) === hasLevels && body.decision !== "not-yet") {
    return "wrong-level";
  }
  const agency = rules.one("agency");
  if (agency && employer === "agency" && body.level > agency.level) {
    return "agency-level";
  }
  if (employer === "agency" && book.agency_until && body.day > book.agency_until) {
    return "agency-gone";
  }
  return roleForbidden(rotation, event, item, role);
}

/**
 * @param {Rotation} rotation
 * @param {Event} event
 * @param {Item} item
 * @param {string} role
 */
function roleForbidden(rotation, event, item, role) {
  const signer = event.body.signer ?? event.by;
  if (signer === rotation.mentor && rotation.rules.all("not-mentor").some((rule) => rule.role === role)) {
    return "not-mentor";
  }
  for (const rule of rotation.rules.all("part-only")) {
    const holds = role === rule.role || rotation.signer(event).roles.includes(rule.role);
    if (holds && !rule.parts.includes(item.module) && !asksFor(item, rule.role)) {
      return "part-only";
    }
  }
  return "";
}

/**
 * Whether a competency itself asks for a signature in a role.
 * @param {Item} item
 * @param {string} role
 */
function asksFor(item, role) {
  return item.signatures.some((/** @type {any} */ row) => row.one_of.includes(role));
}

/**
 * Remove awards above the level that is left; after an error that others found, those above the rule's level.
 * @type {Step}
 */
function notYet(rotation, event) {
  const { error, item, level, next } = event.body;
  if (next === null) {
    return "no-next-step";
  }
  const rule = rotation.rules.one("critical-error");
  const left = error === "found" && rule ? Math.min(level, rule.level) : level;
  rotation.keepAwards(item, afterNotYet(rotation.awardsOf(item), left));
  rotation.notYet.set(item, event);
  return "";
}

/**
 * @param {Rotation} rotation
 * @param {Event} event
 * @param {{by: string, role: string, employer: string, second_hand: boolean}} signed
 */
function add(rotation, event, signed) {
  const { day, evidence, item, level } = event.body;
  const look = needsLook(rotation, signed.by, level, day);
  const award = { event: event.event, at: event.at, ...signed, level, day, look, pieces: evidence, ver: event.ver };
  rotation.award(item, award);
}

/**
 * Whether the last calibration of an attester up to that month was below the limit of the rule.
 * @param {Rotation} rotation
 * @param {string} person
 * @param {number} level
 * @param {string} day
 */
function needsLook(rotation, person, level, day) {
  const rule = rotation.rules.one("calibration");
  if (rule === null || level < rule.level) {
    return false;
  }
  /** @type {Map<string, number>} */
  const known = new Map();
  for (const signer of rotation.signers.values()) {
    if (signer.person === person) {
      Object.entries(signer.calibration).forEach(([month, percent]) => known.set(month, percent));
    }
  }
  const last = [...known.keys()].filter((month) => month <= day.slice(0, 7)).sort().at(-1);
  return last !== undefined && (known.get(last) ?? 0) < rule.agreement;
}

/**
 * Apply a withdrawal of an event. The event stays in the record and no longer counts.
 * @type {Step}
 */
export function withdraw(rotation, event) {
  const { event: name, role } = event.body;
  const target = rotation.byId.get(name);
  if (!target) {
    rotation.takenBack.set(name, [...(rotation.takenBack.get(name) ?? []), event]);
    return "";
  }
  if (target.by !== event.by && !rotation.rules.hasDuty("void", role)) {
    return "not-yours";
  }
  if (!WITHDRAWABLE.includes(target.type)) {
    return "not-withdrawable";
  }
  takeBack(rotation, target);
  return "";
}

/**
 * @param {Rotation} rotation
 * @param {Event} target
 */
function takeBack(rotation, target) {
  const { event: name, type, body } = target;
  if (type === "attest" || type === "transcribe") {
    rotation.keepAwards(body.item, rotation.awardsOf(body.item).filter((award) => award.event !== name));
    if (rotation.notYet.get(body.item) === target) {
      rotation.notYet.delete(body.item);
    }
  } else if (type === "period") {
    rotation.periods.delete(name);
    rotation.found.together.clear();
  } else if (type === "waive") {
    rotation.waivers.get(body.item)?.delete(body.role);
  } else if (type === "decide") {
    rotation.takeBackDecision(target);
  } else if (rotation.endorsed === target) {
    rotation.endorsed = null;
  }
}
