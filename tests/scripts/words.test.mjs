import assert from "node:assert/strict";
import { test } from "node:test";

import { WORDS } from "immerse/words/en.mjs";
import { say, sayDay, sayList, sayWeekday } from "immerse/words/say.mjs";
import { WORDS as OF_SIGNING } from "immerse/words/sign.mjs";

test("a text that counts has the form of its number", () => {
  assert.equal(say("checklist.items", { n: 1 }), "1 item");
  assert.equal(say("checklist.items", { n: 0 }), "0 items");
});

test("an unknown key and a value that is missing are mistakes of ours", () => {
  assert.throws(() => say("checklist.nothing"), /no words for checklist\.nothing/);
  assert.throws(() => say("toString"), /no words/);
  assert.throws(() => say("record.at", { place: "1:1" }), /needs sentence/);
});

test("a day is said as people say it", () => {
  assert.equal(sayDay("2026-12-03"), "3 December 2026");
  assert.equal(sayDay("2028-02-29T23:59:59.999Z"), "29 February 2028");
});

test("days of the week and lists are said as people say them", () => {
  assert.equal(sayWeekday("2026-12-03"), "Thursday");
  assert.equal(sayList(["mentor", "lead", "director"]), "mentor, lead and director");
  assert.equal(sayList(["legal", "director"], "any"), "legal or director");
});

test("every key begins with its part, and every text that counts has a form for all numbers", () => {
  for (const [key, text] of Object.entries(OF_SIGNING)) {
    assert.match(key, /^[a-z]+\.[a-zA-Z0-9._-]+$/);
    assert.ok(typeof text === "string" || text.other.includes("{n}") || text.one, key);
  }
});

test("the words of sign-off are not loaded by other pages", () => {
  assert.deepEqual(Object.keys(WORDS).filter((key) => /^(sign|signing|enrol)\./.test(key)), []);
  assert.ok(Object.keys(WORDS).every((key) => key in OF_SIGNING));
});
