/** The console for administrators: who comes in, and what each page does. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Console, expect, test } from "./support/console.ts";
import { startNew } from "./support/service.ts";

const PASSWORD = "vier losse woorden";
/** Bytes of the first load, packed, at most. */
const FIRST_LOAD = 300 * 1024;

test("a new office: the link makes the first account, and that one can sign in again", async ({ page, errors: _ }) => {
  const folder = await mkdtemp(join(tmpdir(), "postwacht-new-"));
  const { link, stop } = await startNew(folder);
  try {
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "Welkom bij Postwacht" })).toBeVisible();
    await page.getByRole("textbox", { name: "Naam" }).fill("Floor");
    await page.getByLabel("Nieuw wachtwoord").fill(PASSWORD);
    await page.getByRole("button", { name: "Kies dit wachtwoord" }).click();
    await expect(page.getByText("Aangemeld als floor")).toBeAttached();
    expect(new URL(page.url()).hash, "the code is gone from the address").toBe("");
    await page.getByRole("button", { name: "Afmelden", exact: true }).first().click();
    await expect(page.getByRole("heading", { name: "Aanmelden bij Postwacht" })).toBeVisible();
    await new Console(page, new URL(link).origin).signIn("floor", PASSWORD);
    await expect(page.getByText("Aangemeld als floor")).toBeAttached();
  } finally {
    await stop();
    await rm(folder, { recursive: true });
  }
});

test("what is wrong is told plainly, and an invitation that is over too", async ({ page, service }) => {
  const console = new Console(page, service.url);
  await console.signIn("demo", "niet het goede woord");
  await expect(page.getByText("De naam of het wachtwoord klopt niet.")).toBeVisible();
  await page.goto(`${service.url}/admin/welcome#0000`);
  await expect(page.getByRole("heading", { name: "Deze uitnodiging werkt niet (meer)" })).toBeVisible();
});

test("somebody is let in with a link, sees only what their role opens, and is out when switched off", async ({
  admin,
  browser,
  page,
}) => {
  await admin.open("Toegang");
  await page.getByRole("button", { name: "Account toevoegen" }).click();
  await admin.panel.getByRole("textbox", { name: "Naam" }).fill("henk");
  await admin.panel.getByRole("checkbox", { name: /^Techniek/u }).check();
  await admin.panel.getByRole("button", { name: "Opslaan" }).click();
  await expect(page.getByText("Geef deze link aan henk")).toBeVisible();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  await expect(admin.rows.filter({ hasText: "henk" })).toContainText("Uitgenodigd");

  const context = await browser.newContext({ locale: "nl-NL" });
  const henk = await context.newPage();
  await henk.goto(link);
  await expect(henk.getByRole("heading", { name: "Welkom, henk" })).toBeVisible();
  await henk.getByLabel("Nieuw wachtwoord").fill(PASSWORD);
  await henk.getByRole("button", { name: "Kies dit wachtwoord" }).click();
  await expect(henk.getByRole("navigation").getByRole("link", { name: "Mijn account" })).toBeVisible();
  await expect(henk.getByRole("navigation").getByRole("link", { name: "Toegang" })).toHaveCount(0);
  await henk.goto(`${admin.url}/admin/access`);
  await expect(henk.getByRole("heading", { name: "Deze pagina bestaat niet" })).toBeVisible();

  await page.reload();
  await admin.rows.getByRole("button", { name: "henk" }).click();
  await admin.panel.getByRole("checkbox", { name: "Kan zich niet aanmelden" }).check();
  await admin.panel.getByRole("button", { name: "Opslaan" }).click();
  await expect(admin.rows.filter({ hasText: "henk" })).toContainText("Uitgezet");
  await henk.goto(`${admin.url}/admin/account`);
  await expect(henk.getByRole("heading", { name: "Aanmelden bij Postwacht" })).toBeVisible();
  await context.close();
});

test("another password, after which the session elsewhere is over", async ({ admin, page, service, browser }) => {
  const context = await browser.newContext({ locale: "nl-NL" });
  const elsewhere = new Console(await context.newPage(), service.url);
  await elsewhere.signIn("demo", service.password);
  await expect(elsewhere.page.getByRole("navigation")).toBeVisible();
  await admin.open("Mijn account");
  await expect(admin.rows).toHaveCount(2);
  await page.getByLabel("Het wachtwoord van nu").fill(service.password);
  await page.getByLabel("Nieuw wachtwoord").fill(PASSWORD);
  await page.getByRole("button", { name: "Wachtwoord wijzigen" }).click();
  await expect(page.getByText("Uw wachtwoord is gewijzigd.")).toBeVisible();
  await expect(admin.rows).toHaveCount(1);
  await elsewhere.page.reload();
  await expect(elsewhere.page.getByRole("heading", { name: "Aanmelden bij Postwacht" })).toBeVisible();
  await context.close();
});

test("the first load is small, in either language, and the language stays", async ({ page, service, errors: _ }) => {
  let bytes = 0;
  page.on("requestfinished", async (request) => {
    const sizes = await request.sizes();
    bytes += sizes.responseBodySize;
  });
  await page.goto(`${service.url}/admin/`, { waitUntil: "networkidle" });
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(FIRST_LOAD);
  await new Console(page, service.url).speak("en");
  await expect(page.getByRole("heading", { name: "Sign in to Postwacht" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Sign in to Postwacht" })).toBeVisible();
});

test("a keyboard alone opens a panel, leaves it, and is where it was", async ({ admin, page }) => {
  await admin.open("Toegang");
  const add = page.getByRole("button", { name: "Account toevoegen" });
  await add.focus();
  await page.keyboard.press("Enter");
  await expect(admin.panel).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(admin.panel).toBeHidden();
  await expect(add).toBeFocused();
});
