// A key is held for at most a quarter of an hour.

import assert from "node:assert/strict";
import { test } from "node:test";

import { KeyRing, LONGEST } from "immerse/sign/keys.mjs";

/** Timers with a clock that moves only on request. */
class World {
  constructor() {
    this.time = 1_000_000;
    /** @type {Map<number, {then: () => void, at: number}>} */
    this.timers = new Map();
    this.made = 0;
    /** @type {string | null} */
    this.refuses = null;
    this.isAsleep = false;
  }

  now() {
    return this.time;
  }

  /** @param {() => void} then @param {number} after */
  later(then, after) {
    this.made += 1;
    this.timers.set(this.made, { then, at: this.time + after });
    return this.made;
  }

  /** @param {number} timer */
  never(timer) {
    this.timers.delete(timer);
  }

  /** @param {any} card @param {string} passphrase */
  open(card, passphrase) {
    return passphrase === "right" ? Promise.resolve({ kid: card.kid, key: card.key }) : Promise.reject(new Error("wrong"));
  }

  /** @param {number} time */
  move(time) {
    this.time += time;
    for (const [timer, { then, at }] of this.isAsleep ? [] : [...this.timers]) {
      if (at <= this.time) {
        this.timers.delete(timer);
        then();
      }
    }
  }
}

/** @type {any} */
const CARD = { kid: "one", key: {} };

test("a key is held until the quarter of an hour is over, and its page is told", async () => {
  const world = new World();
  const keys = new KeyRing(world);
  let told = 0;
  keys.watch(() => (told += 1));
  assert.equal(keys.held(), null);
  const signer = await keys.unlock(CARD, "right");
  world.move(LONGEST - 1);
  assert.equal(keys.held(), signer);
  assert.equal(told, 1);
  world.move(1);
  assert.equal(keys.signer, null);
  assert.equal(told, 2);
  assert.equal(world.timers.size, 0);
});

test("a device that slept, or whose clock was put back, holds no key", async () => {
  for (const time of [LONGEST, -1]) {
    const world = new World();
    const keys = new KeyRing(world);
    await keys.unlock(CARD, "right");
    world.isAsleep = true;
    world.move(time);
    assert.equal(keys.held(), null);
  }
});

test("unlocking begins anew, and a wrong passphrase leaves no key", async () => {
  const world = new World();
  const keys = new KeyRing(world);
  await keys.unlock(CARD, "right");
  world.move(LONGEST / 2);
  await keys.unlock({ ...CARD, kid: "two" }, "right");
  world.move(LONGEST / 2);
  assert.equal(keys.held()?.kid, "two");
  await assert.rejects(keys.unlock(CARD, "other"));
  assert.equal(keys.held(), null);
  keys.lock();
  assert.equal(world.timers.size, 0);
});
