/** The real service with the sample office, on a port that the system chooses. Each test has one of its own. */
import { spawn } from "node:child_process";
import { type AddressInfo, createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

function program(): string {
  return process.env["POSTWACHT"] ?? `${process.env["CARGO_TARGET_DIR"] ?? `${ROOT}target`}/debug/postwacht`;
}

export interface Service {
  url: string;
  /** With it a mail client enrols. */
  enrolmentKey: string;
  /** With it the sample administrator signs in to the console. */
  password: string;
  stop: () => Promise<void>;
}

/** A service in its own process, which tells what it prints, line by line. */
function run(argumentsOf: string[], more: Record<string, string> = {}) {
  const environment = { ...process.env, POSTWACHT_LISTEN: "127.0.0.1:0", POSTWACHT_LOG: "error", ...more };
  const service = spawn(program(), ["serve", ...argumentsOf], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => service.once("exit", () => resolve()));
  // Nothing waits for its goodbye: it is told twice, which ends it at once.
  const stop = async () => {
    service.kill("SIGTERM");
    service.kill("SIGINT");
    await ended;
  };
  return { lines: createInterface({ input: service.stdout }), stop };
}

export async function start(): Promise<Service> {
  const { lines, stop } = run(["--demo"]);
  let url = "";
  let enrolmentKey = "";
  for await (const line of lines) {
    url ||= /^listening on (\S+)$/u.exec(line)?.[1] ?? "";
    enrolmentKey ||= /^enrolment key: (\S+)$/u.exec(line)?.[1] ?? "";
    const password = /^console: sign in as demo with (\S+)$/u.exec(line)?.[1];
    if (password !== undefined) {
      await ready(url);
      return { url, enrolmentKey, password, stop };
    }
  }
  throw new Error("the service ended before it listened; was it built? `cargo build -p postwacht`");
}

/** An office in earnest, in a folder that is empty yet; `link` makes its first account. */
export async function startNew(folder: string): Promise<{ link: string; stop: () => Promise<void> }> {
  const { lines, stop } = run([], { POSTWACHT_DATA: folder });
  for await (const line of lines) {
    if (/^http:\/\/\S+\/admin\/welcome#/u.test(line)) {
      return { link: line, stop };
    }
  }
  throw new Error("the service ended without a link to the first account");
}

/** A port that nobody uses; a provider must know the address of a service before it starts. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** An office with settings of its own, which listens there. */
export async function startWith(settings: string, listen: string): Promise<() => Promise<void>> {
  const { lines, stop } = run(["--config", settings], { POSTWACHT_LISTEN: listen });
  for await (const line of lines) {
    const url = /^listening on (\S+)$/u.exec(line)?.[1];
    if (url !== undefined) {
      await ready(url);
      return stop;
    }
  }
  throw new Error("the service ended before it listened");
}

/** The processes that read attachments take a moment to start. */
async function ready(url: string): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end;) {
    if ((await fetch(`${url}/health/ready`)).ok) {
      return;
    }
  }
  throw new Error("the service was not ready in time");
}
