/** How the console speaks with the service. The browser sends the cookie; nothing secret is kept here. */
import type { components } from "@postwacht/shared/api";

export type Schemas = components["schemas"];

/** What the service refused, as it says it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    /** Fields that do not hold, with the reason. */
    readonly errors: readonly { path: string; reason: string }[] = [],
  ) {
    super(code);
  }
}

export interface Asking {
  body?: unknown;
  /** A file that goes as it is, in the place of a body. */
  file?: Blob;
  /** The tag of what was on the screen, for a change of it. */
  tag?: string;
  signal?: AbortSignal;
}

/** Asks for a path below `/api/v1/admin`. */
export async function ask<T>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, asking: Asking = {}): Promise<T> {
  const headers: Record<string, string> = {};
  if (asking.body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  if (asking.file) {
    headers["Content-Type"] = "application/octet-stream";
  }
  if (asking.tag !== undefined) {
    headers["If-Match"] = asking.tag;
  }
  const response = await fetch(`/api/v1/admin${path}`, {
    method,
    headers,
    ...(asking.body !== undefined && { body: JSON.stringify(asking.body) }),
    ...(asking.file && { body: asking.file }),
    ...(asking.signal && { signal: asking.signal }),
  }).catch(() => {
    throw new Refusal(0, "unreachable");
  });
  if (response.ok) {
    const text = await response.text();
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }
  const problem = (await response.json().catch(() => ({}))) as Partial<Schemas["Problem"]>;
  throw new Refusal(response.status, problem.code ?? "internal", problem.errors ?? []);
}

/** The code of a fault, whatever it is. */
export function codeOf(fault: unknown): string {
  return fault instanceof Refusal ? fault.code : "internal";
}
