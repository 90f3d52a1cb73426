// Every fault that a file can have is a sentence.

import assert from "node:assert/strict";
import { test } from "node:test";

import { sentenceOf } from "immerse/record/faults.mjs";
import { parse } from "immerse/record/format.mjs";
import { say } from "immerse/words/say.mjs";
import reading from "../cases/records/reading.json" with { type: "json" };

test("a sentence says what is wrong, and where", () => {
  const { fault } = parse('{\n "schema": 1.5}');
  assert.equal(fault && sentenceOf(fault, say), "2:12: a record holds whole numbers only, of at most 16 digits");
  const client = parse('{"schema": "immerse.record/1", "client": "Northgate"}').fault;
  const wanted = "client: this has to be small letters and digits with hyphens between them, 60 characters at most";
  assert.equal(client && sentenceOf(client, say), wanted);
});

test("no case of a file is without its sentence", () => {
  for (const one of /** @type {any[]} */ (reading)) {
    if (one.fault) {
      assert.match(sentenceOf(one.fault, say), /^[^{}]+$/);
    }
  }
});
