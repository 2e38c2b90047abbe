/** Who asks: how events.js comes to tokens and keeps them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { attachment, SEND, send } from "./sending.js";
import { answer, answering, outlook } from "./simulator.js";

test("what the office wants is learnt from every answer", async () => {
  const settings = { outage: "block", deadline_ms: 2_000, max_attachment_bytes: 5 };
  const { world } = await send({ serve: answering(answer("allow", { settings })) });
  assert.deepEqual(world.saved["pw.settings"], settings);
});

test("a token that ran out is renewed and kept before it is used; one that is refused once more is not", async () => {
  const roaming = { "pw.devices": { "Outlook/PC": { refresh: "old", access: "out", until: 5 } } };
  const serve = (/** @type {any} */ asked, /** @type {any} */ world) => {
    if (asked.path === "/api/v1/devices/token") {
      assert.deepEqual(asked.body, { refresh_token: "old" });
      return { status: 200, json: { refresh_token: "new", access_token: "fresh", expires_in: 900 } };
    }
    assert.equal(world.saved["pw.devices"]["Outlook/PC"].refresh, "new", "kept before anything else");
    return asked.headers.Authorization === "Bearer fresh"
      ? { status: 200, json: answer("allow") }
      : { status: 401, json: {} };
  };
  const { options, world } = await send({ roaming, serve });
  assert.deepEqual(options, { allowEvent: true });
  assert.equal(world.asked.length, 2);
});

test("a device that was revoked enrols anew with the office's key, and another kind of Outlook has tokens of its own", async () => {
  const roaming = {
    "pw.key": "key",
    "pw.devices": {
      "Outlook/PC": { refresh: "old", access: "out", until: 5 },
      "Outlook/Mac": { refresh: "m", access: "m", until: 5 },
    },
  };
  const serve = (/** @type {any} */ asked) => {
    if (asked.path === "/api/v1/devices/token") {
      return { status: 401, json: {} };
    }
    if (asked.path === "/api/v1/devices") {
      assert.equal(asked.body.mailbox, "henk@kantoor.example");
      return { status: 200, json: { device: "d", refresh_token: "n", access_token: "fresh", expires_in: 900 } };
    }
    return { status: 200, json: answer("allow") };
  };
  const { options, world } = await send({ roaming, serve });
  assert.deepEqual(options, { allowEvent: true });
  assert.equal(world.saved["pw.devices"]["Outlook/Mac"].refresh, "m");
  assert.equal(world.saved["pw.devices"]["Outlook/PC"].refresh, "n");
});

test("R42 what is asked is what the service promises to go on answering", async () => {
  const contract = JSON.parse(readFileSync(new URL("../../../tests/contract/outlook.json", import.meta.url), "utf8"));
  const [enrolling, ahead, early] = contract.steps.map((/** @type {any} */ step) => step.request);
  const serve = (/** @type {any} */ asked) =>
    asked.path === "/api/v1/devices"
      ? { status: 200, json: { device: "d", refresh_token: "r", access_token: "a", expires_in: 900 } }
      : { status: 200, json: asked.path.startsWith("/api/v1/attachments") ? { ref: "r" } : answer("allow") };
  const big = "QUJD".repeat(40_000);
  const mail = {
    attachments: [
      attachment({ id: "0", name: "brief.txt" }),
      attachment({ id: "1", attachmentType: "cloud" }),
      attachment({ id: "2" }),
    ],
    contents: { 0: { format: "base64", content: big }, 2: { format: "base64", content: "QUJD" } },
    composeType: "reply",
  };
  const { fire, world } = outlook({ serve, mail, roaming: { "pw.key": "k" } });
  await fire("onNewMessageCompose");
  await fire("onAttachmentsChanged");
  const at = (/** @type {any} */ request) =>
    world.asked.filter((/** @type {any} */ asked) => asked.path === `/api/v1${request.path}`);
  const names = (/** @type {object} */ value) => Object.keys(value).sort();
  assert.deepEqual(names(at(enrolling)[0].body), names(enrolling.json));
  assert.deepEqual(
    names(at(ahead)[0].headers).filter((name) => name !== "Authorization"),
    names(ahead.headers),
  );
  const [asked] = at(early);
  assert.deepEqual(names(asked.body), names(early.json));
  assert.deepEqual(asked.body.attachments.map(names), early.json.attachments.map(names));
  assert.deepEqual(
    [names(asked.body.client), names(asked.body.baseline)],
    [names(early.json.client), names(early.json.baseline)],
  );
  await fire(SEND);
  assert.deepEqual(
    names(at(early).at(-1).body),
    names(early.json).filter((name) => name !== "at_send"),
  );
});
