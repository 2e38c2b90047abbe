/** What happens before and after Send: tokens, originals, and what really left. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { afterSend } from "../afterwards.js";
import { handIn, reference } from "../ahead.js";
import { answeredFor, digest, letGo, recall } from "../drafts.js";
import { token } from "../identity.js";
import { origin } from "../original.js";
import { office } from "../settings.js";
import { POLICY, serving, simulate, WISHES } from "./simulator.js";
import { WORDS } from "../words.js";

const HENK = "henk@morgenlicht.example";

test("a mailbox enrols once, however many ask, and anew where its token or its server is no longer good", async () => {
  simulate();
  let refused = false;
  const asked = serving(
    () => ({}),
    (path) => (refused && path === "/devices/token" ? new Response("", { status: 401 }) : undefined),
  );
  const paths = () => asked.splice(0).map(({ path }) => path);
  const known = await office();
  assert.deepEqual(await Promise.all([token(known, HENK, false), token(known, HENK.toUpperCase(), false)]), [
    "access",
    "access",
  ]);
  assert.deepEqual(paths(), ["/devices"]);
  await token(known, HENK, false);
  assert.deepEqual(paths(), []);
  await token(known, HENK, true);
  assert.deepEqual(paths(), ["/devices/token"]);
  refused = true;
  await token(known, HENK, true);
  assert.deepEqual(paths(), ["/devices/token", "/devices"]);
  await token({ ...known, server: "https://other.example" }, HENK, false);
  assert.deepEqual(paths(), ["/devices"]);
});

test("what the service last wished stands above the policy, and is kept for when it is away", async () => {
  simulate({ managed: { ...POLICY, outage: "warn", deadline_ms: 900 } });
  assert.deepEqual([(await office()).outage, (await office()).deadline], ["warn", 900]);
  await globalThis.browser.storage.local.set({ wishes: { ...WISHES, outage: "block" } });
  assert.deepEqual([(await office()).outage, (await office()).deadline], ["block", 4000]);
  simulate({ managed: { ...POLICY, deadline_ms: 1e9 } });
  assert.equal((await office()).deadline, 30_000);
  simulate({ managed: { ...POLICY, server: "https://postwacht.example/" } });
  assert.equal((await office()).server, "https://postwacht.example");
});

test("a file that went ahead is known by its bytes and its name, and by nothing else", async () => {
  const file = new File(["brief"], "brief.txt");
  simulate({ attachments: [{ id: 1, name: "brief.txt", file }] });
  serving((path) => (path === "/attachments" ? { ref: "r", expires: "" } : {}));
  assert.equal(await reference(file, "brief.txt"), undefined);
  await handIn(7, { id: 1, name: "brief.txt" });
  assert.equal(await reference(file, "brief.txt"), "r");
  assert.equal(await reference(new File(["Brief"], "brief.txt"), "brief.txt"), undefined, "same size, other bytes");
  assert.equal(await reference(file, "brief.pdf"), undefined, "how it is read depends on the name");
  const kept = JSON.stringify(/** @type {any} */ (globalThis.browser.storage.session).all);
  assert.equal(kept.includes("brief"), false, "41: not even its name is kept");
});

test("24: kind and own place in the original", async () => {
  const people = { author: "f@x.example", recipients: [HENK, "s@x.example"], ccList: ["c@x.example"] };
  const to = (/** @type {string} */ address) => ({ to: [{ address, name: "" }], cc: [], bcc: [] });
  simulate({
    messages: {
      1: people,
      2: { ...people, recipients: ["s@x.example"], ccList: [HENK] },
      3: { ...people, recipients: ["s@x.example"], headers: { "delivered-to": [HENK] } },
      4: { ...people, recipients: ["s@x.example"], headers: { "delivered-to": [HENK], "list-id": ["<l>"] } },
      5: { ...people, recipients: ["info@x.example"], headers: { "delivered-to": ["info@x.example"] } },
      6: { ...people, recipients: ["s@x.example"] },
      7: { ...people, author: HENK, recipients: ["s@x.example"] },
    },
  });
  const asked = async (/** @type {number} */ id, /** @type {string} */ whom) => {
    const { kind, baseline } = await origin(/** @type {any} */ ({ type: "reply", relatedMessageId: id }), to(whom));
    return [kind, baseline?.own_field];
  };
  assert.deepEqual(await asked(1, "f@x.example"), ["reply", "to"]);
  assert.deepEqual(await asked(1, "s@x.example"), ["reply_all", "to"]);
  assert.deepEqual(await asked(2, "s@x.example"), ["reply_all", "cc"]);
  assert.deepEqual(await asked(3, "s@x.example"), ["reply_all", "bcc"]);
  assert.deepEqual(await asked(4, "s@x.example"), ["reply_all", "unknown"], "a list came to nobody unseen");
  assert.deepEqual(await asked(5, "info@x.example"), ["reply_all", "unknown"], "nor did a shared mailbox");
  assert.deepEqual(await asked(6, "s@x.example"), ["reply_all", "unknown"], "nobody says where it was delivered");
  assert.deepEqual(await asked(7, "s@x.example"), ["reply_all", "none"]);
  assert.deepEqual(await asked(8, "s@x.example"), ["unknown", undefined], "the original is gone");
});

test("40: what really left is told, and so is that it went to others than were looked at", async () => {
  for (const [people, reason] of /** @type {const} */ ([
    [["a@x.example"], undefined],
    [["a@x.example", "b@x.example"], "recipients_changed"],
  ])) {
    simulate();
    const asked = serving(() => new Response(null, { status: 204 }));
    const details = { to: [...people] };
    const leaving = { check: "c1", mailbox: HENK, findings: ["f"], people: await digest(["a@x.example"]) };
    await answeredFor(7, "receipt");
    const { id } = await recall(7);
    for (const refused of [
      { mode: "sendNow", error: "refused" },
      { mode: "sendNow", headerMessageId: null, details },
    ]) {
      await letGo(7, leaving);
      await afterSend(7, refused);
      assert.equal(asked.length, 0, "a mail that could not be sent did not leave");
      assert.deepEqual(await recall(7), { id, receipts: ["receipt"] }, "and what was answered for still holds");
    }
    await letGo(7, leaving);
    await afterSend(7, { mode: "sendNow", headerMessageId: "m@x.example", details });
    assert.deepEqual(asked.at(-1), {
      path: "/checks/c1/outcome",
      body: { outcome: "sent", findings: ["f"], sent_to: people, ...(reason && { reason }) },
    });
    assert.equal((await recall(7)).leaving, undefined);
  }
});

test("33: the windows speak both languages, with the same words", () => {
  assert.deepEqual(Object.keys(WORDS.nl), Object.keys(WORDS.en));
  assert.equal(WORDS.nl.to(["a", "b", "c", "d"]), "Aan a, b en 2 anderen");
  assert.equal(WORDS.en.to(["a", "b", "c"]), "To a, b, c");
});
