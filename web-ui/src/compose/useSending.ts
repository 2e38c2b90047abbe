/** What happens after Send: asking, showing, mending, asking again, and telling the service what came of it. */
import type { components } from "@postwacht/shared/api";
import { canonical } from "@postwacht/shared/address";
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
  const settings = useRef<Answer["settings"]>(undefined);
  const nameOf = (address: string) => people.find((mailbox) => mailbox.address === address)?.name ?? "";
  const tell = (outcome: Outcome): Promise<{ kept: boolean; receipt?: string }> =>
    answer.current ? service.tell(answer.current.id, outcome) : Promise.resolve({ kept: false });

  /** Asks, and shows what there is to show; says whether there was nothing. */
  const ask = async (now: Letter, receipts: string[] = []): Promise<boolean> => {
    setStage({ at: "asking" });
    const draft = toDraft(now, { address: now.from, name: nameOf(now.from) });
    answer.current = undefined;
    const told = await service.check(draft, {
      language,
      client: CLIENT,
      receipts,
      ...(settings.current && {
        deadline: settings.current.deadline_ms,
        largest: settings.current.max_attachment_bytes,
      }),
    });
    if ("fault" in told) {
      setStage({ at: "dialog", model: notChecked(told.fault, settings.current?.outage) });
      return false;
    }
    answer.current = told.answer;
    settings.current = told.answer.settings;
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
      gone("silent", []);
    }
  };
  const gone = (how: Sent, findings: string[]) => {
    setStage({ at: "sent", how });
    const sent_to = recipients(letter).map((mailbox) => mailbox.address);
    void tell({ outcome: "sent", findings, sent_to });
  };

  const acts: Acts = {
    back: () => {
      setStage({ at: "writing" });
      void tell({ outcome: "went_back", findings: ids(answer.current) });
    },
    retry: () => void send(),
    wrong: async ({ findings, comment, passed }) => {
      const { kept } = await tell({ outcome: "not_right", findings, comment });
      passed(kept);
    },
    send: ({ findings }) => gone(findings.length > 0 ? "anyway" : "unchecked", findings),
    mend: async ({ findings, fixes }) => {
      const { draft, now } = opened(letter);
      const [fix] = fixes;
      const name = fix?.kind === "replace_recipient" ? nameOf(fix.with) || slipped(fix, letter, answer.current) : "";
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
    acknowledge: async ({ findings, reason }) => {
      setStage({ at: "asking" });
      const { kept, receipt } = await tell({ outcome: "acknowledged", findings, reason });
      if (!kept) {
        // What somebody answers for has to be on record before the mail goes.
        setStage({ at: "dialog", model: notChecked("busy", settings.current?.outage) });
      } else if (await ask(letter, receipt === undefined ? [] : [receipt])) {
        gone("acknowledged", []);
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

/** The name of a recipient whose address was only misspelled; nobody else takes over another's name. */
function slipped(fix: components["schemas"]["Fix"], letter: Letter, answer: Answer | undefined): string {
  const same = (other: typeof fix) => JSON.stringify(other) === JSON.stringify(fix);
  const finding = answer?.findings.find((each) => each.fixes.some(same));
  if (fix.kind !== "replace_recipient" || finding?.check !== "misspelled-address") {
    return "";
  }
  return recipients(letter).find((mailbox) => canonical(mailbox.address) === fix.recipient)?.name ?? "";
}
