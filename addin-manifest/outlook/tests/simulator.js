/**
 * Outlook without Outlook: an engine context with nothing but what classic Outlook's script runtime has, and an Office
 * object that is as strict as the documentation says. Time is made here, so a test of a service that hangs takes no time.
 *
 * Whatever the script may not touch is there as a trap: touching it fails the test.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import vm from "node:vm";

export const SOURCE = readFileSync(new URL("../events.js", import.meta.url), "utf8");
const SCRIPT = new vm.Script(SOURCE, { filename: "events.js" });

/** What the script-only runtime lacks, or has in a form that cannot be relied on. */
export const FORBIDDEN = [
  "window",
  "self",
  "document",
  "navigator",
  "location",
  "fetch",
  "Request",
  "Response",
  "Headers",
  "Blob",
  "File",
  "FormData",
  "FileReader",
  "atob",
  "btoa",
  "URL",
  "URLSearchParams",
  "DOMParser",
  "TextEncoder",
  "TextDecoder",
  "crypto",
  "localStorage",
  "sessionStorage",
  "indexedDB",
  "AbortController",
  "AbortSignal",
  "Worker",
  "WebSocket",
  "performance",
  "structuredClone",
  "queueMicrotask",
  "requestAnimationFrame",
  "setInterval",
  "setImmediate",
  "process",
  "require",
  "module",
  "alert",
  "confirm",
  "prompt",
  "WebAssembly",
  "eval",
  "Function",
  "Proxy",
];
/** What Outlook refuses to handlers of events. */
export const BLOCKED_UI = ["displayDialogAsync", "messageParent"];
const BLOCKED_MAILBOX = [
  "displayAppointmentForm",
  "displayMessageForm",
  "displayNewMessageForm",
  "displayNewAppointmentForm",
];
const BLOCKED_ITEM = ["close", "closeAsync", "sendAsync"];

/**
 * @typedef {object} Trouble what goes wrong with an act of Outlook, by its name such as `to.getAsync`
 * @property {"never" | "fails" | "throws" | "absent" | "twice" | "nothing" | "at once" | number | {error: string} | {value: unknown}} [how]
 *   `twice`: it answers, and later fails; `nothing`: it answers without a result; a number: it comes so late; a value: it
 *   gives that instead
 */

/** A server that answers every check with this. @param {unknown} answer */
export const answering = (answer) => (/** @type {any} */ asked) =>
  asked.path.startsWith("/api/v1/checks") ? { status: 200, json: answer } : { status: 404, json: {} };

/** @param {string} decision @param {object} [more] */
export const answer = (decision, more = {}) => ({
  id: "0198a1b2-0000-4000-8000-000000000001",
  decision,
  findings:
    decision === "allow"
      ? []
      : [
          {
            id: "f",
            check: "c",
            severity: decision,
            title: "Titel",
            text: "",
            recipients: [],
            attachments: [],
            fixes: [],
          },
        ],
  dialog:
    decision === "allow"
      ? { text: "", markdown: "", label: "" }
      : { text: "Tekst.", markdown: "**Tekst**", label: "Bekijk en herstel" },
  settings: { outage: "warn", deadline_ms: 4000, max_attachment_bytes: 26214400 },
  ...more,
});

const DAY = 86_400_000;

/**
 * One Outlook with one open draft.
 *
 * @param {Record<string, any>} [given]
 */
export function outlook(given = {}) {
  const options = /** @type {any} */ ({
    set: "1.14",
    host: "Outlook",
    platform: "PC",
    language: "nl-NL",
    timers: true,
    office: {},
    troubles: {},
    session: {},
    roaming: { "pw.devices": { "Outlook/PC": { refresh: "r1", access: "a1", until: 1_000_000 + DAY } } },
    serve: answering(answer("allow")),
    ...given,
  });
  const world = /** @type {any} */ ({
    options,
    now: 1_000_000,
    order: 0,
    asked: /** @type {any[]} */ ([]),
    touched: /** @type {string[]} */ ([]),
    printed: /** @type {string[]} */ ([]),
    session: new Map(Object.entries(options.session)),
    roaming: structuredClone(options.roaming),
    saved: structuredClone(options.roaming),
    hints: new Map(),
    functions: new Map(),
    queue: /** @type {any[]} */ ([]),
    errors: /** @type {any[]} */ ([]),
  });
  const supports = (/** @type {string} */ set) => Number(set.split(".")[1]) <= Number(options.set.split(".")[1]);
  const at = (/** @type {number} */ delay, /** @type {() => void} */ act) =>
    world.queue.push({ time: world.now + delay, act, order: (world.order += 1) });
  const act = acting(world, at);
  const item = draft(options, world, act, supports);
  const context = vm.createContext(globals(world, options, at));
  vm.runInContext("Date.now = __now; delete globalThis.__now;", context);
  const Office = office(options, world, act, supports, item);
  options.change?.(Office);
  Object.defineProperty(context, "Office", { value: Office });
  vm.runInContext(
    `var POSTWACHT = ${JSON.stringify({ base: "https://postwacht.example", outage: "warn", deadline_ms: 4000, max_attachment_bytes: 26214400, ...options.office })};`,
    context,
  );
  (options.source === undefined ? SCRIPT : new vm.Script(options.source)).runInContext(context);
  return {
    world,
    item,
    fire: async (/** @type {string} */ name) => /** @type {Ended} */ ((await fire(world, [name]))[0]),
    together: (/** @type {string[]} */ ...names) => fire(world, names),
  };
}

/** @param {any} world @param {any} options @param {any} at */
function globals(world, options, at) {
  const write = (/** @type {any[]} */ ...said) => world.printed.push(said.join(" "));
  /** @type {Record<string, any>} */
  const globals = {
    console: { log: write, info: write, warn: write, error: write, debug: write },
    XMLHttpRequest: network(world, options, at),
    __now: () => world.now,
  };
  if (options.storage) {
    globals["OfficeRuntime"] = { storage: storage(options.storage, at) };
  }
  if (options.entra) {
    globals["OfficeRuntime"] = { ...globals["OfficeRuntime"], auth: { getAccessToken: entra(world, options, at) } };
  }
  if (options.timers) {
    globals["setTimeout"] = (/** @type {() => void} */ run, /** @type {number} */ delay) => at(delay, run);
    globals["clearTimeout"] = () => undefined;
  }
  for (const name of FORBIDDEN) {
    Object.defineProperty(globals, name, {
      get() {
        world.touched.push(name);
        return undefined;
      },
    });
  }
  return globals;
}

/**
 * What classic Outlook keeps on one computer: a map, or the way in which it fails.
 *
 * @param {Map<string, string> | "never" | "fails" | "throws"} kept
 * @param {any} at
 */
function storage(kept, at) {
  const act = (/** @type {(map: Map<string, string>) => unknown} */ run) => {
    if (kept === "throws") {
      throw new Error("9999 internal error");
    }
    return new Promise((resolve, reject) => {
      if (kept !== "never") {
        at(1, () => (typeof kept === "string" ? reject(new Error("no storage")) : resolve(run(kept))));
      }
    });
  };
  return {
    getItem: (/** @type {string} */ name) => act((map) => map.get(name) ?? null),
    setItem: (/** @type {string} */ name, /** @type {string} */ text) => act((map) => void map.set(name, text)),
  };
}

/**
 * How Outlook answers when it is asked for a token of Entra ID: with a token after a while, with a code as a fault, or
 * `never`, `throws`. It may be asked anew each time, and is never asked to bother anybody.
 *
 * @param {any} world @param {any} options @param {any} at
 */
function entra(world, options, at) {
  return (/** @type {any} */ wanted) => {
    assert.deepEqual(
      { ...wanted },
      { allowSignInPrompt: false, allowConsentPrompt: false },
      "nobody is asked to sign in",
    );
    world.entraAsked = (world.entraAsked ?? 0) + 1;
    const told = typeof options.entra === "function" ? options.entra(world) : options.entra;
    if (told.throws) {
      throw new Error("9999 internal error");
    }
    return new Promise((resolve, reject) => {
      if (told !== "never") {
        at(told.delay ?? 20, () => ("token" in told ? resolve(told.token) : reject(told.fault)));
      }
    });
  };
}

/** Runs an act of Outlook, with the trouble that the test wants. @param {any} world @param {any} at */
function acting(world, at) {
  return (/** @type {string} */ name, /** @type {() => any} */ run, /** @type {any} */ back) => {
    const trouble = world.options.troubles[name];
    assert.equal(typeof back, "function", `${name} without a callback`);
    if (trouble === "throws") {
      throw new Error("9999 internal error");
    }
    if (trouble === "never") {
      return;
    }
    if (trouble === "at once") {
      back({ status: "succeeded", value: run() });
      return;
    }
    at(typeof trouble === "number" ? trouble : 1, () => {
      if (trouble === "nothing") {
        back();
        return;
      }
      if (typeof trouble === "object" && "value" in trouble) {
        back({ status: "succeeded", value: trouble.value });
        return;
      }
      if (trouble === "fails" || trouble?.error) {
        back({ status: "failed", error: { name: trouble?.error ?? "GenericResponseError", code: 5001 } });
        return;
      }
      back({ status: "succeeded", value: run() });
      if (trouble === "twice") {
        at(5, () => back({ status: "failed", error: { name: "GenericResponseError", code: 5001 } }));
      }
    });
  };
}

/** How many of a list this Outlook gives. @param {any} options @param {any} supports */
function cap(options, supports) {
  if (options.platform === "Mac") {
    return Infinity;
  }
  return supports("1.16") || options.host !== "Outlook" ? 1000 : 500;
}

/** @param {any} options @param {any} world @param {any} act @param {any} supports */
function draft(options, world, act, supports) {
  const mail = {
    to: [{ emailAddress: "info@client.example", displayName: "Client", recipientType: "externalUser" }],
    cc: [],
    bcc: [],
    subject: "Stukken",
    body: "<p>Beste klant</p>",
    from: { emailAddress: "henk@kantoor.example", displayName: "Henk" },
    composeType: "newMail",
    attachments: [],
    contents: {},
    ...options.mail,
  };
  world.mail = mail;
  /** @type {Record<string, any>} */
  const item = {
    subject: { getAsync: (/** @type {any} */ back) => act("subject.getAsync", () => mail.subject, back) },
    body: {
      getAsync(/** @type {string} */ type, /** @type {any} */ back) {
        assert.equal(type, "html", "text is not to be relied on in every Outlook");
        act("body.getAsync", () => mail.body, back);
      },
    },
    notificationMessages: {
      replaceAsync(/** @type {string} */ key, /** @type {any} */ said, /** @type {any} */ back) {
        assert.ok(said.message.length <= 150 && key.length <= 32);
        act("notificationMessages.replaceAsync", () => void world.hints.set(key, said), back);
      },
      removeAsync: (/** @type {string} */ key, /** @type {any} */ back) =>
        act("notificationMessages.removeAsync", () => void world.hints.delete(key), back),
    },
  };
  for (const field of ["to", "cc", "bcc"]) {
    item[field] = {
      getAsync: (/** @type {any} */ back) =>
        act(`${field}.getAsync`, () => mail[field].slice(0, cap(options, supports)), back),
    };
  }
  const later = {
    1.7: { from: { getAsync: (/** @type {any} */ back) => act("from.getAsync", () => mail.from, back) } },
    1.8: attachments(mail, act),
    "1.10": {
      getComposeTypeAsync: (/** @type {any} */ back) =>
        act("getComposeTypeAsync", () => ({ composeType: mail.composeType, coercionType: "html" }), back),
    },
    1.11: { sessionData: session(world, act) },
  };
  for (const [set, parts] of Object.entries(later)) {
    if (supports(set)) {
      Object.assign(item, parts);
    }
  }
  for (const name of BLOCKED_ITEM) {
    item[name] = () => world.touched.push(name);
  }
  for (const [name, trouble] of Object.entries(options.troubles)) {
    if (trouble === "absent") {
      item[name.split(".")[0] ?? ""] = undefined;
    }
  }
  return item;
}

/** @param {any} mail @param {any} act */
function attachments(mail, act) {
  return {
    getAttachmentsAsync: (/** @type {any} */ back) =>
      act("getAttachmentsAsync", () => mail.attachments.map((/** @type {any} */ one) => ({ ...one })), back),
    getAttachmentContentAsync(/** @type {string} */ id, /** @type {any} */ back) {
      assert.ok(
        mail.attachments.some((/** @type {any} */ one) => one.id === id),
        "an id of another list",
      );
      act(`content ${id}`, () => mail.contents[id], back);
    },
  };
}

/** Kept with the draft: texts, 50 KB in all. @param {any} world @param {any} act */
function session(world, act) {
  return {
    getAsync: (/** @type {string} */ name, /** @type {any} */ back) =>
      act("sessionData.getAsync", () => world.session.get(name), back),
    setAsync(/** @type {string} */ name, /** @type {string} */ value, /** @type {any} */ back) {
      assert.equal(typeof value, "string");
      act(
        "sessionData.setAsync",
        () => {
          world.session.set(name, value);
          assert.ok([...world.session].join("").length <= 50_000);
        },
        back,
      );
    },
  };
}

/** @param {any} options @param {any} world @param {any} act @param {any} supports @param {any} item */
function office(options, world, act, supports, item) {
  const trap = (/** @type {string} */ name) => () => world.touched.push(name);
  const mailbox = {
    item,
    userProfile: { emailAddress: "henk@kantoor.example", displayName: "Henk", accountType: options.account },
    diagnostics: { hostName: options.host, hostVersion: "16.0.17530.15000" },
    ...Object.fromEntries(BLOCKED_MAILBOX.map((name) => [name, trap(name)])),
  };
  return {
    actions: {
      associate(/** @type {string} */ name, /** @type {any} */ run) {
        assert.equal(typeof run, "function");
        world.functions.set(name, run);
      },
    },
    context: {
      displayLanguage: options.language,
      diagnostics: { platform: options.platform, host: "Outlook", version: "16.0.17530.15000" },
      requirements: {
        isSetSupported: (/** @type {string} */ name, /** @type {string} */ set) => name === "Mailbox" && supports(set),
      },
      mailbox,
      ui: Object.fromEntries(BLOCKED_UI.map((name) => [name, trap(name)])),
      auth: { getAccessToken: trap("Office.context.auth.getAccessToken") },
      roamingSettings: {
        get: (/** @type {string} */ name) => structuredClone(world.roaming[name]),
        set: (/** @type {string} */ name, /** @type {any} */ value) =>
          void (world.roaming[name] = JSON.parse(JSON.stringify(value))),
        saveAsync: (/** @type {any} */ back) =>
          act(
            "roamingSettings.saveAsync",
            () => {
              assert.ok(JSON.stringify(world.roaming).length <= 32_768, "Outlook keeps no more with a mailbox");
              world.saved = structuredClone(world.roaming);
            },
            back,
          ),
      },
    },
    // Their callbacks are not run in classic Outlook.
    onReady: () => undefined,
  };
}

/** @param {any} world @param {any} options @param {any} at */
function network(world, options, at) {
  return class {
    timeout = 0;
    status = 0;
    readyState = 0;
    responseText = "";
    path = "";
    /** @type {undefined | (() => void)} */ onload;
    /** @type {undefined | (() => void)} */ onerror;
    /** @type {undefined | (() => void)} */ ontimeout;
    /** @type {undefined | (() => void)} */ onreadystatechange;
    /** @type {Record<string, string>} */ headers = {};
    open(/** @type {string} */ method, /** @type {string} */ url) {
      assert.match(url, /^https:\/\//u, "an absolute address");
      Object.assign(this, { method, url, path: url.replace("https://postwacht.example", "") });
    }
    setRequestHeader(/** @type {string} */ name, /** @type {string} */ value) {
      assert.match(value, /^[\x20-\x7e]*$/u, "a header is plain");
      this.headers[name] = value;
    }
    send(/** @type {any} */ body) {
      assert.ok(body === undefined || typeof body === "string", "only text travels safely");
      const asked = {
        path: this.path,
        headers: this.headers,
        body: this.headers["Content-Type"] === "application/json" ? JSON.parse(body) : body,
        time: world.now,
      };
      world.asked.push(asked);
      const told = options.serve(asked, world);
      if (this.timeout > 0) {
        at(this.timeout, () => this.ontimeout?.());
      }
      if (told === "throws") {
        throw new Error("Network request failed");
      }
      if (told === "never") {
        return;
      }
      at(told.delay ?? 20, () => {
        this.readyState = 4;
        if (told === "refused") {
          this.onreadystatechange?.();
          this.onerror?.();
          return;
        }
        this.status = told.status;
        this.responseText = told.text ?? JSON.stringify(told.json);
        this.onreadystatechange?.();
        this.onload?.();
        if (told.twice) {
          this.onerror?.();
        }
      });
    }
  };
}

/** @typedef {{options: any, took: number}} Ended what an event was completed with, and when */

/**
 * Fires events at once and lets time pass until nothing more can happen. Gives how each of them ended.
 *
 * @param {any} world @param {string[]} names
 * @returns {Promise<Ended[]>}
 */
async function fire(world, names) {
  const began = world.now;
  const ends = names.map(() => /** @type {Ended[]} */ ([]));
  names.forEach((name, at) =>
    world.functions.get(name)({
      completed(/** @type {any} */ options) {
        strict(options, Number(world.options.set.split(".")[1]), world);
        const plain = options === undefined ? undefined : JSON.parse(JSON.stringify(options));
        ends[at]?.push({ options: plain, took: world.now - began });
        if (world.options.troubles.completed === "throws") {
          throw new Error("9999 internal error");
        }
      },
    }),
  );
  for (;;) {
    // Everything that was promised comes first.
    await new Promise((resolve) => setImmediate(resolve));
    world.queue.sort(
      (/** @type {any} */ one, /** @type {any} */ other) => one.time - other.time || one.order - other.order,
    );
    const next = world.queue.shift();
    if (next === undefined) {
      break;
    }
    world.now = Math.max(world.now, next.time);
    next.act();
  }
  ends.forEach((end, at) => assert.equal(end.length, 1, `R17: ${names[at]} was completed ${end.length} times`));
  assert.deepEqual(world.touched, [], "R16, R26: what may not be touched");
  assert.deepEqual(world.printed, [], "R32: nothing is written");
  assert.deepEqual(world.errors, []);
  return /** @type {Ended[]} */ (ends.flat());
}

/** Outlook's own conditions on how an event ends. @param {any} options @param {number} set @param {any} world */
function strict(options, set, world) {
  const check = (/** @type {boolean} */ holds, /** @type {string} */ why) => holds || world.errors.push(why);
  if (options === undefined) {
    return;
  }
  const known = [
    "allowEvent",
    "errorMessage",
    ...(set >= 14 ? ["cancelLabel", "commandId", "contextData", "sendModeOverride"] : []),
    ...(set >= 15 ? ["errorMessageMarkdown"] : []),
  ];
  for (const name of Object.keys(options)) {
    check(known.includes(name), `this Outlook does not know ${name}`);
  }
  check(typeof options.allowEvent === "boolean", "allowEvent");
  check(options.allowEvent || options.errorMessage?.length > 0, "R20: a plain message is always there");
  check((options.errorMessage?.length ?? 0) <= 500, "R19: the message is too long");
  check((options.errorMessageMarkdown?.length ?? 0) <= 500, "R19: the Markdown is too long");
  check((options.cancelLabel?.length ?? 0) <= 20, "R19: the label is too long");
  check(
    options.contextData === undefined || (typeof options.contextData === "string" && options.commandId === "pw.pane"),
    "R23: contextData",
  );
  check([undefined, "promptUser"].includes(options.sendModeOverride), "R22: the mode");
  for (const text of [options.errorMessage, options.errorMessageMarkdown, options.cancelLabel]) {
    check(
      text === undefined ||
        (text.isWellFormed?.() !== false && !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/u.test(text.normalize())),
      "R19: a sign was cut in two",
    );
  }
}
