// The cases of tests/cases/records/judging.json on claims, evidence, days and calendars;
// tests/golden/test_records_judged.py reads the same file.

import assert from "node:assert/strict";
import { test } from "node:test";

import { canonical } from "immerse/record/canonical.mjs";
import { fold } from "immerse/record/fold.mjs";
import { parse } from "immerse/record/format.mjs";
import { gapPhrases } from "immerse/record/gaps.mjs";
import { calendar } from "immerse/record/ics.mjs";
import { judge } from "immerse/record/judge.mjs";
import { bookOn } from "immerse/record/entry-paths.mjs";
import { whereabouts } from "immerse/record/whereabouts.mjs";
import { say } from "immerse/words/say.mjs";
import judging from "../cases/records/judging.json" with { type: "json" };

for (const one of /** @type {any[]} */ (judging.cases)) {
  const { record } = parse(JSON.stringify(one.record));
  assert.ok(record);
  const state = fold(record);
  const book = bookOn({ ...judging.book, ...one.book }, state.path);
  const verdict = judge(state, book, one.today);

  test(`judge: ${one.case}`, () => {
    assert.equal(canonical(verdict), canonical(one.verdict));
    assert.equal(canonical(whereabouts(state, book, verdict, one.today)), canonical(one.whereabouts));
  });

  test(`words: ${one.case}`, () => {
    const judged = Object.entries({ ...verdict.items, ...verdict.modules }).filter(([, { gaps }]) => gaps.length > 0);
    const phrases = judged.map(([id, { gaps }]) => [id, gapPhrases(gaps, book.rules, say)]);
    assert.deepEqual(Object.fromEntries(phrases), one.phrases);
  });

  test(`calendar: ${one.case}`, () => {
    assert.equal(calendar(record, book, say), one.calendar);
  });
}
