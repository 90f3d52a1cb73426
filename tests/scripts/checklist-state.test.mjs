import assert from "node:assert/strict";
import { test } from "node:test";

import { ALL, isWanted } from "immerse/checklist/item-filter.mjs";
import { oldTicks } from "immerse/checklist/old-ticks.mjs";
import { changedSince, readingOf } from "immerse/checklist/reading-state.mjs";
import { newRecord, Session, troubleOf } from "immerse/checklist/session.mjs";
import { progress, standing } from "immerse/checklist/trainee-status.mjs";
import { Gone } from "immerse/checklist/record-store.mjs";
import { suspicions } from "immerse/checklist/suspicions.mjs";
import { claim, note, score, start, unclaim } from "immerse/record/entries.mjs";
import { parse } from "immerse/record/format.mjs";
import { judge, Judging } from "immerse/record/judge.mjs";
import { keeping } from "./kept.mjs";

const DIGEST = `d2:sha256:${"1".repeat(64)}`;
/** @param {string} id @param {string} gate @returns {any} */
const item = (id, gate, more = {}) => ({
  id,
  kind: "competency",
  module: "TRI",
  title: `Über ${id}`,
  statement: "Sets the priority.",
  criterion: "",
  phase: "shadow",
  gate,
  levels: { [gate]: 2 },
  evidence: { pieces: 0, kinds: [], observed: 0 },
  attested_by: { all: ["mentor"], any: ["lead"] },
  digest: DIGEST,
  rev: 1,
  computed: false,
  ...more,
});
/** @type {any} */
const BOOK = {
  weeks: 26,
  phases: [
    { id: "onboard", name: "Onboard", first: 1, last: 2, floor: 1 },
    { id: "shadow", name: "Shadow", first: 2, last: 26, floor: 4 },
    { id: "alumni", name: "Alumni", first: null, last: null, floor: 0 },
  ],
  gates: [
    { id: "G1", title: "First", after: "onboard", week: 2, day: 13 },
    { id: "G2", title: "Second", after: "shadow", week: 26, day: 181 },
  ],
  modules: [{ id: "TRI", title: "Triage", pieces: 0, must_include: "" }],
  kinds: [],
  rules: [],
  items: [item("TRI-1", "G1"), item("TRI-2", "G2"), item("GC-1", "G2", { levels: {}, computed: true })],
  tasks: [],
};
const SOURCE = {
  now: () => new Date("2026-12-01T08:00:00Z"),
  random: (/** @type {number} */ n) => crypto.getRandomValues(new Uint8Array(n)),
};

/** A record in memory that was started on 2 November. */
async function begun() {
  const session = new Session(null, newRecord("acme", SOURCE), SOURCE);
  const members = { name: "JD", day: "2026-11-02", track: "six", path: "newcomer", release: "draft", book: DIGEST };
  await session.change((source) => start(source, members));
  return session;
}

test("what is not claimed of a gate that has passed comes first, and nobody claims what is computed", async () => {
  const { state } = await begun();
  const now = standing(state, BOOK, judge(state, BOOK, "2026-12-01"), "2026-12-01");
  assert.deepEqual([now?.week, now?.phase, now?.gate?.id, now?.gate?.left], [5, "Shadow", "G2", 152]);
  assert.deepEqual(now?.overdue.map(({ id }) => id), ["TRI-1"]);
  assert.deepEqual(now?.unclaimed.map(({ id }) => id), ["TRI-2"]);
  assert.deepEqual(now?.next.map(({ id }) => id), ["TRI-1", "TRI-2"]);
});

test("before the first day and after the last week it is said as it is", async () => {
  const { state } = await begun();
  const on = (/** @type {string} */ day) => standing(state, BOOK, judge(state, BOOK, day), day);
  assert.deepEqual([on("2026-11-01")?.week, on("2026-11-01")?.day, on("2026-11-01")?.phase], [0, -1, ""]);
  assert.equal(on("2027-11-01")?.phase, "Alumni");
  assert.equal(on("2027-11-01")?.gate, null);
});

test("progress counts what can be claimed", async () => {
  const session = await begun();
  await session.change((source) => claim(source, { item: "TRI-1", digest: DIGEST, rev: 1, release: "draft" }));
  const { modules, gates } = progress(BOOK, judge(session.state, BOOK, "2026-12-01"));
  assert.deepEqual(modules.map(({ claimed, of }) => [claimed, of]), [[1, 2]]);
  assert.deepEqual(gates.map(({ id, claimed, of }) => [id, claimed, of]), [["G1", 1, 1], ["G2", 0, 1]]);
});

test("a session without a store keeps everything for the file, and results of practice stay out of it unless asked", async () => {
  const session = await begun();
  assert.equal(
    await session.change((source) => score(source, { deck: "mixed", right: 1, of: 2, release: "draft" })),
    false,
  );
  assert.deepEqual([session.trouble, session.waiting, session.unsaved], ["blocked", 2, 1]);
  assert.equal(parse(session.copy(false).bytes, "acme").record?.entries.length, 1);
  assert.equal(parse(session.copy(true).bytes, "acme").record?.entries.length, 2);
  await session.markSaved(session.copy(false).ids);
  assert.equal(session.unsaved, 0);
});

test("a change reads nothing of what the record holds already, and judges no other item", async () => {
  const begin = await begun();
  const entries = Array.from({ length: 500 }, (_, index) => ({
    ...begin.record.entries[0],
    id: String(index).padStart(32, "0"),
  }));
  let reads = 0;
  const get = (/** @type {any} */ target, /** @type {string | symbol} */ name) => {
    reads += typeof name === "string" && /^\d+$/.test(name) ? 1 : 0;
    return target[name];
  };
  const session = new Session(null, { ...begin.record, entries: new Proxy(entries, { get }) }, SOURCE);
  const items = [...BOOK.items, ...Array.from({ length: 50 }, (_, index) => item(`LIS-${index}`, "G1"))];
  const judging = new Judging(session.state, { ...BOOK, items }, "2026-12-01");
  const before = { ...judging.verdict.items };
  assert.ok(reads >= 500);
  reads = 0;
  session.listen((touched) => judging.again(touched?.items ?? [], session.state));
  await session.change((source) => claim(source, { item: "LIS-7", digest: DIGEST, rev: 1, release: "draft" }));
  await session.change((source) => note(source, { item: "LIS-7", text: "Please look." }));
  assert.deepEqual([session.state.claims["LIS-7"].rev, session.unsaved, reads], [1, 2, 0]);
  const anew = Object.keys(before).filter((id) => before[id] !== judging.verdict.items[id]);
  assert.deepEqual(anew, ["LIS-7"]);
  assert.deepEqual([session.record.entries.length, reads >= 500], [502, true]);
});

/** The answers of a browser that stores everything. */
function keeper() {
  /** @type {any[]} */
  const kept = [];
  return {
    kept,
    isFull: false,
    watch() {},
    /** @param {any} _key @param {any} made */
    append(_key, made) {
      if (this.isFull) {
        return Promise.reject(new DOMException("full", "QuotaExceededError"));
      }
      kept.push(made.entry);
      return Promise.resolve();
    },
  };
}

test("changes of any order and with any refusals are kept once each, in their order, and say what a model says", async () => {
  let seed = 12;
  const random = (/** @type {number} */ most) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
  for (let round = 0; round < 30; round += 1) {
    const store = keeper();
    const session = new Session(/** @type {any} */ (store), newRecord("acme", SOURCE), SOURCE);
    /** @type {Record<string, string>} */
    const model = {};
    for (let step = 0; step < 20; step += 1) {
      store.isFull = random(4) === 0;
      const id = `TRI-${1 + random(3)}`;
      if (random(2)) {
        model[id] = "claimed";
        session.change((source) => claim(source, { item: id, digest: DIGEST, rev: 1, release: "draft" }));
      } else {
        delete model[id];
        session.change((source) => unclaim(source, { item: id }));
      }
      if (random(3) === 0) {
        await session.keep();
      }
    }
    store.isFull = false;
    await session.keep();
    assert.deepEqual(Object.keys(session.state.claims).sort(), Object.keys(model).sort());
    assert.deepEqual(store.kept.map(({ id }) => id), session.record.entries.map((/** @type {any} */ { id }) => id));
    assert.deepEqual([session.waiting, session.trouble], [0, null]);
  }
});

test("what went wrong is told apart", () => {
  assert.equal(troubleOf(new Gone()), "gone");
  assert.equal(troubleOf(new DOMException("", "QuotaExceededError")), "full");
  assert.equal(troubleOf(new Error("anything")), "blocked");
});

test("items are wanted by module, phase, state, attester and words without accents", () => {
  const [one] = BOOK.items;
  const stands = { isClaimed: true, isChanged: false, isLacking: true };
  for (
    const wanted of [{ module: "TRI" }, { phase: "shadow" }, { state: "claimed" }, { state: "lacking" }, {
      attester: "lead",
    }, { words: "uber PRIORITY" }]
  ) {
    assert.ok(isWanted(one, { ...ALL, ...wanted }, stands), JSON.stringify(wanted));
  }
  for (
    const wanted of [{ module: "LIS" }, { phase: "lead" }, { state: "open" }, { state: "changed" }, {
      attester: "legal",
    }, { words: "night" }]
  ) {
    assert.ok(!isWanted(one, { ...ALL, ...wanted }, stands), JSON.stringify(wanted));
  }
});

test("words that look like somebody's data are told apart from days and shifts", () => {
  assert.deepEqual(suspicions("ask ada@quay.example"), ["address"]);
  assert.deepEqual(suspicions("a post of @ada.quay"), ["handle"]);
  assert.deepEqual(suspicions("call 0049 1632 960001"), ["number"]);
  assert.deepEqual(suspicions("booking 84421907"), ["number"]);
  assert.deepEqual(suspicions("Early shift of 2026-12-03, 06:00-14:00, TRI-5, 30 items, 3.12.2026"), []);
});

test("a page was read as it is, or has changed since", async () => {
  const page = { page: "lesson:TRI-L1", digest: DIGEST };
  const session = await begun();
  assert.equal(readingOf(session.state, page).is, "unread");
  session.state.read["lesson:TRI-L1"] = { digest: DIGEST, release: "1.0.0", at: "" };
  assert.equal(readingOf(session.state, page).is, "read");
  assert.equal(readingOf(session.state, { ...page, digest: "sha256:0" }).is, "changed");
  assert.ok(changedSince("Changed in 1.10.0", "1.9.0") && changedSince("New in 1.0.0", "draft"));
  assert.ok(!changedSince("Changed in 1.1.0", "1.1.0") && !changedSince("Changed", "1.0.0"));
});

test("ticks of the earlier checklist are read, and what is torn is left", () => {
  const tick = JSON.stringify({ digest: DIGEST, checked: true, at: "9999" });
  const storage = keeping({ "immerse/acme/TRI-1": tick, "immerse/acme/TRI-2": "torn {", "immerse/other/TRI-3": tick });
  assert.deepEqual(oldTicks(storage, "acme", new Set(["TRI-1", "TRI-2", "TRI-3"])), [{ id: "TRI-1", digest: DIGEST }]);
});

test("words that somebody typed in any script come back from a file as they were", async () => {
  const session = await begun();
  await session.change((source) => note(source, { item: "TRI-1", text: "<img src=x onerror=alert(1)> שלום 日本" }));
  const { record } = parse(session.copy(true).bytes, "acme");
  assert.ok(
    record && Object.values(record.texts).some(({ text }) => text === "<img src=x onerror=alert(1)> שלום 日本"),
  );
});
