/** What events.js puts on the page: the pane reads, asks and enrols with the very code that runs at Send. */
import type { components } from "../../shared/api.js";

type Answer = components["schemas"]["Answer"];
type Message = components["schemas"]["Message"];

declare global {
  function read(item: unknown, milliseconds: number): Promise<Required<Message>>;
  function check(message: unknown, refs: unknown, left: () => number): Promise<Answer>;
  function fingerprint(message: unknown): string;
  function withToken(left: () => number, send: (access: string) => Promise<Told>): Promise<Told>;
  function post(path: string, value: unknown, milliseconds: number, token?: string): Promise<Told>;
  function token(refused: string, milliseconds: number): Promise<string>;
  function ownPlace(): Promise<object | null>;
  function keepHere(own: object | null, name: string, value: unknown): Promise<unknown>;
  function unchecked(mark: string | undefined): string;
  function recall(item: unknown, name: string): Promise<unknown>;
  function keep(item: unknown, name: string, value: unknown, milliseconds?: number): Promise<boolean>;
  function roaming(name: string): unknown;
  function roam(name: string, value: unknown): Promise<unknown>;
  function mostRecipients(): number;
  function settings(): { base: string; outage: string; deadline: number; largest: number };
  function tongue(): string;
  interface Told {
    status: number;
    json: Record<string, unknown> | null;
  }
}
