/** events.js at Send when something is wrong: it ends once, in time, and never lets the mail pass in silence. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { attachment, SEND, send, SLOW } from "./sending.js";
import { answer, answering, outlook } from "./simulator.js";

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

test("no time that an office asks for keeps Outlook waiting for five seconds", async () => {
  const { took } = await send({ serve: () => "never", office: { deadline_ms: 60_000 } });
  assert.ok(took < SLOW, `it took ${took}`);
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

/** What has to be read: without one of them a check would be of less than the mail. */
const NEEDED = [
  "to.getAsync",
  "cc.getAsync",
  "bcc.getAsync",
  "subject.getAsync",
  "body.getAsync",
  "getAttachmentsAsync",
];

test("R17, R18 what Outlook gives without sense is no mail that was checked", async () => {
  for (const act of NEEDED) {
    for (const trouble of ["nothing", { value: undefined }, { value: null }, { value: 7 }, { value: {} }]) {
      const { options, checks } = await send({ troubles: { [act]: trouble } });
      assert.equal(options.allowEvent, false, `${act} ${JSON.stringify(trouble)}`);
      assert.match(options.errorMessage, /niet gecontroleerd/u);
      assert.equal(checks.length, 0);
    }
  }
});

test("R17 an act of Outlook that answers at once, or once more and otherwise, is taken by its first answer", async () => {
  for (const act of [...NEEDED, "from.getAsync", "getComposeTypeAsync", "sessionData.getAsync", "content 0"]) {
    for (const trouble of ["twice", "at once"]) {
      const mail = { attachments: [attachment({})], contents: { 0: { format: "base64", content: "AAAA" } } };
      const { options, message } = await send({ troubles: { [act]: trouble }, mail });
      assert.deepEqual(options, { allowEvent: true }, `${act} ${trouble}`);
      assert.equal(message.attachments[0].content, "AAAA");
    }
  }
});

test("R18, R25 what is only good to know may be nonsense", async () => {
  for (const act of ["from.getAsync", "getComposeTypeAsync", "sessionData.getAsync"]) {
    for (const value of [undefined, null, 7, "{", {}, []]) {
      const { options, message } = await send({ troubles: { [act]: { value } } });
      assert.deepEqual(options, { allowEvent: true }, `${act} ${JSON.stringify(value)}`);
      assert.equal(message.from.address, "henk@kantoor.example", "an address that is none is not sent");
    }
  }
});

test("R17, R18 an answer that is not one of the service holds the mail", async () => {
  const finding = answer("block").findings[0];
  const wrong = {
    "no object": [],
    "a text": "allow",
    "an unknown decision": answer("allow", { decision: "permit" }),
    "a decision in a list": answer("allow", { decision: ["allow"] }),
    "a decision with another case": answer("allow", { decision: "Allow" }),
    "no dialog": answer("allow", { dialog: undefined }),
    "a dialog of another kind": answer("warn", { dialog: "Tekst" }),
    "a text of another kind": answer("warn", { dialog: { text: 7 } }),
    "no findings": answer("allow", { findings: undefined }),
    "findings of another kind": answer("allow", { findings: { 0: finding } }),
    "a finding graver than the decision": answer("allow", { findings: [finding] }),
    "a finding without a severity that is known": answer("block", { findings: [{ ...finding, severity: "fatal" }] }),
    "a finding that is none": answer("block", { findings: [null] }),
    "no id": answer("warn", { id: undefined }),
  };
  for (const [what, json] of Object.entries(wrong)) {
    for (const set of ["1.12", "1.15"]) {
      const { options } = await send({ set, serve: answering(json) });
      assert.equal(options.allowEvent, false, `${what} with ${set}`);
    }
  }
});

test("R42 what a newer service says more is no matter", async () => {
  const more = { lately: 1, dialog: { ...answer("warn").dialog, colour: "red" }, settings: { outage: "warn", x: [] } };
  const findings = [{ ...answer("warn").findings[0], severity: "warn", fixes: [{ kind: "encrypt", label: "x" }] }];
  const { options } = await send({ serve: answering(answer("warn", { ...more, findings })) });
  assert.equal(options.errorMessage, "Tekst.");
  assert.equal(options.sendModeOverride, "promptUser");
});

test("R17, R18 a connection that throws, or answers twice, ends the event once", async () => {
  assert.equal((await send({ serve: () => "throws" })).options.allowEvent, false);
  const serve = () => ({ status: 200, json: answer("allow"), twice: true });
  assert.deepEqual((await send({ serve })).options, { allowEvent: true });
});

test("R17 an Outlook that throws at the end is not told twice", async () => {
  for (const decision of ["allow", "warn", "block"]) {
    await send({ troubles: { completed: "throws" }, serve: answering(answer(decision)) });
  }
});

test("R25 whatever part of Office.js is missing, the event ends once and in time", async () => {
  const parts = {
    requirements: (/** @type {any} */ Office) => delete Office.context.requirements,
    "requirements that throw": (/** @type {any} */ Office) =>
      (Office.context.requirements.isSetSupported = () => {
        throw new Error("9999");
      }),
    diagnostics: (/** @type {any} */ Office) => delete Office.context.diagnostics,
    "diagnostics of the mailbox": (/** @type {any} */ Office) => delete Office.context.mailbox.diagnostics,
    language: (/** @type {any} */ Office) => delete Office.context.displayLanguage,
    "what roams": (/** @type {any} */ Office) => delete Office.context.roamingSettings,
    profile: (/** @type {any} */ Office) => delete Office.context.mailbox.userProfile,
    item: (/** @type {any} */ Office) => delete Office.context.mailbox.item,
    mailbox: (/** @type {any} */ Office) => delete Office.context.mailbox,
    context: (/** @type {any} */ Office) => delete Office.context,
  };
  for (const [part, change] of Object.entries(parts)) {
    const { options, took } = await send({ change, serve: answering(answer("confirm")) });
    assert.equal(options.allowEvent, false, part);
    assert.ok(options.errorMessage.length > 0, part);
    assert.ok(took < SLOW, `${part} took ${took}`);
  }
});

test("R17, R25 every set of Outlook's interface from 1.5 to 1.16 ends once, with what it knows", async () => {
  for (let set = 5; set <= 16; set += 1) {
    for (const decision of ["allow", "warn", "confirm", "block"]) {
      const { options, checks } = await send({ set: `1.${set}`, serve: answering(answer(decision)) });
      const readable = set >= 8;
      assert.equal(options.allowEvent, readable && decision === "allow", `1.${set} ${decision}`);
      assert.equal(checks.length, readable ? 1 : 0, `1.${set}: without the list of files nothing is called checked`);
      assert.equal(options.sendModeOverride, set >= 14 && decision === "warn" ? "promptUser" : undefined);
    }
  }
});

test("R17 two Sends at once end once each, and neither is the answer to the other", async () => {
  for (const set of ["1.12", "1.14"]) {
    const { together, fire } = outlook({ set, serve: answering(answer("warn")) });
    const ends = await together(SEND, SEND);
    assert.deepEqual(
      ends.map((end) => end.options.allowEvent),
      [false, false],
      "what nobody has seen is not answered",
    );
    if (set === "1.12") {
      assert.deepEqual((await fire(SEND)).options, { allowEvent: true }, "a press after it is the answer");
    }
  }
});

test("R17, R21 two Sends at once while nothing answers end once each, in silence neither", async () => {
  const { together, fire } = outlook({ set: "1.12", serve: () => "never" });
  const ends = await together(SEND, SEND);
  assert.ok(ends.every((end) => end.options.allowEvent === false && end.took < SLOW));
  assert.deepEqual((await fire(SEND)).options, { allowEvent: true });
});

test("R21 who saw that one mail was not checked has not seen it of another", async () => {
  const { fire, world } = outlook({ set: "1.12", serve: () => "refused" });
  assert.equal((await fire(SEND)).options.allowEvent, false);
  world.mail.to = [{ emailAddress: "ander@elders.example", displayName: "" }];
  assert.equal((await fire(SEND)).options.allowEvent, false, "it goes to somebody else now");
  assert.deepEqual((await fire(SEND)).options, { allowEvent: true });
});

test("R49 settings that make no sense are those of before", async () => {
  for (const last of [7, "block", { outage: 7, deadline_ms: -5 }, { deadline_ms: "soon" }, { deadline_ms: null }, []]) {
    const roaming = { ...outlook().world.roaming, "pw.settings": last };
    const { options, took } = await send({ roaming, serve: () => "never" });
    assert.equal(options.allowEvent, false);
    assert.ok(took >= 4_000 && took < SLOW, `${JSON.stringify(last)} took ${took}`);
  }
  for (const settings of ["x", null, { outage: "allow" }, { outage: true }]) {
    const { world, options } = await send({ serve: answering(answer("allow", { settings })) });
    assert.deepEqual(options, { allowEvent: true });
    assert.equal(world.saved["pw.settings"], undefined, "such are not learnt");
  }
});

test("R18, R32 what the service says of a fault is not shown to anybody", async () => {
  const serve = () => ({ status: 500, text: "<b>henk@kantoor.example</b> stack trace" });
  const { options } = await send({ serve });
  assert.ok(!JSON.stringify(options).includes("henk"));
});
