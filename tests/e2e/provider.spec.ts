/** Signing in to the console with a real provider (OpenID Connect), in a real browser. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { Console } from "./support/console.ts";
import { faults, fitsAcross } from "./support/faults.ts";
import { Kantoor } from "./support/provider.ts";
import { freePort, startWith } from "./support/service.ts";

interface Office {
  url: string;
  provider: Kantoor;
}

/** An office that signs in with a provider of its own. */
const test = base.extend<{ local: boolean; office: Office; errors: string[] }>({
  local: [true, { option: true }],
  office: async ({ local }, use) => {
    const folder = await mkdtemp(join(tmpdir(), "postwacht-provider-"));
    const url = `http://127.0.0.1:${await freePort()}`;
    const provider = await Kantoor.start(url);
    await writeFile(join(folder, "secret"), provider.secret, { mode: 0o600 });
    const settings = [
      `data = "data"`,
      `base_url = "${url}"`,
      `[sign_in]`,
      `local = ${local}`,
      `[sign_in.provider]`,
      `issuer = "${provider.issuer}"`,
      `client_id = "postwacht"`,
      `client_secret_file = "secret"`,
      `name = "Kantoor"`,
      `roles_claim = "groups"`,
      `[sign_in.provider.roles]`,
      `admin = ["postwacht-beheer"]`,
      `it = ["postwacht-techniek"]`,
    ];
    await writeFile(join(folder, "postwacht.toml"), settings.join("\n"));
    const stop = await startWith(join(folder, "postwacht.toml"), new URL(url).host);
    await use({ url, provider });
    await stop();
    await provider.stop();
    await rm(folder, { recursive: true });
  },
  errors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await use(errors);
      expect(errors, "errors in the browser").toEqual([]);
    },
    { auto: true },
  ],
});

/** Signs in at the provider's own pages, which stand there at once. */
async function atProvider(page: Page, name: string): Promise<void> {
  await page.locator('input[name="login"]').fill(name);
  await page.locator('input[name="password"]').fill("een woord");
  await page.getByRole("button", { name: "Sign-in" }).click();
  const consent = page.getByRole("button", { name: "Continue" });
  const back = page.getByRole("banner");
  await expect(consent.or(back).first()).toBeVisible();
  if (await consent.isVisible()) {
    await consent.click();
  }
}

async function signIn(page: Page, office: Office, name: string): Promise<void> {
  await page.goto(`${office.url}/admin/`);
  await page.getByRole("button", { name: "Aanmelden met Kantoor" }).click();
  await atProvider(page, name);
}

test("in with the provider as what it says, out again, and in anew after it changed its key", async ({
  office,
  page,
}) => {
  await signIn(page, office, "floor");
  await expect(page.getByText("Aangemeld als floor@kantoor.example")).toBeAttached();
  expect(new URL(page.url()).search, "the code is gone from the address").toBe("");
  const console = new Console(page, office.url);
  await console.open("Toegang");
  await expect(console.rows).toHaveCount(1);
  await expect(console.rows).toContainText("Via de aanbieder");
  await page.getByRole("button", { name: "Afmelden", exact: true }).first().click();
  await expect(page.getByRole("button", { name: "Aanmelden met Kantoor" })).toBeVisible();
  await page.reload();
  await expect(
    page.getByRole("button", { name: "Aanmelden met Kantoor" }),
    "nobody is signed in by itself",
  ).toBeVisible();
  office.provider.rotate("second");
  await signIn(page, office, "henk");
  await expect(page.getByText("Aangemeld als henk@kantoor.example")).toBeAttached();
  await expect(page.getByRole("navigation").getByRole("link", { name: "Toegang" })).toHaveCount(0);
});

test("who has no role is told so, and the answer of the provider works once", async ({ office, page }) => {
  const answers: string[] = [];
  page.on("request", (request) => request.url().includes("/admin/callback?") && answers.push(request.url()));
  await signIn(page, office, "gast");
  await expect(page.getByRole("heading", { name: "U hebt hier nog geen rol" })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await fitsAcross(page);
  expect(answers).toHaveLength(1);
  await page.goto(answers[0] ?? "");
  await expect(page.getByText("Deze poging is verlopen of al gebruikt.")).toBeVisible();
  await page.getByRole("link", { name: "Terug naar aanmelden" }).click();
  await expect(page.getByRole("button", { name: "Aanmelden met Kantoor" })).toBeVisible();
});

test("a dangerous act asks to sign in at the provider once more, in a window of its own, and goes on", async ({
  office,
  page,
}) => {
  await signIn(page, office, "floor");
  const console = new Console(page, office.url);
  await console.open("Toegang");
  // As the service says it when the last proof is more than ten minutes old.
  let refused = false;
  await page.route("**/api/v1/admin/accounts", (route) => {
    if (route.request().method() !== "POST" || refused) {
      return route.continue();
    }
    refused = true;
    const body = JSON.stringify({ code: "proof_needed", status: 403 });
    return route.fulfill({ status: 403, contentType: "application/problem+json", body });
  });
  await page.getByRole("button", { name: "Account toevoegen" }).click();
  await console.panel.getByRole("textbox", { name: "Naam" }).fill("inge");
  await console.panel.getByRole("checkbox", { name: /^Techniek/u }).check();
  await console.panel.getByRole("button", { name: "Opslaan" }).click();
  const proof = page.getByRole("dialog", { name: "Bent u het echt?" });
  await expect(proof).toBeVisible();
  expect(await faults(page, "dialog[aria-label='Bent u het echt?']")).toEqual([]);
  const [window] = await Promise.all([
    page.waitForEvent("popup"),
    proof.getByRole("button", { name: "Aanmelden met Kantoor" }).click(),
  ]);
  await window.locator('input[name="login"]').fill("floor");
  await window.locator('input[name="password"]').fill("een woord");
  const closed = window.waitForEvent("close");
  await window.getByRole("button", { name: "Sign-in" }).click();
  await closed;
  await expect(page.getByText("Geef deze link aan inge")).toBeVisible();
});

const LOOKS = [
  ["light, a desk", { colorScheme: "light", viewport: { width: 1280, height: 860 } }, "nl"],
  ["dark, 200 %", { colorScheme: "dark", viewport: { width: 640, height: 430 }, deviceScaleFactor: 2 }, "en"],
] as const;

for (const [name, size, language] of LOOKS) {
  test.describe(name, () => {
    test.use(size);

    test("axe finds nothing on the page to sign in, and nothing sticks out", async ({ office, page }) => {
      await page.goto(`${office.url}/admin/`);
      await new Console(page, office.url).speak(language);
      await expect(page.getByRole("button", { name: /^(Aanmelden met|Sign in with) Kantoor$/u })).toBeVisible();
      expect(await faults(page)).toEqual([]);
      await fitsAcross(page);
    });
  });
}

test.describe("with the provider alone", () => {
  test.use({ local: false });

  test("there is no name and no password to type", async ({ office, page }) => {
    await page.goto(`${office.url}/admin/`);
    await expect(page.getByRole("button", { name: "Aanmelden met Kantoor" })).toBeFocused();
    await expect(page.getByRole("textbox")).toHaveCount(0);
    await page.keyboard.press("Enter");
    await atProvider(page, "henk");
    await expect(page.getByText("Aangemeld als henk@kantoor.example")).toBeAttached();
  });
});
