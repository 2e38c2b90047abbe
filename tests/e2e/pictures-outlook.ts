/** Takes the pictures of docs/deploy/outlook.md; `make pictures` runs it. Look at them before they go in. */
import { expect, test } from "./support/outlook.ts";

const FOLDER = "../../docs/images";

for (const [sample, language, colorScheme] of [
  ["story-1", "nl", "light"],
  ["story-2", "en", "light"],
  ["story-2", "nl", "dark"],
] as const) {
  const name = `outlook-pane-${sample}-${language}${colorScheme === "dark" ? "-dark" : ""}`;
  test.describe(name, () => {
    test.use({ colorScheme });

    test("is taken", async ({ outlook, page }) => {
      await outlook.open({ ...(await outlook.sample(sample)), language: language === "nl" ? "nl-NL" : "en-US" });
      await expect(outlook.dialog).toBeVisible();
      await page.screenshot({ path: `${FOLDER}/${name}.png`, fullPage: true });
    });
  });
}

test("mended is taken", async ({ outlook, page }) => {
  await outlook.open(await outlook.sample("story-2"));
  await outlook.button("Zet alle 108 in Bcc").click();
  await expect(outlook.note).toHaveText(/Druk nu op Verzenden/u);
  await page.setViewportSize({ width: 360, height: 160 });
  await page.screenshot({ path: `${FOLDER}/outlook-pane-mended-nl.png` });
});
