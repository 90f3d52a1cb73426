// A browser's storage in memory, empty or full at the start of a test.

/**
 * @param {Record<string, string>} entries the initial content
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

/** An empty storage that is full. */
export function full() {
  const setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  return { ...keeping(), setItem };
}
