/** With real keys and clicks, on a screen with a window manager, as a person works. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Display } from "../support/display.js";
import { Office } from "../support/office.js";

/** @type {Display} */
let display;
const office = new Office();
before(async () => {
  display = await Display.open();
  await office.open({ display: display.name });
});
after(async () => {
  await office.close();
  await display?.close();
});

/** Nobody has written to it before. @param {string} subject */
const warned = (subject) => ({ to: [`${subject.toLowerCase()}@gmial.com`], subject, body: "<p>Tot donderdag.</p>" });

/** A composer that has the keyboard. @param {string} subject */
async function written(subject) {
  const composer = await office.write(warned(subject));
  await display.comes(new RegExp(`^Nieuw bericht: ${subject}`, "u"));
  return composer;
}

/** The window that asks, once it has the keyboard. @param {string} subject @param {() => Promise<void>} act */
async function asked(subject, act) {
  const dialog = await office.asks(act);
  await display.comes(new RegExp(`^Postwacht: ${subject}`, "u"));
  await dialog.until(({ focused }) => focused);
  return dialog;
}

test("7, 8, 34: Ctrl+Enter is held, and Enter in a hurry goes back", async () => {
  const composer = await written("Enter");
  const checks = office.service.seen(/\/checks$/u).length;
  const dialog = await asked("Enter", () => display.press("ctrl+Return"));
  assert.equal((await dialog.shown()).focus, "Terug naar de mail");
  await display.press("Return");
  await dialog.gone();
  await composer.free();
  assert.deepEqual(office.sink.mails, []);
  assert.equal(office.service.seen(/\/checks$/u).length, checks + 1);
  await composer.close();
});

test("7, 34: Escape and the cross of the window go back", async () => {
  const composer = await written("Escape");
  const first = await asked("Escape", () => display.press("ctrl+Return"));
  await display.press("Escape");
  await first.gone();
  await composer.free();
  const second = await asked("Escape", () => composer.send());
  await display.cross("Postwacht: Escape");
  await second.gone();
  await composer.free();
  assert.deepEqual(office.sink.mails, []);
  await composer.close();
});

test("34: the tabulator reaches every button in the order in which they are read, and Enter presses it", async () => {
  await written("Tabulator");
  const dialog = await asked("Tabulator", () => display.press("ctrl+Return"));
  const { buttons, focus } = await dialog.shown();
  const reached = [focus];
  while (reached.at(-1) !== "Toch verzenden" && reached.length <= buttons.length) {
    await display.press("Tab");
    await dialog.until((shown) => shown.focus !== reached.at(-1));
    reached.push((await dialog.shown()).focus);
  }
  assert.deepEqual(reached, buttons.slice(buttons.indexOf(focus)));
  await display.press("shift+Tab");
  await dialog.until((shown) => shown.focus === reached.at(-2));
  await display.press("Tab");
  await dialog.until((shown) => shown.focus === "Toch verzenden");
  const mail = await office.mail(() => display.press("Return"));
  assert.deepEqual(mail.to, ["tabulator@gmial.com"]);
  await dialog.gone();
});

test("8: a click on Send is held, and a click on the mend sends what it says", async () => {
  const composer = await written("Klik");
  const dialog = await asked("Klik", async () => display.click(await composer.place()));
  const mend = "Gebruik gmail.com";
  const mail = await office.mail(async () => display.click(await dialog.place(mend)));
  assert.deepEqual(mail.to, ["klik@gmail.com"]);
  await dialog.gone();
});

test("36: the window comes before its composer again, whatever was done with either", async () => {
  const composer = await written("Voor");
  const dialog = await asked("Voor", () => display.press("ctrl+Return"));
  // It is back so soon that only its own page can tell that it was away.
  await dialog.page(`window.back = 0; window.addEventListener("focus", () => { window.back += 1; });`);
  const again = (/** @type {number} */ times) =>
    display.until(async () => (await dialog.page("return window.back")) >= times);
  await display.front("Nieuw bericht: Voor");
  await again(1);
  await display.comes(/^Postwacht: Voor/u);
  await display.minimise("Postwacht: Voor");
  await again(2);
  await display.comes(/^Postwacht: Voor/u);
  assert.equal((await office.windows()).length, 1);
  await display.press("Escape");
  await dialog.gone();
  await composer.free();
  await composer.close();
});

test("36: a composer that is minimised still asks, and is there again afterwards", async () => {
  const composer = await written("Weg");
  await display.minimise("Nieuw bericht: Weg");
  await display.goes(/^Nieuw bericht: Weg/u);
  const dialog = await asked("Weg", () => composer.send("cmd_sendNow"));
  await display.press("Return");
  await dialog.gone();
  await composer.free();
  await display.front("Nieuw bericht: Weg");
  await display.comes(/^Nieuw bericht: Weg/u);
  assert.equal((await composer.seen()).to, "weg@gmial.com");
  await composer.close();
});

test("10: a composer that is closed by its frame takes its window along", async () => {
  const composer = await written("Dicht");
  const sent = office.sink.mails.length;
  const dialog = await asked("Dicht", () => display.press("ctrl+Return"));
  await display.cross("Nieuw bericht: Dicht");
  await composer.gone();
  await dialog.gone();
  assert.equal(office.sink.mails.length, sent);
});
