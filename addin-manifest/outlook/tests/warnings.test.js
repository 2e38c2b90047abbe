/** What Outlook is told of an answer, by what this Outlook knows. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SEND, send } from "./sending.js";
import { answer, answering, outlook } from "./simulator.js";

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

test("a mailbox that is not enrolled yet is told to open the pane", async () => {
  const { options, world } = await send({ roaming: {} });
  assert.equal(world.asked.length, 0);
  assert.match(options.errorMessage, /Open Postwacht één keer/u);
  assert.deepEqual([options.commandId, options.cancelLabel], ["pw.pane", "Postwacht openen"]);
});

test("English is spoken to those who read it, and Dutch to everybody else", async () => {
  assert.match((await send({ language: "en-GB", serve: () => "never" })).options.errorMessage, /was not checked/u);
  assert.match((await send({ language: "fr-FR", serve: () => "never" })).options.errorMessage, /niet gecontroleerd/u);
});

test("R19, R20 without a text or a label of the service there are words of our own", async () => {
  for (const dialog of [{ text: " ", markdown: "", label: "" }, { text: "", markdown: 7, label: 7 }, { text: "" }]) {
    const { options } = await send({ set: "1.15", serve: answering(answer("confirm", { dialog })) });
    assert.equal(options.errorMessage, "Postwacht zag iets aan deze mail.");
    assert.equal(options.cancelLabel, "Bekijk en herstel");
    assert.equal(options.errorMessageMarkdown, undefined);
  }
});

test("R24 Markdown that leads elsewhere than to https, or shows a picture, stays away", async () => {
  for (const [markdown, shown] of [
    ["**108 mensen** zien het", true],
    ["\\[klik\\]\\(http://kwaad.example\\)", true],
    ["[uitleg](https://postwacht.example/x)", true],
    ["[klik](http://kwaad.example)", false],
    ["[klik](javascript:alert(1))", false],
    ["[klik](data:text/html,x)", false],
    ["![p](https://kwaad.example/p.png)", false],
    ["x".repeat(501), false],
  ]) {
    const dialog = { text: "Tekst.", markdown, label: "" };
    const { options } = await send({ set: "1.15", serve: answering(answer("warn", { dialog })) });
    assert.equal(options.errorMessageMarkdown !== undefined, shown, String(markdown));
    assert.equal(options.errorMessage, "Tekst.");
  }
});

test("R21 Outlook writes its mark-up anew between two presses, and the mail is still the same", async () => {
  const picture = { id: "0", name: "image001.png", size: 3, attachmentType: "file", isInline: true };
  const mail = {
    body: '<html><head><style>p{}</style></head><p class="a">Beste klant,</p><img src="cid:image001.png@01DA">',
    attachments: [picture],
    contents: { 0: { format: "base64", content: "AAAA" } },
  };
  const { fire, world } = await send({ set: "1.13", mail, serve: answering(answer("warn")) });
  world.mail.body = '<html><head><style>p{x}</style></head><p\n class="b">Beste&nbsp;klant,</p><img src="cid:i@02">';
  world.mail.attachments = [{ ...picture, name: "image002.png" }];
  assert.deepEqual((await fire(SEND)).options, { allowEvent: true });
  for (const change of [
    { body: world.mail.body.replace("klant", "Jan") },
    { body: `${world.mail.body}<a href="https://elders.example">.</a>` },
    { contents: { 0: { format: "base64", content: "AAAB" } } },
    { cc: [{ emailAddress: "nieuw@elders.example", displayName: "" }] },
  ]) {
    const again = outlook({ set: "1.13", mail: { ...mail, ...change }, serve: answering(answer("warn")) });
    for (const [name, value] of world.session) {
      again.world.session.set(name, value);
    }
    assert.equal((await again.fire(SEND)).options.allowEvent, false, JSON.stringify(change).slice(0, 40));
  }
});
