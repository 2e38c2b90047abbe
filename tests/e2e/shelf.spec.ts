/** The rest of the shelf: what is in order stays silent, and what is not can be mended. */
import { expect, type Language, test } from "./support/page.ts";

const SILENT = [
  "own-statement",
  "appointment",
  "colleagues",
  "household",
  "pension-fund",
  "notary",
  "newsletter",
  "one-company",
  "invoice",
  "quotation",
  "without-attachment",
];

for (const language of ["nl", "en"] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ language });

    test("drafts that are in order stay silent", async ({ compose, page }) => {
      for (const sample of SILENT) {
        await compose.take(sample);
        await expect(page.locator("form")).toBeVisible();
        await compose.send();
        await compose.wasSent("silent");
      }
      const shelved = await page
        .locator("section", { has: page.locator('[data-sample="own-statement"]') })
        .getByRole("button")
        .count();
      expect(shelved, "this list has all of them").toBe(SILENT.length);
    });

    test("a slip is shown letter by letter, and mended with the name kept", async ({ compose }) => {
      await compose.take("typing-slip");
      await compose.send();
      await expect(compose.dialog.locator("mark")).toHaveText("n");
      await compose.dialog.getByRole("button").filter({ hasText: "bakkerij-zonnedauw.example" }).click();
      await compose.wasMended();
      await expect(compose.chips("to")).toContainText("Jan Zonnedauw");
      await expect(compose.chips("to")).toContainText("jan@bakkerij-zonnedauw.example");
    });

    test("what could not be read is said, and may go after a look", async ({ compose }) => {
      await compose.take("locked-zip");
      await compose.send();
      await expect(compose.dialog.getByRole("heading", { level: 2 })).toHaveText(
        language === "nl" ? "1 bijlage is niet gecontroleerd" : "1 attachment was not checked",
      );
      await compose.button(compose.said.anyway).click();
      await compose.wasSent("anyway");
    });

    test("a file with a hidden sheet can be taken out", async ({ compose }) => {
      await compose.take("hidden-sheet");
      await compose.send();
      await compose.button(compose.said.remove).first().click();
      await expect(compose.files).toHaveCount(0);
      // Now the mail promises a file that is gone: the next thing is told, and only that.
      await expect(compose.dialog).toBeVisible();
      await compose.button(compose.said.back).click();
      await expect(compose.dialog).toBeHidden();
    });

    test("a private mailbox is swapped for the one at the office", async ({ compose }) => {
      await compose.take("private-mailbox");
      await compose.send();
      await compose.button(/Achmed Bouzid$/u).click();
      await compose.wasMended();
      await expect(compose.chips("to")).toContainText("achmed@morgenlicht.example");
    });

    test("of many findings three are shown, and the rest when asked for", async ({ compose }) => {
      await compose.take("all-at-once");
      await compose.send();
      const points = compose.dialog.getByRole("heading", { level: 3 });
      await expect(points).toHaveCount(2);
      await compose.dialog.getByText(language === "nl" ? /^Nog \d punten$/u : /^\d more points$/u).click();
      await expect(points).toHaveCount(4);
    });

    test("a mail of one's own: pasted people, a dropped file, a mailbox taken out", async ({ compose, page }) => {
      await compose.take("own");
      const to = page.getByRole("group", { name: language === "nl" ? "Aan" : "To", exact: true }).getByRole("textbox");
      await to.fill("Jan Visser <jan.visser.voorbeeld@hotmail.com>; petra@bakkerij-zonnedauw.example; halfbakken@");
      await to.press("Enter");
      await expect(compose.chips("to")).toHaveCount(2);
      await expect(to).toHaveValue("halfbakken@");
      await to.fill("");
      await to.press("Backspace");
      await page.keyboard.press("Delete");
      await expect(compose.chips("to")).toHaveCount(1);
      await page.locator("form").dispatchEvent("drop", {
        dataTransfer: await page.evaluateHandle(() => {
          const data = new DataTransfer();
          data.items.add(new File(["Naam: Marieke Mulder\nGeboortedatum: 26-09-1997\nBSN: 999016866\n"], "mulder.txt"));
          return data;
        }),
      });
      await expect(compose.files).toHaveCount(1);
      await compose.send();
      await expect(compose.dialog).toContainText("M. Mulder");
    });
  });
}

test("when the service has gone, that is said, and the mail may go unchecked", async ({
  compose,
  service,
  errors,
  page,
}) => {
  await compose.take("appointment");
  await service.stop();
  await compose.send();
  await expect(compose.dialog.getByRole("heading", { level: 2 })).toHaveText("Deze mail is niet gecontroleerd");
  await compose.button("Probeer opnieuw").click();
  await expect(compose.dialog).toContainText("niet bereikbaar");
  await compose.button(compose.said.anyway).click();
  await compose.wasSent("unchecked");
  expect(errors.every((error) => error.includes("ERR_CONNECTION_REFUSED"))).toBe(true);
  errors.length = 0;
  await expect(page.getByRole("status")).toContainText("zonder controle");
});
