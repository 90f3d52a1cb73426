// Files on this device that a page may write to, where the browser has that (File System Access).

/** Whether this browser can tie a checklist to a file. */
export function canTie() {
  return "showSaveFilePicker" in globalThis;
}

/**
 * Ask for a file; the only place where one comes from.
 * @param {string} name what it is called at first
 * @returns {Promise<FileSystemFileHandle>}
 * @throws {DOMException} AbortError where somebody thinks better of it
 */
export function askForFile(name) {
  const types = [{ description: "JSON", accept: { "application/json": [".json"] } }];
  return /** @type {any} */ (globalThis).showSaveFilePicker({ suggestedName: name, types });
}

/**
 * Whether a file may be written; asks where `ask` says so, which a press has to begin.
 * @param {any} handle
 * @param {boolean} ask
 */
export async function mayWrite(handle, ask) {
  const wanted = { mode: "readwrite" };
  const state = await handle.queryPermission(wanted);
  return state === "granted" || (ask && (await handle.requestPermission(wanted)) === "granted");
}

/**
 * What stands in a file.
 * @param {FileSystemFileHandle} handle
 * @returns {Promise<Uint8Array>}
 */
export async function contentOf(handle) {
  return new Uint8Array(await (await handle.getFile()).arrayBuffer());
}

/**
 * Replace what stands in a file; it is exchanged when all is written.
 * @param {FileSystemFileHandle} handle
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
export async function replaceContent(handle, bytes) {
  const stream = await handle.createWritable();
  await stream.write(bytes);
  await stream.close();
}
