// The cases of tests/cases/signing/trusting.json on attacks on a record; tests/golden/test_signing_attacks.py reads the
// same file.

import assert from "node:assert/strict";
import { test } from "node:test";

import { canonical } from "immerse/record/canonical.mjs";
import { fold } from "immerse/sign/folding.mjs";
import { trusted } from "immerse/sign/trusting.mjs";
import cases from "../cases/signing/trusting.json" with { type: "json" };

/** @type {Record<string, any>} */
const { books, events, maps } = cases;
const ROT = "0f".repeat(16);

for (const one of /** @type {any[]} */ (cases.cases)) {
  test(`attack: ${one.case}`, async () => {
    const changed = Object.entries(cases.signers).map(([kid, signer]) => [kid, { ...signer, ...one.signers[kid] }]);
    const signers = Object.fromEntries(changed);
    const record = { client: one.client, rot: ROT, events: one.events.map((/** @type {number} */ at) => events[at]) };
    const found = await trusted(record, books, signers);
    assert.deepEqual(found.events.map((event) => event.event), one.trusted);
    assert.deepEqual(found.refused, one.refused);
    assert.equal(canonical(fold(found.events, { books, signers, maps }, {}, one.now)), canonical(one.fold));
  });
}

test("events beyond those that a record may hold are not read", async () => {
  const [jws] = events;
  const record = { client: "riverbend", rot: ROT, events: [...Array(10_000).fill("a.b.c"), jws] };
  const { refused, events: counted } = await trusted(record, books, cases.signers);
  assert.deepEqual(counted, []);
  assert.deepEqual(refused.map((one) => one.code).sort(), ["event-base64", "too-many"]);
});
