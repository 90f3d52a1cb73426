import assert from "node:assert/strict";
import { test } from "node:test";

import * as state from "immerse/checklist-state.mjs";
import { full, keeping } from "./kept.mjs";

const ONE = `d2:sha256:${"1".repeat(64)}`;
const TWO = `d2:sha256:${"2".repeat(64)}`;

/**
 * @param {string} digest
 * @param {string} day
 */
function tick(digest, day, checked = true) {
  return { digest, checked, at: `2026-12-${day}T09:00:00.000Z` };
}

test("a tick is kept by client and item, and read again", () => {
  const storage = keeping({ "immerse/acme/TRI-1": "torn {", "immerse/acme/.read": "1.0.0" });
  assert.ok(state.writeTick(storage, "acme", "TRI-2", tick(ONE, "01")));
  assert.deepEqual([...state.readTicks(storage, "acme")], [["TRI-2", tick(ONE, "01")]]);
  assert.equal(state.readTicks(storage, "other").size, 0);
});

test("a browser that refuses is told apart", () => {
  assert.equal(state.writeTick(full(), "acme", "TRI-2", tick(ONE, "01")), false);
});

test("an item that means something else now is changed, and one under the rule before is not", () => {
  assert.equal(state.stateOf(undefined, ONE), "empty");
  assert.equal(state.stateOf(tick(ONE, "01", false), ONE), "empty");
  assert.equal(state.stateOf(tick(ONE, "01"), ONE), "ticked");
  assert.equal(state.stateOf(tick(ONE, "01"), TWO), "changed");
  assert.equal(state.stateOf(tick(ONE, "01"), TWO, ONE), "ticked");
});

test("of two ticks for one item the later one stands, whichever comes first", () => {
  const early = new Map([["TRI-1", tick(ONE, "01")]]);
  const late = new Map([["TRI-1", tick(ONE, "02", false)]]);
  assert.deepEqual(state.mergeTicks(early, late), late);
  assert.deepEqual(state.mergeTicks(late, early), late);
  assert.deepEqual(state.differing(early, late), late);
  assert.equal(state.differing(late, late).size, 0);
});

test("a saved copy reads as it was written, and another client's is refused", () => {
  const ticks = new Map([["TRI-1", tick(ONE, "01")]]);
  const copy = state.toCopy("acme", ticks, new Date(0));
  assert.deepEqual(state.fromCopy(copy, "acme").ticks, ticks);
  assert.match(state.fromCopy(copy, "other").fault, /another client/);
  assert.match(state.fromCopy("[]", "acme").fault, /not a copy/);
  assert.match(state.fromCopy(" ".repeat(state.MAX_BYTES + 1), "acme").fault, /larger than 2 MB/);
});

test("ticks that came after the last saved copy are counted", () => {
  const storage = keeping();
  const ticks = new Map([["TRI-1", tick(ONE, "01")], ["TRI-2", tick(ONE, "03")]]);
  assert.equal(state.unsaved(storage, "acme", ticks), 2);
  state.markSaved(storage, "acme", new Date("2026-12-02T00:00:00Z"));
  assert.equal(state.unsaved(storage, "acme", ticks), 1);
});
