/** Takes the pictures of docs/admin/console.md; `make pictures` runs it. Look at them before they go in. */
import { Console, expect, test } from "./support/console.ts";
import { Compose } from "./support/page.ts";

const FOLDER = "../../docs/images";

/** Sends what stands on the shelf, so that there is something to count and to look at. */
async function send(compose: Compose): Promise<void> {
  await compose.open();
  await compose.take("appointment");
  await compose.send();
  await compose.wasSent("silent");
  for (const sample of ["story-1", "story-2", "typing-slip"]) {
    await compose.take(sample);
    await compose.send();
    await compose.button(compose.said.back).click();
  }
  await compose.page.close();
}

test.describe("the console", () => {
  test.use({ viewport: { width: 1120, height: 640 } });

  test("to sign in", async ({ page, service }) => {
    await page.goto(`${service.url}/admin/`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.screenshot({ path: `${FOLDER}/console-sign-in-nl.png` });
  });

  test("an account is added", async ({ admin, page }) => {
    await admin.speak("en");
    await admin.open("Access");
    await page.getByRole("button", { name: "Add an account" }).click();
    await admin.panel.getByRole("textbox", { name: "Name" }).fill("henk");
    await admin.panel.getByRole("checkbox", { name: /^IT/u }).check();
    await page.screenshot({ path: `${FOLDER}/console-access-en.png` });
  });
});

test.describe("the pages", () => {
  test.use({ refusals: true, viewport: { width: 1280, height: 900 } });

  test("whether it helps", async ({ admin, page, service }) => {
    await send(new Compose(await page.context().newPage(), "nl", service.url));
    await admin.open("Overzicht");
    await admin.showsInTheEnd("Tikfout in een adres");
    await page.screenshot({ path: `${FOLDER}/console-overview-nl.png`, fullPage: true });
  });

  test("an exception that may not be", async ({ admin, page }) => {
    await admin.open("Uitzonderingen");
    await page.getByRole("button", { name: "Uitzondering toevoegen" }).click();
    await admin.panel.getByRole("textbox", { name: "Adres of domein" }).fill("optiek-vos.example");
    await admin.panel.getByRole("textbox", { name: "Reden" }).fill("Vaste afspraak");
    await admin.panel.getByRole("checkbox", { name: "Persoonsgegevens" }).check();
    await admin.panel.getByRole("button", { name: "Opslaan" }).click();
    await expect(admin.panel.getByText(/om een BSN gaan/u)).toBeVisible();
    await page.screenshot({ path: `${FOLDER}/console-exceptions-nl.png` });
  });
});

test.describe("dark", () => {
  test.use({ colorScheme: "dark", viewport: { width: 1120, height: 640 } });

  test("one's own account", async ({ page, service }) => {
    const console = new Console(page, service.url);
    await console.signIn("demo", service.password);
    await console.open("Mijn account");
    await expect(page.getByRole("table")).toBeVisible();
    await page.screenshot({ path: `${FOLDER}/console-account-nl-dark.png` });
  });

  test("the record", async ({ admin, page, service }) => {
    await send(new Compose(await page.context().newPage(), "en", service.url));
    await admin.speak("en");
    await admin.open("Record");
    await admin.showsInTheEnd("misspelled-address");
    await page.screenshot({ path: `${FOLDER}/console-record-en-dark.png` });
  });
});
