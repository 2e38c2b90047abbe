/** events.js as it is given to Outlook, in an engine without a page, with everything that can go wrong. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { parse } from "acorn";
import { answer, answering, BLOCKED_UI, FORBIDDEN, outlook, SOURCE } from "./simulator.js";

const SEND = "onMessageSend";
const SLOW = 5_000;

/** @param {Record<string, any>} [given] */
async function send(given) {
  const made = outlook(given);
  const ended = await made.fire(SEND);
  const checks = made.world.asked.filter((/** @type {any} */ asked) => asked.path === "/api/v1/checks");
  return { ...made, ...ended, checks, message: checks.at(-1)?.body };
}

/** @param {number} count */
const crowd = (count) =>
  Array.from({ length: count }, (_, at) => ({
    emailAddress: `r${at}@street.example`,
    displayName: "",
    recipientType: "externalUser",
  }));

/** @param {Record<string, any>} parts */
const attachment = (parts) => ({ id: "0", name: "a.pdf", size: 3, attachmentType: "file", isInline: false, ...parts });

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

test("R17, R18 one end in under five seconds, whatever the service does, and never a silent pass", async () => {
  const ways = {
    hangs: () => "never",
    "refuses the connection": () => "refused",
    fails: () => ({ status: 500, json: {} }),
    "is too busy": () => ({ status: 429, json: {} }),
    "answers with a page": () => ({ status: 200, text: "<!doctype html><title>Inloggen</title>" }),
    "is cut off": () => ({ status: 200, text: '{"id":"1","decision":"all' }),
    "answers with something else": () => ({ status: 200, json: { decision: "fine" } }),
    "answers with nothing": () => ({ status: 200, json: null }),
    "redirects nowhere": () => ({ status: 0, text: "" }),
    "refuses the mail": () => ({ status: 422, json: {} }),
    "answers too late": () => ({ status: 200, json: answer("allow"), delay: 4_900 }),
    "knows nobody": () => ({ status: 401, json: {} }),
  };
  for (const [way, serve] of Object.entries(ways)) {
    for (const set of ["1.12", "1.13", "1.14", "1.15"]) {
      const { options, took } = await send({ serve, set });
      assert.equal(options.allowEvent, false, `${way} with ${set}`);
      assert.match(options.errorMessage, /niet gecontroleerd/u, `${way} with ${set}`);
      assert.ok(took < SLOW, `${way} with ${set} took ${took}`);
    }
  }
});

test("R17, R18 one end in under five seconds, whatever Outlook does", async () => {
  const acts = [
    "to.getAsync",
    "cc.getAsync",
    "bcc.getAsync",
    "subject.getAsync",
    "body.getAsync",
    "getAttachmentsAsync",
  ];
  for (const act of acts) {
    for (const trouble of ["never", "fails", "throws", 4_990]) {
      const { options, took } = await send({ troubles: { [act]: trouble } });
      assert.equal(options.allowEvent, false, `${act} ${trouble}`);
      assert.equal(options.sendModeOverride, "promptUser");
      assert.ok(took < SLOW, `${act} ${trouble} took ${took}`);
    }
  }
  const everything = Object.fromEntries(
    [
      ...acts,
      "from.getAsync",
      "getComposeTypeAsync",
      "sessionData.getAsync",
      "sessionData.setAsync",
      "roamingSettings.saveAsync",
    ].map((act) => [act, "never"]),
  );
  for (const set of ["1.12", "1.14"]) {
    const { options, took } = await send({ troubles: everything, set });
    assert.equal(options.allowEvent, false);
    assert.ok(took < SLOW, `it took ${took}`);
  }
});

test("R18 what is slow to be kept holds nothing up", async () => {
  for (const act of [
    "sessionData.getAsync",
    "sessionData.setAsync",
    "roamingSettings.saveAsync",
    "from.getAsync",
    "getComposeTypeAsync",
  ]) {
    for (const trouble of ["never", "fails", "throws"]) {
      const { options, took } = await send({ troubles: { [act]: trouble } });
      assert.deepEqual(options, { allowEvent: true }, `${act} ${trouble}`);
      assert.ok(took < SLOW, `${act} ${trouble} took ${took}`);
    }
  }
});

test("R18 without timers a service that hangs is still given up", async () => {
  const { options, took } = await send({ timers: false, serve: () => "never" });
  assert.equal(options.allowEvent, false);
  assert.ok(took < SLOW, `it took ${took}`);
  assert.deepEqual((await send({ timers: false })).options, { allowEvent: true });
});

test("R19 texts that are too long are cut between signs", async () => {
  const dialog = { text: "😀".repeat(600), markdown: "**x** ".repeat(300), label: "Een heel lang opschrift 😀😀" };
  for (const set of ["1.12", "1.14", "1.15"]) {
    for (const decision of ["warn", "confirm", "block"]) {
      const { options } = await send({ set, serve: answering(answer(decision, { dialog })) });
      assert.ok(options.errorMessage.length > 300 && options.errorMessage.length <= 500);
      assert.equal(options.errorMessageMarkdown, undefined, "Markdown that is cut may be broken, so it stays away");
    }
  }
});

test("R20 the plain message stands beside the Markdown", async () => {
  const { options } = await send({ set: "1.15", serve: answering(answer("confirm")) });
  assert.equal(options.errorMessage, "Tekst.");
  assert.equal(options.errorMessageMarkdown, "**Tekst**");
});

test("R21 an Outlook that cannot lower a warning takes a second press for the same mail as the answer", async () => {
  for (const set of ["1.12", "1.13"]) {
    const { fire, world, options } = await send({ set, serve: answering(answer("warn")) });
    assert.equal(options.allowEvent, false);
    assert.match(options.errorMessage, /nog een keer op Verzenden/u);
    world.mail.subject = "Iets anders";
    assert.equal((await fire(SEND)).options.allowEvent, false, "another mail is another question");
    assert.deepEqual((await fire(SEND)).options, { allowEvent: true });
  }
});

test("R21 there too, nobody is trapped by an outage, nor by an Outlook that keeps nothing", async () => {
  for (const troubles of [
    {},
    { "sessionData.setAsync": "never", "sessionData.getAsync": "never" },
    { "sessionData.setAsync": "fails" },
  ]) {
    const { fire, options } = await send({ set: "1.13", serve: () => "never", troubles });
    assert.equal(options.allowEvent, false);
    assert.deepEqual((await fire(SEND)).options, { allowEvent: true });
  }
});

test("R21 a runtime that began anew still knows what was asked", async () => {
  const first = await send({ set: "1.12", serve: answering(answer("warn")) });
  const second = await send({
    set: "1.12",
    serve: answering(answer("warn")),
    session: Object.fromEntries(first.world.session),
  });
  assert.deepEqual(second.options, { allowEvent: true });
});

test("R21 confirm is never sent away there, but the way to the pane is told and its receipt opens", async () => {
  const serve = (/** @type {any} */ asked) => ({
    status: 200,
    json: answer(asked.body.receipts.includes("receipt") ? "allow" : "confirm"),
  });
  const { fire, world, options } = await send({ set: "1.12", serve });
  assert.match(options.errorMessage, /Kies in het lint/u);
  assert.equal((await fire(SEND)).options.allowEvent, false);
  world.session.set("pw.receipts", JSON.stringify(["receipt"]));
  assert.deepEqual((await fire(SEND)).options, { allowEvent: true });
});

test("R22 only a warning is lowered", async () => {
  const modes = [];
  for (const decision of ["warn", "confirm", "block"]) {
    modes.push((await send({ serve: answering(answer(decision)) })).options.sendModeOverride);
  }
  assert.deepEqual(modes, ["promptUser", undefined, undefined]);
});

test("R23 the pane is told an opaque id and nothing of a person", async () => {
  const { options } = await send({ serve: answering(answer("confirm")) });
  assert.equal(options.commandId, "pw.pane");
  assert.deepEqual(JSON.parse(options.contextData), { check: "0198a1b2-0000-4000-8000-000000000001" });
});

test("R24 Markdown comes from the service alone, which escapes names; names of the draft never go into it", async () => {
  const mail = { to: [{ emailAddress: "x@y.example", displayName: "[klik](http://kwaad.example)" }], attachments: [] };
  const { options } = await send({ set: "1.15", mail, serve: answering(answer("confirm")) });
  assert.ok(!JSON.stringify(options).includes("klik"));
  const away = await send({ set: "1.15", mail, serve: () => "never" });
  assert.ok(!JSON.stringify(away.options).includes("klik") && away.options.errorMessageMarkdown === undefined);
});

test("R25 what an Outlook lacks is left out", async () => {
  for (const troubles of [{ from: "absent" }, { getComposeTypeAsync: "absent" }, { sessionData: "absent" }]) {
    const { options, message } = await send({ troubles });
    assert.deepEqual(options, { allowEvent: true });
    assert.equal(message.from.address, "henk@kantoor.example");
  }
  const { message } = await send({ troubles: { getComposeTypeAsync: "absent" } });
  assert.equal(message.kind, "unknown");
});

test("R25 a mail whose files cannot even be listed is not called checked", async () => {
  const { options, checks } = await send({ troubles: { getAttachmentsAsync: "absent" } });
  assert.match(options.errorMessage, /niet gecontroleerd/u);
  assert.equal(checks.length, 0);
});

test("R27 a list as long as Outlook gives at most is said to be cut", async () => {
  for (const [set, host, platform, count, cut] of [
    ["1.14", "Outlook", "PC", 499, false],
    ["1.14", "Outlook", "PC", 800, true],
    ["1.16", "Outlook", "PC", 800, false],
    ["1.16", "Outlook", "PC", 1_000, true],
    ["1.14", "OutlookWebApp", "OfficeOnline", 1_200, true],
    ["1.14", "Outlook", "Mac", 1_200, false],
  ]) {
    const roaming = { "pw.devices": { [`${host}/${platform}`]: { refresh: "r", access: "a", until: 9e12 } } };
    const { message } = await send({ set, host, platform, roaming, mail: { bcc: crowd(Number(count)) } });
    assert.equal(message.recipients_truncated, cut, `${set} ${host} ${platform} ${count}`);
  }
});

test("R28 a list of people counts as unknown, and its address is looked at all the same", async () => {
  const to = [{ emailAddress: "allen@kantoor.example", displayName: "Allen", recipientType: "distributionList" }];
  const { message } = await send({ mail: { to } });
  assert.deepEqual(message.to, [{ address: "allen@kantoor.example", name: "Allen" }, { name: "Allen" }]);
  const inside = await send({ mail: { to: [{ emailAddress: "/o=ExchangeLabs/cn=x", displayName: "Team" }] } });
  assert.deepEqual(inside.message.to, [{ name: "Team" }], "an address of the inside is none");
});

test("R29 what cannot be read is said, each with its reason", async () => {
  const mail = {
    attachments: [
      attachment({ id: "0", attachmentType: "cloud" }),
      attachment({ id: "1", size: 99_000_000 }),
      attachment({ id: "2" }),
      attachment({ id: "3" }),
      attachment({ id: "4" }),
      attachment({ id: "5" }),
      attachment({ id: "6" }),
    ],
    contents: { 6: { format: "base64", content: "AAAA" }, 5: { format: "url", content: "https://x" } },
  };
  const troubles = {
    "content 2": { error: "AttachmentTypeNotSupported" },
    "content 3": "never",
    "content 4": "throws",
  };
  const { message, took } = await send({ mail, troubles });
  assert.deepEqual(
    message.attachments.map((/** @type {any} */ file) => file.missing ?? file.content),
    ["cloud", "too_large", "unsupported", "failed", "failed", "cloud", "AAAA"],
  );
  assert.ok(took < SLOW);
});

test("R29 files that do not fit into one request together are said to be too large", async () => {
  const office = { max_attachment_bytes: 300_000 };
  const big = "A".repeat(300_000);
  const mail = {
    attachments: ["0", "1"].map((id) => attachment({ id, size: 225_000 })),
    contents: { 0: { format: "base64", content: big }, 1: { format: "base64", content: big } },
  };
  const { message } = await send({ office, mail });
  assert.deepEqual(
    message.attachments.map((/** @type {any} */ file) => file.missing),
    [undefined, "too_large"],
  );
});

test("R30 a mail that is attached is read as a mail", async () => {
  const eml = "Subject: één 😀\r\n\r\ntekst";
  const mail = {
    attachments: [attachment({ name: "Re: stukken", attachmentType: "item" })],
    contents: { 0: { format: "eml", content: eml } },
  };
  const { message } = await send({ mail });
  const [file] = message.attachments;
  assert.equal(file.name, "Re: stukken.eml");
  assert.equal(file.media_type, "message/rfc822");
  assert.equal(Buffer.from(file.content, "base64").toString("utf8"), eml);
});

test("R30 half a sign in a mail that is attached breaks nothing", async () => {
  const mail = {
    attachments: [attachment({ attachmentType: "item" })],
    contents: { 0: { format: "eml", content: "a\uDC00\uDC00b\uD83D" } },
  };
  const { message } = await send({ mail });
  assert.equal(Buffer.from(message.attachments[0].content, "base64").toString("utf8"), "a??b?");
});

test("R31 To, Cc and Bcc all travel, and nobody is called inside or outside here", async () => {
  const { message } = await send({ mail: { to: crowd(1), cc: crowd(2), bcc: crowd(3) } });
  assert.deepEqual([message.to.length, message.cc.length, message.bcc.length], [1, 2, 3]);
  assert.ok(!JSON.stringify(message).includes("externalUser"));
});

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

test("R49 the office decides whether a mail waits when nothing was checked: as it said last, else as the service wrote", async () => {
  for (const set of ["1.12", "1.14"]) {
    const written = await send({ set, serve: () => "never", office: { outage: "block" } });
    assert.equal(written.options.sendModeOverride, undefined);
    assert.match(written.options.errorMessage, /mail wacht/u);
    assert.equal((await written.fire(SEND)).options.allowEvent, false, "and it goes on waiting");
    const roaming = {
      ...written.world.roaming,
      "pw.settings": { outage: "warn", deadline_ms: 3_000, max_attachment_bytes: 1_000 },
    };
    const last = await send({ set: "1.14", serve: () => "never", office: { outage: "block" }, roaming });
    assert.equal(last.options.sendModeOverride, "promptUser");
    assert.ok(last.took <= 3_400, `the office's own time counts: ${last.took}`);
  }
});

test("what the office wants is learnt from every answer", async () => {
  const settings = { outage: "block", deadline_ms: 2_000, max_attachment_bytes: 5 };
  const { world } = await send({ serve: answering(answer("allow", { settings })) });
  assert.deepEqual(world.saved["pw.settings"], settings);
});

test("no time that an office asks for keeps Outlook waiting for five seconds", async () => {
  const { took } = await send({ serve: () => "never", office: { deadline_ms: 60_000 } });
  assert.ok(took < SLOW, `it took ${took}`);
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

test("a mailbox that is not enrolled yet is told to open the pane", async () => {
  const { options, world } = await send({ roaming: {} });
  assert.equal(world.asked.length, 0);
  assert.match(options.errorMessage, /Open Postwacht één keer/u);
  assert.deepEqual([options.commandId, options.cancelLabel], ["pw.pane", "Postwacht openen"]);
});

test("people as they stood when composing began travel with the mail", async () => {
  const { fire, world } = outlook({ mail: { composeType: "reply", to: crowd(2) } });
  await fire("onNewMessageCompose");
  world.mail.to = crowd(3);
  await fire(SEND);
  const { baseline, kind, draft } = world.asked.at(-1).body;
  assert.deepEqual([baseline.to.length, baseline.own_field, kind], [2, "unknown", "reply"]);
  await fire(SEND);
  assert.equal(world.asked.at(-1).body.draft, draft, "a draft keeps its id");
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

test("events of changes end without a word when nothing answers", async () => {
  for (const name of ["onNewMessageCompose", "onRecipientsChanged", "onAttachmentsChanged"]) {
    for (const serve of [() => "never", () => "refused", () => ({ status: 500, json: {} })]) {
      assert.equal((await outlook({ serve, roaming: { "pw.key": "k" } }).fire(name)).options, undefined);
    }
    assert.equal(
      (await outlook({ troubles: { "to.getAsync": "never", "sessionData.setAsync": "never" } }).fire(name)).options,
      undefined,
    );
  }
});

test("English is spoken to those who read it, and Dutch to everybody else", async () => {
  assert.match((await send({ language: "en-GB", serve: () => "never" })).options.errorMessage, /was not checked/u);
  assert.match((await send({ language: "fr-FR", serve: () => "never" })).options.errorMessage, /niet gecontroleerd/u);
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
