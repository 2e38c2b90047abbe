/** Every page of the console for everybody: light and dark, wide and narrow, and at 200 %. */
import { type Console, expect, test } from "./support/console.ts";
import { faults, fitsAcross } from "./support/faults.ts";
import type { Page } from "@playwright/test";

/** The pages by their name at the left, and a button that opens a panel. */
const PAGES: [nl: string, en: string, opens?: RegExp][] = [
  ["Overzicht", "Overview"],
  ["Uitzonderingen", "Exceptions", /^(Uitzondering toevoegen|Add an exception)$/u],
  ["Geblokkeerd", "Blocked", /^(Adres of domein blokkeren|Block an address or domain)$/u],
  ["Uitrollen", "Deployment", /^(Sleutel maken|Make a key)$/u],
  ["Apparaten", "Devices", /^(Apparaten van een collega intrekken|Revoke the devices of a colleague)$/u],
  ["Logboek", "Record"],
  ["Klanten en collega's", "Clients and colleagues", /^(Klant toevoegen|Add a client)$/u],
  ["Beleid", "Policy", /^(Probeer op een mail|Try on a mail)$/u],
  ["Toegang", "Access", /^(Account toevoegen|Add an account)$/u],
  ["Mijn account", "My account"],
];

async function look(admin: Console, page: Page, language: "nl" | "en"): Promise<void> {
  for (const [nl, en, opens] of PAGES) {
    const name = language === "nl" ? nl : en;
    await admin.open(name);
    await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("progressbar")).toHaveCount(0);
    expect(await faults(page), name).toEqual([]);
    await fitsAcross(page);
    if (opens) {
      await page.getByRole("button", { name: opens }).click();
      await expect(admin.panel).toBeVisible();
      expect(await faults(page, "dialog"), `the panel of ${name}`).toEqual([]);
      await fitsAcross(page);
      await page.keyboard.press("Escape");
      await expect(admin.panel).toBeHidden();
    }
  }
}

const LOOKS = [
  ["light, a desk", { colorScheme: "light", viewport: { width: 1280, height: 860 } }, "nl"],
  ["dark, a desk", { colorScheme: "dark", viewport: { width: 1280, height: 860 } }, "en"],
  ["light, 320 pixels", { colorScheme: "light", viewport: { width: 320, height: 640 } }, "en"],
  ["dark, 200 %", { colorScheme: "dark", viewport: { width: 640, height: 430 }, deviceScaleFactor: 2 }, "nl"],
] as const;

for (const [name, size, language] of LOOKS) {
  test.describe(name, () => {
    test.use(size);

    test("axe finds nothing on any page, and nothing sticks out", async ({ admin, page }) => {
      await admin.speak(language);
      await look(admin, page, language);
      await page
        .getByRole("button", { name: /^(Afmelden|Sign out)$/u })
        .first()
        .click();
      await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
      expect(await faults(page), "to sign in").toEqual([]);
      await fitsAcross(page);
    });
  });
}
