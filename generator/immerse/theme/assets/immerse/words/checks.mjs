// Only the texts of knowledge checks, whose pages load no others.

import words from "./en/checks.mjs";
import { speaking } from "./speaking.mjs";

export const say = speaking(words);
