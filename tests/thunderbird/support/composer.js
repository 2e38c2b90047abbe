/** Composers and the windows that ask, worked from inside Thunderbird as a person would. */

/** @typedef {import("./thunderbird.js").Thunderbird} Thunderbird */

/**
 * @typedef {object} Letter
 * @property {string[]} [to]
 * @property {string[]} [cc]
 * @property {string[]} [bcc]
 * @property {string[]} [replyTo]
 * @property {string[]} [newsgroups]
 * @property {string[]} [followupTo] newsgroups
 * @property {string} [subject]
 * @property {string} [body] HTML, or text where `plain` is set
 * @property {boolean} [plain]
 * @property {string} [identity] `id1` or `id2`
 * @property {string[]} [files] paths on this machine
 * @property {string} [original] Message-ID of a mail in Local Folders that it answers
 * @property {"reply" | "replyAll" | "forward" | "forwardAttached" | "redirect"} [answers]
 */

/** What can be seen of a composer. @typedef {{locked: boolean, to: string, cc: string, bcc: string, subject: string, body: string, files: string[]}} Seen */

/** Waited at most for what a person would see at once, in milliseconds. */
const PATIENCE = 60_000;

export class Composer {
  /** @param {Thunderbird} thunderbird @param {number} id of its outer window */
  constructor(thunderbird, id) {
    this.thunderbird = thunderbird;
    this.id = id;
  }

  /** @param {Thunderbird} thunderbird @param {Letter} letter */
  static async open(thunderbird, letter) {
    return new Composer(thunderbird, await thunderbird.run(open, letter, PATIENCE));
  }

  /** Presses Send. Does not wait for anything. @param {"button" | "cmd_sendNow" | "cmd_sendLater" | "cmd_sendButton"} [how] */
  async send(how = "button") {
    await this.thunderbird.run(
      (id, way) => {
        const window = Services.wm.getOuterWindowWithId(id);
        if (way === "button") {
          window.document.getElementById("button-send").click();
        } else {
          window.goDoCommand(way);
        }
      },
      this.id,
      how,
    );
  }

  /** Where the middle of Send is on the screen. @returns {Promise<{x: number, y: number}>} */
  async place() {
    return this.thunderbird.run((id) => {
      const window = Services.wm.getOuterWindowWithId(id);
      const { x, y, width, height } = window.document.getElementById("button-send").getBoundingClientRect();
      return { x: window.mozInnerScreenX + x + width / 2, y: window.mozInnerScreenY + y + height / 2 };
    }, this.id);
  }

  /** Presses Send, and waits until it was locked and is free again. */
  async sendAndComeBack() {
    await this.thunderbird.run(
      async (id, patience) => {
        const window = Services.wm.getOuterWindowWithId(id);
        const lock = window.ToggleWindowLock;
        /** @type {boolean[]} */
        const locked = [];
        window.ToggleWindowLock = (/** @type {boolean} */ on) => {
          locked.push(on);
          lock.call(window, on);
        };
        window.document.getElementById("button-send").click();
        for (const end = Date.now() + patience; locked.join() !== "true,false";) {
          if (Date.now() > end) {
            throw new Error(`the composer was locked and freed: ${locked.join()}`);
          }
          await new Promise((resolve) => globalThis.setTimeout(resolve, 10));
        }
      },
      this.id,
      PATIENCE,
    );
  }

  /** Types in the field To, and takes nothing in. @param {string} text */
  async type(text) {
    await this.thunderbird.run(
      (id, typed) => {
        const window = Services.wm.getOuterWindowWithId(id);
        const input = window.document.getElementById("toAddrInput");
        input.value = typed;
        input.dispatchEvent(new window.InputEvent("input", { bubbles: true }));
      },
      this.id,
      text,
    );
  }

  /** Asks for encryption, as its menu does. */
  async encrypt() {
    await this.thunderbird.run((id) => {
      const window = Services.wm.getOuterWindowWithId(id);
      window.onEncryptionChoice("enc");
      if (!window.gSendEncrypted) {
        throw new Error("it will not be encrypted");
      }
    }, this.id);
  }

  /** @returns {Promise<Seen>} */
  async seen() {
    return this.thunderbird.run((id) => {
      const window = Services.wm.getOuterWindowWithId(id);
      const fields = window.GetComposeDetails();
      const files = [...window.document.getElementById("attachmentBucket").itemChildren].map(
        ({ attachment }) => attachment.name,
      );
      const { to, cc, bcc, subject } = fields;
      const body = window.GetCurrentEditor().outputToString("text/html", 1 << 1);
      return { locked: window.gWindowLocked === true, to, cc, bcc, subject, body, files };
    }, this.id);
  }

  /** Waits until it can be used again. */
  async free() {
    await this.thunderbird.run(
      async (id, patience) => {
        const window = Services.wm.getOuterWindowWithId(id);
        for (const end = Date.now() + patience; window.gWindowLocked || window.gSendOperationInProgress;) {
          if (Date.now() > end) {
            throw new Error("the composer stays locked");
          }
          await new Promise((resolve) => globalThis.setTimeout(resolve, 10));
        }
      },
      this.id,
      PATIENCE,
    );
  }

  /** Whether it is still there. */
  async there() {
    return this.thunderbird.run((id) => Services.wm.getOuterWindowWithId(id)?.closed === false, this.id);
  }

  /** Waits until it is gone. */
  async gone() {
    await this.thunderbird.run(
      async (id, patience) => {
        for (const end = Date.now() + patience; Services.wm.getOuterWindowWithId(id)?.closed === false;) {
          if (Date.now() > end) {
            throw new Error("the composer stays open");
          }
          await new Promise((resolve) => globalThis.setTimeout(resolve, 10));
        }
      },
      this.id,
      PATIENCE,
    );
  }

  /** Closes it, without a question about a draft. */
  async close() {
    await this.thunderbird.run((id) => {
      const window = Services.wm.getOuterWindowWithId(id);
      if (window && !window.closed) {
        window.gContentChanged = false;
        window.gMsgCompose.bodyModified = false;
        window.close();
      }
    }, this.id);
  }
}

/** Runs inside Thunderbird. @param {Letter} letter @param {number} patience @returns {Promise<number>} */
async function open(letter, patience) {
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  const kinds = { reply: 1, replyAll: 2, forward: 4, forwardAttached: 3, redirect: 14 };
  const parameters = Cc["@mozilla.org/messengercompose/composeparams;1"].createInstance(Ci.nsIMsgComposeParams);
  const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
  for (const field of /** @type {const} */ (["to", "cc", "bcc", "replyTo"])) {
    if (letter[field]) {
      fields[field] = letter[field].join(", ");
    }
  }
  for (const field of /** @type {const} */ (["newsgroups", "followupTo"])) {
    if (letter[field]) {
      fields[field] = letter[field].join(",");
    }
  }
  fields.subject = letter.subject ?? "";
  fields.body = letter.body ?? "";
  for (const path of letter.files ?? []) {
    const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
    file.initWithPath(path);
    const attachment = Cc["@mozilla.org/messengercompose/attachment;1"].createInstance(Ci.nsIMsgAttachment);
    attachment.url = Services.io.newFileURI(file).spec;
    attachment.name = file.leafName;
    attachment.size = file.fileSize;
    fields.addAttachment(attachment);
  }
  parameters.composeFields = fields;
  parameters.identity = MailServices.accounts.getIdentity(letter.identity ?? "id1");
  parameters.format = letter.plain ? Ci.nsIMsgCompFormat.PlainText : Ci.nsIMsgCompFormat.HTML;
  parameters.type = letter.answers ? kinds[letter.answers] : 0;
  if (letter.original) {
    const folders = MailServices.accounts.localFoldersServer.rootFolder.descendants;
    const header = folders
      .map((/** @type {any} */ folder) => folder.msgDatabase?.getMsgHdrForMessageID(letter.original))
      .find(Boolean);
    parameters.originalMsgURI = header.folder.getUriForMsg(header);
    parameters.origMsgHdr = header;
  }
  // What these carry on is read from the original first.
  const carriesOn = letter.answers === "forward" || letter.answers === "redirect";
  const opened = new Promise((resolve) => {
    const seen = (/** @type {any} */ subject) => {
      subject.addEventListener(
        "compose-editor-ready",
        () => {
          Services.ww.unregisterNotification(seen);
          resolve(subject);
        },
        { once: true },
      );
    };
    Services.ww.registerNotification(seen);
  });
  if (carriesOn) {
    const { origMsgHdr, originalMsgURI, type, format, identity } = parameters;
    MailServices.compose.OpenComposeWindow(null, origMsgHdr, originalMsgURI, type, format, identity, null, null);
  } else {
    MailServices.compose.OpenComposeWindowWithParams(null, parameters);
  }
  const late = new Promise((_, reject) => globalThis.setTimeout(() => reject(new Error("no composer")), patience));
  const window = await Promise.race([opened, late]);
  for (const end = Date.now() + patience; window.gWindowLocked || !window.composeEditorReady;) {
    if (Date.now() > end) {
      throw new Error("the composer does not get ready");
    }
    await new Promise((resolve) => globalThis.setTimeout(resolve, 10));
  }
  if (carriesOn) {
    const input = window.document.getElementById("toAddrInput");
    input.value = (letter.to ?? []).join(", ");
    input.dispatchEvent(new window.InputEvent("input", { bubbles: true }));
  }
  return window.docShell.outerWindowID;
}
