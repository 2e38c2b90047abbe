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
    await admin.showsInTheEnd("Verschreven adres");
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

test.describe("the policy and the directory", () => {
  test.use({ viewport: { width: 1120, height: 760 } });

  test("a check is set", async ({ admin, page }) => {
    await admin.open("Beleid");
    const check = page.locator("details").filter({ hasText: "Ontvangers die elkaars adres zien" });
    await check.locator("summary").click();
    await page.getByLabel(/^Vanaf hoeveel zichtbare buitenstaanders/u).fill("6");
    await check.locator("summary").evaluate((heading) => heading.scrollIntoView());
    await page.screenshot({ path: `${FOLDER}/console-policy-nl.png` });
  });

  test("who may see the data of a client", async ({ admin, page }) => {
    await admin.speak("en");
    await admin.open("Clients and colleagues");
    await page.getByRole("searchbox").fill("vissre");
    await page.getByRole("button", { name: "Jan Visser" }).click();
    await expect(admin.panel.getByText("Jan Visser (the client itself)")).toBeVisible();
    await page.screenshot({ path: `${FOLDER}/console-directory-en.png` });
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

  test("a list before it is taken in", async ({ page, service }) => {
    const console = new Console(page, service.url);
    await console.signIn("demo", service.password);
    await console.open("Klanten en collega's");
    await page.getByRole("button", { name: "Lijst inlezen" }).click();
    const rows = ["client_number;client_name;email", "K1;Bedrijf Een B.V.;info@een.example", "K2;Kapot;geen adres"];
    await console.panel.getByLabel("Bestand").setInputFiles({
      name: "klanten.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(rows.join("\n")),
    });
    await expect(console.panel.getByRole("button", { name: "Lees in" })).toBeVisible();
    await page.screenshot({ path: `${FOLDER}/console-import-nl-dark.png` });
  });
});
