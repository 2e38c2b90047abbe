/** What was asked and is kept for a while. A session that has ended shows the sign-in, wherever that was noticed. */
import { QueryCache, QueryClient } from "@tanstack/react-query";
import { codeOf, type Schemas } from "./api.js";

export const STANDING = ["standing"];

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEnd }),
  defaultOptions: {
    queries: { retry: false, staleTime: 5_000, refetchOnWindowFocus: true },
  },
});

/** Looks anew who is signed in when the service says that nobody is. */
export function noticeEnd(fault: unknown): void {
  if (codeOf(fault) === "signed_out") {
    void queries.invalidateQueries({ queryKey: STANDING });
  }
}

/** Shows who is signed in from now on, and forgets what somebody else may have seen here. */
export function takeOver(standing: Schemas["Standing"]): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== STANDING[0] });
  queries.setQueryData(STANDING, standing);
}
