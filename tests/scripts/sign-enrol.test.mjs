// The form in which somebody makes a key.

import assert from "node:assert/strict";
import { test } from "node:test";

import { faultsOf, filesOf, refusalIn, strengthOf, trimmed } from "immerse/sign/enrol-state.mjs";
import { say } from "immerse/words/sign.mjs";

const RIGHT = { initials: " AE ", name: " Ada Example ", role: "mentor", passphrase: "four words are here", again: "four words are here" };

test("what is filled in as it should be makes a key", () => {
  assert.deepEqual(faultsOf(trimmed(RIGHT)), {});
  assert.deepEqual(filesOf(trimmed(RIGHT).initials), { card: "keycard-ae.json", request: "signer-request-ae.json" });
  assert.deepEqual(faultsOf({ ...trimmed(RIGHT), passphrase: "vier Wörter für dich", again: "vier Wo\u0308rter fu\u0308r dich" }), {});
});

test("what is wrong is said field by field", () => {
  for (
    const [field, value] of [
      ["initials", "a"],
      ["initials", "abcde"],
      ["initials", "a1"],
      ["initials", "äö"],
      ["name", ""],
      ["name", "x".repeat(81)],
      ["role", ""],
      ["passphrase", "three short words"],
      ["again", "four words are hers"],
    ]
  ) {
    const faults = faultsOf({ ...trimmed(RIGHT), [field]: value, ...(field === "passphrase" ? { again: value } : {}) });
    assert.deepEqual(Object.keys(faults), [field]);
    assert.ok(say(Object.values(faults)[0] ?? ""));
  }
  const nothing = { initials: "", name: "", role: "", passphrase: "", again: "" };
  assert.deepEqual(Object.keys(faultsOf(nothing)), ["initials", "name", "role", "passphrase"]);
});

test("the length of a passphrase is said while it is typed", () => {
  assert.deepEqual(["", "four words", "four words are here"].map(strengthOf).map((key) => say(key).split(/[.:]/)[0]), [
    "At least 4 different words, or 20 characters",
    "Too short so far",
    "Long enough",
  ]);
});

test("no key is made from a folder, over plain http or without cryptography", () => {
  assert.equal(refusalIn({ protocol: "https:", isSecure: true, hasCrypto: true }), "");
  assert.equal(refusalIn({ protocol: "file:", isSecure: true, hasCrypto: true }), "enrol.on-file");
  assert.equal(refusalIn({ protocol: "http:", isSecure: false, hasCrypto: false }), "enrol.no-crypto");
  assert.equal(refusalIn({ protocol: "https:", isSecure: true, hasCrypto: false }), "enrol.no-crypto");
});
