import assert from "node:assert/strict";
import { test } from "node:test";

import { summary } from "immerse/checks/tally.mjs";

test("while questions are open, only the count is said", () => {
  const line = summary({ answered: 2, right: 2, total: 3, pass: 80 });
  assert.equal(line, "2 of 3 answered, 2 right at the first try.");
});

test("the share that passes is enough, and less is not", () => {
  const passed = summary({ answered: 5, right: 4, total: 5, pass: 80 });
  const failed = summary({ answered: 5, right: 3, total: 5, pass: 80 });
  assert.equal(passed, "5 of 5 answered, 4 right at the first try. That would pass.");
  assert.equal(
    failed,
    "5 of 5 answered, 3 right at the first try. 80% would pass; read the reasons and come back tomorrow.",
  );
});
