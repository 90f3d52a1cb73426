// The cases of tests/cases/signing/events.json on signed events; tests/golden/test_signing_events.py reads the same
// file.

import assert from "node:assert/strict";
import { test } from "node:test";

import { canonical } from "immerse/record/canonical.mjs";
import { Refusal, sentenceOf } from "immerse/record/faults.mjs";
import { decoded, encoded } from "immerse/sign/base64url.mjs";
import { EVENT, eventId, P256, payloadOf, publicKey, REQUEST, sign, split, verifies } from "immerse/sign/jws.mjs";
import { fingerprint, isPoint, thumbprint } from "immerse/sign/public-keys.mjs";
import { say } from "immerse/words/sign.mjs";
import cases from "../cases/signing/events.json" with { type: "json" };

/** @type {Record<string, {kid: string, jwk: any, fingerprint: string}>} */
const KEYS = cases.keys;
const EVENT_CASES = /** @type {any[]} */ (cases.accepted);
const FIRST = EVENT_CASES[0].jws;

/**
 * The fault of a refusal.
 * @param {() => any} attempt
 */
async function faultOf(attempt) {
  try {
    await attempt();
  } catch (error) {
    assert.ok(error instanceof Refusal);
    assert.match(sentenceOf(error.fault, say), /^[^{}]+$/);
    return error.fault;
  }
  return null;
}

/**
 * @param {string} jws
 * @param {CryptoKey} key
 */
async function isAccepted(jws, key) {
  try {
    const parts = split(jws);
    payloadOf(parts);
    return await verifies(parts, key);
  } catch (error) {
    assert.ok(error instanceof Refusal);
    return false;
  }
}

for (const one of EVENT_CASES) {
  test(`accepted: ${one.case}`, async () => {
    const parts = split(one.jws);
    assert.equal(parts.kid, KEYS.one.kid);
    assert.deepEqual(new TextEncoder().encode(canonical(payloadOf(parts))), parts.payload);
    assert.equal(await verifies(parts, await publicKey(KEYS[one.key].jwk)), one.verifies);
    assert.equal(eventId(one.jws), one.id);
  });
}

for (const one of /** @type {any[]} */ (cases.refused)) {
  test(`refused: ${one.case}`, async () => {
    const jws = one.payload ? one.jws.replace(".A.", `.${"A".repeat(one.payload)}.`) : one.jws;
    assert.deepEqual(await faultOf(() => split(jws)), one.fault);
  });
}

for (const one of cases.payloads) {
  test(`truly signed and refused: ${one.case}`, async () => {
    const parts = split(one.jws);
    assert.equal(await verifies(parts, await publicKey(KEYS.one.jwk)), true);
    assert.deepEqual(await faultOf(() => payloadOf(parts)), { code: "event-payload", place: "", values: {} });
  });
}

test("a request is no event", async () => {
  assert.equal(split(cases.request, REQUEST).payload.length, 2);
  assert.equal((await faultOf(() => split(cases.request, EVENT)))?.code, "event-header");
});

test("no bit of an event can be turned", async () => {
  const key = await publicKey(KEYS.one.jwk);
  const whole = FIRST.split(".");
  for (const [index, part] of whole.entries()) {
    const bytes = decoded(part) ?? new Uint8Array();
    for (let bit = 0; bit < 8 * bytes.length; bit += 1) {
      const turned = bytes.slice();
      turned[bit >> 3] ^= 1 << bit % 8;
      assert.equal(await isAccepted(whole.with(index, encoded(turned)).join("."), key), false, `${index} ${bit}`);
    }
  }
});

test("no character of an event can be exchanged", async () => {
  const key = await publicKey(KEYS.one.jwk);
  for (let at = 0; at < FIRST.length; at += 1) {
    for (let bit = 0; bit < 7; bit += 1) {
      const turned = String.fromCharCode(FIRST.charCodeAt(at) ^ (1 << bit));
      assert.equal(await isAccepted(FIRST.slice(0, at) + turned + FIRST.slice(at + 1), key), false, `${at} ${bit}`);
    }
  }
});

test("what is signed is read", async () => {
  const pair = await crypto.subtle.generateKey(P256, false, ["sign", "verify"]);
  const { kty, crv, x, y } = /** @type {any} */ (await crypto.subtle.exportKey("jwk", pair.publicKey));
  const kid = thumbprint({ x, y });
  const parts = split(await sign(new TextEncoder().encode('{"a":1}'), { kid, key: pair.privateKey }));
  assert.equal(canonical(payloadOf(parts)), '{"a":1}');
  assert.equal(parts.kid, kid);
  assert.equal(await verifies(parts, await publicKey({ kty, crv, x, y })), true);
});

test("what is no public key is refused", async () => {
  const jwk = KEYS.one.jwk;
  const { y: _, ...half } = jwk;
  /** @type {any[]} */
  const wrong = [{ kty: "RSA" }, { crv: "P-384" }, { crv: "secp256k1" }, { d: "AAAA" }, { alg: "ES256" }, { x: "" }];
  wrong.push({ x: "A".repeat(43) }, { y: "A".repeat(44) }, { y: null }, { x: 5 });
  for (const one of [...wrong.map((members) => ({ ...jwk, ...members })), half, null, "key"]) {
    assert.deepEqual(await faultOf(() => publicKey(one)), { code: "key", place: "", values: {} });
  }
});

test("the name of a key and its fingerprint", () => {
  for (const one of Object.values(KEYS)) {
    assert.equal(thumbprint(one.jwk), one.kid);
    assert.equal(fingerprint(one.jwk), one.fingerprint);
    assert.ok(isPoint(one.jwk.x, one.jwk.y) && !isPoint(one.jwk.y, one.jwk.x));
  }
});
