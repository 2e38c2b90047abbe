/** Takes the pictures of docs/admin/console.md; `make pictures` runs it. Look at them before they go in. */
import { Console, expect, test } from "./support/console.ts";

const FOLDER = "../../docs/images";

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

test.describe("dark", () => {
  test.use({ colorScheme: "dark", viewport: { width: 1120, height: 640 } });

  test("one's own account", async ({ page, service }) => {
    const console = new Console(page, service.url);
    await console.signIn("demo", service.password);
    await console.open("Mijn account");
    await expect(page.getByRole("table")).toBeVisible();
    await page.screenshot({ path: `${FOLDER}/console-account-nl-dark.png` });
  });
});
