/** For everybody: with a keyboard alone, with a screen reader, in any colours, small and large. */
import type { Page } from "@playwright/test";
import { faults, fitsAcross } from "./support/faults.ts";
import { type Compose, expect, test } from "./support/page.ts";

/** Nothing sticks out to the side, and what can be pressed lies within the window or can be scrolled to. */
async function fits(page: Page): Promise<void> {
  await fitsAcross(page);
  const dialog = page.getByRole("alertdialog");
  const box = (await dialog.isVisible()) ? await dialog.boundingBox() : null;
  if (box) {
    const size = page.viewportSize();
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(size?.width ?? 0);
    expect(box.y + box.height).toBeLessThanOrEqual(size?.height ?? 0);
  }
}

async function openAll(compose: Compose): Promise<void> {
  const { dialog } = compose;
  await dialog.locator("summary").click();
  await compose.button(/^(Toch verzenden|Send anyway)…/u).click();
  await compose
    .button(/^(Klopt dit niet|Is this wrong)/u)
    .first()
    .click();
}

const LOOKS = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["high contrast", { colorScheme: "dark", forcedColors: "active" }],
] as const;

const SIZES = [
  ["a desk", { viewport: { width: 1280, height: 860 } }],
  ["320 pixels", { viewport: { width: 320, height: 640 } }],
  ["200 %", { viewport: { width: 640, height: 430 }, deviceScaleFactor: 2 }],
] as const;

for (const [look, colours] of LOOKS) {
  for (const [name, size] of SIZES) {
    test.describe(`${look}, ${name}`, () => {
      test.use({ ...colours, ...size, language: look === "dark" ? "en" : "nl" });

      test("axe finds nothing in the page, the dialogs and after sending", async ({ compose, page }) => {
        expect(await faults(page), "the page").toEqual([]);
        for (const sample of ["story-1", "story-2", "typing-slip", "locked-zip", "all-at-once"]) {
          await compose.take(sample);
          await compose.send();
          await expect(compose.dialog).toBeVisible();
          await expect(compose.button(compose.said.back)).toBeFocused();
          await expect(compose.dialog.getByRole("heading", { level: 2 })).toBeInViewport();
          if (sample === "all-at-once") {
            await openAll(compose);
          }
          // What stands behind the dialog was looked at already, and cannot be reached now.
          expect(await faults(page, "postwacht-dialog"), sample).toEqual([]);
          await fits(page);
          await compose.button(compose.said.back).click();
        }
        await compose.take("appointment");
        await compose.send();
        await compose.wasSent("silent");
        expect(await faults(page), "sent").toEqual([]);
        await fits(page);
      });
    });
  }
}

/** Presses the tabulator until something has the focus. */
async function tabTo(page: Page, what: ReturnType<Page["locator"]>, key = "Tab"): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await what.evaluate((element) => (element.getRootNode() as Document | ShadowRoot).activeElement === element)) {
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error("the keyboard does not get there");
}

test("the first story with a keyboard alone", async ({ compose, page }) => {
  await tabTo(page, page.locator('[data-sample="story-1"]'));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Verzenden", exact: true }));
  await page.keyboard.press("Enter");
  await expect(compose.button(compose.said.back)).toBeFocused();
  await tabTo(page, compose.button("Stuur naar Sanne de Wit"), "Shift+Tab");
  await page.keyboard.press("Enter");
  await compose.wasMended();
  await page.keyboard.press("Enter");
  await compose.wasSent("silent");
});

test("Enter in a hurry goes back, and so does Escape; afterwards the focus is where it was", async ({
  compose,
  page,
}) => {
  for (const key of ["Enter", "Escape"]) {
    const send = page.getByRole("button", { name: "Verzenden", exact: true });
    await send.focus();
    await page.keyboard.press("Enter");
    await expect(compose.button(compose.said.back)).toBeFocused();
    await page.keyboard.press(key);
    await expect(compose.dialog).toBeHidden();
    await expect(send).toBeFocused();
  }
});

test("the tabulator stays in the dialog, either way around", async ({ compose, page }) => {
  await compose.send();
  const back = compose.button(compose.said.back);
  await expect(back).toBeFocused();
  for (const key of ["Tab", "Shift+Tab"]) {
    const seen = new Set<string>();
    do {
      await page.keyboard.press(key);
      const text = await page.evaluate(
        () => document.activeElement?.shadowRoot?.activeElement?.textContent ?? "outside",
      );
      seen.add(text);
    } while (!(await back.evaluate((element) => element.matches(":focus"))) && seen.size < 20);
    expect([...seen]).not.toContain("outside");
    expect(seen.size, "all five buttons").toBe(5);
  }
});

test("a screen reader hears title, finding, buttons", async ({ compose }) => {
  await compose.send();
  await expect(compose.dialog).toHaveAccessibleName("Dit zijn stukken van 5 andere klanten");
  await expect(compose.dialog).toHaveAccessibleDescription(/gegevens van J. Visser.*met BSN.*Bedoelde u Sanne de Wit/u);
  await expect(compose.dialog).toMatchAriaSnapshot(`
    - alertdialog:
      - heading "Dit zijn stukken van 5 andere klanten" [level=2]
      - paragraph: /In 5 bijlagen/
      - paragraph: Bedoelde u Sanne de Wit?
      - term: Aan
      - definition: /Sanne Bakker/
      - term: Bijlage
      - definition: /Dossier Visser.pdf/
      - button /Klopt dit niet/
      - button "Stuur naar Sanne de Wit"
      - button "Haal de 5 bijlagen weg"
      - button "Terug naar de mail"
      - button "Toch naar Sanne Bakker…"
  `);
});
