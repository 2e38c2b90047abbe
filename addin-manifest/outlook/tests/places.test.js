/** A device belongs to a place: an installation that can keep something of its own. docs/decisions/0015 tells why. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { officeService } from "./office-service.js";
import { SEND } from "./sending.js";
import { answer, outlook } from "./simulator.js";

const NAME = "pw.device:henk@kantoor.example";
const HOUR = 3_600_000;

/**
 * A computer with the mailbox open: each act starts a runtime anew, as Outlook does.
 *
 * @param {ReturnType<typeof officeService>} service
 * @param {{roaming: Record<string, any>}} mailbox what roams
 * @param {any} storage
 */
function computer(service, mailbox, storage) {
  let now = 1_000_000;
  return {
    /** @param {string} name @param {Record<string, any>} [given] */
    async fire(name, given = {}) {
      const serve = (/** @type {any} */ asked) => service.serve(asked, answer("allow"));
      const made = outlook({ serve, roaming: mailbox.roaming, storage, ...given });
      made.world.now = now += HOUR;
      const ended = await made.fire(name);
      mailbox.roaming = made.world.saved;
      return { ...ended, ...made };
    },
  };
}

test("two computers of one mailbox each have a device, and neither ever puts the other out", async () => {
  const service = officeService({ uses: 2 });
  const mailbox = { roaming: { "pw.key": "key" } };
  const computers = [computer(service, mailbox, new Map()), computer(service, mailbox, new Map())];
  for (let turn = 0; turn < 20; turn += 1) {
    for (const one of computers) {
      assert.deepEqual((await one.fire(SEND)).options, { allowEvent: true });
    }
  }
  assert.deepEqual([service.state.enrolled, service.state.revoked, service.state.refusals], [2, 0, 0]);
  assert.deepEqual(Object.keys(mailbox.roaming), ["pw.key", "pw.settings"], "no token roams");
});

test("computers that can keep nothing share a device, lose it now and then, and are never locked out", async () => {
  const service = officeService({ uses: 1 });
  const mailbox = { roaming: { "pw.key": "key" } };
  // Each has the settings as they were when it started: that is how they come to show an old token.
  const computers = [computer(service, mailbox, null), computer(service, { roaming: { "pw.key": "key" } }, null)];
  await computers[0]?.fire(SEND);
  const copy = { roaming: structuredClone(mailbox.roaming) };
  const late = computer(service, copy, null);
  for (let turn = 0; turn < 10; turn += 1) {
    assert.deepEqual((await computers[0]?.fire(SEND))?.options, { allowEvent: true });
    assert.deepEqual((await late.fire(SEND)).options, { allowEvent: true });
  }
  assert.ok(service.state.revoked > 0, "the trouble was there");
});

test("a place that fails is none, and what roams is used", async () => {
  for (const storage of ["fails", "throws", "never"]) {
    const service = officeService({ uses: 1 });
    const mailbox = { roaming: { "pw.key": "key" } };
    const one = computer(service, mailbox, storage);
    for (let turn = 0; turn < 3; turn += 1) {
      const { options, took } = await one.fire(SEND);
      assert.deepEqual(options, { allowEvent: true }, storage);
      assert.ok(took < 4_000, `${storage} took ${took}`);
    }
    assert.equal(service.state.enrolled, 1, storage);
  }
});

test("nonsense in a place is no device", async () => {
  for (const text of ["", "7", "{", "null", '{"refresh":7,"access":"a","until":9e15}', '"x"', "[]"]) {
    const service = officeService({ uses: 1 });
    const one = computer(service, { roaming: { "pw.key": "key" } }, new Map([[NAME, text]]));
    assert.deepEqual((await one.fire(SEND)).options, { allowEvent: true }, text);
  }
});

test("two events at once get tokens once", async () => {
  const service = officeService({ uses: 1 });
  for (const storage of [new Map(), null]) {
    service.state.uses = 1;
    const serve = (/** @type {any} */ asked) => service.serve(asked, answer("allow"));
    const { together, world } = outlook({ serve, storage, roaming: { "pw.key": "key" } });
    const ends = await together("onNewMessageCompose", SEND, "onRecipientsChanged");
    assert.deepEqual(ends[1]?.options, { allowEvent: true });
    assert.equal(world.asked.filter((/** @type {any} */ asked) => asked.path === "/api/v1/devices").length, 1);
    world.now += HOUR;
    await together(SEND, SEND);
    const renewals = world.asked.filter((/** @type {any} */ asked) => asked.path === "/api/v1/devices/token");
    assert.equal(renewals.length, 1);
  }
});

test("who finds another runtime renewing waits for its tokens, and asks for none itself", async () => {
  const service = officeService({ uses: 1 });
  const storage = new Map();
  const roaming = { "pw.key": "key" };
  await computer(service, { roaming }, storage).fire(SEND);
  const before = service.state.renewed;
  const serve = (/** @type {any} */ asked) => service.serve(asked, answer("allow"));
  const { fire, world } = outlook({ serve, storage, roaming });
  world.now += 2 * HOUR;
  storage.set("pw.lease", JSON.stringify({ by: "the other", until: world.now + 10_000 }));
  const refresh = JSON.parse(storage.get(NAME)).refresh;
  world.queue.push({
    time: world.now + 700,
    order: 0,
    act() {
      const told = /** @type {any} */ (serve({ path: "/api/v1/devices/token", body: { refresh_token: refresh } }).json);
      const mine = { refresh: told.refresh_token, access: told.access_token, until: world.now + HOUR };
      storage.set(NAME, JSON.stringify(mine));
      storage.set("pw.lease", "null");
    },
  });
  const { options, took } = await fire(SEND);
  assert.deepEqual(options, { allowEvent: true });
  assert.ok(took >= 700 && took < 1_500, `it took ${took}`);
  assert.equal(service.state.renewed, before + 1, "one renewal, by the other");
  assert.deepEqual([service.state.revoked, service.state.enrolled], [0, 1]);
});

test("a lease that was left behind ends, and one that makes no sense is none", async () => {
  for (const lease of [{ by: "dead", until: 1_000_000 - 1 }, { by: "x", until: 9e15 }, { until: "soon" }, 7, "x"]) {
    const service = officeService({ uses: 1 });
    const storage = new Map([["pw.lease", JSON.stringify(lease)]]);
    const { options } = await computer(service, { roaming: { "pw.key": "key" } }, storage).fire(SEND);
    assert.deepEqual(options, { allowEvent: true }, JSON.stringify(lease));
  }
});

test("tokens that come after Send has given up are kept, so nothing is lost", async () => {
  const service = officeService({ uses: 1 });
  const storage = new Map();
  const roaming = { "pw.key": "key" };
  await computer(service, { roaming }, storage).fire(SEND);
  const slowly = (/** @type {any} */ asked) => ({ ...service.serve(asked, answer("allow")), delay: 9_000 });
  const late = outlook({ serve: slowly, storage, roaming });
  late.world.now += 2 * HOUR;
  const { options, took } = await late.fire(SEND);
  assert.match(options.errorMessage, /niet op tijd/u);
  assert.ok(took < 5_000, `it took ${took}`);
  const next = outlook({
    serve: (/** @type {any} */ asked) => service.serve(asked, answer("allow")),
    storage,
    roaming,
  });
  next.world.now = late.world.now;
  assert.deepEqual((await next.fire(SEND)).options, { allowEvent: true });
  assert.deepEqual(
    next.world.asked.map((/** @type {any} */ asked) => asked.path),
    ["/api/v1/checks"],
  );
  assert.equal(service.state.revoked, 0);
});

test("a token that was refused is not asked with again, and the place is asked whether another got one", async () => {
  const service = officeService({ uses: 1 });
  const storage = new Map();
  const roaming = { "pw.key": "key" };
  const one = computer(service, { roaming }, storage);
  await one.fire(SEND);
  service.state.living.clear();
  const { options, world } = await one.fire(SEND, {});
  assert.deepEqual(options, { allowEvent: true });
  assert.deepEqual(
    world.asked.map((/** @type {any} */ asked) => asked.path),
    ["/api/v1/devices/token", "/api/v1/checks"],
  );
});

test("a key that was refused is not shown at every Send: a whole office stands behind one address", async () => {
  for (const storage of [new Map(), null]) {
    const service = officeService({ uses: 0 });
    const serve = (/** @type {any} */ asked) => service.serve(asked, answer("allow"));
    const { fire, world } = outlook({ serve, storage, roaming: { "pw.key": "key" } });
    for (let turn = 0; turn < 5; turn += 1) {
      assert.match((await fire(SEND)).options.errorMessage, /kent deze mailbox nog niet/u);
    }
    assert.equal(service.state.refusals, 1);
    service.state.uses = 1;
    world.now += HOUR;
    assert.deepEqual((await fire(SEND)).options, { allowEvent: true }, "later it is tried again");
    service.state.uses = 0;
    storage?.delete(NAME);
    const other = outlook({ serve, storage, roaming: { "pw.key": "other" } });
    service.state.keys = ["other"];
    service.state.uses = 1;
    assert.deepEqual((await other.fire(SEND)).options, { allowEvent: true }, "another key is tried at once");
  }
});

test("an answer without tokens admits nobody, and the device of before stays", async () => {
  for (const json of [null, {}, { refresh_token: "r" }, { refresh_token: 7, access_token: "a" }, "tokens", []]) {
    const storage = new Map([[NAME, JSON.stringify({ refresh: "r1", access: "a1", until: 5 })]]);
    const serve = () => ({ status: 200, json });
    const { options } = await outlook({ serve, storage, roaming: { "pw.key": "key" } }).fire(SEND);
    assert.equal(options.allowEvent, false);
    assert.equal(JSON.parse(storage.get(NAME) ?? "").refresh, "r1");
  }
});

test("while the service is too busy to renew, the device stays", async () => {
  for (const status of [429, 500, 503, 0]) {
    const storage = new Map([[NAME, JSON.stringify({ refresh: "r1", access: "a1", until: 5 })]]);
    const serve = () => ({ status, json: {} });
    const { options } = await outlook({ serve, storage, roaming: { "pw.key": "key" } }).fire(SEND);
    assert.equal(options.allowEvent, false);
    assert.equal(JSON.parse(storage.get(NAME) ?? "").refresh, "r1");
  }
});
