// The reader accepts new entries, and their moments are in order.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as entries from "immerse/record/entries.mjs";
import { fold } from "immerse/record/fold.mjs";
import { emptyRecord, parse, serialise } from "immerse/record/format.mjs";
import { newEntries } from "immerse/record/merge.mjs";
import { sha256 } from "immerse/record/sha256.mjs";

const DIGEST = `d2:sha256:${"1".repeat(64)}`;

/** A rotation with a stopped clock and counting random numbers. */
class Rotation {
  constructor() {
    this.record = emptyRecord("northgate", "0".repeat(32));
    this.clock = "2026-12-01T08:30:00.000Z";
    this.count = 0;
    this.source = {
      now: () => new Date(this.clock),
      latest: () => this.record.entries.at(-1)?.at ?? "",
      random: (/** @type {number} */ count) => {
        this.count += 1;
        return new Uint8Array(count).fill(this.count);
      },
    };
  }

  /** @param {import("immerse/record/entries.mjs").Made} made */
  add(made) {
    this.record = entries.withEntry(this.record, made);
    return made.entry;
  }

  state() {
    return fold(this.record);
  }
}

/** @param {Rotation} rotation */
function filled(rotation) {
  const { source } = rotation;
  rotation.add(entries.start(source, { name: " A. B.\r\n", day: "2026-12-01", track: "six", path: "newcomer", release: "draft", book: DIGEST }));
  rotation.add(entries.plan(source, { gate: "G1", day: "2027-01-05" }));
  rotation.add(entries.claim(source, { item: "TRI-1", digest: DIGEST, rev: 1, release: "1.0.0" }));
  rotation.add(entries.note(source, { item: "TRI-1", text: "Please look at the second reply." }));
  rotation.add(entries.read(source, { page: "lesson:TRI-L2", digest: DIGEST, release: "1.0.0" }));
  rotation.add(entries.score(source, { deck: "mixed", right: 7, of: 10, release: "1.0.0" }));
  rotation.add(entries.task(source, { task: "T-1", done: true, day: "2026-12-01", release: "1.0.0" }));
  const file = { name: "sheet.pdf", sha256: "f".repeat(64), size: 12 };
  return rotation.add(
    entries.evidence(source, { items: ["TRI-1"], kind: "shift", title: "Night shift", day: "2026-12-01", shift: "night", simulated: false, link: null, file }),
  );
}

test("what is made is what the reader takes", () => {
  const rotation = new Rotation();
  filled(rotation);
  const { record, fault } = parse(serialise(rotation.record), "northgate");
  assert.equal(fault, null);
  assert.deepEqual(record && fold(record), rotation.state());
  assert.equal(rotation.state().name?.text, "A. B.");
  assert.equal(rotation.state().evidence[0].file?.name.text, "sheet.pdf");
});

test("moments follow each other where a clock stands still, and where one went wrong", () => {
  const rotation = new Rotation();
  rotation.add(entries.claim(rotation.source, { item: "TRI-1", digest: DIGEST, rev: 1, release: "1.0.0" }));
  rotation.add(entries.unclaim(rotation.source, { item: "TRI-1" }));
  assert.deepEqual(Object.keys(rotation.state().claims), []);
  rotation.clock = "1969-12-31T00:00:00.000Z";
  rotation.add(entries.claim(rotation.source, { item: "TRI-2", digest: DIGEST, rev: 1, release: "1.0.0" }));
  assert.deepEqual(rotation.record.entries.map((/** @type {any} */ entry) => entry.at.slice(20)), ["000Z", "001Z", "002Z"]);
  rotation.clock = "2150-01-01T00:00:00.000Z";
  rotation.add(entries.unclaim(rotation.source, { item: "TRI-2" }));
  assert.equal(parse(serialise(rotation.record)).fault, null);
});

test("evidence is corrected, and taken back", () => {
  const rotation = new Rotation();
  const piece = filled(rotation);
  const members = { items: ["TRI-1", "TRI-2"], kind: "shift", title: "Late shift", day: "2026-12-02", shift: null, simulated: true, link: "https://example.com/a", file: null };
  const corrected = rotation.add(entries.evidence(rotation.source, { ...members, replaces: piece.id }));
  assert.deepEqual(rotation.state().evidence.map((one) => [one.piece, one.id, one.title.text]), [[piece.id, corrected.id, "Late shift"]]);
  rotation.add(entries.removeEvidence(rotation.source, corrected));
  assert.deepEqual(rotation.state().evidence, []);
  assert.equal(parse(serialise(rotation.record)).fault, null);
});

test("erased texts are gone from the file", () => {
  const rotation = new Rotation();
  filled(rotation);
  const digests = Object.keys(rotation.record.texts);
  rotation.add(entries.erase(rotation.source, { texts: digests }));
  assert.deepEqual(Object.keys(rotation.record.texts), []);
  assert.ok(!new TextDecoder().decode(serialise(rotation.record)).includes("Night"));
  assert.equal(rotation.state().evidence[0].title.text, null);
});

test("a text is cleaned of what nobody sees, and cut where it is too long", () => {
  assert.equal(entries.cleaned(" a\u202eb\u0007\r\nc\ud800 "), "ab\nc\ufffd");
  assert.equal([...entries.cleaned("\u{1f600}".repeat(5000))].length, 4000);
  assert.equal(entries.cleaned(" \u2066 "), "");
  const rotation = new Rotation();
  assert.equal(entries.note(rotation.source, { item: "TRI-1", text: " " }).entry.text, null);
  const untitled = { items: ["TRI-1"], kind: "work", title: " ", day: "2026-12-02", shift: null, simulated: true, link: null, file: null };
  assert.throws(() => entries.evidence(rotation.source, untitled), RangeError);
});

test("what an opened file would bring is told entry by entry", () => {
  const rotation = new Rotation();
  filled(rotation);
  const before = rotation.record;
  const added = rotation.add(entries.unclaim(rotation.source, { item: "TRI-1" }));
  assert.deepEqual(newEntries(before, rotation.record), [added]);
  assert.deepEqual(newEntries(rotation.record, before), []);
});

test("our SHA-256 is that of the platform, for every length around its blocks", async () => {
  assert.equal(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 70_001]) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 131 + length) % 256);
    const own = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    assert.equal(sha256(bytes), [...own].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
  }
});
