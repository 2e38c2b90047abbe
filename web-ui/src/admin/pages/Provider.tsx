/** Where somebody comes back from the office's own provider, and where a window goes there once more. */
import { Button } from "@fluentui/react-button";
import { useQuery } from "@tanstack/react-query";
import { ask, codeOf, type Schemas } from "../api.js";
import { PROVED } from "../parts/act.js";
import { Door } from "../parts/Door.js";
import { Loaded } from "../parts/Page.js";
import { takeOver } from "../queries.js";
import { go, hrefOf } from "../route.js";
import { excuse, useWords } from "../words/words.js";

/** What is asked here is asked once: the provider's answer is worth nothing the second time. */
const ONCE = { staleTime: Infinity, gcTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;
/** Set in a window that was opened to show once more who it is. */
const AGAIN = "postwacht-again";

/**
 * What the provider sent along, as it stood in the address when this page was fetched. Not read while rendering: that may
 * begin anew at any time, when the address has been cleaned already.
 */
const SENT = new URLSearchParams(location.search);

/** Where the provider sends the browser back to. Code and state are taken out of the address at once. */
export function Callback() {
  const { say } = useWords();
  const answer = useQuery({
    queryKey: ["callback"],
    queryFn: async () => {
      history.replaceState(null, "", hrefOf("callback"));
      const sent = (key: string) => SENT.get(key) ?? undefined;
      const body = { state: sent("state") ?? "", code: sent("code"), iss: sent("iss") };
      const standing = await ask<Schemas["Standing"]>("POST", "/session/provider/answer", { body });
      if (sessionStorage.getItem(AGAIN)) {
        new BroadcastChannel(PROVED).postMessage(PROVED);
        window.close();
      } else {
        takeOver(standing);
        go("");
      }
      return standing;
    },
    ...ONCE,
  });
  const code = codeOf(answer.error);
  if (answer.isError) {
    const known = code === "no_role";
    return (
      <Door title={say(known ? "providerNoRole" : "providerFailed")} text={excuse(say, code)}>
        <Button as="a" href={hrefOf("")}>
          {say("providerBack")}
        </Button>
      </Door>
    );
  }
  return (
    <Door title={say("signInTitle")}>
      <Loaded query={answer}>{() => say("providerDone")}</Loaded>
    </Door>
  );
}

/** Goes to the provider, to show once more who it is. */
export function Again() {
  const { say } = useWords();
  const begun = useQuery({
    queryKey: ["again"],
    queryFn: async () => {
      sessionStorage.setItem(AGAIN, "yes");
      const { url } = await ask<Schemas["Onward"]>("POST", "/session/provider", { body: { again: true } });
      location.replace(url);
      return url;
    },
    ...ONCE,
  });
  return (
    <Door title={say("proofTitle")}>
      <Loaded query={begun}>{() => say("loading")}</Loaded>
    </Door>
  );
}
