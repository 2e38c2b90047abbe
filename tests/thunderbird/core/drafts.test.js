/** What the service is asked: the draft as it will leave, whole. */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { Office } from "../support/office.js";
import { form } from "../support/service.js";

const office = new Office();
const SANNE = "sanne@morgenlicht.example";

/** @param {string} id @param {string} to @param {string} [more] headers */
const original = (id, to, more = "") =>
  `Message-ID: <${id}>\r\nFrom: Floor van Beek <floor@morgenlicht.example>\r\n${to}\r\n` +
  `${more}Subject: Vraag\r\nDate: Mon, 30 Nov 2026 10:00:00 +0100\r\nContent-Type: text/plain\r\n\r\nWie neemt de agenda mee?\r\n`;

before(async () => {
  // An account for mail cannot post, and Thunderbird would ask whether that is all right.
  await office.open({ preferences: { "mail.compose.dontWarnMail2Newsgroup": true } });
  await office.list("Kring", [SANNE, "floor@morgenlicht.example", "henk@morgenlicht.example"]);
  await office.receive([
    original("all@x.example", `To: henk@morgenlicht.example, ${SANNE}`),
    original("unseen@x.example", `To: ${SANNE}`, "Delivered-To: henk@morgenlicht.example\r\n"),
  ]);
});
after(() => office.close());

/** @param {Uint8Array} bytes */
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
/** @param {{address: string}[]} people */
const addresses = (people) => people.map(({ address }) => address).sort();

test("19, 21: each file is at the service byte for byte, whatever its size and name", async () => {
  const contents = {
    "leeg.txt": Buffer.alloc(0),
    "één, twee.bin": randomBytes(1024 * 1024),
    "Vraag.eml": Buffer.from(original("a@b.example", "To: x@y.example")),
  };
  const files = await Promise.all(Object.entries(contents).map(([name, bytes]) => office.file(name, bytes)));
  const composer = await office.write({ to: [SANNE], subject: "Stukken", body: "<p>Zie bijlage.</p>", files });
  await composer.send();
  // Random bytes cannot be read, and a colleague may have them.
  await office.until(() => office.sink.mails.length > 0);
  const handed = office.service.seen(/\/attachments$/u).map(({ body }) => sha256(body));
  const asked = office.service.seen(/\/checks$/u).at(-1);
  assert.match(String(asked?.headers["content-type"]), /^multipart\/form-data/u);
  const { message, files: parts } = await form(asked);
  assert.deepEqual(
    message.attachments.map((/** @type {{name: string}} */ file) => file.name),
    Object.keys(contents),
  );
  const there = new Set([...handed, ...[...parts.values()].map(sha256)]);
  for (const [name, bytes] of Object.entries(contents)) {
    assert.ok(there.has(sha256(bytes)), name);
  }
});

test("a file goes ahead while the mail is written, and one that changed since then travels anew", async () => {
  const path = await office.file("brief.txt", "Een gewone brief.");
  const before = await office.ahead();
  const composer = await office.write({ to: [SANNE], subject: "Brief", body: "<p>Zie bijlage.</p>", files: [path] });
  await office.kept(before + 1);
  const sent = await office.mail(() => composer.send());
  const first = await form(office.service.seen(/\/checks$/u).at(-1));
  assert.equal(typeof first.message.attachments[0].ref, "string");
  assert.equal(first.files.size, 0);
  assert.ok(sent.bytes.includes("brief.txt"));

  const other = await office.write({ to: [SANNE], subject: "Brief", body: "<p>Zie bijlage.</p>", files: [path] });
  await office.file("brief.txt", "Een andere brief.");
  await office.mail(() => other.send());
  const second = await form(office.service.seen(/\/checks$/u).at(-1));
  assert.notEqual(second.message.attachments[0].ref, first.message.attachments[0].ref);
  // It went ahead after the change, or beside the mail.
  const handed = office.service.seen(/\/attachments$/u).map(({ body }) => String(body));
  assert.ok([...handed, ...[...second.files.values()].map(String)].includes("Een andere brief."));
});

test("20: a file that cannot be read is said to be missing, and the sender is warned", async () => {
  const path = await office.file("weg.txt", "Straks weg.");
  const composer = await office.write({
    to: ["info@optiek.example"],
    subject: "Stuk",
    body: "<p>Zie bijlage.</p>",
    files: [path],
  });
  await rm(path);
  const dialog = await office.asked(composer);
  const { message } = await form(office.service.seen(/\/checks$/u).at(-1));
  assert.equal(message.attachments[0].missing, "failed");
  assert.match((await dialog.shown()).text, /weg\.txt/u);
  await dialog.press("Terug naar de mail");
  await composer.free();
  await composer.close();
});

test("22: a mailing list is its members, and one that nobody knows is told as such", async () => {
  const { message, mail } = await office.question({
    to: ["Kring <Kring>"],
    subject: "Overleg",
    body: "<p>Tot straks.</p>",
  });
  assert.deepEqual(addresses(message.to), ["floor@morgenlicht.example", "henk@morgenlicht.example", SANNE].sort());
  assert.deepEqual([...mail.to].sort(), addresses(message.to));
  const composer = await office.write({
    to: [SANNE, "Niemand <Niemand>"],
    subject: "Overleg",
    body: "<p>Tot straks.</p>",
  });
  const asked = office.service.seen(/\/checks$/u).length;
  await office.thunderbird.quieten();
  await composer.send();
  await office.until(() => office.service.seen(/\/checks$/u).length > asked);
  const unknown = await form(office.service.seen(/\/checks$/u).at(-1));
  assert.deepEqual(unknown.message.to.at(-1), { address: "", name: "Niemand" });
  await composer.close();
});

test("24: an answer tells its kind, who stood in the original, and where the sender stood", async () => {
  const plain = await office.question({ answers: "reply", original: "all@x.example" });
  assert.deepEqual([plain.message.kind, plain.message.baseline.own_field], ["reply", "to"]);
  assert.deepEqual(
    addresses(plain.message.baseline.to),
    ["floor@morgenlicht.example", "henk@morgenlicht.example", SANNE].sort(),
  );
  const all = await office.question({ answers: "replyAll", original: "all@x.example" });
  assert.deepEqual([all.message.kind, all.message.baseline.own_field], ["reply_all", "to"]);
  const forward = await office.question({ answers: "forward", original: "all@x.example", to: [SANNE] });
  assert.deepEqual([forward.message.kind, forward.message.baseline], ["forward", null]);
  assert.match(forward.message.body.content, /Wie neemt de agenda mee\?/u);
  const attached = await office.question({ answers: "forwardAttached", original: "all@x.example", to: [SANNE] });
  assert.equal(attached.message.attachments.length, 1);
  const redirected = await office.question({ answers: "redirect", original: "all@x.example", to: [SANNE] });
  assert.deepEqual([redirected.message.kind, redirected.message.baseline], ["redirect", null]);
  assert.deepEqual([addresses(redirected.message.to), redirected.mail.to], [[SANNE], [SANNE]]);
  assert.match(redirected.message.body.content, /Wie neemt de agenda mee\?/u);
});

test("24: who was in Bcc and answers all is warned", async () => {
  const composer = await office.write({ answers: "replyAll", original: "unseen@x.example" });
  const dialog = await office.asked(composer);
  const { message } = await form(office.service.seen(/\/checks$/u).at(-1));
  assert.deepEqual([message.kind, message.baseline.own_field], ["reply_all", "bcc"]);
  assert.match((await dialog.shown()).text, /Bcc/u);
  await dialog.press("Terug naar de mail");
  await composer.free();
  await composer.close();
});

test("25, 26: text and HTML both arrive, and other fields stand in nobody's way", async () => {
  const text = await office.question({ to: [SANNE], subject: "Kaal", body: "Alleen tekst.", plain: true });
  assert.deepEqual([text.message.body.format, text.message.body.content.trim()], ["text", "Alleen tekst."]);
  const html = await office.question({
    to: [SANNE],
    subject: "Opgemaakt",
    body: "<p>Met <b>vet</b>.</p>",
    replyTo: ["info@morgenlicht.example"],
  });
  assert.equal(html.message.body.format, "html");
  assert.match(html.message.body.content, /<b>vet<\/b>/u);
  assert.match(html.mail.bytes.toString(), /^Reply-To: info@morgenlicht\.example\r$/mu);
  const posted = await office.question({
    to: [SANNE],
    newsgroups: ["nl.proef"],
    followupTo: ["nl.proef"],
    subject: "Ook in een groep",
    body: "<p>Hallo.</p>",
  });
  assert.deepEqual([addresses(posted.message.to), posted.mail.to], [[SANNE], [SANNE]]);
});

test("23: an address that is typed but not yet taken in is looked at as well", async () => {
  const composer = await office.write({ subject: "Getypt", body: "<p>Hallo.</p>" });
  await composer.type("info@gmial.com");
  const dialog = await office.asked(composer);
  assert.match((await dialog.shown()).text, /gmial/u);
  await dialog.press("Terug naar de mail");
  await composer.free();
  await composer.close();
});

test("32: what a mail holds is shown as text and never run", async () => {
  const name = "<img src=x onerror=window.ran=1>";
  const composer = await office.write({
    to: [`"${name}" <info@gmial.com>`],
    subject: "<b>Vet</b>",
    body: "<p>Hallo.</p>",
  });
  const dialog = await office.asked(composer);
  const shown = await dialog.shown();
  assert.ok(shown.mail.includes("<b>Vet</b>"), shown.mail);
  assert.equal(
    await dialog.page(
      "return document.querySelectorAll('img, b').length + inside.querySelectorAll('img').length + (window.ran ?? 0);",
    ),
    0,
  );
  await dialog.press("Terug naar de mail");
  await composer.free();
  await composer.close();
});

test("an identity is a mailbox of its own: each enrols once", async () => {
  await office.question({ to: [SANNE], subject: "Namens", body: "<p>Hallo.</p>", identity: "id2" });
  await office.question({ to: [SANNE], subject: "Namens", body: "<p>Hallo.</p>", identity: "id2" });
  const enrolled = office.service.seen(/\/devices$/u).map(({ body }) => JSON.parse(body.toString()).mailbox);
  assert.deepEqual(enrolled.sort(), ["henk@morgenlicht.example", "info@morgenlicht.example"]);
});
