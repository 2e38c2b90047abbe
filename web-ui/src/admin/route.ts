/** Which page is meant. Addresses are real ones, so that they can be kept, sent and gone back to. */
import { useSyncExternalStore } from "react";

const BASE = "/admin/";
const listeners = new Set<() => void>();

function listen(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("popstate", listener);
  };
}

/** The page as it stands in the address, such as `people`; empty for the first one. */
export function useRoute(): string {
  return useSyncExternalStore(listen, () => location.pathname.slice(BASE.length).replace(/\/$/u, ""));
}

export function hrefOf(page: string): string {
  return `${BASE}${page}`;
}

/** Goes to a page, and leaves the one before to be gone back to. */
export function go(page: string): void {
  history.pushState(null, "", hrefOf(page));
  for (const listener of listeners) {
    listener();
  }
}
