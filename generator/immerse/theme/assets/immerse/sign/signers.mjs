// The signers (`immerse.signers/1`), as a site publishes them in `downloads/signers.json`: keys and ids, no names.

import { Refusal } from "../record/faults.mjs";
import { isDay, isObject, matches } from "../record/shapes.mjs";
import { objectOf } from "./json-files.mjs";
import { isPoint, thumbprint } from "./public-keys.mjs";

export const SCHEMA = "immerse.signers/1";
/** The greatest number of bytes of a file. */
export const MOST_BYTES = 5 * 1024 * 1024;

const MEMBERS = "calibration,employer,from,key,modules,person,reason,revoked,roles,status,until,x,y";

/**
 * A key, its owner, and what it may sign. Days are texts, `2026-12-01`.
 * @typedef {object} Signer
 * @property {string} key
 * @property {string} x
 * @property {string} y
 * @property {string} person
 * @property {"client" | "agency"} employer
 * @property {string[]} roles
 * @property {string[] | null} modules null for all of them
 * @property {string} from
 * @property {string} until the last day
 * @property {"active" | "superseded" | "revoked"} status
 * @property {string | null} revoked the day from which its signatures are refused
 * @property {"lost" | "left" | "compromised" | null} reason if it is revoked
 * @property {Record<string, number>} calibration month -> per cent
 */

/** @typedef {{client: string, all: Signer[], of: (kid: string) => Signer | null}} Signers */

/**
 * The signers in the bytes of a file.
 * @param {Uint8Array} content
 * @param {string} [client] whose signers are accepted; any client's without it
 * @returns {Signers}
 * @throws {Refusal} signers, signers-newer, signers-client
 */
export function readSigners(content, client = "") {
  const whole = objectOf(content, SCHEMA, ["client", "signers"], "signers", MOST_BYTES);
  if (!matches("slug", whole.client)) {
    throw new Refusal("signers", "client");
  }
  if (client && whole.client !== client) {
    throw new Refusal("signers-client", "client", { client: whole.client, wanted_client: client });
  }
  if (!Array.isArray(whole.signers)) {
    throw new Refusal("signers", "signers");
  }
  for (const [at, one] of whole.signers.entries()) {
    judge(one, `signers[${at}]`);
  }
  const known = new Map(whole.signers.map((/** @type {Signer} */ one) => [one.key, one]));
  if (known.size < whole.signers.length) {
    throw new Refusal("signers", "signers");
  }
  return { client: whole.client, all: whole.signers, of: (kid) => known.get(kid) ?? null };
}

/**
 * The public key of a signer.
 * @param {{x: string, y: string}} signer
 */
export function jwkOf({ x, y }) {
  return { kty: "EC", crv: "P-256", x, y };
}

/**
 * @param {any} said
 * @param {string} place
 */
function judge(said, place) {
  if (!isObject(said) || Object.keys(said).sort().join() !== MEMBERS) {
    throw new Refusal("signers", place);
  }
  for (const [name, isRight] of judged(said)) {
    if (!isRight) {
      throw new Refusal("signers", `${place}.${name}`);
    }
  }
}

/**
 * Each member, and whether it is valid.
 * @param {Record<string, any>} said
 * @returns {[string, boolean][]}
 */
function judged({ key, x, y, person, employer, roles, modules, from, until, status, revoked, reason, calibration }) {
  const isRevoked = status === "revoked";
  return [
    ["x", isPoint(x, y)],
    ["key", isPoint(x, y) && key === thumbprint({ x, y })],
    ["person", typeof person === "string" && /^p-[0-9a-f]{4,16}$/.test(person)],
    ["employer", ["client", "agency"].includes(employer)],
    ["roles", are("slug", roles)],
    ["modules", modules === null || are("code", modules)],
    ["from", isDay(from)],
    ["until", isDay(until) && isDay(from) && from <= until],
    ["status", ["active", "superseded", "revoked"].includes(status)],
    ["revoked", isRevoked ? isDay(revoked) : revoked === null],
    ["reason", isRevoked ? ["lost", "left", "compromised"].includes(reason) : reason === null],
    ["calibration", isCalibration(calibration)],
  ];
}

/**
 * @param {string} kind
 * @param {any} value
 */
function are(kind, value) {
  return Array.isArray(value) && value.length > 0 && value.every((one) => matches(kind, one));
}

/** @param {any} value */
function isCalibration(value) {
  return isObject(value) && Object.entries(value).every(([month, percent]) =>
    /^20[0-9]{2}-(?:0[1-9]|1[0-2])$/.test(month) && typeof percent === "number" && percent >= 0 && percent <= 100
  );
}
