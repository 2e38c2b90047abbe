/**
 * A small client for Marionette, the remote control that is built into Thunderbird: frames of `length:json` over TCP.
 */
import { connect } from "node:net";

/** @typedef {{error: string, message: string, stacktrace?: string}} Failure */

export class Marionette {
  /** @type {import("node:net").Socket} */
  #socket;
  #read = Buffer.alloc(0);
  #last = 0;
  /** @type {Map<number, {resolve: (result: any) => void, reject: (failure: Error) => void}>} */
  #asked = new Map();

  /** @param {import("node:net").Socket} socket */
  constructor(socket) {
    this.#socket = socket;
    socket.on("data", (bytes) => this.#hear(bytes));
    socket.on("close", () => {
      this.#asked.forEach(({ reject }) => reject(new Error("Thunderbird is gone")));
      this.#asked.clear();
    });
    socket.on("error", () => undefined);
  }

  /** @param {number} port @returns {Promise<Marionette>} */
  static async open(port) {
    const socket = connect(port, "127.0.0.1");
    await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    const marionette = new Marionette(socket);
    // What Thunderbird itself asks is answered by the tests, or stands in their way.
    const capabilities = { alwaysMatch: { unhandledPromptBehavior: "ignore" } };
    await marionette.ask("WebDriver:NewSession", { capabilities });
    await marionette.ask("Marionette:SetContext", { value: "chrome" });
    await marionette.ask("WebDriver:SetTimeouts", { script: 120_000 });
    return marionette;
  }

  /**
   * @param {string} command
   * @param {object} parameters
   * @returns {Promise<any>}
   */
  ask(command, parameters) {
    this.#last += 1;
    const text = JSON.stringify([0, this.#last, command, parameters]);
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  }

  /**
   * Runs a function inside Thunderbird, with all that Thunderbird itself may do. It sees nothing of what is around it
   * here.
   *
   * @template {unknown[]} Given
   * @template Result
   * @param {(...given: Given) => Result | Promise<Result>} work
   * @param {Given} given
   * @returns {Promise<Result>}
   */
  async run(work, ...given) {
    const script = `const [...given] = arguments; const done = given.pop();
      (async () => (${work.toString()})(...given))().then(
        (value) => done({ value }), (failure) => done({ failure: String(failure) + "\\n" + failure?.stack }));`;
    const { value } = await this.ask("WebDriver:ExecuteAsyncScript", { script, args: given, sandbox: "system" });
    if (value?.failure !== undefined) {
      throw new Error(`inside Thunderbird: ${value.failure}`);
    }
    return value?.value;
  }

  close() {
    this.#socket.destroy();
  }

  /** @param {Buffer} bytes */
  #hear(bytes) {
    this.#read = Buffer.concat([this.#read, bytes]);
    for (;;) {
      const colon = this.#read.indexOf(":");
      const length = Number(this.#read.subarray(0, Math.max(colon, 0)).toString());
      if (colon < 1 || this.#read.length < colon + 1 + length) {
        return;
      }
      const text = this.#read.subarray(colon + 1, colon + 1 + length).toString();
      this.#read = this.#read.subarray(colon + 1 + length);
      this.#take(JSON.parse(text));
    }
  }

  /** @param {unknown} said a greeting, or an answer */
  #take(said) {
    if (!Array.isArray(said)) {
      return;
    }
    const [, id, failure, result] = /** @type {[number, number, Failure | null, unknown]} */ (said);
    const waiting = this.#asked.get(id);
    this.#asked.delete(id);
    if (failure) {
      waiting?.reject(new Error(`${failure.error}: ${failure.message}`));
    } else {
      waiting?.resolve(result);
    }
  }
}
