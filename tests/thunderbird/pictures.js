/**
 * Takes the pictures of docs/deploy/thunderbird.md in a real Thunderbird, each window in both languages, light and dark;
 * `make pictures` runs it. Look at them before they go in.
 */
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Office } from "./support/office.js";

const FOLDER = fileURLToPath(new URL("../../docs/images", import.meta.url));
// A screen on which nothing has to be scrolled.
process.env["MOZ_HEADLESS_HEIGHT"] = "1000";
const PLAIN = { to: ["info@optiek-vos.example"], subject: "Afspraak", body: "<p>Tot donderdag.</p>" };

/** Presses a button by a part of its text. @param {string} label */
const press = (label) =>
  `[...inside.querySelectorAll("button")].find((each) => each.textContent.includes("${label}")).click();`;

/** What is shown: a draft of the shelf, or a plain one while the service is away, and what is opened in the window. */
const WINDOWS = [
  { name: "story-1", sample: "story-1" },
  { name: "story-2", sample: "story-2" },
  { name: "typing-slip", sample: "typing-slip" },
  { name: "locked-zip", sample: "locked-zip" },
  { name: "reason", sample: "story-2", nl: press("Iedereen mag dit zien"), en: press("Everybody may see") },
  { name: "comment", sample: "typing-slip", nl: press("Klopt dit niet"), en: press("Is this wrong") },
  { name: "not-checked" },
];
const LANGUAGES = /** @type {const} */ ({ nl: "nl", en: "en-US" });

/** @type {string[]} */
const taken = [];

/** @param {string} name @param {"nl" | "en"} language @param {import("./support/page.js").Page} page @param {"main"} [part] */
async function take(name, language, page, part) {
  for (const dark of [false, true]) {
    await page.dark(dark);
    const path = join(FOLDER, `thunderbird-${name}-${language}${dark ? "-dark" : ""}.png`);
    await writeFile(path, await page.picture(part));
    taken.push(path);
  }
}

/** @param {Office} office @param {"nl" | "en"} language @param {typeof WINDOWS[number]} window */
async function shown(office, language, { name, sample, ...opened }) {
  const composer = await office.write(sample ? await office.sample(sample) : PLAIN);
  office.service.mood = sample ? "open" : "gone";
  const dialog = await office.asked(composer);
  await dialog.page(opened[language] ?? "");
  await take(name, language, dialog);
  await dialog.close();
  await composer.free();
  await composer.close();
}

for (const language of /** @type {const} */ (["nl", "en"])) {
  const office = new Office();
  const unready = new Office();
  try {
    await office.open({ language: LANGUAGES[language] });
    for (const window of WINDOWS) {
      await shown(office, language, window);
    }
    await take("settings", language, await office.thunderbird.settings(), "main");
    await unready.open({ language: LANGUAGES[language], settings: { server: undefined, enrolment_key: undefined } });
    await shown(unready, language, { name: "not-set-up" });
    await take("settings-missing", language, await unready.thunderbird.settings(), "main");
  } finally {
    await office.close();
    await unready.close();
  }
}
// A third of the size, and nobody sees the difference.
execFileSync("pngquant", ["--force", "--skip-if-larger", "--strip", "--ext", ".png", ...taken]);
