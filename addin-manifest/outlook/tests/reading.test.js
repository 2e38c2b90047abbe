/** What events.js reads of a draft, and what it says of that which it cannot read. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { attachment, crowd, SEND, send, SLOW } from "./sending.js";
import { outlook } from "./simulator.js";

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

test("R27 of more people than the service takes, those that travel are said to be a part", async () => {
  const mail = { to: crowd(900), cc: crowd(900), bcc: crowd(900) };
  const roaming = { "pw.devices": { "Outlook/Mac": { refresh: "r", access: "a", until: 9e12 } } };
  const { message, options } = await send({ platform: "Mac", roaming, mail });
  assert.deepEqual([message.to.length, message.cc.length, message.bcc.length], [900, 900, 200]);
  assert.equal(message.recipients_truncated, true);
  assert.deepEqual(options, { allowEvent: true });
});

test("R28, R31 a recipient that Outlook could not resolve is told as one that nobody knows", async () => {
  const to = [
    { emailAddress: "", displayName: "Jansen" },
    { emailAddress: undefined, displayName: undefined },
    { emailAddress: "jansen", displayName: "" },
    null,
    { emailAddress: " jan@client.example ", displayName: "Jan" },
  ];
  const { message } = await send({ mail: { to } });
  assert.deepEqual(message.to, [
    { name: "Jansen" },
    { name: "?" },
    { name: "jansen" },
    { name: "?" },
    { address: "jan@client.example", name: "Jan" },
  ]);
});

test("R29 a file about which Outlook says nothing is not read, and that is told", async () => {
  const { message, options } = await send({ mail: { attachments: [null, { id: "1" }], contents: {} } });
  assert.deepEqual(options, { allowEvent: true });
  assert.deepEqual(
    message.attachments.map((/** @type {any} */ file) => [file.name, file.missing]),
    [
      ["", "failed"],
      ["", "failed"],
    ],
  );
});

test("R29 a name of a thousand signs keeps its ending", async () => {
  const mail = {
    attachments: [attachment({ name: `${"😀".repeat(1_000)}.pdf` })],
    contents: { 0: { format: "base64", content: "AAAA" } },
  };
  const { message } = await send({ mail });
  const { name } = message.attachments[0];
  assert.ok([...name].length <= 255 && name.endsWith(".pdf") && !/\p{Surrogate}/u.test(name));
});

test("a body that is too long travels without the pictures that are written into it", async () => {
  const picture = `<img src="data:image/png;base64,${"A".repeat(6_000_000)}">`;
  const { message } = await send({ mail: { body: `<p>Beste klant</p>${picture}<p>123456782</p>` } });
  assert.equal(message.body.content, '<p>Beste klant</p><img src="data:,"><p>123456782</p>');
  const short = `<img src="data:image/png;base64,${"A".repeat(6_000)}">`;
  assert.equal((await send({ mail: { body: short } })).message.body.content, short, "a short one is left alone");
});

test("R29 a body of many words leaves less room for files, and that is told", async () => {
  const body = "woord ".repeat(1_000_000);
  const office = { max_attachment_bytes: 3_000_000 };
  const mail = {
    body,
    attachments: [attachment({ size: 2_900_000 })],
    contents: { 0: { format: "base64", content: "A".repeat(3_900_000) } },
  };
  const { message, options } = await send({ mail, office });
  assert.deepEqual([message.body.content.length, message.attachments[0].missing], [body.length, "too_large"]);
  assert.deepEqual(options, { allowEvent: true });
});

test("R31 an address of the inside is no sender; the mailbox is", async () => {
  const from = { emailAddress: "/o=ExchangeLabs/ou=x/cn=Recipients/cn=henk", displayName: "Henk" };
  const { message } = await send({ mail: { from } });
  assert.deepEqual(message.from, { address: "henk@kantoor.example", name: "Henk" });
});

test("people at the beginning who are too many to be kept are left out, and all else is kept", async () => {
  const { fire, world } = outlook({ mail: { to: crowd(499) } });
  await fire("onNewMessageCompose");
  await fire(SEND);
  assert.equal(world.asked.at(-1).body.baseline, null);
  assert.ok(world.session.has("pw.draft"));
});

test("R18 no body is so made that a look at it never ends: what grew with the square of its length would take hours here", async () => {
  for (const piece of [
    "<",
    "<style",
    "<a href='",
    '<a href="',
    "data:",
    "&nbsp;",
    " ",
    "<!--",
    "<style></STYLE",
    ">",
  ]) {
    const { options } = await send({ mail: { body: piece.repeat(400_000) } });
    assert.deepEqual(options, { allowEvent: true });
  }
});
