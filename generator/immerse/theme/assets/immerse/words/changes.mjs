// Only the texts of the page "What changed", which loads no others.

import words from "./en/changes.mjs";
import { speaking } from "./speaking.mjs";

export const say = speaking(words);
