// The digest of a file on this device.

/** Bytes of the largest file whose digest is computed; the file is read into memory as a whole. */
export const FILE_LIMIT = 500 * 1024 * 1024;

/**
 * Name, size and SHA-256 of a file, computed in this browser; its bytes are not sent anywhere.
 * @param {File} file
 * @returns {Promise<{name: string, sha256: string, size: number}>}
 * @throws {DOMException} the file cannot be read
 */
export async function digestOf(file) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { name: file.name, sha256, size: file.size };
}
