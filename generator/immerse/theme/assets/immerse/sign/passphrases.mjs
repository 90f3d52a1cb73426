// Whether a passphrase is strong enough for a key card.

import { CONTRACT } from "../record/record-fields.mjs";

const LEAST_WORDS = CONTRACT.signing.passphrase_words;
const LEAST_CHARACTERS = CONTRACT.signing.passphrase_characters;
const LEAST_IN_A_WORD = 3;
const LEAST_DIFFERENT = 8;

/**
 * The normalized passphrase (NFC), so that an é is one character from every keyboard.
 * @param {string} passphrase
 * @returns {string}
 */
export function normal(passphrase) {
  return passphrase.normalize("NFC");
}

/**
 * Whether it has enough different words, or enough characters of which enough are different.
 * @param {string} passphrase
 * @returns {boolean}
 */
export function isLongEnough(passphrase) {
  const text = normal(passphrase);
  const words = new Set(text.split(" ").filter((word) => [...word].length >= LEAST_IN_A_WORD).map((word) => word.toLowerCase()));
  const characters = [...text];
  return words.size >= LEAST_WORDS ||
    (characters.length >= LEAST_CHARACTERS && new Set(characters).size >= LEAST_DIFFERENT);
}
