// The texts of the pages on which people sign, with those of all pages; only these pages load them.

import enrol from "./en/enrol.mjs";
import sign from "./en/sign.mjs";
import signing from "./en/signing.mjs";
import { WORDS as COMMON } from "./en.mjs";
import { speaking } from "./speaking.mjs";

export { sayDay, sayList } from "./say.mjs";

export const WORDS = { ...COMMON, ...enrol, ...sign, ...signing };
export const say = speaking(WORDS);
