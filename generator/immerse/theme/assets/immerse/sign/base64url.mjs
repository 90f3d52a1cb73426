// Canonical base64url without padding.

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function encoded(bytes) {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * The bytes of a text, or null if it is not canonical: other characters, padding, unused bits that are set.
 * @param {any} text
 * @returns {Uint8Array<ArrayBuffer> | null}
 */
export function decoded(text) {
  if (typeof text !== "string" || !/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) {
    return null;
  }
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return encoded(bytes) === text ? bytes : null;
}
