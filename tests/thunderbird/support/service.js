/**
 * The real service with the sample office, and before it a door that can be shut in every way a network knows.
 *
 * The add-in knows the door's address only, so what it asks can be seen and what it is answered can be spoiled.
 */
import { spawn } from "node:child_process";
import { createServer, request } from "node:http";
import { createServer as createSecure } from "node:https";
import { createInterface } from "node:readline";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
export const PROGRAM =
  process.env["POSTWACHT"] ?? `${process.env["CARGO_TARGET_DIR"] ?? `${ROOT}target`}/debug/postwacht`;

/** Limits of time that a busy machine keeps to as well; speed is measured elsewhere. */
const PATIENT = fileURLToPath(new URL("patient.toml", import.meta.url));

/** @typedef {"open" | "gone" | "silent" | "failing" | "page" | "cut" | "nonsense" | "redirect"} Mood how the door answers a check */
/** @typedef {{path: string, body: Buffer, headers: import("node:http").IncomingHttpHeaders, at: number}} Asked */

export class Service {
  /** @type {Mood} */
  mood = "open";
  /** What was asked, except the body where it is large and nobody looks. @type {Asked[]} */
  asked = [];
  url = "";
  enrolmentKey = "";
  /** The address of the service itself. */
  behind = "";
  /** @type {import("node:child_process").ChildProcess | undefined} */
  #program;
  /** Answers of the door itself, by their path. @type {Map<string, Buffer>} */
  instead = new Map();
  /** @type {import("node:http").Server | import("node:https").Server} */
  door;
  /** Held back until the door is open again. @type {(() => void)[]} */
  #silent = [];

  /** @param {import("./certificates.js").Certificate} [certificate] without one there is no TLS */
  constructor(certificate) {
    const answer = (
      /** @type {import("node:http").IncomingMessage} */ incoming,
      /** @type {import("node:http").ServerResponse} */ outgoing,
    ) => void this.#answer(incoming, outgoing);
    this.certificate = certificate;
    this.door = certificate ? createSecure(certificate, answer) : createServer(answer);
  }

  async start() {
    await new Promise((resolve) => this.door.listen(0, "127.0.0.1", () => resolve(undefined)));
    const { port } = /** @type {import("node:net").AddressInfo} */ (this.door.address());
    this.url = `${this.certificate ? "https" : "http"}://127.0.0.1:${port}`;
    const own = { POSTWACHT_LISTEN: "127.0.0.1:0", POSTWACHT_LOG: "error" };
    const known = this.certificate && { POSTWACHT_BASE_URL: this.url };
    const environment = { ...process.env, ...own, ...known };
    this.#program = spawn(PROGRAM, ["serve", "--demo", "--config", PATIENT], {
      env: environment,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: /** @type {import("node:stream").Readable} */ (this.#program.stdout) });
    for await (const line of lines) {
      this.behind ||= /^listening on (\S+)$/u.exec(line)?.[1] ?? "";
      this.enrolmentKey ||= /^enrolment key: (\S+)$/u.exec(line)?.[1] ?? "";
      if (this.behind && this.enrolmentKey) {
        break;
      }
    }
    if (!this.enrolmentKey) {
      throw new Error("the service ended before it listened; was it built? `cargo build -p postwacht`");
    }
    while (!(await fetch(`${this.behind}/health/ready`)).ok) {
      // Its readers take a moment to start.
    }
  }

  async stop() {
    this.door.closeAllConnections();
    this.door.close();
    const program = this.#program;
    if (program) {
      const ended = new Promise((resolve) => program.once("exit", resolve));
      // Told twice it waits for nobody.
      program.kill("SIGTERM");
      program.kill("SIGINT");
      await ended;
    }
  }

  /** Opens the door again, and lets go of those who were never answered. */
  open() {
    this.mood = "open";
    this.#silent.splice(0).forEach((hang) => hang());
  }

  /** Shows another certificate from now on, also to those who are connected. @param {import("./certificates.js").Certificate} certificate */
  show(certificate) {
    if ("setSecureContext" in this.door) {
      this.door.setSecureContext(certificate);
    }
    this.door.closeAllConnections();
  }

  /** Drafts of the sample office's shelf. @returns {Promise<{id: string, from: string, to: string[], subject: {nl: string}, body: {nl: string}, files: {name: string, url: string}[]}[]>} */
  async shelf() {
    const answer = await fetch(`${this.behind}/try/shelf`);
    return /** @type {any} */ (await answer.json()).drafts;
  }

  /** Requests for this path. @param {RegExp} path */
  seen(path) {
    return this.asked.filter((each) => path.test(each.path));
  }

  /** @param {import("node:http").IncomingMessage} incoming @param {import("node:http").ServerResponse} outgoing */
  async #answer(incoming, outgoing) {
    const at = performance.now();
    const path = incoming.url ?? "/";
    const body = await buffer(incoming).catch(() => Buffer.alloc(0));
    this.asked.push({ path, body, headers: incoming.headers, at });
    const own = this.instead.get(path);
    if (own) {
      outgoing.writeHead(200).end(own);
      return undefined;
    }
    const mood = path === "/api/v1/checks" ? this.mood : "open";
    switch (mood) {
      case "open":
        return this.#through(incoming, body, outgoing);
      case "gone":
        outgoing.socket?.destroy();
        return undefined;
      case "silent":
        this.#silent.push(() => outgoing.destroy());
        return undefined;
      case "failing":
        outgoing.writeHead(500, { "Content-Type": "application/problem+json" }).end('{"code":"internal"}');
        return undefined;
      case "page":
        outgoing
          .writeHead(200, { "Content-Type": "text/html" })
          .end("<!doctype html><title>Sign in to the Wi-Fi</title>");
        return undefined;
      case "cut":
        outgoing.writeHead(200, { "Content-Type": "application/json", "Content-Length": "500" });
        outgoing.write('{"id":"7","decision":"allow","findings":[');
        outgoing.socket?.end();
        return undefined;
      case "nonsense":
        outgoing.writeHead(200, { "Content-Type": "application/json" }).end('{"decision":"allow"}');
        return undefined;
      case "redirect":
        outgoing.writeHead(307, { Location: `${this.behind}/api/v1/checks` }).end();
        return undefined;
    }
  }

  /**
   * @param {import("node:http").IncomingMessage} incoming
   * @param {Buffer} body
   * @param {import("node:http").ServerResponse} outgoing
   */
  #through({ method, url, headers }, body, outgoing) {
    const onward = request(this.behind + url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    onward.end(body);
  }
}

/** The message of a check, and the files that travelled beside it. @param {Asked | undefined} asked */
export async function form(asked) {
  const told = new Response(new Uint8Array(asked?.body ?? []), {
    headers: { "Content-Type": asked?.headers["content-type"] ?? "" },
  });
  const fields = await told.formData();
  const files = new Map();
  for (const [name, value] of fields) {
    if (typeof value !== "string") {
      files.set(name, Buffer.from(await value.arrayBuffer()));
    }
  }
  return { message: JSON.parse(String(fields.get("message"))), files };
}
