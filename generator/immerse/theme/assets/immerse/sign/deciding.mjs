// Waivers, decisions at gates, and the endorsement before graduation.

import { itemsOf } from "../record/entry-paths.mjs";
import { CONTRACT } from "../record/record-fields.mjs";
import { dossierOf } from "./dossier.mjs";
import { gateGaps } from "./standing.mjs";

/** @typedef {import("./events.mjs").Event} Event */
/** @typedef {import("./rotation-state.mjs").Rotation} Rotation */
/** @typedef {import("./attesting.mjs").Step} Step */

/** Weeks by which a gate may be postponed, least and most. */
export const WEEKS = [CONTRACT.signing.least_weeks, CONTRACT.signing.most_weeks];
/** How often a gate may be postponed. */
export const EXTENSIONS = CONTRACT.signing.extensions;

/**
 * Apply a waiver: one of the approvers waives an item until a day.
 * @type {Step}
 */
export function waive(rotation, event) {
  const { body } = event;
  const rule = rotation.rules.one("waivers");
  const item = rotation.items.get(body.item);
  if (!item) {
    return "unknown-item";
  }
  if (!rule?.approvers.includes(body.role)) {
    return "wrong-duty";
  }
  const code = neverWaived(item, rule);
  if (code) {
    return code;
  }
  const given = rotation.waivers.get(body.item) ?? new Map();
  if ([...given].some(([role, other]) => other.by === event.by && role !== body.role)) {
    return "same-approver";
  }
  const others = [...rotation.waivers].filter(([name, events]) => events.size > 0 && name !== body.item);
  if (others.length >= rule.limit) {
    return "waiver-limit";
  }
  rotation.waivers.set(body.item, given.set(body.role, event));
  return "";
}

/**
 * @param {Record<string, any>} item
 * @param {Record<string, any>} rule
 */
function neverWaived(item, rule) {
  if (rule.never_critical && item.critical) {
    return "waiver-critical";
  }
  if (rule.never_gates.includes(item.gate)) {
    return "waiver-gate";
  }
  const signs = item.signatures.flatMap((/** @type {any} */ row) => row.one_of);
  return rule.never_roles.some((/** @type {string} */ role) => signs.includes(role)) ? "waiver-role" : "";
}

/**
 * Apply the decision of one person about a gate.
 * @type {Step}
 */
export function decide(rotation, event) {
  const { body } = event;
  const gate = rotation.gates.get(body.gate);
  if (!gate?.after) {
    return "unknown-gate";
  }
  const code = deciderForbidden(rotation, event, gate) || decisionForbidden(rotation, event, gate);
  if (!code) {
    rotation.decide(event, gate);
  }
  return code;
}

/**
 * @param {Rotation} rotation
 * @param {Event} event
 * @param {Record<string, any>} gate
 */
function decisionForbidden(rotation, event, gate) {
  const { decision, role, weeks } = event.body;
  if (decision === "pass") {
    const gaps = gateGaps(rotation, gate, event.at.slice(0, 10));
    if (gaps.length > 0) {
      return gaps[0].code === "floor" ? "floor" : "gate-not-ready";
    }
    return weeks > 0 ? "wrong-weeks" : "";
  }
  if (decision === "extend") {
    if (weeks < WEEKS[0] || weeks > WEEKS[1]) {
      return "wrong-weeks";
    }
    return rotation.extensions(gate.id, role) >= EXTENSIONS ? "extended-twice" : "";
  }
  return "";
}

/**
 * @param {Rotation} rotation
 * @param {Event} event
 * @param {Record<string, any>} gate
 */
function deciderForbidden(rotation, event, gate) {
  const { panel, role } = event.body;
  if (!gate.decided_by.includes(role)) {
    return "wrong-duty";
  }
  if (rotation.graduated && gate.day !== null) {
    return "after-graduation";
  }
  const agency = rotation.rules.one("agency");
  if (agency && rotation.signer(event).employer === "agency") {
    const barred = [...agency.never_gates, ...(rotation.rules.regulated ? agency.regulated_gates : [])];
    if (barred.includes(gate.id)) {
      return "agency-gate";
    }
  }
  if (gate.panel.length > 0 && !gate.panel.includes(role) && panel.length === 0) {
    return "no-panel";
  }
  if (panel.includes(rotation.trainee)) {
    return "own-work";
  }
  return panel.includes(rotation.mentor) ? "not-mentor" : "";
}

/**
 * Apply an endorsement: the final evaluator has reviewed the listed events together.
 * @type {Step}
 */
export function endorse(rotation, event) {
  const { body } = event;
  if (!rotation.rules.hasDuty("endorse", body.role)) {
    return "wrong-duty";
  }
  if (itemsOf(rotation.book, rotation.path) !== null) { // a path to no graduation
    return "not-ready";
  }
  const code = listed(rotation, body);
  if (!code) {
    rotation.endorsed = event;
  }
  return code;
}

/**
 * The reason why a list of events with its dossier does not belong to this rotation.
 * @param {Rotation} rotation
 * @param {Record<string, any>} body
 */
export function listed(rotation, { events, dossier }) {
  if (missing(rotation, events).length > 0) {
    return "missing-event";
  }
  return dossierOf(events) === dossier ? "" : "other-dossier";
}

/**
 * Events of a list that do not count.
 * @param {Rotation} rotation
 * @param {string[]} events
 */
export function missing(rotation, events) {
  return events.filter((name) => !rotation.byId.has(name));
}
