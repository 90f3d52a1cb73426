// A key card (`immerse.keycard/1`): a private key in a file, locked with a passphrase.
//
// PBKDF2-SHA-256 with 600,000 iterations derives the AES-256-GCM key that encrypts the PKCS#8 form of the private key;
// the id of the key is authenticated with it. `immerse records keygen` writes and opens the same files.

import { canonical } from "../record/canonical.mjs";
import { Refusal } from "../record/faults.mjs";
import { isObject } from "../record/shapes.mjs";
import { decoded, encoded } from "./base64url.mjs";
import { objectOf } from "./json-files.mjs";
import { P256 } from "./jws.mjs";
import { normal } from "./passphrases.mjs";
import { isJwk, thumbprint } from "./public-keys.mjs";

/** @typedef {import("./jws.mjs").Signer} Signer */
/** @typedef {Record<string, any>} Card */

export const SCHEMA = "immerse.keycard/1";
/** Iterations of PBKDF2; they also slow down guessing the passphrase. */
export const ROUNDS = 600_000;

const KDF = { name: "PBKDF2", hash: "SHA-256", iterations: ROUNDS };
const SALT_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const MOST_LOCKED = 512;

/**
 * A new key with its card. The returned private key can sign and cannot be exported.
 * @param {string} passphrase
 * @returns {Promise<{card: Card, signer: Signer}>}
 */
export async function newCard(passphrase) {
  const pair = await crypto.subtle.generateKey(P256, true, ["sign", "verify"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const jwk = { kty: String(kty), crv: String(crv), x: String(x), y: String(y) };
  const kid = thumbprint(jwk);
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const cipher = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(kid) };
  const lock = await derived(passphrase, salt, "wrapKey");
  const locked = await crypto.subtle.wrapKey("pkcs8", pair.privateKey, lock, cipher);
  const kdf = { ...KDF, salt: encoded(salt) };
  const card = { schema: SCHEMA, kid, jwk, kdf, iv: encoded(iv), ct: encoded(new Uint8Array(locked)) };
  return { card, signer: await openCard(card, passphrase) };
}

/**
 * The bytes of a key card's file.
 * @param {Card} card
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function cardFile(card) {
  return new TextEncoder().encode(`${canonical(card)}\n`);
}

/**
 * A key card from the bytes of its file; nothing is decrypted.
 * @param {Uint8Array} content
 * @returns {Card}
 * @throws {Refusal} card, card-newer
 */
export function readCard(content) {
  const card = objectOf(content, SCHEMA, ["kid", "jwk", "kdf", "iv", "ct"], "card");
  if (!isJwk(card.jwk)) {
    throw new Refusal("card", "jwk");
  }
  if (card.kid !== thumbprint(card.jwk)) {
    throw new Refusal("card", "kid");
  }
  const { kdf } = card;
  if (!isObject(kdf) || canonical({ ...kdf, salt: "" }) !== canonical({ ...KDF, salt: "" })) {
    throw new Refusal("card", "kdf");
  }
  for (const [place, text, least, most] of [
    ["kdf.salt", kdf.salt, SALT_BYTES, SALT_BYTES],
    ["iv", card.iv, IV_BYTES, IV_BYTES],
    ["ct", card.ct, TAG_BYTES + 1, MOST_LOCKED],
  ]) {
    const size = decoded(text)?.length ?? 0;
    if (size < least || size > most) {
      throw new Refusal("card", place);
    }
  }
  return card;
}

/**
 * The private key of a card from `readCard`: it can sign and cannot be exported.
 * @param {Card} card
 * @param {string} passphrase
 * @returns {Promise<Signer>}
 * @throws {Refusal} passphrase: it is wrong, or the card is damaged
 */
export async function openCard(card, passphrase) {
  const [salt, iv, locked] = [card.kdf.salt, card.iv, card.ct].map((text) => decoded(text) ?? new Uint8Array());
  const cipher = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(card.kid) };
  const lock = await derived(passphrase, salt, "unwrapKey");
  const key = await crypto.subtle.unwrapKey("pkcs8", locked, lock, cipher, P256, false, ["sign"]).catch(notOpened);
  await judgeHalves(key, card.jwk);
  return { kid: card.kid, key };
}

/**
 * @param {any} error
 * @returns {never}
 */
function notOpened(error) {
  const isWrongPassphrase = error instanceof DOMException && error.name === "OperationError";
  throw isWrongPassphrase ? new Refusal("passphrase") : new Refusal("card", "ct");
}

/**
 * Refuse a card that contains another key than its id says.
 * @param {CryptoKey} key
 * @param {JsonWebKey} jwk
 */
async function judgeHalves(key, jwk) {
  const sample = crypto.getRandomValues(new Uint8Array(32));
  const ecdsa = { name: "ECDSA", hash: "SHA-256" };
  const signature = await crypto.subtle.sign(ecdsa, key, sample);
  const half = await crypto.subtle.importKey("jwk", jwk, P256, true, ["verify"]);
  if (!(await crypto.subtle.verify(ecdsa, half, signature, sample))) {
    throw new Refusal("card", "ct");
  }
}

/**
 * @param {string} passphrase
 * @param {Uint8Array<ArrayBuffer>} salt
 * @param {KeyUsage} usage
 */
async function derived(passphrase, salt, usage) {
  const secret = new TextEncoder().encode(normal(passphrase));
  const base = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveKey"]);
  return await crypto.subtle.deriveKey({ ...KDF, salt }, base, { name: "AES-GCM", length: 256 }, false, [usage]);
}
