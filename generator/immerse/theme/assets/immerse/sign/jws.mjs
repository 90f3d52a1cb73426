// A signed event: one compact JWS with ES256 and a header of exactly three members, read strictly.
//
// The signed bytes are stored and compared, so each event has only one form. The key is never taken from the event: the
// caller passes it.

import { canonical } from "../record/canonical.mjs";
import { Refusal } from "../record/faults.mjs";
import { readJson } from "../record/json.mjs";
import { sha256 } from "../record/sha256.mjs";
import { isObject, LONGEST_EVENT } from "../record/shapes.mjs";
import { decoded, encoded } from "./base64url.mjs";
import { isJwk } from "./public-keys.mjs";

/** The type of a signed event. */
export const EVENT = "immerse-event+jws";
/** The type of the proof in a signer's request. */
export const REQUEST = "immerse-request+jws";

/** The algorithm as WebCrypto names it. */
export const P256 = { name: "ECDSA", namedCurve: "P-256" };
const ES256 = { name: "ECDSA", hash: "SHA-256" };
const SIGNATURE_BYTES = 64;
const PARTS = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;
const HEADER = /^\{"alg":"ES256","kid":"([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])","typ":"([a-z+-]+)"\}$/;

/**
 * A parsed signed event; nothing in it is verified yet.
 * @typedef {object} Parts
 * @property {string} kid the id of the key that it claims to be signed with
 * @property {Uint8Array<ArrayBuffer>} payload
 * @property {string} signingInput the signed text: header and payload in base64url, separated by a dot
 * @property {Uint8Array<ArrayBuffer>} signature
 */

/** @typedef {{kid: string, key: CryptoKey}} Signer a private key with its name */

/**
 * Parse a signed event; nothing in it is verified.
 * @param {string} jws
 * @param {string} [typ]
 * @returns {Parts}
 * @throws {Refusal} event-long, event-parts, event-base64, event-header, event-signature
 */
export function split(jws, typ = EVENT) {
  const found = PARTS.exec(jws);
  if (!found) {
    throw new Refusal("event-parts");
  }
  if (jws.length > LONGEST_EVENT) {
    throw new Refusal("event-long", "", { most: LONGEST_EVENT, found: jws.length });
  }
  const [header, payload, signature] = found.slice(1);
  const said = HEADER.exec(String.fromCharCode(...bytesOf(header)));
  if (said?.[2] !== typ) {
    throw new Refusal("event-header");
  }
  const parts = {
    kid: said[1],
    payload: bytesOf(payload),
    signingInput: `${header}.${payload}`,
    signature: bytesOf(signature),
  };
  if (parts.signature.length !== SIGNATURE_BYTES) {
    throw new Refusal("event-signature");
  }
  return parts;
}

/**
 * The signed object.
 * @param {Parts} parts
 * @returns {Record<string, any>}
 * @throws {Refusal} event-payload: the bytes are no object, or not in canonical form
 */
export function payloadOf(parts) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(parts.payload);
    const value = readJson(text);
    if (isObject(value) && canonical(value) === text) {
      return value;
    }
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof TypeError)) {
      throw error;
    }
  }
  throw new Refusal("event-payload");
}

/**
 * The id of an event: SHA-256 of the signed text. Two signatures of one event have the same id.
 * @param {string} jws
 * @returns {string}
 */
export function eventId(jws) {
  return sha256(jws.slice(0, Math.max(jws.lastIndexOf("."), 0)));
}

/**
 * The key of a JWK with exactly kty, crv, x and y; reuse it to verify several signatures.
 * @param {any} jwk
 * @returns {Promise<CryptoKey>}
 * @throws {Refusal} key: it is no point on P-256
 */
export async function publicKey(jwk) {
  if (!isJwk(jwk)) {
    throw new Refusal("key");
  }
  const { kty, crv, x, y } = jwk;
  return await crypto.subtle.importKey("jwk", { kty, crv, x, y }, P256, true, ["verify"]);
}

/**
 * Whether the signature was made with the private half of a key; the event's own `kid` is ignored.
 * @param {Parts} parts
 * @param {CryptoKey} key
 * @returns {Promise<boolean>}
 */
export function verifies(parts, key) {
  return crypto.subtle.verify(ES256, key, parts.signature, new TextEncoder().encode(parts.signingInput));
}

/**
 * Sign bytes with a private key: the compact JWS.
 * @param {Uint8Array} payload
 * @param {Signer} signer
 * @param {string} [typ]
 * @returns {Promise<string>}
 */
export async function sign(payload, { kid, key }, typ = EVENT) {
  const header = new TextEncoder().encode(canonical({ alg: "ES256", kid, typ }));
  const signingInput = `${encoded(header)}.${encoded(payload)}`;
  const signature = await crypto.subtle.sign(ES256, key, new TextEncoder().encode(signingInput));
  return `${signingInput}.${encoded(new Uint8Array(signature))}`;
}

/** @param {string} part */
function bytesOf(part) {
  const found = decoded(part);
  if (!found) {
    throw new Refusal("event-base64");
  }
  return found;
}
