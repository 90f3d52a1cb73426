// Which texts a piece of evidence has, in all its versions: what is erased of it is erased in each of them. Pure.

/**
 * Names of the texts of a piece, of the version that stands and of those that it replaced.
 * @param {Record<string, any>[]} entries of a record
 * @param {string} id of the version that stands
 * @returns {string[]}
 */
export function textsOfPiece(entries, id) {
  const versions = new Map(entries.filter(({ type }) => type === "evidence").map((entry) => [entry.id, entry]));
  const texts = new Set();
  for (let version = versions.get(id); version; version = versions.get(version.replaces)) {
    versions.delete(version.id); // versions that replace each other in a ring end
    for (const text of [version.title, version.shift, version.link, version.file?.name]) {
      texts.add(text);
    }
  }
  return [...texts].filter((text) => typeof text === "string");
}
