/** To, Cc or Bcc: people as chips, with a place to type or paste more. All of it works without a mouse. */
import { makeStyles, mergeClasses } from "@griffel/react";
import { canonical } from "@postwacht/shared/address";
import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import { useWords } from "../words/words.js";
import type { Field, Mailbox } from "./letter.js";
import { read } from "./recipients.js";

/** Up to so many people are shown with their address; in a crowd the names are enough. */
const FEW = 4;

const useStyles = makeStyles({
  row: {
    display: "grid",
    gridTemplateColumns: "5.75rem minmax(0, 1fr) auto",
    gap: ".5rem",
    alignItems: "start",
    padding: ".3rem 0",
    borderBottom: "1px solid var(--colorNeutralStroke2)",
    "@media (max-width: 30rem)": { gridTemplateColumns: "minmax(0, 1fr) auto" },
  },
  label: { paddingTop: ".35rem", color: "var(--colorNeutralForeground2)" },
  box: {
    display: "flex",
    flexWrap: "wrap",
    gap: ".3rem",
    maxHeight: "9.5rem",
    overflowY: "auto",
    padding: ".15rem",
    "@media (max-width: 30rem)": { gridColumn: "1 / -1", gridRow: 2 },
  },
  list: { display: "contents" },
  chip: {
    display: "inline-flex",
    alignItems: "center",
    maxWidth: "100%",
    borderRadius: "1rem",
    border: "1px solid var(--colorNeutralStroke1)",
    backgroundColor: "var(--colorNeutralBackground3)",
    paddingLeft: ".7rem",
    overflowWrap: "anywhere",
  },
  fresh: {
    border: "1px solid var(--colorBrandForeground1)",
    backgroundColor: "var(--colorBrandBackground2)",
    animationName: "arrive",
    animationDuration: ".4s",
  },
  address: { color: "var(--colorNeutralForeground2)", marginLeft: ".4rem" },
  remove: {
    border: 0,
    backgroundColor: "transparent",
    color: "inherit",
    font: "inherit",
    cursor: "pointer",
    borderRadius: "1rem",
    minWidth: "1.85rem",
    minHeight: "1.85rem",
    lineHeight: 1,
    ":hover": { backgroundColor: "var(--colorNeutralBackground3Hover)" },
  },
  input: {
    flex: "1 1 9rem",
    minWidth: "6rem",
    minHeight: "1.95rem",
    border: 0,
    outlineStyle: "none",
    font: "inherit",
    backgroundColor: "transparent",
    color: "inherit",
  },
  count: { paddingTop: ".35rem", color: "var(--colorNeutralForeground2)", fontSize: ".875rem" },
  wrong: { gridColumn: "1 / -1", color: "var(--colorPaletteRedForeground1)" },
});

export interface RecipientFieldProps {
  field: Field;
  people: Mailbox[];
  fresh: ReadonlySet<string>;
  add: (people: Mailbox[]) => void;
  remove: (address: string) => void;
}

export function RecipientField({ field, people, fresh, add, remove }: RecipientFieldProps) {
  const styles = useStyles();
  const { say } = useWords();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState("");
  const id = useId();
  const row = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const buttons = () => [...(row.current?.querySelectorAll<HTMLButtonElement>("li button") ?? [])];

  const take = (typed: string) => {
    const { people: found, rest } = read(typed);
    if (found.length > 0) {
      add(found);
    }
    setText(rest);
    setWrong(rest);
  };
  const typing = (event: KeyboardEvent<HTMLInputElement>) => {
    const atStart = input.current?.selectionStart === 0 && input.current.selectionEnd === 0;
    if (["Enter", ",", ";"].includes(event.key) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      take(text);
    } else if (atStart && (event.key === "ArrowLeft" || (event.key === "Backspace" && text === ""))) {
      event.preventDefault();
      buttons().at(-1)?.focus();
    }
  };
  const pasting = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData("text");
    if (/[@].*[,;\n]/su.test(pasted)) {
      event.preventDefault();
      take(`${text}${pasted}`);
    }
  };
  const moving = (event: KeyboardEvent<HTMLButtonElement>, at: number, address: string) => {
    const all = buttons();
    const leave = () => {
      (all[at + 1] ?? all[at - 1] ?? input.current)?.focus();
      remove(address);
    };
    const keys: Record<string, () => void> = {
      ArrowLeft: () => all[at - 1]?.focus(),
      ArrowRight: () => (all[at + 1] ?? input.current)?.focus(),
      Home: () => all[0]?.focus(),
      End: () => input.current?.focus(),
      Delete: leave,
      Backspace: leave,
    };
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  };

  return (
    <div className={styles.row} role="group" aria-labelledby={`${id}-label`} ref={row} data-field={field}>
      <label className={styles.label} id={`${id}-label`} htmlFor={id}>
        {say(field)}
      </label>
      <div className={styles.box}>
        <ul className={styles.list}>
          {people.map((mailbox, at) => (
            <li
              key={mailbox.address}
              title={mailbox.address}
              className={mergeClasses(styles.chip, fresh.has(`${field} ${canonical(mailbox.address)}`) && styles.fresh)}
            >
              <span>
                {mailbox.name || mailbox.address}
                {mailbox.name && people.length <= FEW && <span className={styles.address}>{mailbox.address}</span>}
                {fresh.has(`${field} ${canonical(mailbox.address)}`) && (
                  <span className="unseen"> ({say("changed")})</span>
                )}
              </span>
              <button
                type="button"
                tabIndex={-1}
                className={styles.remove}
                aria-label={say("remove", { name: mailbox.name || mailbox.address })}
                onClick={() => remove(mailbox.address)}
                onKeyDown={(event) => moving(event, at, mailbox.address)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
        <input
          id={id}
          ref={input}
          className={styles.input}
          value={text}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${id}-hint`}
          aria-invalid={wrong !== ""}
          onChange={(event) => (setText(event.target.value), setWrong(""))}
          onKeyDown={typing}
          onPaste={pasting}
          onBlur={() => text.trim() && take(text)}
        />
        <span className="unseen" id={`${id}-hint`}>
          {say("recipientsHint")}
        </span>
      </div>
      {people.length > FEW && <span className={styles.count}>{say("recipients", { count: people.length })}</span>}
      {wrong && (
        <p className={styles.wrong} role="alert">
          {say("unreadable", { text: wrong })}
        </p>
      )}
    </div>
  );
}
