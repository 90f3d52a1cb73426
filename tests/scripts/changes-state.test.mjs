import assert from "node:assert/strict";
import { test } from "node:test";

import { isAfter, keepRead, keyOf, lastRead, toTell } from "immerse/changes-state.mjs";
import { full, keeping } from "./kept.mjs";

const RELEASES = ["1.10.0", "1.9.1", "1.2.0"];

test("versions are compared number by number", () => {
  assert.ok(isAfter("1.10.0", "1.9.9"));
  assert.ok(isAfter("2.0.0", "1.99.99"));
  assert.ok(isAfter("1.0.1", "1.0.0"));
  assert.ok(!isAfter("1.0.0", "1.0.0"));
  assert.ok(!isAfter("1.9.9", "1.10.0"));
});

test("whoever comes for the first time has read the version in hand", () => {
  const storage = keeping();
  assert.equal(lastRead(storage, "acme", "1.2.0"), "1.2.0");
  assert.equal(lastRead(storage, "acme", "1.10.0"), "1.2.0");
  assert.equal(lastRead(storage, "other", "1.10.0"), "1.10.0");
});

test("what is no version is taken for nothing", () => {
  const storage = keeping({ [keyOf("acme")]: "<b>1.0.0" });
  assert.equal(lastRead(storage, "acme", "1.2.0"), "1.2.0");
  assert.equal(storage.getItem(keyOf("acme")), "1.2.0");
});

test("a full storage keeps nobody from reading", () => {
  assert.equal(lastRead(full(), "acme", "1.2.0"), "1.2.0");
  assert.equal(keepRead(full(), "acme", "1.2.0"), false);
});

test("who read an earlier version is shown what came since, and the rest is folded", () => {
  assert.deepEqual(toTell(RELEASES, "1.9.1", "1.10.0"), {
    line: "You last read 1.9.1. This is what changed since.",
    hasNews: true,
    folded: ["1.9.1", "1.2.0"],
  });
  assert.deepEqual(toTell(RELEASES, "1.0.0", "1.10.0").folded, []);
});

test("who read this version, or a newer one, is shown everything", () => {
  assert.deepEqual(toTell(RELEASES, "1.10.0", "1.10.0"), { line: "You have read 1.10.0.", hasNews: false, folded: [] });
  assert.equal(toTell(RELEASES, "2.0.0", "1.10.0").line, "You last read 2.0.0, which is newer.");
  assert.equal(toTell([], "1.0.0", "1.0.0").line, "You have read 1.0.0.");
});
