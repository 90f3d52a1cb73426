// Whether somebody has read a page as it is now. Pure.

import { isAfter } from "../changes-state.mjs";

/** @typedef {import("../record/fold.mjs").State} State */

/**
 * @param {State} state
 * @param {{page: string, digest: string}} page as it is now
 * @returns {{is: "unread" | "read" | "changed", at: string, release: string}}
 */
export function readingOf(state, { page, digest }) {
  if (!Object.hasOwn(state.read, page)) {
    return { is: "unread", at: "", release: "" };
  }
  const { at, release, digest: then } = state.read[page];
  return { is: then === digest ? "read" : "changed", at, release };
}

/**
 * Whether a mark such as "Changed in 1.2.0" names a later release.
 * @param {string} mark
 * @param {string} release
 */
export function changedSince(mark, release) {
  const version = /\d+\.\d+\.\d+/.exec(mark)?.[0];
  return version !== undefined && (release === "draft" || isAfter(version, release));
}
