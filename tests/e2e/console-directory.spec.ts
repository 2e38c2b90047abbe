/** Clients and colleagues at the console: found, added, and taken in from a file. */
import { expect, test } from "./support/console.ts";

test("somebody is found with a slip, and it is told who may see their data and why", async ({ admin, page }) => {
  await admin.open("Klanten en collega's");
  await page.getByRole("searchbox", { name: "Zoek op naam, nummer of adres" }).fill("vissre");
  await expect(admin.rows).toHaveCount(1);
  await page.getByRole("button", { name: "Jan Visser" }).click();
  await expect(admin.panel.getByRole("heading", { name: "Wie deze gegevens mag zien" })).toBeVisible();
  await expect(admin.panel.getByText("Jan Visser (de klant zelf)")).toBeVisible();
  await expect(admin.panel.getByText("Pensioenfonds De Haven (partner die alles mag ontvangen)")).toBeVisible();
  await expect(admin.panel.getByText("Hypotheekadvies Bruggink (gemachtigd)")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(admin.panel).toBeHidden();
});

test("a client is added with a keyboard alone, and removed", async ({ admin, page }) => {
  await admin.open("Klanten en collega's");
  await page.getByRole("button", { name: "Klant toevoegen" }).focus();
  await page.keyboard.press("Enter");
  await admin.panel.getByRole("textbox", { name: /^Klantnummer/u }).focus();
  await page.keyboard.type("90001");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Stichting Nieuwe Kans");
  await admin.panel.getByRole("textbox", { name: "E-mailadres" }).focus();
  await page.keyboard.type("Zoë Hondt <zoe@nieuwekans.example>");
  await admin.panel.getByRole("button", { name: "Opslaan" }).focus();
  await page.keyboard.press("Enter");
  await expect(admin.panel).toBeHidden();
  await page.getByRole("searchbox").fill("nieuwe kans");
  await expect(admin.rows).toHaveCount(1);
  await page.getByRole("button", { name: "Stichting Nieuwe Kans" }).click();
  await admin.panel.getByRole("button", { name: "Verwijderen…" }).click();
  await expect(admin.panel.getByText("Stichting Nieuwe Kans verwijderen?")).toBeVisible();
  await admin.panel.getByRole("button", { name: "Verwijderen", exact: true }).click();
  await expect(admin.panel).toBeHidden();
  await expect(page.getByText("Niemand gevonden.")).toBeVisible();
});

test("a list is previewed, taken in, and undone", async ({ admin, page }) => {
  await admin.speak("en");
  await admin.open("Clients and colleagues");
  await page.getByRole("button", { name: "Import a list" }).click();
  const rows = ["Kenmerk;client_name;email", "K1;Bedrijf Een B.V.;info@een.example", "K2;Kapot;geen adres"];
  await admin.panel.getByLabel("File").setInputFiles({
    name: "klanten.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(rows.join("\n")),
  });
  await expect(admin.panel.getByText("This file cannot be used like this.", { exact: false })).toBeVisible();
  await admin.panel.getByLabel("Kenmerk").selectOption({ label: "Client number" });
  await expect(admin.panel.getByText(/^Line 3, column "email": "geen adres" is no/u)).toBeVisible();
  const takeIn = admin.panel.getByRole("button", { name: "Take in" });
  await expect(takeIn).toHaveAttribute("aria-disabled", "true");
  await admin.panel.getByRole("checkbox", { name: "That is what I mean" }).check();
  await takeIn.click();
  await expect(admin.panel.getByText("The list was taken in.", { exact: false })).toBeVisible();
  await admin.panel.getByRole("button", { name: "Undo that" }).click();
  await expect(admin.panel.getByRole("button", { name: "Undo that" })).toBeHidden();
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox").fill("jan visser");
  await expect(admin.rows).toHaveCount(1);
});
