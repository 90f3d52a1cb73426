// A browser's storage in memory, so that a test begins with an empty one, or with one that refuses.

/**
 * @param {Record<string, string>} entries what it holds at first
 * @returns {Storage}
 */
export function keeping(entries = {}) {
  const kept = new Map(Object.entries(entries));
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

/** A storage that holds nothing and is full. */
export function full() {
  const setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  return { ...keeping(), setItem };
}
