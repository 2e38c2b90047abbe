/** The console as a person uses it. A page that logs an error, or breaks its own policy, fails its test. */
import { expect, type Page } from "@playwright/test";
import { test as base } from "./page.ts";

export class Console {
  constructor(
    readonly page: Page,
    readonly url: string,
  ) {}

  async speak(language: "nl" | "en"): Promise<void> {
    await this.page.getByRole("button", { name: language === "nl" ? "Nederlands" : "English" }).click();
    await expect(this.page.locator("html")).toHaveAttribute("lang", language);
  }

  async signIn(name: string, password: string): Promise<void> {
    await this.page.goto(`${this.url}/admin/`);
    await this.page.getByRole("textbox", { name: /^(Naam|Name)/u }).fill(name);
    await this.page.getByLabel(/^(Wachtwoord|Password)/u).fill(password);
    await this.page.getByRole("button", { name: /^(Aanmelden|Sign in)$/u }).click();
  }

  /** Goes to a page by its name at the left. */
  async open(name: string): Promise<void> {
    const menu = this.page.getByRole("button", { name: "Menu", exact: true });
    if (await menu.isVisible()) {
      await menu.click();
    }
    await this.page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
  }

  /** The rows of the list on the page. */
  get rows() {
    return this.page.getByRole("table").locator("tbody tr");
  }

  /** Looks again until a list has such a row: what a check notes is written after its answer. */
  async showsInTheEnd(text: string): Promise<void> {
    const row = this.rows.filter({ hasText: text }).first();
    await expect(async () => {
      await this.page.reload();
      await expect(row).toBeVisible();
    }).toPass({ timeout: 60_000 });
  }

  get panel() {
    return this.page.getByRole("dialog");
  }
}

/** A console in which the sample administrator is signed in, in Dutch. */
export const test = base.extend<{ admin: Console }>({
  admin: async ({ page, service, errors: _ }, use) => {
    const admin = new Console(page, service.url);
    await admin.signIn("demo", service.password);
    await expect(page.locator("nav")).toBeAttached();
    await use(admin);
  },
});

export { expect };
