// The version of a site that somebody last read, and the releases since then. Pure: storage is passed in.

import { say } from "./words/changes.mjs";

const VERSION = /^\d+\.\d+\.\d+$/;

/**
 * The storage key of the version that was last read.
 * @param {string} client
 */
export function keyOf(client) {
  return `immerse/${client}/.read`;
}

/**
 * Whether one version (`1.10.0`) comes after another.
 * @param {string} version
 * @param {string} other
 */
export function isAfter(version, other) {
  const [one, two] = [version, other].map((text) => text.split(".").map(Number));
  const place = one.findIndex((number, index) => number !== two[index]);
  return place >= 0 && one[place] > two[place];
}

/**
 * The version that was last read. If none is stored, the current version is stored and returned.
 * @param {Storage} storage
 * @param {string} client
 * @param {string} version
 */
export function lastRead(storage, client, version) {
  const read = storage.getItem(keyOf(client)) ?? "";
  if (VERSION.test(read)) {
    return read;
  }
  keepRead(storage, client, version);
  return version;
}

/**
 * Store the version that was read; false if the browser refuses (full, blocked, private window).
 * @param {Storage} storage
 * @param {string} client
 * @param {string} version
 */
export function keepRead(storage, client, version) {
  try {
    storage.setItem(keyOf(client), version);
    return true;
  } catch {
    return false;
  }
}

/**
 * What to say at the head of What changed in `version` to somebody who last read `read`, whether there is news, and
 * which of the `releases` told on the page were known: those are folded, unless all are.
 * @param {string[]} releases
 * @param {string} read
 * @param {string} version
 */
export function toTell(releases, read, version) {
  const news = releases.filter((release) => isAfter(release, read));
  if (news.length === 0) {
    const line = say(isAfter(read, version) ? "changes.newer" : "changes.known", { read });
    return { line, hasNews: false, folded: [] };
  }
  const folded = releases.filter((release) => !news.includes(release));
  return { line: say("changes.since", { read }), hasNews: true, folded };
}
