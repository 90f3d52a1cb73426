// The attestations of one item: current awards, the level that they reach, and what is missing.

import { dayAfter } from "../record/days.mjs";

/** @typedef {import("./signoff-rules.mjs").Rules} Rules */
/** @typedef {import("./team.mjs").Team} Team */
/** @typedef {Record<string, any>} Item */
/**
 * One attestation, first hand or entered from paper.
 * @typedef {object} Award
 * @property {string} event
 * @property {string} at
 * @property {string} by
 * @property {string} role
 * @property {number} level
 * @property {string} day
 * @property {string} employer
 * @property {boolean} second_hand
 * @property {boolean} look a second person must have awarded the same level (calibration)
 * @property {Record<string, any>[]} pieces
 * @property {string} ver
 */
/**
 * A gap: a code, and `n` if it is counted.
 * @typedef {{code: string, [member: string]: any}} Gap
 */

/**
 * The awards that remain after an attestation that a level is not reached yet, or was lost.
 * @param {Award[]} awards
 * @param {number} level
 */
export function afterNotYet(awards, level) {
  return awards.filter((award) => award.level <= level && award.level > 0);
}

/**
 * The highest level of an item at which only evidence may be missing; null if there is none. An item without levels has
 * level 0.
 * @param {Item} item
 * @param {Award[]} awards
 * @param {Rules} rules
 * @param {Team} team
 * @returns {number | null}
 */
export function levelOf(item, awards, rules, team) {
  return levelsOf(item).findLast((level) => signatureGaps(item, level, awards, rules, team).length === 0) ?? null;
}

/**
 * The levels at which an item is signed, in their order.
 * @param {Item} item
 * @returns {number[]}
 */
export function levelsOf(item) {
  const levels = new Set(item.signatures.map((/** @type {any} */ row) => row.level));
  return [...levels].sort((one, other) => one - other);
}

/**
 * Which signatures are missing at a level.
 * @param {Item} item
 * @param {number} level
 * @param {Award[]} awards
 * @param {Rules} rules
 * @param {Team} team
 * @returns {Gap[]}
 */
export function signatureGaps(item, level, awards, rules, team) {
  const standing = awards.filter((award) => award.level >= level);
  /** @type {Gap[]} */
  const gaps = [];
  /** @type {Award[]} */
  const signing = [];
  for (const row of item.signatures.filter((/** @type {any} */ one) => one.level === level)) {
    const fitting = standing.filter((award) => fits(award, row, rules, team));
    const lookedAt = fitting.filter((award) => isLookedAt(award, awards));
    if (lookedAt.length === 0) {
      gaps.push({ code: fitting.length > 0 ? "second-look" : "signature", roles: [...row.one_of], level });
    }
    signing.push(...lookedAt);
  }
  const people = new Set(signing.map((award) => award.by)).size;
  const least = Math.max(item.distinct_attesters, leastOf(item, rules));
  if (gaps.length === 0 && people < least) {
    gaps.push({ code: "attesters", n: least - people });
  }
  return [...gaps, ...clientGaps(item, signing, rules)];
}

/**
 * Whether an award that needs a second person has one: another person awarded the same level.
 * @param {Award} award
 * @param {Award[]} awards
 */
function isLookedAt(award, awards) {
  return !award.look || awards.some((other) => other.by !== award.by && other.level >= award.level);
}

/**
 * Whether an award meets a row of required signatures.
 * @param {Award} award
 * @param {{one_of: string[]}} row
 * @param {Rules} rules
 * @param {Team} team
 */
function fits(award, row, rules, team) {
  if (row.one_of.includes(award.role)) {
    return true;
  }
  const small = rules.one("small-team");
  if (!small?.stand_ins.includes(award.role)) {
    return false;
  }
  return team.size(award.at) < small.below && !team.hasAny(row.one_of, award.at);
}

/**
 * @param {Item} item
 * @param {Rules} rules
 * @returns {number}
 */
function leastOf(item, rules) {
  const rule = rules.one("attesters");
  return rule && isAmong(item, rule) ? rule.count : 1;
}

/**
 * @param {Item} item
 * @param {Record<string, any>} rule
 */
function isAmong(item, rule) {
  return item.kind === "competency" && (item.critical || rule.among === "every");
}

/**
 * Missing signatures of people whom the client employs, or who answer to a regulator.
 * @param {Item} item
 * @param {Award[]} signing
 * @param {Rules} rules
 * @returns {Gap[]}
 */
function clientGaps(item, signing, rules) {
  /** @type {Gap[]} */
  const gaps = [];
  const rule = rules.one("attesters");
  if (rule && isAmong(item, rule)) {
    const clients = new Set(signing.filter((award) => award.employer === "client").map((award) => award.by)).size;
    if (clients < rule.client) {
      gaps.push({ code: "client-attester", n: rule.client - clients });
    }
    const special = rule.regulated;
    const isAsked = rules.regulated && special && special.competencies.includes(item.id);
    if (isAsked && signing.every((award) => award.role !== special.role)) {
      gaps.push({ code: "regulated-attester", roles: [special.role] });
    }
  }
  const isNeverOnly = rules.one("agency")?.never_only.includes(item.id) && signing.length > 0;
  if (isNeverOnly && signing.every((award) => award.employer === "agency")) {
    gaps.push({ code: "agency-only" });
  }
  return gaps;
}

/**
 * The gaps in the evidence that attesters have seen.
 * @param {Item} item
 * @param {Record<string, any>[]} pieces each once, of any kind
 * @param {Map<string, any>} kinds the kinds of evidence of the book, by id
 * @param {Rules} rules
 * @param {string} day on which the last of them saw it; recent evidence is counted back from it
 * @returns {Gap[]}
 */
export function evidenceGaps(item, pieces, kinds, rules, day) {
  const { evidence } = item;
  const rule = rules.one("evidence");
  if (evidence.pieces === 0) {
    return [];
  }
  const counted = pieces.filter((piece) => evidence.kinds.length === 0 || evidence.kinds.includes(piece.kind));
  const missing = {
    pieces: evidence.pieces - counted.length,
    observed: evidence.observed - counted.filter((piece) => kinds.get(piece.kind)?.observed).length,
    ...(rule ? varied(item, counted, rule, day) : {}),
  };
  return Object.entries(missing).flatMap(([code, n]) => (n > 0 ? [{ code, n }] : []));
}

/**
 * @param {Item} item
 * @param {Record<string, any>[]} pieces
 * @param {Record<string, any>} rule
 * @param {string} day
 */
function varied(item, pieces, rule, day) {
  const types = new Set(pieces.map((piece) => piece.kind)).size;
  const shifts = new Set(pieces.filter((piece) => piece.shift !== null).map((piece) => `${piece.day} ${piece.shift}`)).size;
  const since = pieces.length > 0 ? dayAfter(day, -rule.recent_days) : "";
  const least = item.critical && rule.critical ? rule.critical.shifts : 0;
  return {
    types: Math.min(rule.types, item.evidence.kinds.length || rule.types) - Math.max(1, types),
    shifts: least - shifts,
    recent: rule.recent - pieces.filter((piece) => since <= piece.day && piece.day <= day).length,
  };
}
