/** What events.js is made of: a language, a size, and nothing that a runtime without a page lacks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { parse } from "acorn";
import { SEND, send } from "./sending.js";
import { BLOCKED_UI, FORBIDDEN, outlook, SOURCE } from "./simulator.js";

test("R15 it is a script of ES2016 without a conditional operator", () => {
  const found = new Set();
  const walk = (/** @type {any} */ node) => {
    if (Array.isArray(node)) {
      node.forEach(walk);
    } else if (node && typeof node.type === "string") {
      found.add(node.type);
      Object.values(node).forEach(walk);
    }
  };
  walk(parse(SOURCE, { ecmaVersion: 2016, sourceType: "script" }));
  for (const type of ["ConditionalExpression", "ImportDeclaration", "AwaitExpression", "ImportExpression"]) {
    assert.ok(!found.has(type), type);
  }
});

test("it travels in at most 40 KB, packed", (context) => {
  const size = gzipSync(SOURCE).length;
  context.diagnostic(`events.js: ${SOURCE.length} bytes, ${size} packed`);
  assert.ok(size <= 40_000);
});

test("R7 every function that the manifests name is there at once, without onReady", () => {
  assert.deepEqual([...outlook().world.functions.keys()].sort(), [
    "onAttachmentsChanged",
    "onMessageSend",
    "onNewMessageCompose",
    "onRecipientsChanged",
  ]);
});

test("R16 nothing but what the script-only runtime has is touched, and an ordinary mail goes with one request", async () => {
  const { options, world, took } = await send();
  assert.deepEqual(options, { allowEvent: true });
  assert.equal(world.asked.length, 1);
  assert.ok(took < 1_000);
});

test("R16, R26, R32 a script that touches one thing more fails here", async () => {
  const with_ = (/** @type {string} */ line) =>
    SOURCE.replace("const item = theItem();", `const item = theItem(); ${line}`);
  const lines = [
    ...FORBIDDEN.map((name) => `void ${name};`),
    ...BLOCKED_UI.map((name) => `Office.context.ui.${name}("x");`),
    "item.sendAsync();",
    "item.close();",
    "Office.context.mailbox.displayMessageForm();",
    "Office.context.auth.getAccessToken();",
    "console.log(item);",
    "event.completed({ allowEvent: true });",
  ];
  for (const line of lines) {
    await assert.rejects(outlook({ source: with_(line) }).fire(SEND), assert.AssertionError, line);
  }
});
