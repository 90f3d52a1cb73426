// Performs the operation on records in each line of the input, a JSON object, and answers with a line.

import { stdin } from "node:process";
import { text } from "node:stream/consumers";

import { canonical } from "immerse/record/canonical.mjs";
import { carry } from "immerse/record/carry.mjs";
import * as entries from "immerse/record/entries.mjs";
import { fold } from "immerse/record/fold.mjs";
import { emptyRecord, parse, serialise } from "immerse/record/format.mjs";
import { Growing } from "immerse/record/growing.mjs";
import { calendar } from "immerse/record/ics.mjs";
import { judge, Judging } from "immerse/record/judge.mjs";
import { merge } from "immerse/record/merge.mjs";
import { say } from "immerse/words/say.mjs";

/** @param {Record<string, any>} record */
function fileOf(record) {
  return new TextDecoder().decode(serialise(record));
}

/** @param {string | Uint8Array} content */
function opened(content) {
  const { record, fault } = parse(content);
  if (!record) {
    throw new Error(JSON.stringify(fault));
  }
  return record;
}

/** @param {{hex: string, blanks: number}} asked */
function read({ hex, blanks }) {
  const own = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const content = new Uint8Array(own.length + blanks).fill(0x20);
  content.set(own);
  const names = Object.getOwnPropertyNames(Object.prototype).length;
  const { record, fault } = parse(content);
  const isTouched = names !== Object.getOwnPropertyNames(Object.prototype).length || "polluted" in {} || "ran" in globalThis;
  return { fault, file: record && fileOf(record), isTouched };
}

/** @param {{files: string[]}} asked */
function merged({ files }) {
  const [first, ...others] = files.map(opened);
  const whole = others.reduce((record, other) => merge(record, other).record ?? record, first);
  return { file: fileOf(whole), state: canonical(fold(whole)) };
}

/** One person's changes on several devices, whose copies are merged from time to time. */
class Devices {
  /** @param {number} count */
  constructor(count) {
    this.copies = Array.from({ length: count }, () => emptyRecord("northgate", "0".repeat(32)));
    this.made = 0;
    /** @type {Map<string, Record<string, any>>} */
    this.pieces = new Map();
  }

  /**
   * @param {number} device
   * @param {string} clock
   */
  source(device, clock) {
    return {
      now: () => new Date(clock),
      latest: () => this.copies[device].entries.at(-1)?.at ?? "",
      random: (/** @type {number} */ count) => {
        this.made += 1;
        return Uint8Array.from({ length: count }, (_, index) => (this.made >> (8 * index)) & 255);
      },
    };
  }

  /** @param {any} step */
  take({ device, clock, type, members, piece, other }) {
    if (type === "meet") {
      this.meet(device, other);
      return;
    }
    const made = this.change(this.source(device, clock), type, members, piece);
    if (type.endsWith("vidence")) {
      this.pieces.set(piece, made.entry);
    }
    this.copies[device] = entries.withEntry(this.copies[device], made);
  }

  /**
   * @param {import("immerse/record/entries.mjs").Source} source
   * @param {string} type
   * @param {any} members
   * @param {string} piece
   * @returns {import("immerse/record/entries.mjs").Made}
   */
  change(source, type, members, piece) {
    const before = this.pieces.get(piece);
    switch (type) {
      case "removeEvidence":
        return entries.removeEvidence(source, before ?? {});
      case "evidence":
        return entries.evidence(source, { ...members, replaces: before?.id ?? null });
      case "start":
        return entries.start(source, members);
      case "plan":
        return entries.plan(source, members);
      case "claim":
        return entries.claim(source, members);
      case "unclaim":
        return entries.unclaim(source, members);
      case "note":
        return entries.note(source, members);
      case "read":
        return entries.read(source, members);
      case "score":
        return entries.score(source, members);
      default:
        return entries.task(source, members);
    }
  }

  /**
   * Two devices meet: each saves a file, and the other one opens it.
   * @param {number} one
   * @param {number} other
   */
  meet(one, other) {
    const [first, second] = [one, other].map((device) => opened(serialise(this.copies[device])));
    this.copies[one] = merge(first, second).record ?? first;
    this.copies[other] = merge(second, first).record ?? second;
  }
}

/** @param {{devices: number, steps: any[]}} asked */
function played({ devices, steps }) {
  const used = new Devices(devices);
  for (const step of steps) {
    used.take(step);
  }
  const whole = used.copies.reduce((record, other) => merge(record, other).record ?? record);
  return { file: fileOf(whole), state: canonical(fold(whole)) };
}

/**
 * A record that begins with some of its entries and gets the others one by one, judged after each.
 * @param {{file: string, texts: Record<string, any>, order: number[], held: number, book: Record<string, any>,
 *   today: string}} asked
 */
function grown({ file, texts, order, held, book, today }) {
  const whole = opened(file);
  const entries = order.map((index) => whole.entries[index]);
  const first = opened(JSON.stringify({ ...whole, texts, entries: entries.slice(0, held) }));
  const growing = new Growing(first);
  let judging = new Judging(growing.state, book, today);
  let partly = 0;
  for (const entry of entries.slice(held)) {
    const touched = growing.add({ entry, texts: {} });
    partly += touched.all ? 0 : 1;
    judging = touched.all ? new Judging(growing.state, book, today) : judging;
    judging.again(touched.items, growing.state);
  }
  const { record, state } = growing;
  return {
    partly,
    file: fileOf(record),
    state: canonical(state),
    verdict: judging.verdict,
    anew: judge(fold(record), book, today),
  };
}

/** @param {{file: string, book: Record<string, any>}} asked */
function days({ file, book }) {
  return { text: calendar(opened(file), book, say) };
}

/** @param {{file: string, items: any[], maps: any[], release: string}} asked */
function carried({ file, items, maps, release }) {
  return { state: canonical(carry(fold(opened(file)), items, maps, release)) };
}

/** @type {Record<string, (asked: any) => any>} */
const ANSWERS = { read, merged, played, grown, days, carried };

for (const line of (await text(stdin)).split("\n").filter(Boolean)) {
  const asked = JSON.parse(line);
  console.log(JSON.stringify(ANSWERS[asked.do](asked)));
}
