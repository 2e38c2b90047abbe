/** A real provider of sign-ins (OpenID Connect): the npm package `oidc-provider`, with two people who look after an office. */
import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

const SECRET = "een geheim van de dienst en de aanbieder";

/** The people, by what is typed to sign in, with what they are in. */
export const PEOPLE: Record<string, string[]> = {
  floor: ["postwacht-beheer"],
  henk: ["postwacht-techniek"],
  gast: [],
};

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export class Kantoor {
  private constructor(
    readonly issuer: string,
    readonly secret: string,
    private readonly server: Server,
    private readonly back: string,
  ) {}

  /** Listens on a port that the system chooses, and sends browsers back to the service at this address. */
  static async start(service: string): Promise<Kantoor> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const kantoor = new Kantoor(issuer, SECRET, server, `${service}/admin/callback`);
    kantoor.rotate("first");
    return kantoor;
  }

  /** From now on it signs with a new key, and shows no other. Who was signed in there signs in anew. */
  rotate(kid: string): void {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = { ...privateKey.export({ format: "jwk" }), kid, use: "sig", alg: "RS256" };
    const provider = new Provider(this.issuer, {
      clients: [{ client_id: "postwacht", client_secret: SECRET, redirect_uris: [this.back] }],
      jwks: { keys: [key] },
      cookies: { keys: ["een sleutel van de proef"] },
      claims: { openid: ["sub", "groups", "preferred_username"] },
      conformIdTokenClaims: false,
      features: { devInteractions: { enabled: true } },
      findAccount: (_: unknown, id: string) => ({
        accountId: id,
        claims: () => ({ sub: id, groups: PEOPLE[id] ?? [], preferred_username: `${id}@kantoor.example` }),
      }),
    });
    const handler: Handler = provider.callback();
    this.server.removeAllListeners("request");
    this.server.on("request", (request: IncomingMessage, response: ServerResponse) => handler(request, response));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
