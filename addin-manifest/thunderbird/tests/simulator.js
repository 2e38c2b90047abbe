/**
 * As much of Thunderbird as the add-in sees, so that every path can be tried in an instant. What it is like comes from
 * the real one, which `tests/thunderbird` drives.
 */

/** @typedef {Record<string, any>} Any */

/** An event with its listeners. */
class Happening {
  /** @type {((...given: any[]) => any)[]} */
  listeners = [];
  /** @param {(...given: any[]) => any} listener */
  addListener(listener) {
    this.listeners.push(listener);
  }
  /** @param {any[]} given */
  fire(...given) {
    return this.listeners.map((listener) => listener(...given));
  }
}

/** A place to keep things, as `storage` has them. */
class Store {
  /** @type {Any} */
  all = {};
  /** @param {string} [key] */
  async get(key) {
    return structuredClone(key === undefined ? this.all : { [key]: this.all[key] });
  }
  /** @param {Any} more */
  async set(more) {
    Object.assign(this.all, structuredClone(more));
  }
  /** @param {string} key */
  async remove(key) {
    Reflect.deleteProperty(this.all, key);
  }
}

/** One end of a port; what the other end is sent stands in `sent`. */
export class Port {
  onMessage = new Happening();
  onDisconnect = new Happening();
  /** @type {any[]} */
  sent = [];
  gone = false;
  sender = { tab: { windowId: 70 } };
  /** @param {string} name */
  constructor(name) {
    this.name = name;
  }
  /** @param {any} message */
  postMessage(message) {
    this.sent.push(message);
  }
  disconnect() {
    this.gone = true;
  }
}

export const TAB = { id: 7, windowId: 5, type: "messageCompose" };
export const PERSON = { address: "henk@morgenlicht.example", name: "Henk" };

/** @typedef {{id: number, name: string, size?: number, file?: File}} Attachment without a file nobody can read it */

/**
 * Puts a Thunderbird in place of the global one.
 *
 * @param {{managed?: Any | null, details?: Any, attachments?: Attachment[], lists?: Record<string, string[]>, messages?: Any}} [how]
 */
export function simulate({ managed = POLICY, details = {}, attachments = [], lists = {}, messages = {} } = {}) {
  const draft = {
    type: "new",
    from: "Henk <henk@morgenlicht.example>",
    to: ["sanne@morgenlicht.example"],
    cc: [],
    bcc: [],
    subject: "Overleg",
    isPlainText: true,
    plainTextBody: "Tot morgen.",
    ...details,
  };
  /** @type {Any} */
  const seen = { windows: [], updates: [], awake: 0, reloads: 0, draft };
  const compose = {
    onBeforeSend: new Happening(),
    onAfterSend: new Happening(),
    onAttachmentAdded: new Happening(),
    getComposeDetails: async () => ({ ...draft }),
    setComposeDetails: async (/** @type {number} */ _tab, /** @type {Any} */ change) =>
      void Object.assign(draft, change),
    listAttachments: async () => attachments.map(({ id, name, size }) => ({ id, name, size: size ?? 0 })),
    removeAttachment: async (/** @type {number} */ _tab, /** @type {number} */ id) => {
      attachments.splice(
        attachments.findIndex((each) => each.id === id),
        1,
      );
    },
    getAttachmentFile: async (/** @type {number} */ id) => {
      const { file } = attachments.find((each) => each.id === id) ?? {};
      if (file === undefined) {
        throw new Error("gone");
      }
      return file;
    },
  };
  globalThis.browser = /** @type {any} */ ({
    compose,
    accounts: { list: async () => [{ identities: [{ email: PERSON.address }] }] },
    i18n: { getUILanguage: () => "nl" },
    messages: {
      get: async (/** @type {number} */ id) => messages[id] ?? Promise.reject(new Error("gone")),
      getFull: async (/** @type {number} */ id) => ({ headers: messages[id]?.headers ?? {} }),
    },
    messengerUtilities: {
      parseMailboxString: async (/** @type {string} */ text) => {
        const [, name, email] = /^"?([^"<]*?)"?\s*<(.*)>$/u.exec(text) ?? [undefined, undefined, text];
        return lists[email ?? ""]?.map((each) => ({ email: each })) ?? [{ name, email }];
      },
    },
    runtime: {
      getBrowserInfo: async () => ({ name: "Thunderbird", version: "153" }),
      getPlatformInfo: async () => {
        seen.awake += 1;
        return { os: "linux" };
      },
      onConnect: new Happening(),
      onSuspend: new Happening(),
      onUpdateAvailable: new Happening(),
      reload: () => {
        seen.reloads += 1;
      },
    },
    storage: {
      local: new Store(),
      session: new Store(),
      managed: { get: async () => managed ?? Promise.reject(new Error("Managed storage manifest not found")) },
    },
    tabs: { onCreated: new Happening(), onRemoved: new Happening() },
    windows: {
      onFocusChanged: new Happening(),
      get: async () => ({ left: 100, top: 50 }),
      create: async (/** @type {Any} */ window) => {
        seen.windows.push(window);
      },
      update: async (/** @type {number} */ id, /** @type {Any} */ change) => void seen.updates.push({ id, ...change }),
    },
  });
  return seen;
}

export const POLICY = { server: "https://postwacht.example", enrolment_key: "key", outage: "warn" };

/**
 * A service in place of the network.
 *
 * @param {(path: string, body: any) => Any | Response | Promise<never> | undefined} answer to what is asked beside tokens
 * @param {(path: string) => Response | undefined} [tokens] the answer to who asks for tokens, where it is not a good one
 */
export function serving(answer, tokens = () => undefined) {
  /** @type {{path: string, body: any}[]} */
  const asked = [];
  globalThis.fetch = async (url, { body } = {}) => {
    const path = new URL(String(url)).pathname.replace("/api/v1", "");
    const told = body instanceof FormData ? JSON.parse(String(body.get("message"))) : await new Response(body).text();
    const sent = typeof told === "string" && told.startsWith("{") ? JSON.parse(told) : told;
    asked.push({ path, body: sent });
    if (path.startsWith("/devices")) {
      return tokens(path) ?? Response.json(TOKENS);
    }
    const said = await answer(path, sent);
    return said instanceof Response ? said : Response.json(said ?? {});
  };
  return asked;
}

const TOKENS = { access_token: "access", refresh_token: "refresh", expires_in: 3600 };
export const WISHES = { outage: "warn", deadline_ms: 4000, max_attachment_bytes: 1e8 };
export const ALLOWED = { id: "c1", decision: "allow", findings: [], settings: WISHES };

/** @param {Any} [finding] */
export function warned(finding = {}) {
  const one = {
    id: "f1",
    check: "misspelled-address",
    severity: "warn",
    title: "Bestaat dit adres wel?",
    text: "?",
    recipients: [],
    attachments: [],
    fixes: [],
    ...finding,
  };
  return { id: "c2", decision: one.severity, findings: [one], settings: WISHES };
}

/** Waits until something holds; hashing and reading go on in other threads meanwhile. @param {() => boolean} holds */
export async function until(holds) {
  for (const end = Date.now() + 20_000; !holds();) {
    if (Date.now() > end) {
      throw new Error("this never came about");
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
