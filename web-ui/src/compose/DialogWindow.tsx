/** Shows `<postwacht-dialog>`, the very window that the mail clients show, and hands on what the sender does in it. */
import type { PostwachtDialog } from "@postwacht/shared/dialog";
import type { Findings, Mend } from "@postwacht/shared/model";
import type { NotChecked } from "@postwacht/shared/outage";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Look } from "../look/themes.js";
import { useWords } from "../words/words.js";

interface Detail {
  findings: string[];
  fixes: Mend["fixes"];
  reason: string;
  comment: string;
  passed: (kept: boolean) => void;
}

/** What the sender can do. */
export type Acts = Record<"mend" | "back" | "acknowledge" | "send" | "wrong" | "retry", (detail: Detail) => void>;

const ACTS: (keyof Acts)[] = ["mend", "back", "acknowledge", "send", "wrong", "retry"];

declare module "react" {
  // This is how a tag of one's own is made known to React's types.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      "postwacht-dialog": React.ClassAttributes<PostwachtDialog> & { modal: boolean; lang: string; theme: string };
    }
  }
}

export interface DialogWindowProps {
  model: Findings | NotChecked | null;
  look: Look;
  acts: Acts;
}

export function DialogWindow({ model, look, acts }: DialogWindowProps) {
  const { language } = useWords();
  const [ready, setReady] = useState(false);
  const element = useRef<PostwachtDialog>(null);
  const act = useEffectEvent((name: keyof Acts, detail: Detail) => acts[name](detail));

  useEffect(() => {
    // Not needed to write a mail, so it comes after the page.
    void import("@postwacht/shared/dialog").then(() => setReady(true));
  }, []);
  useEffect(() => {
    if (element.current) {
      element.current.model = model;
    }
  }, [model, ready]);
  useEffect(() => {
    const dialog = element.current;
    const hear = (event: Event) => {
      const name = event.type.replace("postwacht-", "") as keyof Acts;
      act(name, (event as CustomEvent<Detail>).detail);
    };
    ACTS.forEach((name) => dialog?.addEventListener(`postwacht-${name}`, hear));
    return () => ACTS.forEach((name) => dialog?.removeEventListener(`postwacht-${name}`, hear));
  }, [ready]);

  return ready && <postwacht-dialog ref={element} modal lang={language} theme={look} />;
}
