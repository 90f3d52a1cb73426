// The cases of tests/cases/records/ on files, merging, folding and releases; tests/golden/test_records.py reads the
// same ones.

import assert from "node:assert/strict";
import { test } from "node:test";

import { canonical } from "immerse/record/canonical.mjs";
import { carry } from "immerse/record/carry.mjs";
import { fold } from "immerse/record/fold.mjs";
import { parse, serialise } from "immerse/record/format.mjs";
import { merge } from "immerse/record/merge.mjs";
import carrying from "../cases/records/carrying.json" with { type: "json" };
import folding from "../cases/records/folding.json" with { type: "json" };
import merging from "../cases/records/merging.json" with { type: "json" };
import reading from "../cases/records/reading.json" with { type: "json" };

/** @param {Record<string, any>} record */
function textOf(record) {
  return new TextDecoder().decode(serialise(record));
}

/**
 * A record of a case, read as a file is read.
 * @param {any} value
 */
function read(value) {
  const { record, fault } = parse(JSON.stringify(value));
  assert.equal(fault, null);
  return record ?? {};
}

/** @param {string} digits */
function bytesOf(digits) {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

for (const one of /** @type {any[]} */ (reading)) {
  test(`read: ${one.case}`, () => {
    const { record, fault } = parse(one.text ?? bytesOf(one.bytes), one.client);
    assert.deepEqual(fault, one.fault ?? null);
    assert.equal(record && textOf(record), one.canonical ?? null);
    assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
  });
}

for (const one of /** @type {any[]} */ (merging)) {
  test(`merge: ${one.case}`, () => {
    const [first, second] = [read(one.one), read(one.other)];
    const { record, fault } = merge(first, second);
    assert.deepEqual(fault, one.fault ?? null);
    if (record) {
      assert.equal(canonical(record), canonical(one.merged));
      assert.equal(canonical(merge(second, first).record), canonical(one.merged));
      assert.equal(canonical(merge(record, first).record), canonical(one.merged));
    }
  });
}

for (const one of /** @type {any[]} */ (folding)) {
  test(`fold: ${one.case}`, () => {
    assert.equal(canonical(fold(read(one.record))), canonical(one.state));
  });
}

for (const one of /** @type {any[]} */ (carrying.cases)) {
  test(`carry: ${one.case}`, () => {
    const { items, maps, release } = /** @type {any} */ (carrying);
    assert.equal(canonical(carry(one.state, items, maps, release)), canonical({ ...one.state, ...one.carried }));
    assert.equal(canonical(carry(one.state, items, maps, "9.9.9")), canonical(one.state));
  });
}
