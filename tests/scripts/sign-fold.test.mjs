// The cases of tests/cases/signing/folding.json on histories of events; tests/golden/test_signing_folding.py reads the
// same file.

import assert from "node:assert/strict";
import { test } from "node:test";

import { canonical } from "immerse/record/canonical.mjs";
import { dossierOf } from "immerse/sign/dossier.mjs";
import { byMoment } from "immerse/sign/events.mjs";
import { fold } from "immerse/sign/folding.mjs";
import { mapDigest } from "immerse/sign/moving.mjs";
import cases from "../cases/signing/folding.json" with { type: "json" };

/** @type {Record<string, any>} */
const EVENTS = cases.events;
/** @type {Record<string, any>} */
const SIGNERS = cases.signers;

/** @param {any} one */
function publishedFor({ signers, only, book, later }) {
  const books = Object.entries(cases.books).map(([ver, plain]) => [ver, { ...plain, ...book }]);
  const named = Object.keys(SIGNERS).filter((kid) => only.length === 0 || only.includes(kid));
  return {
    books: Object.fromEntries(books),
    signers: Object.fromEntries(named.map((kid) => [kid, { ...SIGNERS[kid], ...signers[kid] }])),
    maps: later ? cases.maps : {},
  };
}

/**
 * @param {any} one
 * @param {string[]} names
 */
function folded(one, names) {
  const events = names.map((name) => EVENTS[name]).sort(byMoment);
  return canonical(fold(events, publishedFor(one), one.texts, one.now));
}

for (const one of /** @type {any[]} */ (cases.cases)) {
  test(`folded: ${one.case}`, () => {
    assert.equal(folded(one, one.events), canonical(one.fold));
    assert.equal(folded(one, one.events.toReversed()), canonical(one.fold));
  });
}

test("a map and a dossier have the names that events give them", () => {
  for (const [name, map] of Object.entries(/** @type {Record<string, any>} */ (cases.maps))) {
    assert.equal(mapDigest(map), name);
  }
  const dossiers = Object.values(EVENTS).filter((event) => event.type === "endorse").map(({ body }) => body);
  const own = dossiers.filter((body) => dossierOf(body.events.toReversed()) === body.dossier);
  assert.ok(own.length > 0 && own.length === dossiers.length);
});
