/** What events.js does while the mail is written: files in advance, hints, and what is then sent at Send. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { attachment, SEND } from "./sending.js";
import { answer, outlook } from "./simulator.js";

test("R33 attachments are known by content, so an id that moved changes nothing", async () => {
  const content = "QUJD".repeat(40_000);
  const refs = /** @type {any[]} */ ([]);
  const serve = (/** @type {any} */ asked) => {
    if (asked.path.startsWith("/api/v1/attachments")) {
      refs.push(asked);
      return { status: 200, json: { ref: `ref${refs.length}`, expires: "2030-01-01T00:00:00Z" } };
    }
    return { status: 200, json: answer("allow") };
  };
  const mail = {
    attachments: [attachment({ id: "0", name: "één.pdf", size: 120_000 })],
    contents: { 0: { format: "base64", content } },
  };
  const { fire, world } = outlook({ serve, mail });
  await fire("onAttachmentsChanged");
  assert.equal(refs.length, 1);
  assert.equal(refs[0].headers["Content-Disposition"], "attachment; filename*=UTF-8''%C3%A9%C3%A9n.pdf");
  assert.ok(![...world.session.values()].join().includes('"0"'), "no id is kept");
  world.mail.attachments = [
    attachment({ id: "0", name: "nieuw.pdf", size: 120_000 }),
    attachment({ id: "1", name: "één.pdf", size: 120_000 }),
  ];
  world.mail.contents = { 0: { format: "base64", content: `${content}QQ==` }, 1: { format: "base64", content } };
  await fire(SEND);
  const { attachments } = world.asked.at(-1).body;
  assert.equal(attachments[0].content?.length, content.length + 4, "what was not handed in travels whole");
  assert.deepEqual([attachments[1].ref, attachments[1].content], ["ref1", undefined]);
});

test("a file that changed after it was handed in travels whole, and so does one that the service forgot", async () => {
  const content = "QUJD".repeat(40_000);
  const session = {};
  const serve = (/** @type {any} */ asked) => {
    if (asked.path.startsWith("/api/v1/attachments")) {
      return { status: 200, json: { ref: "ref1" } };
    }
    return asked.body.attachments[0].ref
      ? { status: 409, json: { code: "unknown_ref" } }
      : { status: 200, json: answer("allow") };
  };
  const mail = { attachments: [attachment({ size: 120_000 })], contents: { 0: { format: "base64", content } } };
  const { fire, world } = outlook({ serve, mail, session });
  await fire("onAttachmentsChanged");
  assert.deepEqual((await fire(SEND)).options, { allowEvent: true });
  assert.equal(world.asked.at(-1).body.attachments[0].content, content);
  world.mail.contents[0] = { format: "base64", content: content.replace("QUJD", "QUJE") };
  const before = world.asked.length;
  await fire(SEND);
  assert.equal(world.asked.length, before + 1, "nothing is referred to that has another content");
  assert.equal(world.asked.at(-1).body.attachments[0].ref, undefined);
});

test("what would be said at Send is hinted at early, and the hint goes when it no longer holds", async () => {
  let decision = "warn";
  const { fire, world } = outlook({
    serve: (/** @type {any} */ asked) => {
      assert.equal(asked.body.at_send, false, "the service must not take this for a Send");
      return { status: 200, json: answer(decision) };
    },
  });
  await fire("onRecipientsChanged");
  assert.equal(world.hints.get("postwacht").message, "Titel");
  decision = "allow";
  await fire("onRecipientsChanged");
  assert.equal(world.hints.size, 0);
});
