/** The compose page as a person uses it. A page that logs an error, or breaks its own policy, fails its test. */
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { type Service, start } from "./service.ts";

export type Language = "nl" | "en";

/** What the page and the dialog say, where a test has to find it. */
export const SAID = {
  nl: {
    send: "Verzenden",
    sent: "Verzonden",
    back: "Terug naar de mail",
    anyway: "Toch verzenden",
    mended: "Druk nu op Verzenden",
    remove: /^(Haal|Verwijder)/u,
  },
  en: {
    send: "Send",
    sent: "Sent",
    back: "Back to the mail",
    anyway: "Send anyway",
    mended: "Now press Send",
    remove: /^Remove/u,
  },
} as const;

export class Compose {
  constructor(
    readonly page: Page,
    readonly language: Language,
    readonly url: string,
  ) {}

  get said() {
    return SAID[this.language];
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.url}/try/`);
    await this.page.getByRole("button", { name: this.language === "nl" ? "Nederlands" : "English" }).click();
    await expect(this.page.locator("html")).toHaveAttribute("lang", this.language);
  }

  /** Takes a draft from the shelf. */
  async take(sample: string): Promise<void> {
    const button = this.page.locator(`[data-sample="${sample}"]`);
    await button.click();
    await expect(button).toHaveAttribute("aria-current", "true");
  }

  async send(): Promise<void> {
    await this.page.getByRole("button", { name: this.said.send, exact: true }).click();
  }

  get dialog(): Locator {
    return this.page.getByRole("alertdialog");
  }

  button(name: string | RegExp): Locator {
    return this.dialog.getByRole("button", typeof name === "string" ? { name, exact: true } : { name });
  }

  /** The chips of a field. */
  chips(field: "to" | "cc" | "bcc"): Locator {
    return this.page.locator(`[data-field="${field}"] li`);
  }

  get files(): Locator {
    return this.page.getByRole("group", { name: this.language === "nl" ? "Bijlagen" : "Files" }).getByRole("listitem");
  }

  async wasSent(how: "silent" | "anyway" | "acknowledged" | "unchecked"): Promise<void> {
    await expect(this.page.locator(`[data-sent="${how}"]`)).toBeVisible();
    await expect(this.dialog).toBeHidden();
  }

  async wasMended(): Promise<void> {
    await expect(this.page.locator('[data-note="mended"]')).toContainText(this.said.mended);
    await expect(this.page.getByRole("button", { name: this.said.send, exact: true })).toBeFocused();
  }
}

interface Fixtures {
  language: Language;
  /** Whether the test has the service refuse something, of which a browser makes a note. */
  refusals: boolean;
  service: Service;
  compose: Compose;
  errors: string[];
}

/** Each test has a service of its own, for the service remembers what senders answer for. */
export const test = base.extend<Fixtures>({
  language: ["nl", { option: true }],
  refusals: [false, { option: true }],
  // The first argument of a fixture has to be taken apart, also where nothing is taken out.
  // eslint-disable-next-line no-empty-pattern
  service: async ({}, use) => {
    const service = await start();
    await use(service);
    await service.stop();
  },
  errors: async ({ page, refusals }, use) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    const noted = (text: string) => refusals && /^Failed to load resource: .* status of 4\d\d/u.test(text);
    page.on("console", (message) => {
      if (message.type() === "error" && !noted(message.text())) {
        errors.push(message.text());
      }
    });
    await use(errors);
    expect(errors, "errors in the browser").toEqual([]);
  },
  compose: async ({ page, language, service, errors: _ }, use) => {
    const compose = new Compose(page, language, service.url);
    await compose.open();
    await use(compose);
  },
});

export { expect };
