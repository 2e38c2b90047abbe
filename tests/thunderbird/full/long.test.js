/** What takes long: large files byte for byte, and a sender who is called away, in a Thunderbird with its usual patience. */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Office } from "../support/office.js";
import { form } from "../support/service.js";

const MIB = 1024 * 1024;
const office = new Office();
before(() => office.open());
after(() => office.close());

/** @param {Uint8Array} bytes */
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

for (const size of [5, 25]) {
  test(`19: a file of ${size} MiB is at the service byte for byte`, async () => {
    const bytes = randomBytes(size * MIB);
    const files = [await office.file(`groot ${size}.bin`, bytes)];
    const composer = await office.write({
      to: ["sanne@morgenlicht.example"],
      subject: "Groot",
      body: "<p>Zie bijlage.</p>",
      files,
    });
    const mail = await office.mail(() => composer.send());
    const { message, files: parts } = await form(office.service.seen(/\/checks$/u).at(-1));
    assert.equal(message.attachments[0].missing, undefined);
    const handed = office.service.seen(/\/attachments$/u).map(({ body }) => body);
    assert.ok([...handed, ...parts.values()].some((each) => sha256(each) === sha256(bytes)));
    const [, encoded = ""] = /base64\r\n\r\n([A-Za-z0-9+/=\r\n]+)/u.exec(mail.bytes.toString("latin1")) ?? [];
    assert.equal(sha256(Buffer.from(encoded, "base64")), sha256(bytes), "at the mail server as well");
  });
}

test("15: a window that stands three minutes still sends", async () => {
  const composer = await office.write({ to: ["info@gmial.com"], subject: "Afspraak", body: "<p>Tot donderdag.</p>" });
  const dialog = await office.asked(composer);
  // This very wait is what is tried: six times as long as a page lives that does nothing.
  await new Promise((resolve) => setTimeout(resolve, 180_000));
  assert.equal((await composer.seen()).locked, true);
  const mail = await office.mail(() => dialog.press("Toch verzenden"));
  assert.deepEqual(mail.to, ["info@gmial.com"]);
});
