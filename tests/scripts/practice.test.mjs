import assert from "node:assert/strict";
import { test } from "node:test";

import { boxesAfter, comingBack, keepBoxes, keyOf, none, readBoxes, RESTS } from "immerse/practice/boxes.mjs";
import { isRight, judge, OFFERED, ownersFor, rightFor, shuffled } from "immerse/practice/cards.mjs";
import { Clock, Queue } from "immerse/practice/queue.mjs";
import { full, keeping } from "./kept.mjs";

const OWNERS = ["baker", "clerk", "cook", "driver", "gardener", "pilot"];

/** @param {Partial<import("immerse/practice/cards.mjs").Answer>} members */
function answer(members = {}) {
  return {
    priority: "P3", left: false, owner: "cook", either: [], clock: "cover", posted: "Mon 09:00", desk: "Leeds", due: [], rows: [],
    ...members,
  };
}

/** @param {string} card @param {number} after */
function arrival(card, after) {
  return { card, after, answer: answer() };
}

const RIGHT = { priority: "P3", owner: "cook", clock: "cover" };

test("a post is right where priority, owner and clock are", () => {
  assert.ok(isRight(judge(answer(), RIGHT)));
  assert.deepEqual(judge(answer(), { ...RIGHT, clock: "wall" }), { priority: true, owner: true, clock: false });
});

test("what is left by rule has no priority to choose, no owner and no clock", () => {
  const left = answer({ priority: "P4", left: true, owner: "", clock: "" });
  assert.deepEqual(rightFor(left), { priority: "left", owner: "", clock: "" });
  assert.ok(!isRight(judge(left, { priority: "P4", owner: "", clock: "" })));
});

test("owners are offered with the right one and nobody among them, always the same for a card", () => {
  for (const owner of [...OWNERS, ""]) {
    const right = answer({ owner });
    const offered = ownersFor("TRI-D6/p01", right, OWNERS);
    assert.equal(offered.length, OFFERED);
    assert.equal(new Set(offered).size, OFFERED);
    assert.ok(offered.includes(owner));
    assert.equal(offered.at(-1), "");
    assert.deepEqual(offered, ownersFor("TRI-D6/p01", right, [...OWNERS].reverse()));
  }
  assert.deepEqual(ownersFor("TRI-D6/p01", answer(), ["cook"]), ["cook", ""]);
});

test("nobody who is right in part is offered beside all who may have it", () => {
  const right = answer({ owner: "baker or cook, whichever of them it concerns", either: ["baker", "cook"] });
  const offered = ownersFor("TRI-D6/p01", right, [...OWNERS, right.owner]);
  assert.deepEqual(offered.filter((owner) => right.either.includes(owner)), []);
  assert.ok(offered.includes(right.owner) && offered.length === OFFERED);
});

test("an order of chance holds everything once and depends on the names alone", () => {
  const one = shuffled(OWNERS, (name) => `1 ${name}`);
  assert.deepEqual([...one].sort(), OWNERS);
  assert.deepEqual(one, shuffled([...OWNERS].reverse(), (name) => `1 ${name}`));
  assert.notDeepEqual(one, shuffled(OWNERS, (name) => `2 ${name}`));
});

test("the clock stands still while it is paused, and a slow one counts half", () => {
  const clock = new Clock(1);
  assert.equal(clock.seconds(5000), 0);
  clock.start(1000);
  assert.equal(clock.seconds(11_000), 10);
  clock.pause(11_000);
  assert.equal(clock.seconds(99_000), 10);
  clock.start(100_000);
  clock.change(0.5, 110_000);
  assert.equal(clock.seconds(120_000), 25);
  clock.change(0, 120_000);
  assert.equal(clock.seconds(120_000), Infinity);
});

test("posts come in while somebody works, and only the first try counts", () => {
  const queue = new Queue([arrival("a", 0), arrival("b", 30), arrival("c", 60)]);
  assert.deepEqual(queue.waiting(29).map((one) => one.card), ["a"]);
  assert.equal(queue.toCome(29), 2);
  assert.equal(queue.nextIn(29), 1);
  assert.equal(queue.nextIn(60), null);
  queue.answer(queue.arrivals[0], { ...RIGHT, owner: "clerk" });
  queue.answer(queue.arrivals[0], RIGHT);
  queue.answer(queue.arrivals[1], RIGHT);
  assert.deepEqual(queue.waiting(60).map((one) => one.card), ["c"]);
  assert.ok(!queue.isDone);
  queue.answer(queue.arrivals[2], RIGHT);
  assert.ok(queue.isDone);
  assert.equal(queue.right, 2);
  assert.deepEqual(queue.missed, ["a"]);
});

test("what was missed comes back after 1, 2, 4 and 8 sittings, and then is known", () => {
  const card = "TRI-D6/p01";
  let boxes = boxesAfter(none(), new Map([[card, false], ["TRI-D6/p02", true]]));
  assert.deepEqual(Object.keys(boxes.cards), [card]);
  for (const rest of RESTS) {
    for (let sitting = 1; sitting < rest; sitting += 1) {
      assert.deepEqual(comingBack(boxes), []);
      boxes = boxesAfter(boxes, new Map());
    }
    assert.deepEqual(comingBack(boxes), [card]);
    boxes = boxesAfter(boxes, new Map([[card, true]]));
  }
  assert.deepEqual(boxes.cards, {});
  boxes = boxesAfter(boxesAfter(boxes, new Map([[card, false]])), new Map([[card, true]]));
  assert.equal(boxesAfter(boxes, new Map([[card, false]])).cards[card].box, 0);
});

test("the boxes are kept by client, and what is torn or foreign is nothing", () => {
  const storage = keeping();
  const boxes = boxesAfter(none(), new Map([["TRI-D6/p01", false]]));
  assert.ok(keepBoxes(storage, "acme", boxes));
  assert.deepEqual(readBoxes(storage, "acme"), boxes);
  assert.deepEqual(readBoxes(storage, "other"), none());
  for (const torn of ["{", "null", "[]", '{"sitting":-1,"cards":{}}', '{"sitting":1,"cards":null}']) {
    assert.deepEqual(readBoxes(keeping({ [keyOf("acme")]: torn }), "acme"), none());
  }
  const foreign = '{"sitting":3,"cards":{"__proto__":{"box":0,"since":1},"TRI-D6/p01":{"box":9,"since":1}}}';
  assert.deepEqual(readBoxes(keeping({ [keyOf("acme")]: foreign }), "acme"), { sitting: 3, cards: {} });
  assert.equal(keepBoxes(full(), "acme", boxes), false);
  assert.equal(keepBoxes(null, "acme", boxes), false);
  assert.deepEqual(readBoxes(null, "acme"), none());
});
