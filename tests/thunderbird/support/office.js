/**
 * What every test of this folder stands on: the service, the mail server and a Thunderbird with the add-in, and a mail
 * from Send to its end in a few words.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Composer } from "./composer.js";
import { Dialog } from "./dialog.js";
import { altered, fromDisk, made } from "./package.js";
import { Service, form } from "./service.js";
import { Sink } from "./sink.js";
import { Thunderbird } from "./thunderbird.js";

/** @typedef {import("./composer.js").Letter} Letter */

/** Longer than anything takes on a busy machine, in milliseconds. */
const PATIENCE = 60_000;

export class Office {
  service;
  sink = new Sink();
  /** @type {Thunderbird} */
  // @ts-expect-error it is there as soon as the office is open
  thunderbird;
  smtp = 0;
  /** The path of the package. */
  packed = "";
  folder = "";

  /** @param {import("./certificates.js").Certificate} [certificate] of the service, which then speaks TLS */
  constructor(certificate) {
    this.service = new Service(certificate);
  }

  /**
   * @param {Partial<import("./thunderbird.js").Setting> & {settings?: object, alter?: (texts: import("./package.js").Texts) => void}} [how]
   *   `settings` stand beside the address and the key in the policy; `alter` changes the package before it is packed
   */
  async open({ settings = {}, alter, ...setting } = {}) {
    await this.service.start();
    this.smtp = await this.sink.start();
    this.folder = await mkdtemp(join(tmpdir(), "postwacht-files-"));
    const { packed, policies } = await made(this.service, this.folder);
    this.packed = alter ? await altered(packed, alter) : packed;
    // With TLS the package comes from the service itself, as for an office.
    const all = this.service.certificate ? policies : fromDisk(policies, this.packed, settings);
    const given = { policies: all, smtp: this.smtp, ...setting };
    this.thunderbird = await Thunderbird.start(given);
  }

  async close() {
    await this.thunderbird?.stop();
    await this.service.stop();
    await this.sink.stop();
    if (this.folder) {
      await rm(this.folder, { recursive: true, force: true });
    }
  }

  /** A file on this machine. @param {string} name @param {string | Uint8Array} content */
  async file(name, content) {
    const path = join(this.folder, name);
    await writeFile(path, content);
    return path;
  }

  /** A draft of the sample office's shelf, with its files on this machine. @param {string} id @returns {Promise<Required<Pick<Letter, "to" | "subject" | "body" | "files">>>} */
  async sample(id) {
    const found = (await this.service.shelf()).find((draft) => draft.id === id);
    if (!found) {
      throw new Error(`the shelf has no ${id}`);
    }
    const files = found.files.map(async ({ name, url }) =>
      this.file(name, new Uint8Array(await (await fetch(this.service.behind + url)).arrayBuffer())),
    );
    const escaped = found.body.nl.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\n", "<br>");
    return { to: found.to, subject: found.subject.nl, body: `<p>${escaped}</p>`, files: await Promise.all(files) };
  }

  /** @param {Letter} letter */
  write(letter) {
    return Composer.open(this.thunderbird, letter);
  }

  /** Presses Send, and waits for the window that asks. @param {Composer} composer @param {Parameters<Composer["send"]>[0]} [how] */
  asked(composer, how) {
    return this.asks(() => composer.send(how));
  }

  /** Does something, and waits for the window that asks because of it. @param {() => Promise<void>} act */
  async asks(act) {
    const known = await Dialog.windows(this.thunderbird);
    await act();
    return Dialog.next(this.thunderbird, known);
  }

  /** Does something, and waits for the mail that comes of it. @param {() => Promise<unknown>} act */
  async mail(act) {
    const next = this.sink.next();
    await act();
    return late(next, "no mail came");
  }

  /** All that the service has been told of checks, oldest first. @returns {any[]} */
  outcomes() {
    return this.service.seen(/\/outcome$/u).map(({ body }) => JSON.parse(body.toString()));
  }

  /** Waits until the add-in has heard of every mail that it let go whether it left. */
  async nothingLeaves() {
    const drafts = "browser.storage.session.get().then((all) => Object.values(all))";
    const leaving = `return ${drafts}.then((all) => all.filter((draft) => draft.leaving).length)`;
    for (const end = Date.now() + PATIENCE; (await this.thunderbird.background(leaving)) > 0;) {
      if (Date.now() > end) {
        throw new Error("the add-in still thinks that a mail is leaving");
      }
    }
  }

  /** Waits until the service has been told this, and gives it. @param {(outcome: any) => boolean} which */
  async told(which) {
    for (const end = Date.now() + PATIENCE; Date.now() < end;) {
      const found = this.outcomes().find(which);
      if (found) {
        return found;
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error("the service was not told");
  }

  /** Looks until something holds. @param {() => boolean} holds */
  async until(holds) {
    for (const end = Date.now() + PATIENCE; !holds();) {
      if (Date.now() > end) {
        throw new Error("this never came about");
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** How many files went ahead, as the add-in has kept it. @returns {Promise<number>} */
  async ahead() {
    const keys = "browser.storage.session.get().then((all) => Object.keys(all))";
    return this.thunderbird.background(
      `return ${keys}.then((all) => all.filter((key) => key.startsWith("file:")).length)`,
    );
  }

  /** Waits until this many went ahead. @param {number} count */
  async kept(count) {
    for (const end = Date.now() + PATIENCE; (await this.ahead()) < count;) {
      if (Date.now() > end) {
        throw new Error("no file went ahead");
      }
    }
  }

  /** Makes a mailing list in Thunderbird's address book. @param {string} name @param {string[]} members */
  list(name, members) {
    return this.thunderbird.run(
      (called, addresses) => {
        const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
        const book = MailServices.ab.directories[0];
        const fresh = Cc["@mozilla.org/addressbook/directoryproperty;1"].createInstance(Ci.nsIAbDirectory);
        fresh.isMailList = true;
        fresh.dirName = called;
        const list = book.addMailList(fresh);
        for (const address of addresses) {
          const card = Cc["@mozilla.org/addressbook/cardproperty;1"].createInstance(Ci.nsIAbCard);
          card.primaryEmail = address;
          list.addCard(card);
        }
      },
      name,
      members,
    );
  }

  /** Makes an OpenPGP key for an identity, as the settings of its account do. @param {string} identity @returns {Promise<string>} the identity */
  withKey(identity) {
    return this.thunderbird.run(async (key) => {
      const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
      const { EnigmailCore } = ChromeUtils.importESModule("chrome://openpgp/content/modules/core.sys.mjs");
      const { RNP } = ChromeUtils.importESModule("chrome://openpgp/content/modules/RNP.sys.mjs");
      await EnigmailCore.init();
      const owner = MailServices.accounts.getIdentity(key);
      const id = await RNP.genKey(`${owner.fullName} <${owner.email}>`, "ECC", 0, 30, "");
      owner.setUnicharAttribute("openpgp_key_id", id.replace(/^0x/u, ""));
      return key;
    }, identity);
  }

  /** Puts mails into Local Folders, each with a Message-ID. @param {string[]} mails */
  receive(mails) {
    return this.thunderbird.run((raw) => {
      const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
      const root = MailServices.accounts.localFoldersServer.rootFolder;
      root.QueryInterface(Ci.nsIMsgLocalMailFolder).createLocalSubfolder("Post");
      const folder = root.getChildNamed("Post").QueryInterface(Ci.nsIMsgLocalMailFolder);
      raw.forEach((mail) => folder.addMessage(mail));
    }, mails);
  }

  /** Sends a mail, and gives what the service was asked about it. @param {Letter} letter */
  async question(letter) {
    const composer = await this.write(letter);
    const mail = await this.mail(() => composer.send());
    return { ...(await form(this.service.seen(/\/checks$/u).at(-1))), mail };
  }

  windows() {
    return Dialog.windows(this.thunderbird);
  }
}

/** @template T @param {Promise<T>} promise @param {string} why @returns {Promise<T>} */
export function late(promise, why) {
  return new Promise((resolve, reject) => {
    const waiting = setTimeout(() => reject(new Error(why)), PATIENCE);
    promise.then(resolve, reject).finally(() => clearTimeout(waiting));
  });
}
