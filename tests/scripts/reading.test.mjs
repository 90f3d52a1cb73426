import assert from "node:assert/strict";
import { test } from "node:test";

import { chosen, claimsOf, personOf, WEEK, withRecord } from "immerse/reading/waiting-claims.mjs";
import { claim, note, start, withEntry } from "immerse/record/entries.mjs";
import { emptyRecord } from "immerse/record/format.mjs";

const DIGEST = `d2:sha256:${"1".repeat(64)}`;
const TODAY = "2026-12-20";

/** @param {string} id @param {string[]} roles */
function item(id, roles) {
  return {
    id, kind: "competency", module: id.slice(0, 3), title: id, digest: DIGEST, rev: 1, gate: "G1", levels: { G1: 1 }, computed: false,
    critical: false, rare: false, attested_by: { all: roles, any: [] }, evidence: { pieces: 3, kinds: ["work"], observed: 1 },
  };
}

const BOOK = {
  schema: "immerse.book/1", client: "acme", items: [item("TRI-1", ["mentor"]), item("TRI-5", ["mentor", "director"])], tasks: [],
  kinds: [{ id: "work", title: "Work", observed: false, simulated: false }], modules: [{ id: "TRI", title: "Triage", pieces: 1 }],
  gates: [{ id: "G1", title: "Start", after: "onboard", week: 5, day: 35 }],
  phases: [{ id: "onboard", name: "Onboard", first: 1, last: 5, floor: 1 }], roles: { mentor: "Mentor", director: "Director" },
  rules: [
    { id: "SR-7", title: "Evidence", kind: "evidence", types: 2, recent: 1, recent_days: 60, critical: { pieces: 5, observed: 2, shifts: 2 } },
    { id: "SR-8", title: "Exercises", kind: "simulated", share: 40, free: [] },
  ],
};

/**
 * @param {string} rot
 * @param {string} name
 * @param {Record<string, string>} claims item -> moment
 */
function record(rot, name, claims) {
  let chance = 0;
  const random = (/** @type {number} */ count) => new Uint8Array(count).fill((chance += 1));
  const at = (/** @type {string} */ moment) => ({ now: () => new Date(moment), random, latest: () => "" });
  const begun = { name, day: "2026-12-01", track: "six", path: "newcomer", release: "draft", book: DIGEST };
  let made = withEntry(emptyRecord("acme", rot.repeat(32)), start(at("2026-12-01T08:00:00Z"), begun));
  for (const [id, moment] of Object.entries(claims)) {
    made = withEntry(made, claim(at(moment), { item: id, digest: DIGEST, rev: 1, release: "draft" }));
  }
  return withEntry(made, note(at("2026-12-02T08:00:00Z"), { item: "TRI-1", text: "Please look." }));
}

test("what has waited longest comes first, and more than a week is old", () => {
  const records = [
    record("a", "AB", { "TRI-1": "2026-12-13T23:00:00Z", "TRI-5": "2026-12-12T01:00:00Z" }),
    record("b", "CD", { "TRI-1": "2026-12-20T06:00:00Z" }),
  ];
  const claims = claimsOf(records.map((one) => personOf(one, BOOK, TODAY)), TODAY);
  const seen = claims.map((one) => [one.person.name, one.id, one.days, one.isOld]);
  assert.deepEqual(seen, [["AB", "TRI-5", 8, true], ["AB", "TRI-1", WEEK, false], ["CD", "TRI-1", 0, false]]);
  assert.deepEqual(claims.map((one) => one.note), ["", "Please look.", "Please look."]);
});

test("claims are chosen by who made them and by who attests them", () => {
  const records = [record("a", "AB", { "TRI-1": "2026-12-13T08:00:00Z", "TRI-5": "2026-12-12T08:00:00Z" }), record("b", "CD", {})];
  const claims = claimsOf(records.map((one) => personOf(one, BOOK, TODAY)), TODAY);
  assert.deepEqual(chosen(claims, { rot: "", role: "director" }).map((one) => one.id), ["TRI-5"]);
  assert.equal(chosen(claims, { rot: "a".repeat(32), role: "" }).length, 2);
  assert.equal(chosen(claims, { rot: "b".repeat(32), role: "" }).length, 0);
});

test("a claim of another edition's item is shown without an item", () => {
  const person = personOf(record("a", "AB", { "TRI-9": "2026-12-13T08:00:00Z" }), BOOK, TODAY);
  const [only] = claimsOf([person], TODAY);
  assert.equal(only.item, null);
  assert.deepEqual(only.roles, []);
});

test("two copies of one rotation are one record, and other clients' are refused", () => {
  const one = record("a", "AB", { "TRI-1": "2026-12-13T08:00:00Z" });
  const { records } = withRecord(withRecord([], one).records, one);
  assert.equal(records.length, 1);
  const foreign = withRecord(records, { ...one, client: "other" });
  assert.equal(foreign.records.length, 1);
  assert.equal(foreign.fault?.code, "other-client");
});
