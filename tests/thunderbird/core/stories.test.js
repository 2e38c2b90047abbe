/** The stories that Postwacht was made for, from the Send button of a real Thunderbird to the mail server. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Composer } from "../support/composer.js";
import { Office } from "../support/office.js";
import { form } from "../support/service.js";
import { Thunderbird } from "../support/thunderbird.js";

const office = new Office();
before(() => office.open());
after(() => office.close());

/** Headers and body without what is new in every mail. @param {Buffer} bytes */
const lasting = (bytes) =>
  bytes
    .toString("latin1")
    .replace(/^(Message-ID|Date): .*\r\n/gmu, "")
    .replace(/-{12}[A-Za-z0-9]{24}/gu, "boundary");

test("2, 5, 6: 108 residents who see each other's address go to Bcc, and no address is left in the mail", async () => {
  const letter = await office.sample("story-2");
  const composer = await office.write(letter);
  const dialog = await office.asked(composer);
  const shown = await dialog.shown();
  assert.equal(shown.title, "108 mensen zien elkaars adres");
  assert.equal(office.sink.mails.length, 0, "2: nothing leaves before a choice");
  const mail = await office.mail(() => dialog.press("Zet alle 108 in Bcc"));
  assert.equal(new Set(mail.to).size, 108);
  const raw = mail.bytes.toString("latin1");
  assert.deepEqual(
    mail.to.filter((address) => raw.includes(address)),
    [],
    "addresses in the mail",
  );
  assert.match(raw, /^Subject: Informatieavond over onze verbouwing\r$/mu);
  assert.match(raw, /^From: Henk Morgenstern <henk@morgenlicht\.example>\r$/mu);
  assert.doesNotMatch(raw, /^(Cc|Bcc|Reply-To):/mu);
  assert.match(raw, /Op donderdag 23 april vertellen wij u/u);
  await dialog.gone();
  const told = await office.told(({ outcome }) => outcome === "sent");
  assert.equal(told.sent_to.length, 108, "40: what really left is told");
  assert.equal(told.reason, undefined);
  await office.told(({ outcome, fix }) => outcome === "fixed" && fix === "move_to_bcc");
});

test("3, 7: back sends nothing and changes nothing", async () => {
  const composer = await office.write(await office.sample("story-1"));
  const before = await composer.seen();
  const sent = office.sink.mails.length;
  const dialog = await office.asked(composer);
  const shown = await dialog.shown();
  assert.equal(shown.focus, "Terug naar de mail", "the first focus is on the way back");
  assert.equal(shown.role, "alertdialog");
  await dialog.press("Terug naar de mail");
  await composer.free();
  await dialog.gone();
  assert.deepEqual(await composer.seen(), { ...before, locked: false });

  const again = await office.asked(composer);
  await again.key("Escape");
  await composer.free();
  await again.gone();
  const last = await office.asked(composer);
  await last.close();
  await composer.free();
  assert.deepEqual(await composer.seen(), { ...before, locked: false });
  assert.equal(office.sink.mails.length, sent);
  await composer.close();
});

test("40: five dossiers for the client whose name is like the colleague's go to the colleague after the swap", async () => {
  const letter = await office.sample("story-1");
  assert.equal(letter.files.length, 5);
  const composer = await office.write(letter);
  const dialog = await office.asked(composer);
  const { buttons, mail: named } = await dialog.shown();
  assert.match(named, new RegExp(letter.subject, "u"), "43: it names its mail");
  const mail = await office.mail(() => dialog.press(String(buttons.find((label) => /^Stuur naar /u.test(label)))));
  assert.deepEqual(mail.to, ["sanne@morgenlicht.example"]);
  assert.equal(mail.bytes.toString("latin1").match(/^Content-Disposition: attachment/gmu)?.length, 5);
  await office.told(({ outcome, sent_to: to }) => outcome === "sent" && to?.[0] === "sanne@morgenlicht.example");
});

test("1: a harmless mail shows no window, and its bytes are those of a mail without the add-in", async () => {
  const letter = {
    to: ["Sanne de Wit <sanne@morgenlicht.example>"],
    cc: ["henk@morgenlicht.example"],
    subject: "Overleg van donderdag — één vraag",
    body: "<p>Hoi Sanne,</p><p>Neem jij de <b>agenda</b> mee?</p>",
    files: [await office.file("agenda, 1 ü.txt", "1. opening\r\n2. rondvraag\r\n")],
  };
  const withAddIn = await office.write(letter);
  const first = await office.mail(() => withAddIn.send());
  assert.deepEqual(await office.windows(), []);
  const plain = await Thunderbird.start({ smtp: office.smtp, policies: undefined });
  const without = await Composer.open(plain, letter);
  const second = await office.mail(() => without.send());
  await plain.stop();
  assert.deepEqual(first.to, second.to);
  assert.equal(lasting(first.bytes), lasting(second.bytes));
});

test("4: a grave finding is answered for with an act and a reason, and then the mail goes as it is", async () => {
  const composer = await office.write(await office.sample("story-2"));
  const dialog = await office.asked(composer);
  await dialog.press("Iedereen mag dit zien…");
  await dialog.press("Toch verzenden");
  const shown = await dialog.shown();
  assert.match(shown.text, /Kies eerst een reden/u);
  await dialog.page(`[...inside.querySelectorAll("input[type=radio]")][2].click();`);
  const mail = await office.mail(() => dialog.press("Toch verzenden"));
  assert.equal(mail.to.length, 108);
  const raw = mail.bytes.toString("latin1");
  assert.deepEqual(
    mail.to.filter((address) => !raw.includes(address)),
    [],
    "everybody stands where they stood",
  );
  const told = await office.told(({ outcome }) => outcome === "acknowledged");
  assert.equal(told.reason, "know_each_other");
  const last = await form(office.service.seen(/\/checks$/u).at(-1));
  assert.equal(last.message.receipts.length, 1, "the receipt travels with the draft");
});

test("40: a warning is passed after a look, and not asked again when the mail server refuses the mail", async () => {
  const composer = await office.write({ to: ["info@gmial.com"], subject: "Afspraak", body: "<p>Tot donderdag.</p>" });
  office.sink.refuses = true;
  const dialog = await office.asked(composer);
  await office.thunderbird.quieten();
  await dialog.press("Toch verzenden");
  await office.thunderbird.said();
  office.sink.refuses = false;
  await composer.free();
  await office.nothingLeaves();
  const mail = await office.mail(() => composer.send());
  assert.deepEqual(mail.to, ["info@gmial.com"]);
  assert.deepEqual(await office.windows(), []);
  const toldOf = () => office.outcomes().filter(({ sent_to: to }) => to?.[0] === "info@gmial.com");
  await office.until(() => toldOf().length > 0);
  assert.equal(toldOf().length, 1, "40: what the mail server refused is not told as sent");
});

test("what is not right can be said, and the window stays", async () => {
  const composer = await office.write({ to: ["info@hotmial.com"], subject: "Afspraak", body: "<p>Tot donderdag.</p>" });
  const dialog = await office.asked(composer);
  await dialog.press("Klopt dit niet?");
  await dialog.page(`inside.querySelector("textarea").value = "Zo schrijven zij het.";`);
  await dialog.press("Doorgeven");
  const told = await office.told(({ outcome }) => outcome === "not_right");
  assert.equal(told.comment, "Zo schrijven zij het.");
  await dialog.until(({ text }) => text.includes("Dank u"));
  await dialog.press("Terug naar de mail");
  await composer.free();
  await composer.close();
});
