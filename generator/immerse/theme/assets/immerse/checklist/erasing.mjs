// The texts of a piece of evidence in all its versions: erasing the piece erases them in each version. Pure.

/**
 * Names of the texts of a piece, in its current version and in those that it replaced.
 * @param {Record<string, any>[]} entries of a record
 * @param {string} id of the current version
 * @returns {string[]}
 */
export function textsOfPiece(entries, id) {
  const versions = new Map(entries.filter(({ type }) => type === "evidence").map((entry) => [entry.id, entry]));
  const texts = new Set();
  for (let version = versions.get(id); version; version = versions.get(version.replaces)) {
    versions.delete(version.id); // stops at versions that replace each other in a cycle
    for (const text of [version.title, version.shift, version.link, version.file?.name]) {
      texts.add(text);
    }
  }
  return [...texts].filter((text) => typeof text === "string");
}
