/** How the page speaks with the service: with a token that the service gives to its own page, while it is tried out. */
import { Service } from "@postwacht/shared/service";

/** Nobody gave the page a token. */
export class NoToken extends Error {}

let token: Promise<string> | undefined;

async function ask(): Promise<string> {
  const response = await fetch("/try/token", { method: "POST" });
  if (!response.ok) {
    throw new NoToken();
  }
  return ((await response.json()) as { token: string }).token;
}

export const service = new Service({
  base: "/api/v1",
  token: (fresh) => {
    if (fresh || token === undefined) {
      token = ask();
      token.catch(() => (token = undefined));
    }
    return token;
  },
});

export const CLIENT = { name: "compose page", version: "0.1.0", platform: "browser" };
