// The fields of a record and of its signed events, declared once: pages import it, and the command line reads it as
// JSON.
//
// A kind of value that ends with `?` may be null, one in brackets is a list of different values, and words with `|`
// between them are the allowed values. In a signed body, a `hash` that is not the id of an event, a map, a dossier or a
// scan names a text of the record.

/** @typedef {Record<string, string>} Shape member -> kind of value */

/**
 * limits: characters of a `text`, of a signed `event` and of a signer's `name`, `items` that a piece of evidence may
 * support, `entries` and `bytes` of a file, values of a `list`, and `events` that a list may name and a record may hold.
 * numbers: kind -> the least and the greatest whole number.
 * signing: weeks by which a gate may be put off, and how often; words, or characters, that a passphrase has at least;
 * letters that initials have; minutes for which a key stays open at most; days after which an observation is signed late;
 * weeks of a placement by whose end the gates after the rotation are decided.
 * patterns: kind -> regular expression for the whole string; days and moments also have to exist in the calendar.
 * entry, file, payload, piece: the members that every entry, file, payload and piece has.
 * entries, bodies: type of an entry or event -> its members. A payload and a body have no others; an entry of another
 * type, and a member that is not listed here, is kept unchanged and ignored.
 * @type {{limits: Record<string, number>, numbers: Record<string, number[]>, signing: Record<string, number>,
 *   patterns: Record<string, string>, entry: Shape, file: Shape, entries: Record<string, Shape>, payload: Shape,
 *   bodies: Record<string, Shape>, piece: Shape}}
 */
export const CONTRACT = {
  "limits": {
    "text": 4000,
    "event": 131072,
    "name": 80,
    "items": 3,
    "entries": 20000,
    "bytes": 5242880,
    "list": 400,
    "events": 10000
  },
  "numbers": {
    "one": [1, 1],
    "number": [1, 999999],
    "level": [0, 5],
    "rating": [1, 5],
    "weeks": [0, 6]
  },
  "signing": {
    "least_weeks": 2,
    "most_weeks": 6,
    "extensions": 2,
    "passphrase_words": 4,
    "passphrase_characters": 20,
    "least_initials": 2,
    "most_initials": 4,
    "open_minutes": 15,
    "late_days": 14,
    "placed_weeks": 13
  },
  "patterns": {
    "id": "[0-9a-f]{32}",
    "hash": "[0-9a-f]{64}",
    "text": "[0-9a-f]{64}",
    "code": "[A-Z][A-Z0-9]{0,7}(?:-[A-Z]?[0-9]{1,3})?",
    "slug": "(?=.{1,60}$)[a-z0-9]+(?:-[a-z0-9]+)*",
    "name": "(?=.{1,60}$)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*",
    "digest": "(?:d[0-9]{1,3}:)?sha256:[0-9a-f]{64}",
    "release": "(?:draft|(?:0|[1-9][0-9]{0,5})(?:\\.(?:0|[1-9][0-9]{0,5})){2})",
    "page": "[a-z][a-z-]{0,19}:[A-Za-z0-9][A-Za-z0-9._/-]{0,79}",
    "event": "[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+",
    "day": "(?:19[7-9][0-9]|20[0-9]{2})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])",
    "moment": "(?:19[7-9][0-9]|20[0-9]{2})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z",
    "version": "(?:0|[1-9][0-9]{0,5})(?:\\.(?:0|[1-9][0-9]{0,5})){2}",
    "person": "p-[0-9a-f]{4,16}"
  },
  "entry": {
    "id": "id",
    "at": "moment",
    "type": "slug"
  },
  "file": {
    "name": "text",
    "sha256": "hash",
    "size": "count"
  },
  "entries": {
    "start": { "name": "text?", "day": "day", "track": "slug", "path": "slug", "release": "release", "book": "digest" },
    "plan": { "gate": "code", "day": "day?" },
    "claim": { "item": "code", "digest": "digest", "rev": "rev", "release": "release" },
    "unclaim": { "item": "code" },
    "evidence": {
      "items": "items",
      "kind": "slug",
      "title": "text",
      "day": "day",
      "shift": "text?",
      "simulated": "yes-no",
      "link": "text?",
      "file": "file?",
      "replaces": "id?",
      "removed": "yes-no"
    },
    "note": { "item": "code", "text": "text?" },
    "read": { "page": "page", "digest": "digest", "release": "release" },
    "score": { "deck": "name", "right": "count", "of": "count", "release": "release" },
    "task": { "task": "code", "done": "yes-no", "day": "day", "release": "release" },
    "erase": { "texts": "texts" }
  },
  "payload": {
    "v": "one",
    "id": "id",
    "type": "slug",
    "rot": "id",
    "client": "slug",
    "book": "digest",
    "ver": "version",
    "by": "person",
    "n": "number",
    "prev": "hash?",
    "at": "moment",
    "body": "body"
  },
  "bodies": {
    "open": {
      "trainee": "person",
      "mentor": "person",
      "start": "day",
      "end": "day",
      "track": "slug",
      "path": "slug",
      "role": "slug"
    },
    "period": {
      "no": "number",
      "from": "day",
      "to": "day",
      "ctx": "slug",
      "shift": "slug?",
      "load": "routine|elevated|crisis",
      "advice": "continue|more-practice|remediate|ready",
      "items": "[code]",
      "rating": "rating?",
      "note": "hash?",
      "role": "slug"
    },
    "attest": {
      "item": "code",
      "digest": "digest",
      "rev": "rev",
      "decision": "met|not-yet",
      "level": "level",
      "ctx": "slug?",
      "day": "day",
      "period": "hash?",
      "role": "slug",
      "evidence": "[piece]",
      "sentence": "hash",
      "next": "hash?",
      "error": "found|reported|none"
    },
    "withdraw": { "event": "hash", "reason": "hash", "role": "slug" },
    "waive": { "item": "code", "reason": "hash", "until": "day", "role": "slug" },
    "decide": {
      "gate": "code",
      "decision": "pass|extend|redirect|leave",
      "weeks": "weeks",
      "panel": "[person]",
      "reason": "hash",
      "role": "slug"
    },
    "endorse": { "events": "[hash]", "dossier": "hash", "statement": "hash", "role": "slug" },
    "graduate": {
      "events": "[hash]",
      "dossier": "hash",
      "forks": "[hash]",
      "manager": "person",
      "brand": "slug?",
      "day": "day",
      "until": "day",
      "statement": "hash",
      "role": "slug"
    },
    "placed": { "day": "day", "manager": "person", "brand": "slug?", "role": "slug" },
    "migrate": {
      "from": "version",
      "to": "version",
      "map": "hash",
      "carried": "[code]",
      "redo": "[code]",
      "gone": "[code]",
      "role": "slug"
    },
    "transcribe": {
      "item": "code",
      "digest": "digest",
      "rev": "rev",
      "level": "level",
      "ctx": "slug?",
      "day": "day",
      "signer": "person",
      "signed_as": "slug",
      "evidence": "[piece]",
      "sentence": "hash",
      "paper": "hash",
      "role": "slug"
    },
    "acknowledge": { "ver": "version", "person": "person", "role": "slug" },
    "void": { "reason": "hash", "role": "slug" },
    "reopen": { "reason": "hash", "role": "slug" }
  },
  "piece": {
    "piece": "id",
    "kind": "slug",
    "day": "day",
    "shift": "slug?",
    "simulated": "yes-no",
    "sha256": "hash?"
  }
};
