/** The token of Entra ID: asked for where the office has set it up, shown beside the device's own, never waited for long. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SEND, send, SLOW } from "./sending.js";
import { answer, answering, outlook } from "./simulator.js";

const TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJhIn0.c2lnbmF0dXJl-_";
const office = { entra: true };
const HEADER = "Postwacht-Entra-Token";
const PASSED = { allowEvent: true };
/** What classic Outlook keeps on a computer whose device has a token. */
const computer = () => {
  const device = { name: "pw.device:henk@kantoor.example", refresh: "r", access: "a1", until: 9e12 };
  return new Map([[device.name, JSON.stringify(device)]]);
};

/** @param {any} asked */
const shown = (asked) => asked.headers[HEADER];

test("a token is shown beside the device's own, and one holds for several requests", async () => {
  const given = outlook({ office, entra: { token: TOKEN } });
  const first = await given.fire(SEND);
  await given.fire(SEND);
  assert.deepEqual(first.options, PASSED);
  assert.deepEqual(given.world.asked.map(shown), [TOKEN, TOKEN]);
  assert.ok(given.world.asked.every((/** @type {any} */ asked) => asked.headers.Authorization === "Bearer a1"));
  assert.equal(given.world.entraAsked, 1);
  assert.ok(first.took < 100, "it comes while the mail is read");
  given.world.now += 400_000;
  await given.fire(SEND);
  assert.equal(given.world.entraAsked, 2, "an old one is not shown for ever");
});

test("it is shown where a device makes itself known, and where a file goes ahead", async () => {
  const serve = (/** @type {any} */ asked) =>
    asked.path === "/api/v1/devices"
      ? { status: 200, json: { device: "d", refresh_token: "r", access_token: "a", expires_in: 900 } }
      : { status: 200, json: asked.path.startsWith("/api/v1/attachments") ? { ref: "r" } : answer("allow") };
  const attachments = [{ id: "0", name: "a.txt", size: 3, attachmentType: "file", isInline: false }];
  const mail = { attachments, contents: { 0: { format: "base64", content: "QUJD".repeat(40_000) } } };
  const roaming = { "pw.key": "k" };
  const { fire, world } = outlook({ office, entra: { token: TOKEN }, serve, mail, roaming });
  await fire("onAttachmentsChanged");
  assert.equal(world.asked.length, 3);
  assert.deepEqual(world.asked.map(shown), [TOKEN, TOKEN, TOKEN]);
});

test("another mailbox in the same runtime gets no token of the first", async () => {
  let who = "henk@kantoor.example";
  const own = { name: `pw.device:piet@kantoor.example`, refresh: "r", access: "a2", until: 9e12 };
  const storage = computer().set(own.name, JSON.stringify(own));
  const change = (/** @type {any} */ Office) =>
    Object.defineProperty(Office.context.mailbox.userProfile, "emailAddress", { get: () => who });
  const entra = (/** @type {any} */ world) => ({ token: `a.b.${world.entraAsked}` });
  const { fire, world } = outlook({ office, entra, storage, change });
  await fire(SEND);
  who = "piet@kantoor.example";
  await fire(SEND);
  assert.deepEqual(world.asked.map(shown), ["a.b.1", "a.b.2"]);
});

test("an office without Entra ID, another kind of mailbox and an Outlook without tokens are not asked", async () => {
  for (const given of [
    { entra: { token: TOKEN } },
    { office, entra: { token: TOKEN }, account: "enterprise" },
    { office, entra: { token: TOKEN }, account: "outlookCom" },
    { office },
    { office, storage: computer() },
  ]) {
    const { options, world } = await send(given);
    assert.deepEqual(options, PASSED);
    assert.equal(world.entraAsked, undefined);
    assert.ok(!(HEADER in world.asked.at(-1).headers));
  }
  const { world } = await send({ office, entra: { token: TOKEN }, account: "office365" });
  assert.equal(shown(world.asked.at(-1)), TOKEN);
});

test("R18 a token that never comes delays Send by half a second at most, and the next mail not at all", async () => {
  const { fire, world } = outlook({ office, entra: "never" });
  const first = await fire(SEND);
  assert.deepEqual(first.options, PASSED);
  assert.ok(first.took <= 600, `${first.took}`);
  assert.ok(!(HEADER in world.asked[0].headers));
  const quick = (await outlook({}).fire(SEND)).took;
  const second = await fire(SEND);
  assert.deepEqual(second.options, PASSED);
  assert.ok(second.took <= quick, `${second.took}`);
  assert.equal(world.entraAsked, 1);
});

test("R17, R18 with a token that never comes, a service that hangs and a short deadline there is one end in time", async () => {
  for (const deadline_ms of [500, 4_000, 60_000]) {
    const { options, took } = await send({ office: { ...office, deadline_ms }, entra: "never", serve: () => "never" });
    assert.equal(options.allowEvent, false);
    assert.ok(took < SLOW, `${took}`);
  }
});

test("a token that comes late is shown with the next request", async () => {
  const { fire, world } = outlook({ office, entra: { token: TOKEN, delay: 2_000 } });
  await fire(SEND);
  await fire(SEND);
  assert.deepEqual(world.asked.map(shown), [undefined, TOKEN]);
  assert.equal(world.entraAsked, 1, "Outlook answers no second question while the first one is open");
});

test("without a clock nobody waits, and a token that came is shown", async () => {
  const { fire, world } = outlook({ office, entra: { token: TOKEN }, timers: false });
  assert.deepEqual((await fire(SEND)).options, PASSED);
  assert.deepEqual((await fire(SEND)).options, PASSED);
  assert.equal(shown(world.asked[1]), TOKEN);
  const hanging = outlook({ office, entra: "never", timers: false });
  assert.deepEqual((await hanging.fire(SEND)).options, PASSED);
});

test("each reason that Microsoft documents leaves the mail alone, and is asked about again when that may help", async () => {
  const minute = 60_000;
  for (const [code, again] of /** @type {[number, number][]} */ ([
    [13000, Infinity],
    [13001, 10 * minute],
    [13002, 10 * minute],
    [13003, Infinity],
    [13004, Infinity],
    [13005, Infinity],
    [13006, 10 * minute],
    [13007, 10 * minute],
    [13008, 0],
    [13010, Infinity],
    [13012, Infinity],
    [13013, 10 * minute],
    [50001, Infinity],
    [12345, 10 * minute],
  ])) {
    const { fire, world } = outlook({ office, entra: { fault: { code, name: "Fault" } } });
    const { options, took } = await fire(SEND);
    assert.deepEqual(options, PASSED, `${code}`);
    assert.ok(took < 200 && !(HEADER in world.asked[0].headers), `${code}`);
    const before = world.entraAsked;
    await fire(SEND);
    assert.equal(world.entraAsked > before, again === 0, `${code} at once`);
    world.now += 9 * minute;
    const meanwhile = world.entraAsked;
    await fire(SEND);
    assert.equal(world.entraAsked > meanwhile, again === 0, `${code} after nine minutes`);
    world.now += 2 * minute;
    const later = world.entraAsked;
    await fire(SEND);
    assert.equal(world.entraAsked > later, again < Infinity, `${code} after eleven`);
  }
});

test("what is no token is never shown, and what Outlook throws is nobody's business", async () => {
  for (const entra of [
    { token: "" },
    { token: "a.b" },
    { token: "a.b.c\r\nX-Other: 1" },
    { token: `a.b.${"c".repeat(8_190)}` },
    { token: { toString: () => "a.b.c" } },
    { token: undefined },
    { fault: undefined },
    { fault: "13001" },
    { fault: {} },
    { throws: true },
  ]) {
    const { options, world } = await send({ office, entra });
    assert.deepEqual(options, PASSED);
    assert.ok(!(HEADER in world.asked[0].headers), JSON.stringify(entra));
  }
});

test("a token is kept nowhere: not with the draft, the mailbox or the computer", async () => {
  const storage = computer();
  const { world } = await send({ office, entra: { token: TOKEN }, storage, serve: answering(answer("warn")) });
  assert.equal(shown(world.asked.at(-1)), TOKEN);
  const kept = JSON.stringify([[...storage], [...world.session], world.saved, world.roaming, [...world.hints]]);
  assert.ok(!kept.includes(TOKEN.split(".")[2] ?? "x"), kept);
});
