import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOf, titleParts } from "immerse/versions-state.mjs";

const PAGE = "https://learn.example/acme/latest/learn/tri/versions.html";

test("the selector leads to the page that knows the same page of the version, with the place in it", () => {
  const address = addressOf(PAGE, "https://learn.example/acme/1.10.0/", "#limits");
  assert.equal(address, `${PAGE}?1.10.0#limits`);
});

test("a relative link means the same, and without a place there is none", () => {
  assert.equal(addressOf(PAGE, "../../../1.0.3", ""), `${PAGE}?1.0.3`);
});

test("the day of a version is a part of its title", () => {
  assert.deepEqual(titleParts("1.1.0 (1 December 2026)"), { version: "1.1.0", day: " (1 December 2026)" });
  assert.deepEqual(titleParts("1.1.0"), { version: "1.1.0", day: "" });
});
