/** The pane of Outlook against the real service, in a real browser, with a simulator in the place of Office's script. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { type Service, start } from "./service.ts";

const SIMULATOR = readFileSync(fileURLToPath(new URL("outlook-simulator.js", import.meta.url)), "utf8");
const OFFICE = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js";

interface Person {
  emailAddress: string;
  displayName: string;
}

export interface OpenDraft {
  from: Person;
  to: Person[];
  cc: Person[];
  bcc: Person[];
  subject: string;
  body: string;
  files: { name: string; size: number; content: string }[];
  language?: string;
  troubles?: Record<string, number>;
}

/** What an event of Outlook was completed with. */
export interface Ended {
  allowEvent: boolean;
  errorMessage?: string;
  sendModeOverride?: string;
}

interface Sample {
  id: string;
  from: string;
  to: string[];
  subject: { nl: string };
  body: { nl: string };
  files: { name: string; size: number; url: string }[];
}

/** `Name <address>` or an address. */
function person(text: string): Person {
  const [, name, address] = /^(.*?)\s*<(.+)>$/u.exec(text) ?? [undefined, "", text];
  return { emailAddress: address ?? text, displayName: name ?? "" };
}

export class Outlook {
  constructor(
    readonly page: Page,
    readonly service: Service,
  ) {}

  get url(): string {
    return this.service.url;
  }

  /** A draft of the shelf, as Outlook would have it open. */
  async sample(id: string): Promise<OpenDraft> {
    const shelf = (await (await fetch(`${this.url}/try/shelf`)).json()) as { drafts: Sample[] };
    const found = shelf.drafts.find((draft) => draft.id === id);
    if (found === undefined) {
      throw new Error(`the shelf has no ${id}`);
    }
    const files = found.files.map(async ({ name, url }) => {
      const bytes = Buffer.from(await (await fetch(this.url + url)).arrayBuffer());
      return { name, size: bytes.length, content: bytes.toString("base64") };
    });
    return {
      from: person(found.from),
      to: found.to.map(person),
      cc: [],
      bcc: [],
      subject: found.subject.nl,
      body: `<p>${found.body.nl.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\n", "<br>")}</p>`,
      files: await Promise.all(files),
    };
  }

  /** Opens a page of the add-in around a draft. */
  async open(draft: OpenDraft, page: "pane" | "events" = "pane", key = this.service.enrolmentKey): Promise<void> {
    const roaming = page === "events" ? { "pw.key": key } : {};
    await this.page.addInitScript((given) => Object.assign(window, { draft: given }), { ...draft, roaming });
    await this.page.route(OFFICE, (route) => route.fulfill({ contentType: "text/javascript", body: SIMULATOR }));
    await this.page.goto(`${this.url}/addin/outlook/${page}.html?key=${key}`);
  }

  /**
   * Presses Send, and once more as somebody would where the service had no time: a machine that is busy with other tests
   * says nothing of the mail. What a service that gives no answer means is tried with {@link event}.
   */
  async send(): Promise<Ended> {
    for (let presses = 1; ; presses += 1) {
      const ended = await this.event("onMessageSend");
      if (presses === 10 || !/niet op tijd|te druk/u.test(ended.errorMessage ?? "")) {
        return ended;
      }
    }
  }

  async event(name: string): Promise<Ended> {
    return this.page.evaluate(async (named) => {
      const { functions } = (window as unknown as { draft: { functions: Record<string, (event: object) => void> } })
        .draft;
      let times = 0;
      const options = await new Promise<object | undefined>((completed) =>
        functions[named]?.({
          completed(how?: object) {
            times += 1;
            completed(how);
          },
        }),
      );
      if (times !== 1) {
        throw new Error(`R17: ${named} was completed ${times} times`);
      }
      return { allowEvent: true, ...options };
    }, name);
  }

  /** The draft as it is now. */
  async draft(): Promise<OpenDraft & { closed?: boolean; hint?: string }> {
    return this.page.evaluate(() => {
      const { from, to, cc, bcc, subject, body, files, closed, hint } = (
        window as unknown as { draft: OpenDraft & { closed?: boolean; hint?: string } }
      ).draft;
      const light = files.map(({ name, size }) => ({ name, size, content: "" }));
      return {
        from,
        to,
        cc,
        bcc,
        subject,
        body,
        files: light,
        ...(closed && { closed }),
        ...(hint !== undefined && { hint }),
      };
    });
  }

  get dialog(): Locator {
    return this.page.getByRole("alertdialog");
  }

  get note(): Locator {
    return this.page.locator("#note");
  }

  button(name: string | RegExp): Locator {
    return this.dialog.getByRole("button", typeof name === "string" ? { name, exact: true } : { name });
  }
}

/** A page that logs an error of its own, or breaks its policy, fails its test. */
export const test = base.extend<{ service: Service; outlook: Outlook; errors: string[] }>({
  // The first parameter tells Playwright what is needed: nothing.
  // eslint-disable-next-line no-empty-pattern
  service: async ({}, use) => {
    const service = await start();
    await use(service);
    await service.stop();
  },
  errors: async ({ page }, use) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on(
      "console",
      (message) =>
        message.type() === "error" && !message.text().startsWith("Failed to load") && errors.push(message.text()),
    );
    await use(errors);
    expect(errors, "errors in the browser").toEqual([]);
  },
  outlook: async ({ page, service, errors: _ }, use) => {
    await page.setViewportSize({ width: 360, height: 760 });
    await use(new Outlook(page, service));
  },
});

export { expect };
