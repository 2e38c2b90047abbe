/** What happens after Send: asking, showing, mending, asking again, and telling the service what came of it. */
import type { components } from "@postwacht/shared/api";
import { recipients } from "@postwacht/shared/draft";
import { mend } from "@postwacht/shared/mend";
import { type Findings, toModel } from "@postwacht/shared/model";
import { type NotChecked, notChecked } from "@postwacht/shared/outage";
import type { Outcome } from "@postwacht/shared/service";
import { useRef, useState } from "react";
import { CLIENT, service } from "../try/access.js";
import type { Language } from "../words/words.js";
import type { Acts } from "./DialogWindow.js";
import { arrived, type Letter, type Mailbox, opened, toDraft } from "./letter.js";

type Answer = components["schemas"]["Answer"];

/** How a mail went. */
export type Sent = "silent" | "anyway" | "acknowledged" | "unchecked";

/** Where the mail stands. */
export type Stage =
  | { at: "writing"; note?: "mended" | "mendFailed" | "noRecipients" }
  | { at: "asking" }
  | { at: "dialog"; model: Findings | NotChecked }
  | { at: "sent"; how: Sent };

const NOBODY: ReadonlySet<string> = new Set();

export interface Sending {
  stage: Stage;
  fresh: ReadonlySet<string>;
  send: () => void;
  acts: Acts;
  /** Somebody wrote on, or took another mail. */
  writing: () => void;
}

export function useSending(
  letter: Letter,
  setLetter: (letter: Letter) => void,
  people: Mailbox[],
  language: Language,
): Sending {
  const [stage, setStage] = useState<Stage>({ at: "writing" });
  const [fresh, setFresh] = useState(NOBODY);
  const answer = useRef<Answer>(undefined);
  const nameOf = (address: string) => people.find((mailbox) => mailbox.address === address)?.name ?? "";
  const tell = (outcome: Outcome): Promise<{ kept: boolean; receipt?: string }> =>
    answer.current ? service.tell(answer.current.id, outcome) : Promise.resolve({ kept: false });

  /** Asks, and shows what there is to show; says whether there was nothing. */
  const ask = async (now: Letter, receipts: string[] = []): Promise<boolean> => {
    setStage({ at: "asking" });
    const draft = toDraft(now, { address: now.from, name: nameOf(now.from) });
    const settings = answer.current?.settings;
    const told = await service.check(draft, {
      language,
      client: CLIENT,
      receipts,
      ...(settings && { deadline: settings.deadline_ms, largest: settings.max_attachment_bytes }),
    });
    if ("fault" in told) {
      setStage({ at: "dialog", model: notChecked(told.fault, settings?.outage) });
      return false;
    }
    answer.current = told.answer;
    const model = toModel(told.answer, { recipients: recipients(draft), files: now.files.map((file) => file.name) });
    if (model) {
      setStage({ at: "dialog", model });
    }
    return model === undefined;
  };

  const send = async () => {
    if (recipients(letter).length === 0) {
      setStage({ at: "writing", note: "noRecipients" });
    } else if (await ask(letter)) {
      setStage({ at: "sent", how: "silent" });
      void tell({ outcome: "sent", findings: [] });
    }
  };

  const acts: Acts = {
    back: () => {
      setStage({ at: "writing" });
      void tell({ outcome: "went_back", findings: ids(answer.current) });
    },
    retry: () => void send(),
    wrong: ({ findings, comment }) => void tell({ outcome: "not_right", findings, comment }),
    send: ({ findings }) => {
      setStage({ at: "sent", how: findings.length > 0 ? "anyway" : "unchecked" });
      void tell({ outcome: "sent", findings });
    },
    mend: async ({ findings, fixes }) => {
      const { draft, now } = opened(letter);
      const [fix] = fixes;
      const name = fix?.kind === "replace_recipient" ? nameOf(fix.with) || nameNow(letter, fix.recipient) : "";
      const done = await mend(draft, fixes, name).then(
        () => true,
        () => false,
      );
      setLetter(now());
      setFresh(arrived(letter, now()));
      void tell({ outcome: "fixed", findings, ...(fix && { fix: fix.kind }) });
      if (!done) {
        setStage({ at: "writing", note: "mendFailed" });
      } else if (await ask(now())) {
        setStage({ at: "writing", note: "mended" });
      }
    },
    acknowledge: async ({ findings, reason, comment }) => {
      setStage({ at: "asking" });
      const { receipt } = await tell({ outcome: "acknowledged", findings, reason, ...(comment && { comment }) });
      // With the receipt the service itself says that the mail may go; nobody is asked twice.
      if (receipt === undefined || (await ask(letter, [receipt]))) {
        setStage({ at: "sent", how: "acknowledged" });
      }
    },
  };
  const writing = () => {
    setStage({ at: "writing" });
    setFresh(NOBODY);
  };
  return { stage, fresh, send: () => void send(), acts, writing };
}

const ids = (answer: Answer | undefined) => answer?.findings.map((finding) => finding.id) ?? [];

/** A slip in an address leaves its owner's name as it was. */
function nameNow(letter: Letter, address: string): string {
  return recipients(letter).find((mailbox) => mailbox.address.toLowerCase() === address)?.name ?? "";
}
