/**
 * Takes the place of Office's own script in a test: one open draft, as strict as Outlook. The test puts the draft into
 * `window.draft` and finds there what became of it. `troubles` says which act fails, and at which call.
 */
(() => {
  const draft = /** @type {any} */ (window).draft;
  const calls = /** @type {Record<string, number>} */ ({});
  const kept = new Map(Object.entries(draft.session ?? {}));
  const roaming = draft.roaming ?? {};
  const handlers = /** @type {Array<() => void>} */ ([]);
  draft.kept = kept;
  draft.roaming = roaming;
  // As Office's own script does.
  Object.assign(history, { replaceState: null, pushState: null });
  draft.changed = () => handlers.forEach((handler) => handler());

  /** @param {string} name @param {() => unknown} run @param {(result: unknown) => void} back */
  const act = (name, run, back) => {
    calls[name] = (calls[name] ?? 0) + 1;
    const failing = draft.troubles?.[name] === calls[name];
    setTimeout(() => {
      back(failing ? { status: "failed", error: { code: 5001 } } : { status: "succeeded", value: run() });
    }, 0);
  };
  const one = (/** @type {any} */ person) => ({
    emailAddress: person.emailAddress,
    displayName: person.displayName,
    recipientType: "externalUser",
  });
  /** @param {"to" | "cc" | "bcc"} field */
  const recipients = (field) => {
    const few = (/** @type {any[]} */ list) => {
      if (list.length > 100) {
        throw new Error("9012: NumberOfRecipientsExceeded");
      }
    };
    return {
      getAsync: (/** @type {any} */ back) => act(`${field}.get`, () => draft[field].map(one), back),
      addAsync(/** @type {any[]} */ list, /** @type {any} */ back) {
        few(list);
        act(`${field}.add`, () => void draft[field].push(...list.map(one)), back);
      },
      setAsync(/** @type {any[]} */ list, /** @type {any} */ back) {
        few(list);
        act(`${field}.set`, () => void (draft[field] = list.map(one)), back);
      },
    };
  };
  const item = {
    to: recipients("to"),
    cc: recipients("cc"),
    bcc: recipients("bcc"),
    subject: { getAsync: (/** @type {any} */ back) => act("subject", () => draft.subject, back) },
    body: { getAsync: (/** @type {string} */ _type, /** @type {any} */ back) => act("body", () => draft.body, back) },
    from: { getAsync: (/** @type {any} */ back) => act("from", () => draft.from, back) },
    getComposeTypeAsync: (/** @type {any} */ back) => act("type", () => ({ composeType: "newMail" }), back),
    getAttachmentsAsync: (/** @type {any} */ back) =>
      act(
        "files",
        () =>
          draft.files.map((/** @type {any} */ file, /** @type {number} */ at) => ({
            id: String(at),
            name: file.name,
            size: file.size,
            attachmentType: "file",
            isInline: false,
          })),
        back,
      ),
    getAttachmentContentAsync: (/** @type {string} */ id, /** @type {any} */ back) =>
      act("content", () => ({ format: "base64", content: draft.files[Number(id)].content }), back),
    removeAttachmentAsync: (/** @type {string} */ id, /** @type {any} */ back) =>
      act("removeFile", () => void draft.files.splice(Number(id), 1), back),
    sessionData: {
      getAsync: (/** @type {string} */ name, /** @type {any} */ back) => act("kept", () => kept.get(name), back),
      setAsync: (/** @type {string} */ name, /** @type {string} */ value, /** @type {any} */ back) =>
        act("keep", () => void kept.set(name, value), back),
    },
    notificationMessages: {
      replaceAsync: (/** @type {string} */ _key, /** @type {any} */ said, /** @type {any} */ back) =>
        act("hint", () => void (draft.hint = said.message), back),
      removeAsync: (/** @type {string} */ _key, /** @type {any} */ back) =>
        act("hint", () => void (draft.hint = ""), back),
    },
    addHandlerAsync: (/** @type {string} */ _type, /** @type {() => void} */ handler, /** @type {any} */ back) =>
      act("follow", () => void handlers.push(handler), back),
  };
  /** @type {any} */ (window).Office = {
    EventType: { InitializationContextChanged: "olkInitializationContextChanged" },
    onReady: () => Promise.resolve({ host: "Outlook", platform: "OfficeOnline" }),
    actions: {
      associate: (/** @type {string} */ name, /** @type {unknown} */ run) =>
        void ((draft.functions ??= {})[name] = run),
    },
    context: {
      displayLanguage: draft.language ?? "nl-NL",
      diagnostics: { platform: "OfficeOnline", host: "Outlook", version: "16.0.0.0" },
      requirements: {
        isSetSupported: (/** @type {string} */ name, /** @type {string} */ set) =>
          name === "Mailbox" && Number(set.split(".")[1]) <= 15,
      },
      ui: { closeContainer: () => void (draft.closed = true) },
      mailbox: {
        item,
        userProfile: { emailAddress: draft.from.emailAddress },
        diagnostics: { hostName: "OutlookWebApp", hostVersion: "16.0.0.0" },
      },
      roamingSettings: {
        get: (/** @type {string} */ name) => roaming[name],
        set: (/** @type {string} */ name, /** @type {unknown} */ value) => void (roaming[name] = value),
        saveAsync: (/** @type {any} */ back) => act("save", () => undefined, back),
      },
    },
  };
})();
