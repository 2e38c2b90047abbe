/** As in an office: TLS with the office's own authority, the package from the service, and updates from there. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { certificate } from "../support/certificates.js";
import { Office } from "../support/office.js";
import { renumbered } from "../support/package.js";
import { ID } from "../support/thunderbird.js";

const folder = mkdtempSync(join(tmpdir(), "postwacht-certificates-"));
const own = certificate(folder, "kantoor");
const strange = certificate(folder, "vreemd");
const office = new Office(own);
before(() => office.open({ preferences: { "extensions.checkUpdateSecurity": true } }));
after(async () => {
  await office.close();
  rmSync(folder, { recursive: true });
});

const HARMLESS = { to: ["sanne@morgenlicht.example"], subject: "Overleg", body: "<p>Tot donderdag.</p>" };

/** What the service would list after a new edition. @param {string} version @param {string} path @param {string} hash */
function offered(version, path, hash) {
  const update = { version, update_link: `${office.service.url}/newer.xpi`, update_hash: `sha256:${hash}` };
  office.service.instead.set("/newer.xpi", readFileSync(path));
  const list = { addons: { [ID]: { updates: [update] } } };
  office.service.instead.set("/addin/thunderbird/updates.json", Buffer.from(JSON.stringify(list)));
}

test("28: the office's own authority is trusted by policy, and a stranger's certificate is an outage", async () => {
  const first = await office.write(HARMLESS);
  await office.mail(() => first.send());
  assert.deepEqual(await office.windows(), []);
  const composer = await office.write(HARMLESS);
  const sent = office.sink.mails.length;
  office.service.show(strange);
  const dialog = await office.asked(composer);
  assert.match((await dialog.shown()).text, /Postwacht is niet bereikbaar/u);
  office.service.show(own);
  assert.equal(office.sink.mails.length, sent);
  await office.mail(() => dialog.press("Probeer opnieuw"));
});

test("30: an update from the service is taken only with the right digest", async () => {
  const older = await office.thunderbird.version();
  const newer = await renumbered(office.packed, "99.0.0");
  offered("99.0.0", newer, "0".repeat(64));
  assert.match(await office.thunderbird.updateItself(), /^refused/u);
  assert.equal(await office.thunderbird.version(), older);
  offered("99.0.0", newer, createHash("sha256").update(readFileSync(newer)).digest("hex"));
  assert.equal(await office.thunderbird.updateItself(), "installed");
  await office.thunderbird.has("99.0.0");
  const composer = await office.write(HARMLESS);
  await office.mail(() => composer.send());
});
