/** An office that wants mail to wait, a sender who takes long, and an update in between. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Office } from "../support/office.js";
import { renumbered } from "../support/package.js";

/** Thunderbird ends a page that seems idle after this, in milliseconds. */
const IDLE = 2_000;
const WARNED = { to: ["info@gmial.com"], subject: "Afspraak", body: "<p>Tot donderdag.</p>" };

const office = new Office();
before(() =>
  office.open({
    language: "en-US",
    settings: { outage: "block", deadline_ms: 8_000 },
    preferences: { "extensions.background.idle.timeout": IDLE },
  }),
);
after(() => office.close());

test("11: where the office wants it, mail waits for the service, and there is no way around", async () => {
  const composer = await office.write({ ...WARNED, to: ["sanne@morgenlicht.example"] });
  const sent = office.sink.mails.length;
  office.service.mood = "gone";
  const dialog = await office.asked(composer);
  const { buttons } = await dialog.shown();
  assert.deepEqual(buttons, ["Try again", "Back to the mail"]);
  await dialog.page(`element.dispatchEvent(new CustomEvent("postwacht-send", { detail: { findings: [] } }));`);
  await dialog.until(({ text }) => text.includes("Your office wants the mail to wait"));
  assert.equal(office.sink.mails.length, sent);
  office.service.open();
  await office.mail(() => dialog.press("Try again"));
});

test("15, 33: a window that stands ten times as long as an idle page lives still sends, in English too", async () => {
  const composer = await office.write(WARNED);
  const dialog = await office.asked(composer);
  assert.ok((await dialog.shown()).buttons.includes("Back to the mail"));
  // This very wait is what is tried.
  await new Promise((resolve) => setTimeout(resolve, 10 * IDLE));
  assert.equal((await composer.seen()).locked, true);
  const mail = await office.mail(() => dialog.press("Send anyway"));
  assert.deepEqual(mail.to, WARNED.to);
});

test("17: an update while it asks waits for the answer, and is there afterwards", async () => {
  const composer = await office.write({ ...WARNED, to: ["info@hotmial.com"] });
  const dialog = await office.asked(composer);
  const older = await office.thunderbird.version();
  const newer = await renumbered(office.packed, "99.0.0");
  assert.equal(await office.thunderbird.update(newer), "postponed");
  assert.equal(await office.thunderbird.version(), older);
  assert.equal((await composer.seen()).locked, true);
  await dialog.press("Back to the mail");
  await composer.free();
  await office.thunderbird.has("99.0.0");
  const again = await office.asked(composer);
  await again.press("Back to the mail");
  await composer.free();
  await composer.close();
});
