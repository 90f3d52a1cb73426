// A signer's request (`immerse.signer-request/1`): the public half of a key, its owner, and a proof of possession of
// the private half.

import { canonical } from "../record/canonical.mjs";
import { CONTRACT } from "../record/record-fields.mjs";
import { isText } from "../record/shapes.mjs";
import { REQUEST, sign } from "./jws.mjs";

export const SCHEMA = "immerse.signer-request/1";
/** The greatest number of characters of a name. */
export const LONGEST_NAME = CONTRACT.limits.name;

/**
 * The request for a key card.
 * @param {import("./keycard.mjs").Card} card
 * @param {import("./jws.mjs").Signer} signer the card's private key
 * @param {{client: string, name: string, role: string, at: string}} asked `at` is a moment in UTC
 * @returns {Promise<Record<string, any>>}
 */
export async function makeRequest({ jwk }, signer, { client, name, role, at }) {
  const request = { schema: SCHEMA, client, name, role, jwk, at };
  const proof = await sign(new TextEncoder().encode(canonical(request)), signer, REQUEST);
  return { ...request, proof };
}

/**
 * The bytes of a request's file.
 * @param {Record<string, any>} request
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function requestFile(request) {
  return new TextEncoder().encode(`${canonical(request)}\n`);
}

/**
 * Whether a request accepts a name: one line that is not too long, without blanks at its ends.
 * @param {string} name
 * @returns {boolean}
 */
export function isName(name) {
  return isText(name) && name === name.trim() && [...name].length <= LONGEST_NAME && !/[\n\t]/.test(name);
}
