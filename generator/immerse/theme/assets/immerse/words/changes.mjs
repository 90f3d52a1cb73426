// The words of what changed alone: their pages load no others.

import words from "./en/changes.mjs";
import { speaking } from "./speaking.mjs";

export const say = speaking(words);
