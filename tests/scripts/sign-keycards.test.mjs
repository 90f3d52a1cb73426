// The cases of tests/cases/signing/files.json on key cards; tests/golden/test_signing_keycards.py reads the same file.

import assert from "node:assert/strict";
import { test } from "node:test";

import { canonical } from "immerse/record/canonical.mjs";
import { Refusal, sentenceOf } from "immerse/record/faults.mjs";
import { cardFile, openCard, readCard } from "immerse/sign/keycard.mjs";
import { isName } from "immerse/sign/requests.mjs";
import { say } from "immerse/words/sign.mjs";
import cases from "../cases/signing/files.json" with { type: "json" };

/** @param {any} one */
function contentOf(one) {
  if (one.text !== undefined) {
    return new TextEncoder().encode(one.text);
  }
  const members = Object.entries({ ...cases.card, ...one.change }).filter(([, value]) => value !== "REMOVED");
  return new TextEncoder().encode(canonical(Object.fromEntries(members)));
}

for (const one of /** @type {any[]} */ (cases.cards)) {
  test(`no key card: ${one.case}`, () => {
    assert.throws(() => readCard(contentOf(one)), (error) => {
      assert.ok(error instanceof Refusal);
      assert.match(sentenceOf(error.fault, say), /^[^{}]+$/);
      assert.deepEqual(error.fault, one.fault);
      return true;
    });
  });
}

test("a card is read however it is laid out", async () => {
  const card = readCard(new TextEncoder().encode(JSON.stringify(cases.card, null, 2)));
  assert.equal(new TextDecoder().decode(cardFile(card)), `${canonical(cases.card)}\n`);
  await assert.rejects(openCard(card, "not the one"), (error) => error instanceof Refusal && error.fault.code === "passphrase");
});

test("a name stands in one line", () => {
  assert.deepEqual(["Ada Example", "x".repeat(80)].map(isName), [true, true]);
  assert.deepEqual(["", "Ada ", "a\nb", "a\tb", "x".repeat(81), "Ada\u202e"].map(isName), Array(6).fill(false));
});
