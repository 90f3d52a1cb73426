// What somebody fills in to make a key, and what is wrong with it; apart from the page.

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

/** The fields in their order on the page. */
export const FIELDS = /** @type {(keyof Filled)[]} */ (["initials", "name", "role", "passphrase", "again"]);

/**
 * What is filled in, without blanks around it; a passphrase stays as it is.
 * @param {Filled} filled
 * @returns {Filled}
 */
export function trimmed(filled) {
  return { ...filled, initials: filled.initials.trim().toLowerCase(), name: filled.name.trim() };
}

/**
 * What is wrong: field -> the key of its sentence. Nothing where a key can be made.
 * @param {Filled} filled as `trimmed` gives it
 * @returns {Partial<Record<keyof Filled, string>>}
 */
export function faultsOf({ initials, name, role, passphrase, again }) {
  /** @type {[keyof Filled, boolean, string][]} */
  const judged = [
    ["initials", /^[a-z]{2,4}$/.test(initials), "enrol.fault.initials"],
    ["name", isName(name), "enrol.fault.name"],
    ["role", role !== "", "enrol.fault.role"],
    ["passphrase", isLongEnough(passphrase), "enrol.fault.passphrase"],
    ["again", normal(again) === normal(passphrase), "enrol.fault.again"],
  ];
  return Object.fromEntries(judged.filter(([, isRight]) => !isRight).map(([field, , key]) => [field, key]));
}

/**
 * How long a passphrase is, as the key of a sentence that is shown while it is typed.
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
 * Why no key can be made here: the key of a sentence, empty where nothing stands against it.
 * @param {{protocol: string, isSecure: boolean, hasCrypto: boolean}} world
 */
export function refusalIn({ protocol, isSecure, hasCrypto }) {
  if (protocol === "file:") {
    return "enrol.on-file";
  }
  return isSecure && hasCrypto ? "" : "enrol.no-crypto";
}
