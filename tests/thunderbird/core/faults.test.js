/** Everything that can go wrong at Send: the composer is never locked for good, and nothing leaves unasked. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Office } from "../support/office.js";

const DEADLINE = 3_000;
const office = new Office();
before(() => office.open({ settings: { outage: "warn", deadline_ms: DEADLINE } }));
after(() => office.close());
beforeEach(() => office.service.open());

const HARMLESS = { to: ["sanne@morgenlicht.example"], subject: "Overleg", body: "<p>Tot donderdag.</p>" };
const WARNED = { to: ["info@gmial.com"], subject: "Afspraak", body: "<p>Tot donderdag.</p>" };

/** @param {import("../support/composer.js").Composer} composer @param {import("../support/dialog.js").Dialog} dialog */
async function back(composer, dialog) {
  await dialog.press("Terug naar de mail");
  await composer.free();
  await dialog.gone();
}

for (const [mood, said] of /** @type {const} */ ([
  ["gone", "Postwacht is niet bereikbaar."],
  ["silent", "Postwacht gaf niet op tijd antwoord."],
  ["failing", "Postwacht heeft het nu te druk."],
  ["page", "Postwacht is niet bereikbaar."],
  ["cut", "Postwacht is niet bereikbaar."],
  ["nonsense", "Postwacht kon deze mail niet lezen."],
  ["redirect", "Postwacht is niet bereikbaar."],
])) {
  test(`11, 12, 13: a service that is ${mood} is told, and the sender decides`, async () => {
    const composer = await office.write(HARMLESS);
    const sent = office.sink.mails.length;
    office.service.mood = mood;
    const dialog = await office.asked(composer);
    const shown = await dialog.shown();
    assert.equal(shown.title, "Deze mail is niet gecontroleerd");
    assert.ok(shown.text.includes(said), shown.text);
    assert.match(shown.mail, /Overleg/u, "43: it names its mail");
    assert.equal(office.sink.mails.length, sent);
    await back(composer, dialog);
    assert.equal(office.sink.mails.length, sent);
    await composer.close();
  });
}

test("a mail that was not checked goes when the sender wants it, and when the service is back it is checked", async () => {
  const composer = await office.write(HARMLESS);
  office.service.mood = "gone";
  const dialog = await office.asked(composer);
  const mail = await office.mail(() => dialog.press("Toch verzenden"));
  assert.deepEqual(mail.to, HARMLESS.to);
  const other = await office.write(HARMLESS);
  const again = await office.asked(other);
  office.service.open();
  await office.mail(() => again.press("Probeer opnieuw"));
  assert.deepEqual(await office.windows(), []);
});

test("9, 43: two composers ask in two windows, and the answers are not mixed", async () => {
  const first = await office.write({ ...WARNED, subject: "Eerste" });
  const second = await office.write({ ...WARNED, to: ["info@hotmial.com"], subject: "Tweede" });
  const one = await office.asked(first);
  const two = await office.asked(second);
  assert.match((await one.shown()).mail, /Eerste[\s\S]*info@gmial\.com/u);
  assert.match((await two.shown()).mail, /Tweede[\s\S]*info@hotmial\.com/u);
  const mail = await office.mail(() => two.press("Toch verzenden"));
  assert.deepEqual(mail.to, ["info@hotmial.com"]);
  assert.deepEqual([(await first.seen()).locked, (await office.windows()).length], [true, 1]);
  await back(first, one);
  await first.close();
});

test("10: a composer that is closed while it asks takes its window along, and nothing is sent", async () => {
  const composer = await office.write(WARNED);
  const sent = office.sink.mails.length;
  const dialog = await office.asked(composer);
  await composer.close();
  await dialog.gone();
  assert.equal(office.sink.mails.length, sent);
});

test("36: pressing Send while it asks opens no second window", async () => {
  const composer = await office.write(WARNED);
  const dialog = await office.asked(composer);
  await composer.send();
  await composer.send("cmd_sendNow");
  assert.equal((await office.windows()).length, 1);
  await back(composer, dialog);
  await composer.close();
});

test("8: each way of sending is held exactly once", async () => {
  for (const way of /** @type {const} */ (["cmd_sendNow", "cmd_sendButton", "cmd_sendLater", "button"])) {
    const composer = await office.write(WARNED);
    const asked = office.service.seen(/\/checks$/u).length;
    const dialog = await office.asked(composer, way);
    assert.equal((await office.windows()).length, 1, way);
    await back(composer, dialog);
    assert.equal(office.service.seen(/\/checks$/u).length, asked + 1, way);
    await composer.close();
  }
});

test("16: when the page that answers has to go, the composer is free and the window is gone", async () => {
  const composer = await office.write(WARNED);
  const sent = office.sink.mails.length;
  const dialog = await office.asked(composer);
  await office.thunderbird.endPage();
  await composer.free();
  await dialog.gone();
  assert.equal(office.sink.mails.length, sent);
  const again = await office.asked(composer);
  await back(composer, again);
  await composer.close();
});

test("18: a page that sleeps is woken by Send, and the mail is held", async () => {
  const composer = await office.write(WARNED);
  await office.thunderbird.endPage();
  const dialog = await office.asked(composer);
  await back(composer, dialog);
  await composer.close();
});

test("29: nobody can disable or remove the add-in, and updates come through", async () => {
  assert.deepEqual(await office.thunderbird.may(), { disable: false, uninstall: false, upgrade: true });
});

test("41: nothing of a mail stands in what the add-in keeps, nor in the console", async () => {
  const traces = await office.thunderbird.traces();
  for (const text of ["Overleg", "Afspraak", "Tot donderdag", "gmial.com", "sanne@"]) {
    assert.equal(traces.stored.includes(text), false, `stored: ${text}`);
    assert.deepEqual(
      traces.console.filter((line) => line.includes(text)),
      [],
      `console: ${text}`,
    );
  }
  assert.ok(traces.stored.includes("wishes"), "it is looked at the right place");
});
