import assert from "node:assert/strict";
import { test } from "node:test";

import { fatesOf } from "immerse/checklist/fates.mjs";

const ONE = {
  old: "1.0.0",
  new: "1.1.0",
  moves: [["A-1", "A-1", "kept"], ["A-2", "A-2", "partial"], ["A-3", "A-4", "kept"], ["A-3", "A-5", "kept"]],
  retired: ["A-9"],
  added: ["A-6"],
};
const TWO = {
  old: "1.1.0",
  new: "2.0.0",
  moves: [["A-1", "A-1", "redo"], ["A-2", "A-2", "kept"], ["A-4", "A-4", "kept"], ["A-6", "A-6", "kept"]],
  retired: ["A-5"],
  added: ["A-7"],
};
/** @type {any[]} */
const MAPS = [ONE, TWO];

/** @param {string[]} ids @param {string} release @returns {any} */
function claiming(ids, release = "1.0.0") {
  const claims = Object.fromEntries(ids.map((id) => [id, { digest: `then ${id}`, release, at: "2026-10-05" }]));
  return { release, claims, unclaimed: {}, read: {}, tasks: {}, scores: [] };
}

/** @param {string[]} ids */
function book(...ids) {
  return ids.map((id) => ({ id, digest: `now ${id}`, rev: 1 }));
}

test("under the next release claims are carried, changed and retired as its map says", () => {
  const fates = fatesOf(claiming(["A-1", "A-2", "A-3", "A-9"]), book("A-1", "A-2", "A-4", "A-5", "A-6"), MAPS, "1.1.0");
  assert.deepEqual(fates, {
    carried: ["A-1", "A-3 → A-4", "A-3 → A-5"],
    changed: ["A-2"],
    added: ["A-6"],
    retired: ["A-9"],
  });
});

test("over two releases the heavier effect counts", () => {
  const fates = fatesOf(claiming(["A-1", "A-2", "A-3", "A-9"]), book("A-1", "A-2", "A-4", "A-6", "A-7"), MAPS, "2.0.0");
  assert.deepEqual(fates, { carried: ["A-3 → A-4"], changed: ["A-1", "A-2"], added: ["A-6", "A-7"], retired: ["A-9"] });
});

test("without a map the digest decides", () => {
  const state = claiming(["A-1", "A-2", "A-9"], "draft");
  state.claims["A-1"].digest = "now A-1";
  const fates = fatesOf(state, book("A-1", "A-2"), MAPS, "1.1.0");
  assert.deepEqual(fates, { carried: ["A-1"], changed: ["A-2"], added: [], retired: ["A-9"] });
});
