// The id and the fingerprint of a public key on P-256.

import { sha256 } from "../record/sha256.mjs";
import { isObject } from "../record/shapes.mjs";
import { decoded, encoded } from "./base64url.mjs";

/** Crockford's base 32: no I, L, O and U, which look or sound like others. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/**
 * Whether a value is a JWK of exactly the members kty, crv, x and y, and a point on P-256.
 * @param {any} value
 * @returns {boolean}
 */
export function isJwk(value) {
  if (!isObject(value) || Object.keys(value).sort().join() !== "crv,kty,x,y") {
    return false;
  }
  return value.kty === "EC" && value.crv === "P-256" && isPoint(value.x, value.y);
}

/**
 * Whether two coordinates in base64url are a point on P-256; not every browser checks this on import.
 * @param {any} x
 * @param {any} y
 * @returns {boolean}
 */
export function isPoint(x, y) {
  const [a, b] = [numberOf(x), numberOf(y)];
  return a < P && b < P && (b * b - (a * a * a - 3n * a + B)) % P === 0n;
}

/**
 * The number in 32 bytes of base64url; a number too large for any coordinate if the text is not valid.
 * @param {any} text
 */
function numberOf(text) {
  const bytes = decoded(text);
  return bytes?.length === 32 ? BigInt(`0x${hexOf(bytes)}`) : P;
}

/** @param {Uint8Array} bytes */
function hexOf(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The id of a key (RFC 7638): SHA-256 of its required members in base64url.
 * @param {{x: string, y: string}} jwk
 * @returns {string}
 */
export function thumbprint({ x, y }) {
  return encoded(digest(x, y));
}

/**
 * The fingerprint that two people compare aloud: the first 160 bits of a thumbprint as eight groups of four characters.
 * @param {{x: string, y: string}} jwk
 * @returns {string}
 */
export function fingerprint({ x, y }) {
  const bits = Array.from(digest(x, y).subarray(0, 20), (byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => LETTERS[Number.parseInt(five, 2)]).join("");
  return (letters.match(/.{4}/g) ?? []).join(" ");
}

/**
 * @param {string} x
 * @param {string} y
 */
function digest(x, y) {
  const digits = sha256(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`);
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
