// Files on this device that a page may write to, if the browser supports it (File System Access).

/** Whether this browser can tie a checklist to a file. */
export function canTie() {
  return "showSaveFilePicker" in globalThis;
}

/**
 * Ask the user for a file; the only source of file handles.
 * @param {string} name what it is called at first
 * @returns {Promise<FileSystemFileHandle>}
 * @throws {DOMException} AbortError if the user cancels
 */
export function askForFile(name) {
  const types = [{ description: "JSON", accept: { "application/json": [".json"] } }];
  return /** @type {any} */ (globalThis).showSaveFilePicker({ suggestedName: name, types });
}

/**
 * Whether a file may be written. With `ask` the browser asks the user, which needs a user action.
 * @param {any} handle
 * @param {boolean} ask
 */
export async function mayWrite(handle, ask) {
  const wanted = { mode: "readwrite" };
  const state = await handle.queryPermission(wanted);
  return state === "granted" || (ask && (await handle.requestPermission(wanted)) === "granted");
}

/**
 * The content of a file.
 * @param {FileSystemFileHandle} handle
 * @returns {Promise<Uint8Array>}
 */
export async function contentOf(handle) {
  return new Uint8Array(await (await handle.getFile()).arrayBuffer());
}

/**
 * Replace the content of a file; the new content takes effect when all of it is written.
 * @param {FileSystemFileHandle} handle
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
export async function replaceContent(handle, bytes) {
  const stream = await handle.createWritable();
  await stream.write(bytes);
  await stream.close();
}
