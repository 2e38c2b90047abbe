/** A mail server that keeps what it is given: the envelope, and the message byte for byte. */
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

/** @typedef {{from: string, to: string[], bytes: Buffer, at: number}} Mail */

export class Sink {
  /** @type {Mail[]} */
  mails = [];
  /** @type {((mail: Mail) => void)[]} */
  #waiting = [];
  /** Refuses every mail, as a server in trouble does. */
  refuses = false;
  #server;

  constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      size: 100 * 1024 * 1024,
      onRcptTo: (_address, _session, done) => done(this.refuses ? new Error("not now") : undefined),
      onData: (stream, session, done) => {
        void buffer(stream).then((bytes) => {
          const { mailFrom, rcptTo } = session.envelope;
          const mail = {
            from: mailFrom ? mailFrom.address : "",
            to: rcptTo.map(({ address }) => address),
            bytes,
            at: performance.now(),
          };
          this.mails.push(mail);
          done();
          this.#waiting.splice(0).forEach((tell) => tell(mail));
        });
      },
    });
    this.#server.on("error", () => undefined);
  }

  /** @returns {Promise<number>} its port */
  async start() {
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", () => resolve(undefined)));
    return /** @type {import("node:net").AddressInfo} */ (this.#server.server.address()).port;
  }

  /** The next mail that comes. @returns {Promise<Mail>} */
  next() {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async stop() {
    await new Promise((resolve) => this.#server.close(() => resolve(undefined)));
  }
}
