/** Both stories, with each mend and each way on, in both languages. */
import { expect, type Language, test } from "./support/page.ts";

for (const language of ["nl", "en"] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ language });
    const swap = language === "nl" ? "Stuur naar Sanne de Wit" : "Send to Sanne de Wit";
    const toBcc = language === "nl" ? "Zet alle 108 in Bcc" : "Move all 108 to Bcc";

    test.describe("story 1: five files to the wrong Sanne", () => {
      test.beforeEach(async ({ compose }) => {
        await compose.take("story-1");
        await compose.send();
        const title =
          language === "nl" ? "Dit zijn stukken van 5 andere klanten" : "These are papers of 5 other clients";
        await expect(compose.dialog.getByRole("heading", { level: 2 })).toHaveText(title);
        await expect(compose.dialog).toContainText(
          language === "nl" ? "Bedoelde u Sanne de Wit?" : "Did you mean Sanne de Wit?",
        );
        await expect(compose.dialog).toContainText("J. Visser, M. Mulder");
        await expect(compose.button(compose.said.back)).toBeFocused();
      });

      test("the swap sends it to the right one, and then there is nothing to say", async ({ compose }) => {
        await compose.button(swap).click();
        await compose.wasMended();
        await expect(compose.chips("to")).toHaveCount(1);
        await expect(compose.chips("to")).toContainText("sanne@morgenlicht.example");
        await compose.send();
        await compose.wasSent("silent");
      });

      test("the files can go instead", async ({ compose }) => {
        await compose.button(language === "nl" ? "Haal de 5 bijlagen weg" : "Remove the 5 files").click();
        await expect(compose.files).toHaveCount(0);
      });

      test("going back changes nothing", async ({ compose, page }) => {
        await page.keyboard.press("Escape");
        await expect(compose.dialog).toBeHidden();
        await expect(compose.chips("to")).toContainText("sanne.bakker.voorbeeld@gmail.com");
        await expect(compose.files).toHaveCount(5);
      });

      test("to send it all the same, the address is ticked", async ({ compose }) => {
        await compose.button(language === "nl" ? "Toch naar Sanne Bakker…" : "Send to Sanne Bakker anyway…").click();
        await compose.button(compose.said.anyway).click();
        await expect(compose.dialog.getByRole("alert")).not.toBeEmpty();
        await compose.dialog.getByRole("checkbox").check();
        await compose.button(compose.said.anyway).click();
        await compose.wasSent("acknowledged");
      });

      test("that it is wrong can be said, and what is kept is told first", async ({ compose }) => {
        await compose.button(language === "nl" ? /^Klopt dit niet/u : /^Is this wrong/u).click();
        await expect(compose.dialog).toContainText(language === "nl" ? "30 dagen" : "30 days");
        await compose.dialog.getByRole("textbox").fill("Sanne Bakker werkt hier ook.");
        await compose.button(language === "nl" ? "Doorgeven" : "Pass it on").click();
        await expect(compose.dialog.getByRole("status")).not.toBeEmpty();
        await expect(compose.dialog, "the finding itself stands").toBeVisible();
      });
    });

    test.describe("story 2: 108 addresses in To", () => {
      test.beforeEach(async ({ compose }) => {
        await compose.take("story-2");
        await expect(compose.chips("to")).toHaveCount(108);
        await compose.send();
        const title = language === "nl" ? "108 mensen zien elkaars adres" : "108 people see each other's address";
        await expect(compose.dialog.getByRole("heading", { level: 2 })).toHaveText(title);
      });

      test("all move to Bcc, nobody gets lost, and then there is nothing to say", async ({ compose }) => {
        const before = await compose
          .chips("to")
          .evaluateAll((chips) => chips.map((chip) => chip.getAttribute("title")));
        await compose.button(toBcc).click();
        await compose.wasMended();
        await expect(compose.chips("to")).toHaveCount(0);
        const after = await compose
          .chips("bcc")
          .evaluateAll((chips) => chips.map((chip) => chip.getAttribute("title")));
        expect(after).toEqual(before);
        await compose.send();
        await compose.wasSent("silent");
      });

      test("to send it all the same, a reason is given", async ({ compose }) => {
        await compose.button(language === "nl" ? "Iedereen mag dit zien…" : "Everybody may see this…").click();
        await expect(compose.dialog.getByRole("radio")).toHaveCount(5);
        await compose.button(compose.said.anyway).click();
        await expect(compose.dialog.getByRole("alert")).not.toBeEmpty();
        await compose.dialog.getByRole("radio").nth(2).check();
        await compose.button(compose.said.anyway).click();
        await compose.wasSent("acknowledged");
      });
    });
  });
}
