/** One mail, from the first letter to Send and what comes after it. */
import { makeStyles } from "@griffel/react";
import { useEffect, useRef } from "react";
import { ComposeForm } from "../compose/ComposeForm.js";
import { DialogWindow } from "../compose/DialogWindow.js";
import type { Letter, LetterFile } from "../compose/letter.js";
import { useSending } from "../compose/useSending.js";
import type { Look } from "../look/themes.js";
import { useWords } from "../words/words.js";
import { service } from "./access.js";
import { SentNote } from "./SentNote.js";

const useStyles = makeStyles({
  note: {
    padding: ".6rem .9rem",
    marginBottom: ".6rem",
    borderRadius: ".35rem",
    backgroundColor: "var(--colorBrandBackground2)",
    borderLeft: ".25rem solid var(--colorBrandForeground1)",
  },
});

export interface ComposeProps {
  letter: Letter;
  setLetter: (change: (letter: Letter) => Letter) => void;
  senders: { name: string; address: string }[];
  look: Look;
}

/** Hands files in while the mail is still being written, so that only references travel at Send. */
function useHandedIn(files: LetterFile[], referred: (key: string, reference: string) => void) {
  const begun = useRef(new Set<string>());
  useEffect(() => {
    for (const { key, name, bytes, reference } of files) {
      if (bytes && reference === undefined && !begun.current.has(key)) {
        begun.current.add(key);
        void service.handIn(bytes, name).then((given) => given !== undefined && referred(key, given));
      }
    }
  });
}

export function Compose({ letter, setLetter, senders, look }: ComposeProps) {
  const styles = useStyles();
  const { say, language } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const { stage, fresh, send, acts, writing } = useSending(
    letter,
    (after) => setLetter(() => after),
    senders,
    language,
  );
  const note = stage.at === "writing" ? stage.note : undefined;
  useHandedIn(letter.files, (key, reference) =>
    setLetter((now) => ({
      ...now,
      files: now.files.map((file) => (file.key === key ? { ...file, reference } : file)),
    })),
  );
  useEffect(() => {
    if (note !== undefined) {
      form.current?.querySelector<HTMLButtonElement>("button[type=submit]")?.focus();
    }
  }, [note]);
  const change = (how: (letter: Letter) => Letter) => {
    writing();
    setLetter(how);
  };
  return (
    <>
      {stage.at === "sent" ? (
        <SentNote how={stage.how} back={writing} />
      ) : (
        <ComposeForm
          letter={letter}
          senders={senders}
          fresh={fresh}
          busy={stage.at === "asking"}
          form={form}
          note={
            <div role="status" data-note={note}>
              {note && <p className={styles.note}>{say(note)}</p>}
            </div>
          }
          change={change}
          addFiles={(files) => change((now) => ({ ...now, files: [...now.files, ...files] }))}
          send={send}
        />
      )}
      <DialogWindow model={stage.at === "dialog" ? stage.model : null} look={look} acts={acts} />
    </>
  );
}
