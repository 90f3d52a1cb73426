// Synchronous SHA-256 (FIPS 180-4) for short texts: the browser's own is asynchronous, and missing on plain http.

const INITIAL = Uint32Array.of(
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
);
const ROUND = roots(64);

/**
 * The first 32 bits of the fractions of the cube roots of the first primes.
 * @param {number} count
 */
function roots(count) {
  const found = new Uint32Array(count);
  for (let number = 2, index = 0; index < count; number += 1) {
    if (isPrime(number)) {
      found[index] = fraction(number);
      index += 1;
    }
  }
  return found;
}

/** @param {number} number */
function isPrime(number) {
  for (let divisor = 2; divisor * divisor <= number; divisor += 1) {
    if (number % divisor === 0) {
      return false;
    }
  }
  return true;
}

/**
 * The first 32 bits of the fraction of a cube root, computed with integers, without rounding.
 * @param {number} number
 */
function fraction(number) {
  const wanted = BigInt(number) << 96n;
  let low = 0n;
  let high = 1n << 36n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** 3n <= wanted) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return Number(low & 0xffffffffn);
}

/**
 * @param {number} word
 * @param {number} bits
 */
function rotated(word, bits) {
  return (word >>> bits) | (word << (32 - bits));
}

/**
 * The padded message: with a bit, zeros and its length in bits, to a multiple of 64 bytes.
 * @param {Uint8Array} bytes
 */
function padded(bytes) {
  const whole = new Uint8Array(((bytes.length + 8) >> 6 << 6) + 64);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(whole.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(whole.length - 4, (bytes.length << 3) >>> 0);
  return view;
}

/**
 * @param {Uint32Array} words
 * @param {DataView} view
 * @param {number} offset
 */
function spread(words, view, offset) {
  for (let index = 0; index < 16; index += 1) {
    words[index] = view.getUint32(offset + 4 * index);
  }
  for (let index = 16; index < 64; index += 1) {
    const early = words[index - 15];
    const late = words[index - 2];
    const first = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
    const second = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
    words[index] = words[index - 16] + first + words[index - 7] + second;
  }
}

/**
 * @param {Uint32Array} state changed in place
 * @param {Uint32Array} words
 */
function compress(state, words) {
  let [a, b, c, d, e, f, g, h] = state;
  for (let index = 0; index < 64; index += 1) {
    const big = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const one = (h + big + ((e & f) ^ (~e & g)) + ROUND[index] + words[index]) | 0;
    const two = ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    // Plain assignments: this is the innermost loop, and an array made for each round costs more than the round.
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) {
    state[index] += word;
  }
}

/**
 * The SHA-256 of a text as UTF-8, or of bytes, as 64 hexadecimal digits.
 * @param {string | Uint8Array} content
 * @returns {string}
 */
export function sha256(content) {
  const view = padded(typeof content === "string" ? new TextEncoder().encode(content) : content);
  const state = Uint32Array.from(INITIAL);
  const words = new Uint32Array(64);
  for (let offset = 0; offset < view.byteLength; offset += 64) {
    spread(words, view, offset);
    compress(state, words);
  }
  return [...state].map((word) => word.toString(16).padStart(8, "0")).join("");
}
