/** An add-in that nobody set up, and one that is broken: told, and never a locked composer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Office } from "../support/office.js";

const HARMLESS = { to: ["sanne@morgenlicht.example"], subject: "Overleg", body: "<p>Tot donderdag.</p>" };

test("27: without settings from IT it says so, and asks nobody", async () => {
  const office = new Office();
  try {
    await office.open({ settings: { server: undefined, enrolment_key: undefined } });
    const composer = await office.write(HARMLESS);
    const dialog = await office.asked(composer);
    assert.match((await dialog.shown()).text, /Postwacht is op deze computer niet goed ingesteld/u);
    assert.deepEqual(office.service.asked, []);
    const page = await office.thunderbird.settings();
    assert.match(
      await page.script("return document.body.innerText"),
      /Uw beheerder zet de instellingen voor Postwacht in policies\.json/u,
    );
    await office.mail(() => dialog.press("Toch verzenden"));
  } finally {
    await office.close();
  }
});

test("14: a fault in the add-in itself leaves the composer free and the mail unsent", async () => {
  const office = new Office();
  const alter = (/** @type {import("../support/package.js").Texts} */ texts) => {
    const source = texts["sending.js"] ?? "";
    texts["sending.js"] = source.replace("let model = await this.#look();", 'throw new Error("a fault");');
    assert.notEqual(texts["sending.js"], source);
  };
  try {
    await office.open({ alter });
    const composer = await office.write(HARMLESS);
    const before = await composer.seen();
    await composer.sendAndComeBack();
    assert.deepEqual(await composer.seen(), before);
    assert.deepEqual(office.sink.mails, []);
  } finally {
    await office.close();
  }
});
