// The days of a rotation as an iCalendar file (RFC 5545): gates, floors and the trainee's own tasks.

import { order } from "./canonical.mjs";
import { fold } from "./fold.mjs";
import { gateDays, taskDays } from "./whereabouts.mjs";

/** @typedef {import("./gaps.mjs").Say} Say */
/** @typedef {{day: string, kind: string, id: string, summary: string, text: string}} Day */

const OCTETS = 75;

/**
 * The calendar of a rotation; empty before somebody started.
 * @param {Record<string, any>} record
 * @param {Record<string, any>} book
 * @param {Say} say the catalogue
 * @returns {string}
 */
export function calendar(record, book, say) {
  const state = fold(record);
  if (state.start === null) {
    return "";
  }
  const stamp = record.entries.at(-1).at.slice(0, 19).replace(/[-:]/g, "");
  const days = [...gates(state, book, say), ...tasks(state, book)].sort(byDay);
  const events = days.flatMap((day) => eventLines(day, `${record.rot}.${day.kind}.${day.id}`, `${stamp}Z`));
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//immerse//record//EN", ...events, "END:VCALENDAR"];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/**
 * @param {Day} one
 * @param {Day} other
 */
function byDay(one, other) {
  return order(one.day, other.day) || order(one.kind, other.kind) || order(one.id, other.id);
}

/**
 * @param {import("./fold.mjs").State} state
 * @param {Record<string, any>} book
 * @param {Say} say
 * @returns {Day[]}
 */
function gates(state, book, say) {
  return gateDays(state, book).flatMap(({ id, day, earliest }, index) => {
    const { title, after } = book.gates[index];
    const text = say("calendar.gate-text", { client: book.client_name });
    const gate = { kind: "gate", id, summary: say("calendar.gate", { id, title }), text };
    const floor = { kind: "floor", id, summary: say("calendar.floor", { id, title }), text: say("calendar.floor-text") };
    return [...(day && after ? [{ ...gate, day }] : []), ...(earliest ? [{ ...floor, day: earliest }] : [])];
  });
}

/**
 * @param {import("./fold.mjs").State} state
 * @param {Record<string, any>} book
 * @returns {Day[]}
 */
function tasks(state, book) {
  const known = new Map((book.tasks ?? []).map((/** @type {any} */ task) => [task.id, task]));
  return taskDays(state, book, state.start ?? "").flatMap(({ id, day, mine }) =>
    mine ? [{ day, kind: "task", id, summary: known.get(id).title, text: known.get(id).text }] : [],
  );
}

/**
 * @param {Day} day
 * @param {string} uid
 * @param {string} stamp
 */
function eventLines(day, uid, stamp) {
  return [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${day.day.replaceAll("-", "")}`,
    `SUMMARY:${escaped(day.summary)}`,
    `DESCRIPTION:${escaped(day.text)}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/**
 * A text escaped as in RFC 5545; `\N` in it is a line break, as in the library of the command line.
 * @param {string} text
 */
function escaped(text) {
  return text.replaceAll("\\N", "\n").replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");
}

/**
 * A line folded into pieces of fewer than 75 octets, none of which ends within a character or within an escape
 * sequence.
 * @param {string} line
 */
function folded(line) {
  const encoder = new TextEncoder();
  const pieces = [];
  let piece = "";
  let octets = 0;
  for (const character of line) {
    const length = encoder.encode(character).length;
    if (piece && octets + length >= OCTETS) {
      const kept = /.[\\^]$/su.test(piece) ? piece.slice(-1) : "";
      pieces.push(piece.slice(0, piece.length - kept.length));
      piece = kept;
      octets = kept.length;
    }
    piece += character;
    octets += length;
  }
  return [...pieces, piece].join("\r\n ");
}
