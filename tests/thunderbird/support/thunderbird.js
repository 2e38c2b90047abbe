/**
 * A real Thunderbird with a profile of its own, set up as IT would: by policies.json, and by nothing else.
 *
 * It reaches nothing outside this machine, so a green run also means that nothing left it.
 */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Marionette } from "./marionette.js";
import { Page } from "./page.js";
import { profile } from "./profile.js";

const PROGRAM = process.env["THUNDERBIRD"] ?? "/usr/lib/thunderbird/thunderbird";
export const ID = "postwacht@postwacht.example";

/**
 * @typedef {object} Setting
 * @property {number} smtp port of the mail server
 * @property {object | undefined} policies what stands in policies.json
 * @property {"nl" | "en-US"} [language]
 * @property {Record<string, string | number | boolean>} [preferences]
 * @property {string | undefined} [display] the screen that it is on; without one it has none
 */

export class Thunderbird {
  /**
   * @param {string} folder
   * @param {import("node:child_process").ChildProcess} program
   * @param {Marionette} marionette
   */
  constructor(folder, program, marionette) {
    this.folder = folder;
    this.program = program;
    this.marionette = marionette;
    this.run = marionette.run.bind(marionette);
  }

  /** @param {Setting} setting */
  static async start(setting) {
    const folder = await mkdtemp(join(tmpdir(), "postwacht-thunderbird-"));
    const port = await freePort();
    // A program that is driven from outside only pretends to come to the front, unless it is told not to.
    const preferences = setting.display
      ? { ...setting.preferences, "focusmanager.testmode": false }
      : setting.preferences;
    await profile(join(folder, "profile"), { ...setting, ...(preferences && { preferences }), port, folder });
    await Promise.all(["home", "tmp"].map((each) => mkdir(join(folder, each))));
    if (setting.policies) {
      await writeFile(join(folder, "policies.json"), JSON.stringify(setting.policies));
    }
    const program = start(folder, setting.display);
    const marionette = await reach(port, program);
    const thunderbird = new Thunderbird(folder, program, marionette);
    try {
      await (setting.policies && thunderbird.installed());
    } catch (failure) {
      await thunderbird.stop();
      throw failure;
    }
    return thunderbird;
  }

  /** The add-in is there, and has begun to listen. */
  async installed() {
    await this.run(async (id) => {
      const ready = () => WebExtensionPolicy.getByID(id)?.extension?.backgroundState === "running";
      const once = () => WebExtensionPolicy.getByID(id)?.extension?.backgroundState !== undefined;
      for (const end = Date.now() + 60_000; !ready() && Date.now() < end;) {
        await new Promise((resolve) => globalThis.setTimeout(resolve, 20));
      }
      if (!once()) {
        throw new Error("the add-in was not installed");
      }
    }, ID);
  }

  /** Ends the page of the add-in that answers, as Thunderbird does with one that seems idle. */
  async endPage() {
    await this.run(
      (id) => WebExtensionPolicy.getByID(id).extension.terminateBackground({ disableResetIdleForTest: true }),
      ID,
    );
  }

  /** Installs a newer package, as an update does. @param {string} path @returns {Promise<string>} what came of it: `applied` or `postponed` */
  update(path) {
    return this.run(async (file_) => {
      const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
      const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
      file.initWithPath(file_);
      const install = await AddonManager.getInstallForFile(file, "application/x-xpinstall");
      return new Promise((resolve, reject) => {
        install.addListener({
          onInstallEnded: () => resolve("applied"),
          onInstallPostponed: () => resolve("postponed"),
          onInstallFailed: () => reject(new Error(`the update failed: ${install.error}`)),
        });
        void install.install();
      });
    }, path);
  }

  /** Looks for an update where the add-in says, and installs it. @returns {Promise<string>} what came of it */
  async updateItself() {
    return this.run(async (id) => {
      const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
      const addon = await AddonManager.getAddonByID(id);
      const install = await new Promise((resolve, reject) => {
        addon.findUpdates(
          {
            onUpdateAvailable: (/** @type {any} */ _addon, /** @type {any} */ found) => resolve(found),
            onNoUpdateAvailable: () => reject(new Error("there is no update")),
          },
          AddonManager.UPDATE_WHEN_USER_REQUESTED,
        );
      });
      return install.install().then(
        () => "installed",
        () => `refused: ${install.error}`,
      );
    }, ID);
  }

  /** Waits until the add-in has this version, and answers. @param {string} version */
  async has(version) {
    await this.run(
      async (id, wanted) => {
        const there = () => WebExtensionPolicy.getByID(id)?.extension?.version;
        for (const end = Date.now() + 60_000; there() !== wanted;) {
          if (Date.now() > end) {
            throw new Error(`it has ${there()}`);
          }
          await new Promise((resolve) => globalThis.setTimeout(resolve, 20));
        }
      },
      ID,
      version,
    );
    await this.installed();
  }

  /** The version of the add-in that is active. @returns {Promise<string | undefined>} */
  version() {
    return this.run((id) => WebExtensionPolicy.getByID(id)?.extension?.version, ID);
  }

  /** Opens the settings of the add-in, as the list of add-ons does, and waits until they say how things are. @returns {Promise<Page>} */
  async settings() {
    await this.background("return browser.runtime.openOptionsPage()");
    const context = await this.run(async (id) => {
      const tabmail = Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail");
      const url = WebExtensionPolicy.getByID(id).getURL("settings/page.html");
      for (const end = Date.now() + 60_000; Date.now() < end;) {
        const contexts = tabmail.tabInfo.map((/** @type {any} */ tab) => tab.browser?.browsingContext);
        const context = contexts.find((/** @type {any} */ each) => each?.currentWindowGlobal?.documentURI.spec === url);
        const said = await context?.currentWindowGlobal
          .getActor("MarionetteCommands")
          .executeScript("return Boolean(document.getElementById('state')?.textContent)", [], {})
          .catch(() => false);
        if (said) {
          return context.id;
        }
        await new Promise((resolve) => globalThis.setTimeout(resolve, 20));
      }
      throw new Error("the page shows nothing");
    }, ID);
    return new Page(this, context);
  }

  /** Runs a script in the page of the add-in that answers, woken where it sleeps. @param {string} script @returns {Promise<any>} */
  background(script) {
    return this.run(
      async (id, text) => {
        const { extension } = WebExtensionPolicy.getByID(id);
        await extension.wakeupBackground?.();
        const page = [...extension.views].find((view) => view.viewType === "background");
        const actor = page.xulBrowser.browsingContext.currentWindowGlobal.getActor("MarionetteCommands");
        return actor.executeScript(`const { browser } = window; ${text}`, [], {});
      },
      ID,
      script,
    );
  }

  /** What a user may do with the add-in. */
  may() {
    return this.run(async (id) => {
      const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
      const { permissions } = await AddonManager.getAddonByID(id);
      const may = (/** @type {number} */ what) => (permissions & what) !== 0;
      return {
        disable: may(AddonManager.PERM_CAN_DISABLE),
        uninstall: may(AddonManager.PERM_CAN_UNINSTALL),
        upgrade: may(AddonManager.PERM_CAN_UPGRADE),
      };
    }, ID);
  }

  /** What the add-in has stored on the disk, and what stands in the console. */
  async traces() {
    const stored = await this.background("return browser.storage.local.get().then((all) => JSON.stringify(all))");
    const lines = await this.run(() =>
      Services.console.getMessageArray().map((/** @type {any} */ each) => String(each.message ?? each)),
    );
    return { stored: String(stored), console: /** @type {string[]} */ (lines) };
  }

  /** From now on messages of Thunderbird itself are not shown, but kept for {@link said}. */
  async quieten() {
    await this.run(() => {
      // All modules of Thunderbird share one scope, which is not the one that this runs in.
      const scope = Cu.getGlobalForObject(
        ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs").MailServices,
      );
      scope.said = [];
      const alert = (/** @type {unknown} */ _window, /** @type {string} */ _title, /** @type {string} */ text) => {
        scope.said.push(text);
      };
      scope.Services.prompt = { alert };
    });
  }

  /** Waits until Thunderbird has said something. @returns {Promise<string>} */
  said() {
    return this.run(async () => {
      const scope = Cu.getGlobalForObject(
        ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs").MailServices,
      );
      for (const end = Date.now() + 60_000; Date.now() < end;) {
        if (scope.said.length > 0) {
          return scope.said.shift();
        }
        await new Promise((resolve) => globalThis.setTimeout(resolve, 20));
      }
      throw new Error("Thunderbird says nothing");
    });
  }

  async stop() {
    const ended = new Promise((resolve) => this.program.once("exit", resolve));
    this.marionette.ask("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => undefined);
    const late = setTimeout(() => this.program.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
    this.marionette.close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {string} folder @param {string} [display] */
function start(folder, display) {
  const environment = {
    ...process.env,
    HOME: join(folder, "home"),
    TMPDIR: join(folder, "tmp"),
    MOZ_DISABLE_NONLOCAL_CONNECTIONS: "1",
    MOZ_CRASHREPORTER_DISABLE: "1",
    ...(display === undefined ? { MOZ_HEADLESS: "1" } : { DISPLAY: display, GDK_BACKEND: "x11" }),
  };
  const given = ["--profile", join(folder, "profile"), "--no-remote", "--marionette", "--remote-allow-system-access"];
  return spawn(PROGRAM, given, { env: environment, stdio: process.env["THUNDERBIRD_LOG"] ? "inherit" : "ignore" });
}

/** @param {number} port @param {import("node:child_process").ChildProcess} program */
async function reach(port, program) {
  for (const end = Date.now() + 60_000; Date.now() < end && program.exitCode === null;) {
    const marionette = await Marionette.open(port).catch(() => undefined);
    if (marionette) {
      return marionette;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  program.kill("SIGKILL");
  throw new Error("Thunderbird did not start");
}

/** @returns {Promise<number>} */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}
