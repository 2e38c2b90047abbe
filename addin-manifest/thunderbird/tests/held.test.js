/** The danger list of Thunderbird: whatever happens, a composer is never locked for good. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { BACK, GO, Held } from "../held.js";
import { simulate } from "./simulator.js";

const never = () => new Promise(() => {});

test("14: whatever is thrown, and however, ends in back", async () => {
  simulate();
  const held = new Held();
  assert.equal(await held.hold(1, () => Promise.reject(new Error("later"))), BACK);
  assert.equal(
    await held.hold(1, () => {
      throw new Error("at once");
    }),
    BACK,
  );
  assert.equal(await held.hold(1, async () => GO), GO);
  assert.equal(held.has(1), false);
});

test("15: the page is kept awake while somebody is asked, and no longer", async (context) => {
  context.mock.timers.enable({ apis: ["setInterval"] });
  const seen = simulate();
  const held = new Held();
  const first = held.hold(1, never);
  const second = held.hold(2, never);
  context.mock.timers.tick(30_000);
  const awake = seen.awake;
  assert.ok(awake >= 10, `${awake} signs of life in thirty seconds`);
  held.release(1);
  await first;
  context.mock.timers.tick(10_000);
  assert.ok(seen.awake > awake, "another still waits");
  held.release(2);
  await second;
  const last = seen.awake;
  context.mock.timers.tick(60_000);
  assert.equal(seen.awake, last);
});

test("16: when the page has to go, everybody gets back, and what was begun is told to stop", async () => {
  simulate();
  const held = new Held();
  /** @type {AbortSignal[]} */
  const signals = [];
  const all = [1, 2].map((tab) =>
    held.hold(tab, (signal) => {
      signals.push(signal);
      return /** @type {Promise<import("../held.js").Verdict>} */ (never());
    }),
  );
  held.releaseAll();
  assert.deepEqual(await Promise.all(all), [BACK, BACK]);
  assert.deepEqual(
    signals.map((signal) => signal.aborted),
    [true, true],
  );
});

test("17: an update waits until nobody is asked", async () => {
  const seen = simulate();
  const held = new Held();
  const asked = held.hold(1, never);
  held.whenFree(() => globalThis.browser.runtime.reload());
  assert.equal(seen.reloads, 0);
  held.release(1);
  await asked;
  assert.equal(seen.reloads, 1);
});
