/** Takes the pictures of docs/deploy/thunderbird.md in a real Thunderbird; `make pictures` runs it. Look at them before they go in. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Office } from "./support/office.js";

const FOLDER = fileURLToPath(new URL("../../docs/images", import.meta.url));

for (const [language, short] of /** @type {const} */ ([
  ["nl", "nl"],
  ["en-US", "en"],
])) {
  const office = new Office();
  try {
    await office.open({ language });
    for (const sample of ["story-1", "story-2", "typing-slip", "locked-zip", "not-checked"]) {
      const plain = { to: ["info@optiek-vos.example"], subject: "Afspraak", body: "<p>Tot donderdag.</p>" };
      const composer = await office.write(sample === "not-checked" ? plain : await office.sample(sample));
      office.service.mood = sample === "not-checked" ? "gone" : "open";
      const dialog = await office.asked(composer);
      for (const dark of [false, true]) {
        await dialog.dark(dark);
        const name = `thunderbird-${sample}-${short}${dark ? "-dark" : ""}.png`;
        await writeFile(join(FOLDER, name), await dialog.picture());
      }
      await dialog.close();
      await composer.free();
      await composer.close();
    }
  } finally {
    await office.close();
  }
}
