// The form in which somebody makes a key, and its errors; independent of the page.

import { CONTRACT } from "../record/record-fields.mjs";
import { isLongEnough, normal } from "./passphrases.mjs";
import { isName } from "./requests.mjs";

/**
 * @typedef {object} Filled
 * @property {string} initials
 * @property {string} name
 * @property {string} role
 * @property {string} passphrase
 * @property {string} again
 */

const { least_initials: LEAST, most_initials: MOST } = CONTRACT.signing;
const INITIALS = new RegExp(`^[a-z]{${LEAST},${MOST}}$`);

/** The fields in their order on the page. */
export const FIELDS = /** @type {(keyof Filled)[]} */ (["initials", "name", "role", "passphrase", "again"]);

/**
 * The values of the form without surrounding blanks; a passphrase stays unchanged.
 * @param {Filled} filled
 * @returns {Filled}
 */
export function trimmed(filled) {
  return { ...filled, initials: filled.initials.trim().toLowerCase(), name: filled.name.trim() };
}

/**
 * The errors: field -> the key of its sentence. Empty if a key can be made.
 * @param {Filled} filled as `trimmed` gives it
 * @returns {Partial<Record<keyof Filled, string>>}
 */
export function faultsOf({ initials, name, role, passphrase, again }) {
  /** @type {[keyof Filled, boolean, string][]} */
  const judged = [
    ["initials", INITIALS.test(initials), "enrol.fault.initials"],
    ["name", isName(name), "enrol.fault.name"],
    ["role", role !== "", "enrol.fault.role"],
    ["passphrase", isLongEnough(passphrase), "enrol.fault.passphrase"],
    ["again", normal(again) === normal(passphrase), "enrol.fault.again"],
  ];
  return Object.fromEntries(judged.filter(([, isRight]) => !isRight).map(([field, , key]) => [field, key]));
}

/**
 * The length of a passphrase, as the key of a sentence that is shown while the user types.
 * @param {string} passphrase
 */
export function strengthOf(passphrase) {
  if (passphrase === "") {
    return "enrol.passphrase-help";
  }
  return isLongEnough(passphrase) ? "enrol.long-enough" : "enrol.too-short";
}

/**
 * The names of the two files.
 * @param {string} initials
 */
export function filesOf(initials) {
  return { card: `keycard-${initials}.json`, request: `signer-request-${initials}.json` };
}

/**
 * The reason why no key can be made, as the key of a sentence; empty if one can be made.
 * @param {{protocol: string, isSecure: boolean, hasCrypto: boolean}} world
 */
export function refusalIn({ protocol, isSecure, hasCrypto }) {
  if (protocol === "file:") {
    return "enrol.on-file";
  }
  return isSecure && hasCrypto ? "" : "enrol.no-crypto";
}
