// What our pages say in English: a file a part, each one JSON object behind `export default`, so that programs read it too.

import changes from "./en/changes.mjs";
import checklist from "./en/checklist.mjs";
import checks from "./en/checks.mjs";
import practice from "./en/practice.mjs";
import reading from "./en/reading.mjs";
import record from "./en/record.mjs";

/**
 * Key -> text. `{name}` is filled in; a text that counts has a form for each plural of its language, chosen by `n`.
 * @type {Record<string, string | Record<string, string>>}
 */
export const WORDS = { ...changes, ...checklist, ...checks, ...practice, ...reading, ...record };
