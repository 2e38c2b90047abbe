/** Beside what else lives in a Thunderbird: a second add-on that looks at Send, and keys for encryption. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { zipSync } from "fflate";
import { Office } from "../support/office.js";
import { renumbered } from "../support/package.js";
import { form } from "../support/service.js";

const SANNE = "sanne@morgenlicht.example";
const ARCHIVE = "archief@optiek-vos.example";
const office = new Office();
before(() => office.open());
after(() => office.close());

/** An add-on that adds somebody to each mail, unseen. @returns {Promise<string>} its path */
async function archiver() {
  const manifest = {
    manifest_version: 3,
    name: "Archief",
    version: "1.0",
    browser_specific_settings: { gecko: { id: "archief@morgenlicht.example", strict_min_version: "128.0" } },
    permissions: ["compose"],
    background: { scripts: ["background.js"] },
  };
  const background = `browser.compose.onBeforeSend.addListener(async () => ({ details: { bcc: [${JSON.stringify(ARCHIVE)}] } }));`;
  const files = { "manifest.json": JSON.stringify(manifest), "background.js": background };
  const bytes = Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]);
  const path = join(office.folder, "archief.xpi");
  await writeFile(path, zipSync(Object.fromEntries(bytes)));
  return path;
}

test("39: what another add-on changes is looked at where it comes first, and told where it comes last", async () => {
  await office.thunderbird.update(await archiver());
  const letter = { to: [SANNE], subject: "Overleg", body: "<p>Tot donderdag.</p>" };
  const unseen = await office.question(letter);
  assert.deepEqual(unseen.message.bcc, [], "Thunderbird asks in the order in which they came");
  assert.deepEqual(unseen.mail.to, [SANNE, ARCHIVE]);
  const told = await office.told(({ outcome }) => outcome === "sent");
  assert.deepEqual([told.sent_to, told.reason], [[SANNE, ARCHIVE], "recipients_changed"]);

  await office.thunderbird.update(await renumbered(office.packed, "99.0.0"));
  await office.thunderbird.has("99.0.0");
  const composer = await office.write(letter);
  const checks = office.service.seen(/\/checks$/u).length;
  await composer.send();
  await office.until(() => office.service.seen(/\/checks$/u).length > checks);
  const { message } = await form(office.service.seen(/\/checks$/u).at(-1));
  assert.deepEqual(message.bcc, [{ address: ARCHIVE, name: "" }]);
});

test("37: where the mail will be encrypted the way into Bcc is not offered", async () => {
  const composer = await office.write({ ...(await office.sample("story-2")), identity: await office.withKey("id2") });
  await composer.encrypt();
  const dialog = await office.asked(composer);
  const { message } = await form(office.service.seen(/\/checks$/u).at(-1));
  assert.equal(message.encrypted, true);
  const { title, buttons } = await dialog.shown();
  assert.equal(title, "108 mensen zien elkaars adres");
  assert.deepEqual(
    buttons.filter((label) => label.includes("Bcc")),
    [],
  );
  await dialog.press("Terug naar de mail");
  await composer.free();
  await composer.close();
});
