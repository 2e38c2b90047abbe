/**
 * What every test of this folder stands on: the service, the mail server and a Thunderbird with the add-in, and a mail
 * from Send to its end in a few words.
 */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Composer } from "./composer.js";
import { Dialog } from "./dialog.js";
import { pack, policies } from "./package.js";
import { Service } from "./service.js";
import { Sink } from "./sink.js";
import { Thunderbird } from "./thunderbird.js";

/** @typedef {import("./composer.js").Letter} Letter */

export class Office {
  service = new Service();
  sink = new Sink();
  /** @type {Thunderbird} */
  // @ts-expect-error it is there as soon as the office is open
  thunderbird;
  smtp = 0;
  folder = "";

  /**
   * @param {Partial<import("./thunderbird.js").Setting> & {settings?: object, alter?: (folder: string) => void}} [how]
   *   `settings` stand beside the address and the key in the policy; `alter` changes the package before it is packed
   */
  async open({ settings, alter, ...setting } = {}) {
    await this.service.start();
    this.smtp = await this.sink.start();
    this.folder = await mkdtemp(join(tmpdir(), "postwacht-files-"));
    const packed = pack(this.service, alter ? { alter } : {});
    const given = { policies: policies(this.service, packed, settings), smtp: this.smtp, ...setting };
    this.thunderbird = await Thunderbird.start(given);
  }

  async close() {
    await this.thunderbird?.stop();
    await this.service.stop();
    await this.sink.stop();
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
  async asked(composer, how) {
    const known = await Dialog.windows(this.thunderbird);
    await composer.send(how);
    return Dialog.next(this.thunderbird, known);
  }

  /** Does something, and waits for the mail that comes of it. @param {() => Promise<unknown>} act */
  async mail(act) {
    const next = this.sink.next();
    await act();
    return late(next, "no mail came");
  }

  /** Waits until the service has been told this, and gives it. @param {(outcome: any) => boolean} which */
  async told(which) {
    for (const end = Date.now() + 20_000; Date.now() < end;) {
      const outcomes = this.service.seen(/\/outcome$/u).map(({ body }) => JSON.parse(body.toString()));
      const found = outcomes.find(which);
      if (found) {
        return found;
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error("the service was not told");
  }

  windows() {
    return Dialog.windows(this.thunderbird);
  }
}

/** @template T @param {Promise<T>} promise @param {string} why @returns {Promise<T>} */
export function late(promise, why) {
  return new Promise((resolve, reject) => {
    const waiting = setTimeout(() => reject(new Error(why)), 30_000);
    promise.then(resolve, reject).finally(() => clearTimeout(waiting));
  });
}
