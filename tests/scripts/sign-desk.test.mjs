// The logic of the pages of sign-off, without a page: drafts, outboxes, errors of forms, waiting tasks, descriptions.

import assert from "node:assert/strict";
import { test } from "node:test";

import { canonical } from "immerse/record/canonical.mjs";
import { emptyRecord } from "immerse/record/format.mjs";
import { draftAttestations, itemsFor, lacks, levelsFor, rowsOf } from "immerse/sign/attest-state.mjs";
import { Drafting, signed, slugOf } from "immerse/sign/drafting.mjs";
import { eventLine } from "immerse/sign/event-line.mjs";
import { gapWords, reasonWords, warningWords } from "immerse/sign/gap-words.mjs";
import { previewed, signerOn } from "immerse/sign/judged.mjs";
import { eventId, payloadOf, split } from "immerse/sign/jws.mjs";
import { newCard } from "immerse/sign/keycard.mjs";
import { outboxOf, withEvents } from "immerse/sign/outbox.mjs";
import { Library } from "immerse/sign/published-files.mjs";
import { describeEvent } from "immerse/sign/telling.mjs";
import { acknowledgingRoles, waitingFor } from "immerse/sign/pending-signatures.mjs";
import cases from "../cases/signing/folding.json" with { type: "json" };

/** @type {any} */
const BOOK = { ...cases.books["1.0.0"], ver: "1.0.0", levels: { 1: "Observe", 2: "Shadow", 4: "Independent" }, contexts: {}, roles: {}, paths: {} };
for (const item of BOOK.items) {
  Object.assign(item, { title: item.id, statement: `What ${item.id} asks` });
}
for (const one of [...BOOK.gates, ...BOOK.modules, ...BOOK.kinds]) {
  one.title = one.id;
}
/** @type {any} */
const SIGNERS = cases.signers;
const UNDER = { ver: "1.0.0", book: BOOK };
const ROT = "0f".repeat(16);
const RECORD = emptyRecord("riverbend", ROT);

/** @param {string} start */
function chance(start) {
  let byte = 0;
  return { now: () => new Date(start), random: (/** @type {number} */ n) => Uint8Array.from({ length: n }, () => (byte = (byte + 1) % 256)) };
}

/** @param {string} person */
function signerOf(person) {
  return /** @type {any} */ (Object.values(SIGNERS)).find((/** @type {any} */ one) => one.person === person);
}

const MENTOR = signerOf("p-0e01");
/** @type {import("immerse/sign/attest-state.mjs").Line} */
const LINE = { item: "LIS-1", decision: "met", level: 2, ctx: null, day: "2026-02-01", pieces: [], sentence: "Seen.", next: "", error: "none" };
const SHIFT = { role: "mentor", from: "2026-02-01", to: "2026-02-01", ctx: "live", shift: "early", load: "routine", advice: "continue", rating: null, note: "" };

/** @param {any[]} known @param {string} [at] */
function drafted(known, at = "2026-02-01T10:00:00.000Z") {
  const drafting = new Drafting(/** @type {any} */ (RECORD), MENTOR, known, chance(at));
  draftAttestations(drafting, UNDER, "mentor", SHIFT, [LINE, { ...LINE, item: "REL-6", level: 4 }], 1);
  return drafting;
}

test("events of one batch name each other, count on from the last of this key, and come later than all that are known", () => {
  const before = [
    { kid: MENTOR.key, n: 3, event: "a".repeat(64), at: "2026-02-01T09:00:00.000Z" },
    { kid: "other", n: 9, event: "b".repeat(64), at: "2026-02-01T11:00:00.000Z" },
  ];
  const events = drafted(before).drafts.map(({ event }) => event);
  assert.deepEqual(events.map(({ n }) => n), [4, 5, 6]);
  assert.deepEqual(events.map(({ prev }) => prev), ["a".repeat(64), events[0].event, events[1].event]);
  assert.equal(events[1].body.period, events[0].event);
  assert.deepEqual(events.map(({ at }) => at), ["001", "002", "003"].map((ms) => `2026-02-01T11:00:00.${ms}Z`));
});

test("an event has its name before it is signed, and the bytes that were shown are the ones that are signed", async () => {
  const { signer } = await newCard("correct horse battery staple");
  const drafting = new Drafting(/** @type {any} */ (RECORD), { ...MENTOR, key: signer.kid }, [], chance("2026-02-01T10:00:00.000Z"));
  draftAttestations(drafting, UNDER, "mentor", SHIFT, [LINE], 1);
  const lines = await signed(drafting.drafts, signer);
  assert.deepEqual(lines.map(eventId), drafting.drafts.map(({ event }) => event.event));
  const { event, kid, ...payload } = drafting.drafts[1].event;
  assert.equal(canonical(payloadOf(split(lines[1]))), canonical(payload));
  assert.equal(kid, signer.kid);
  assert.equal(event, eventId(lines[1]));
  const record = withEvents(RECORD, lines, { ...drafting.texts, ["c".repeat(64)]: { salt: ROT, text: "of somebody else" } });
  const outbox = outboxOf(record, drafting.drafts.map((one) => one.event), signer.kid);
  assert.deepEqual([outbox.events.length, Object.keys(outbox.texts).sort()], [2, Object.keys(drafting.texts).sort()]);
  assert.deepEqual(outboxOf(record, drafting.drafts.map((one) => one.event), "other").events, []);
});

test("what is told is read from the bytes, with the words behind each digest; words that were changed are not told", () => {
  const drafting = drafted([]);
  const known = { book: BOOK, texts: drafting.texts, eventWords: (/** @type {string} */ name) => name };
  const said = describeEvent(drafting.drafts[1].bytes, known);
  const facts = new Map(said.facts);
  assert.equal(said.title, "Attestation: LIS-1 LIS-1");
  assert.deepEqual([facts.get("Item"), facts.get("Decision"), facts.get("Level"), facts.get("What you saw")], [
    ["LIS-1 LIS-1", "What LIS-1 asks"],
    ["met"],
    ["2 Shadow"],
    ["Seen."],
  ]);
  const [digest] = drafting.drafts[1].event.body.sentence.match(/^.{64}$/);
  const changed = { ...drafting.texts, [digest]: { ...drafting.texts[digest], text: "Something else." } };
  assert.match(new Map(describeEvent(drafting.drafts[1].bytes, { ...known, texts: changed }).facts).get("What you saw")?.[0] ?? "", /not in the file/);
});

test("a form says what is missing in it", () => {
  const keys = (/** @type {any[]} */ lines, /** @type {any} */ shift = SHIFT) => lacks(lines, shift, BOOK).map(({ key }) => key);
  assert.deepEqual(keys([]), ["sign.lacks-items"]);
  assert.deepEqual(keys([LINE]), []);
  assert.deepEqual(keys([{ ...LINE, sentence: " ", day: "" }]), ["sign.lacks-sentence", "sign.lacks-day"]);
  assert.deepEqual(keys([{ ...LINE, decision: "not-yet" }]), ["sign.lacks-next"]);
  assert.deepEqual(keys([LINE], { ...SHIFT, to: "" }), ["sign.lacks-days"]);
  assert.deepEqual(keys([LINE], null), []);
});

test("items are offered to the roles that they ask for, within the modules of a key", () => {
  const ids = (/** @type {any[]} */ items) => items.map(({ id }) => id);
  const { asked, others } = itemsFor(BOOK, MENTOR, "mentor");
  assert.ok(ids(asked).includes("LIS-1") && !ids(asked).includes("GC-25") && ids(others).includes("GC-25"));
  assert.ok(![...asked, ...others].some(({ id }) => id === "GC-28"));
  assert.deepEqual(ids(itemsFor(BOOK, { ...MENTOR, modules: ["TRI"] }, "mentor").asked), ["TRI-5"]);
  const confirmed = { computed: true, compute: { kind: "outside" }, attested_by: { all: ["lead", "system"], any: [] } };
  assert.deepEqual(rowsOf(confirmed), [["lead"]]);
  assert.deepEqual(levelsFor(asked[0], BOOK), [1, 2, 4]);
});

test("a key signs within its days, and not from the day on which it was revoked", () => {
  const codes = (/** @type {any} */ changed, /** @type {string} */ day) => signerOn({ k: { ...MENTOR, ...changed } }, "k", day).code;
  assert.equal(signerOn({}, "toString", "2026-02-01").code, "unknown-key");
  assert.equal(codes({}, "2026-02-01"), "");
  assert.equal(codes({}, "2025-05-31"), "key-too-early");
  assert.equal(codes({}, "2028-01-01"), "key-expired");
  assert.equal(codes({ revoked: "2026-02-01", reason: "lost" }, "2026-02-01"), "key-revoked");
  assert.equal(codes({ revoked: "2026-02-01", reason: "lost" }, "2026-01-31"), "");
  assert.equal(codes({ revoked: "2026-02-01", reason: "compromised" }, "2026-01-01"), "key-revoked");
});

/** @param {string} name */
function judgedCase(name) {
  const one = /** @type {any[]} */ (cases.cases).find((found) => found.case === name);
  const events = one.events.map((/** @type {string} */ event) => /** @type {any} */ (cases.events)[event]);
  return { events, said: one.fold, book: BOOK, record: RECORD, published: { books: cases.books, signers: SIGNERS, maps: {} }, refused: [], own: { claims: {} } };
}

test("what waits for somebody is one list, and it ends with the placement", () => {
  const waits = (/** @type {string} */ name, /** @type {string} */ person) =>
    waitingFor(/** @type {any} */ (judgedCase(name)), signerOf(person)).map(({ kind, id }) => `${kind} ${id}`.trim());
  assert.deepEqual(waits("nothing was signed", "p-0e04"), []);
  assert.ok(waits("not yet without a next step", "p-0e01").includes("attest LIS-1"));
  assert.deepEqual(waits("a mentor signs the graduation", "p-0e04"), ["graduate"]);
  assert.deepEqual(waits("a mentor signs the graduation", "p-0e01"), []);
  assert.deepEqual(waits("a whole rotation", "p-0e09"), ["placed", "gate G6"]);
  assert.deepEqual(waits("placed and confirmed", "p-0e09"), []);
  assert.deepEqual(waits("placed for thirteen weeks", "p-0e09"), ["gate G6"]);
});

test("an item waits now where it is claimed, signed by somebody, or asked for by the next gate of the graduation", () => {
  const before = /** @type {any} */ (judgedCase("not yet without a next step"));
  const now = (/** @type {any} */ judged) => waitingFor(judged, MENTOR).filter(({ isLater }) => !isLater).map(({ id }) => id);
  assert.deepEqual(now(before), []);
  assert.deepEqual(now({ ...before, own: { claims: { "LIS-1": {} } } }), ["LIS-1"]);
  const gates = { ...before.said.gates, G1: { ...before.said.gates.G1, state: "passed" } };
  assert.deepEqual(now({ ...before, said: { ...before.said, gates } }), ["GC-07", "GC-14"]);
  const signed = { ...before.said.items, "REL-6": { ...before.said.items["REL-6"], awards: ["one"] } };
  assert.deepEqual(now({ ...before, said: { ...before.said, items: signed } }), ["REL-6"]);
});

test("that a release was read waits for the trainee, or for who enters what came on paper, until it is signed", () => {
  const before = /** @type {any} */ (judgedCase("not yet without a next step"));
  const roles = (/** @type {any} */ judged, /** @type {string} */ person) => acknowledgingRoles(judged, signerOf(person));
  assert.deepEqual([roles(before, "p-7a01"), roles(before, "p-0e07"), roles(before, "p-0e01")], [["trainee"], ["hr"], []]);
  assert.deepEqual(roles(judgedCase("a whole rotation"), "p-0e07"), []);
  const items = BOOK.items.filter((/** @type {any} */ { id }) => id !== "GC-28");
  assert.deepEqual(roles({ ...before, book: { ...BOOK, items } }, "p-0e07"), []);
});

test("a draft that a rule refuses is known before it is signed", () => {
  const before = judgedCase("not yet without a next step");
  const drafting = new Drafting(/** @type {any} */ (RECORD), MENTOR, before.events, chance("2026-02-01T10:00:00.000Z"));
  draftAttestations(drafting, UNDER, "mentor", null, [{ ...LINE, day: "2026-02-02" }], 1);
  assert.deepEqual(previewed(/** @type {any} */ (before), drafting, new Date()).reasons.map(({ code }) => code), ["wrong-days"]);
  const good = new Drafting(/** @type {any} */ (RECORD), MENTOR, before.events, chance("2026-02-01T10:00:00.000Z"));
  draftAttestations(good, UNDER, "mentor", null, [LINE], 1);
  const { said, reasons } = previewed(/** @type {any} */ (before), good, new Date());
  assert.deepEqual([reasons, said.items["LIS-1"].state], [[], "partial"]);
});

test("everything that the histories give has words: reasons, gaps, warnings, events, what waits", () => {
  let lines = 0;
  for (const one of /** @type {any[]} */ (cases.cases)) {
    const { events, said } = judgedCase(one.case);
    const eventWords = (/** @type {string} */ name) => eventLine(events.find((/** @type {any} */ found) => found.event === name), name, BOOK);
    const groups = [...Object.values(said.items), ...Object.values(said.gates), ...(said.graduation ? [said.graduation] : [])];
    const all = [
      ...said.refused.map((/** @type {any} */ { code, event }) => `${eventWords(event)} ${reasonWords(code)}`),
      ...groups.flatMap((/** @type {any} */ { gaps }) => gaps.map((/** @type {any} */ gap) => gapWords(gap, BOOK))),
      ...said.warnings.map((/** @type {any} */ warning) => warningWords(warning, BOOK, eventWords)),
      ...events.map((/** @type {any} */ { event }) => eventWords(event)),
    ];
    lines += all.length;
    assert.deepEqual(all.filter((line) => /[{}]|undefined/.test(line)), [], one.case);
    for (const event of events) {
      const { event: _, kid: __, ...payload } = event;
      const known = { book: BOOK, texts: {}, eventWords };
      assert.ok(describeEvent(new TextEncoder().encode(canonical(payload)), known).facts.flat(2).every((line) => line && !/undefined/.test(line)), one.case);
    }
  }
  assert.ok(lines > 1000);
});

test("only releases that the site lists are asked for", async () => {
  /** @type {string[]} */
  const asked = [];
  const files = /** @type {Record<string, any>} */ ({
    "../versions.json": [{ version: "1.1.0" }, { version: "1.0.0" }, { version: "../../elsewhere" }],
    "downloads/checklist.json": { ver: "here" },
    "../1.0.0/downloads/checklist.json": { ver: "1.0.0" },
    "../1.1.0/downloads/signers.json": { schema: "immerse.signers/1", client: "riverbend", signers: [] },
  });
  const read = (/** @type {string} */ path) => {
    asked.push(path);
    return Promise.resolve(path in files ? new TextEncoder().encode(JSON.stringify(files[path])) : null);
  };
  const library = new Library(read, "1.1.0", () => Promise.resolve([{ old: "1.0.0", new: "1.1.0" }]));
  const { books, signers, maps } = await library.published(["1.0.0", "9.9.9", "../../elsewhere"], () => "map");
  assert.deepEqual([Object.keys(books).sort(), signers, maps], [["1.0.0", "1.1.0"], {}, {}]);
  assert.ok(!asked.some((path) => path.includes("elsewhere") || path.includes("9.9.9")));
});

test("words become the name of a shift", () => {
  assert.equal(slugOf("  Späte Schicht, 2. Hälfte "), "spate-schicht-2-halfte");
  assert.equal(slugOf("!?"), null);
  assert.equal(slugOf(null), null);
});
