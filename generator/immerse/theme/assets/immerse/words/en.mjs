// The English texts of scripts: one file for each part, each one JSON object after `export default`, so that programs
// can read it too.

import changes from "./en/changes.mjs";
import checklist from "./en/checklist.mjs";
import checks from "./en/checks.mjs";
import practice from "./en/practice.mjs";
import reading from "./en/reading.mjs";
import record from "./en/record.mjs";

/**
 * Key -> text. `{name}` is filled in; a text with a number has one form for each plural category of its language,
 * chosen by `n`.
 * @type {Record<string, string | Record<string, string>>}
 */
export const WORDS = { ...changes, ...checklist, ...checks, ...practice, ...reading, ...record };
