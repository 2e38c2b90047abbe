/** A screen of its own with a window manager, and hands: keys and clicks that come in as those of a person do. */
import { execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);
/** In pixels: that of a small laptop. */
const SIZE = "1366x768x24";
/** Longer than anything takes on a busy machine, in milliseconds. */
const PATIENCE = 60_000;

export class Display {
  /** @param {string} name such as `:7` @param {import("node:child_process").ChildProcess[]} programs the last one first */
  constructor(name, programs) {
    this.name = name;
    this.programs = programs;
  }

  static async open() {
    // It takes the first number that is free, and says which.
    const screen = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", SIZE, "-nolisten", "tcp"], {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    const told = createInterface({ input: /** @type {import("node:stream").Readable} */ (screen.stdio[3]) });
    const number = await new Promise((resolve, reject) => {
      told.once("line", resolve);
      screen.once("exit", () => reject(new Error("there is no screen; is Xvfb installed?")));
    });
    const name = `:${number}`;
    const manager = spawn("openbox", ["--sm-disable"], { env: { ...process.env, DISPLAY: name }, stdio: "ignore" });
    const display = new Display(name, [manager, screen]);
    await display.until(async () => (await display.#ask("wmctrl", ["-m"])).includes("Openbox"));
    return display;
  }

  /** Presses keys where the keyboard is, such as `Return` or `ctrl+Return`. @param {string[]} keys */
  async press(...keys) {
    await this.#ask("xdotool", ["key", ...keys]);
  }

  /** Clicks with the mouse. @param {{x: number, y: number}} place on the screen */
  async click({ x, y }) {
    await this.#ask("xdotool", ["mousemove", String(Math.round(x)), String(Math.round(y)), "click", "1"]);
  }

  /** The title of the window that has the keyboard. */
  async active() {
    return (await this.#ask("xdotool", ["getactivewindow", "getwindowname"])).trim();
  }

  /** Waits until the window of this title has the keyboard. @param {RegExp} title */
  async comes(title) {
    await this.until(async () => title.test(await this.active()));
  }

  /** Waits until the window of this title does not have the keyboard. @param {RegExp} title */
  async goes(title) {
    await this.until(async () => !title.test(await this.active()));
  }

  /** Brings a window to the front, as a click in a task bar does. @param {string} title how it begins */
  async front(title) {
    await this.#ask("wmctrl", ["-a", title]);
  }

  /** Closes a window by its frame. @param {string} title how it begins */
  async cross(title) {
    await this.#ask("wmctrl", ["-c", title]);
  }

  /** Makes a window small. @param {string} title how it begins */
  async minimise(title) {
    await this.#ask("xdotool", ["search", "--name", `^${title}`, "windowminimize"]);
  }

  /** Looks until something holds. @param {() => Promise<boolean>} holds */
  async until(holds) {
    for (const end = Date.now() + PATIENCE; !(await holds());) {
      if (Date.now() > end) {
        throw new Error(`this never came about; the keyboard is at: ${await this.active()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async close() {
    for (const program of this.programs) {
      const ended = new Promise((resolve) => program.once("exit", resolve));
      program.kill();
      await ended;
    }
  }

  /** What a program says of this screen; nothing where it fails, as when there is no such window yet. @param {string} program @param {string[]} given */
  async #ask(program, given) {
    return run(program, given, { env: { ...process.env, DISPLAY: this.name } }).then(
      ({ stdout }) => stdout,
      () => "",
    );
  }
}
