/** A mail while it is written, as any mail program shows it. */
import { Button } from "@fluentui/react-button";
import { Select } from "@fluentui/react-select";
import { Textarea } from "@fluentui/react-textarea";
import { makeStyles, mergeClasses } from "@griffel/react";
import { type DragEvent, type ReactNode, type RefObject, useId, useState } from "react";
import { useWords } from "../words/words.js";
import { FilesField } from "./FilesField.js";
import { FIELDS, type Letter, type LetterFile, withoutPeople, withPeople } from "./letter.js";
import { RecipientField } from "./RecipientField.js";

const useStyles = makeStyles({
  form: {
    display: "grid",
    padding: "1rem 1.5rem 1.5rem",
    borderRadius: ".75rem",
    minWidth: 0,
    backgroundColor: "var(--colorNeutralBackground1)",
    boxShadow: "var(--shadow8)",
    border: "1px solid var(--colorNeutralStroke2)",
    "@media (max-width: 30rem)": { padding: ".75rem 1rem 1rem", borderRadius: 0 },
  },
  over: { outline: ".2rem dashed var(--colorBrandForeground1)", outlineOffset: "-.5rem" },
  bar: { display: "flex", flexWrap: "wrap", gap: ".75rem", alignItems: "center", paddingBottom: ".75rem" },
  heading: { fontSize: "1.125rem", fontWeight: 650, marginRight: "auto" },
  row: {
    display: "grid",
    gridTemplateColumns: "5.75rem minmax(0, 1fr)",
    gap: ".5rem",
    alignItems: "center",
    padding: ".3rem 0",
    borderBottom: "1px solid var(--colorNeutralStroke2)",
    "@media (max-width: 30rem)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  label: { color: "var(--colorNeutralForeground2)" },
  plain: {
    width: "100%",
    minHeight: "2.1rem",
    border: 0,
    outlineStyle: "none",
    font: "inherit",
    fontWeight: 600,
    backgroundColor: "transparent",
    color: "inherit",
    padding: "0 .35rem",
  },
  body: { marginTop: ".5rem", fontSize: "1rem" },
  text: { fontSize: "1rem", lineHeight: 1.55, minHeight: "15rem", fontFamily: "inherit" },
});

export interface ComposeFormProps {
  letter: Letter;
  senders: { name: string; address: string }[];
  fresh: ReadonlySet<string>;
  busy: boolean;
  note: ReactNode;
  form: RefObject<HTMLFormElement | null>;
  change: (change: (letter: Letter) => Letter) => void;
  addFiles: (files: LetterFile[]) => void;
  send: () => void;
}

const asFiles = (files: File[]): LetterFile[] =>
  files.map((bytes) => ({
    key: crypto.randomUUID(),
    name: bytes.name,
    size: bytes.size,
    mediaType: bytes.type,
    bytes,
  }));

export function ComposeForm(props: ComposeFormProps) {
  const { letter, senders, fresh, busy, note, form, change, addFiles, send } = props;
  const styles = useStyles();
  const { say } = useWords();
  const [over, setOver] = useState(false);
  const id = useId();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    addFiles(asFiles([...event.dataTransfer.files]));
  };
  return (
    <form
      ref={form}
      className={mergeClasses(styles.form, over && styles.over)}
      aria-label={say("compose")}
      onSubmit={(event) => (event.preventDefault(), send())}
      onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.key === "Enter" && send()}
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={styles.bar}>
        <h2 className={styles.heading}>{say("compose")}</h2>
        <Button type="submit" appearance="primary" size="large" disabledFocusable={busy}>
          {busy ? say("asking") : say("send")}
        </Button>
      </div>
      {note}
      <div className={styles.row}>
        <label className={styles.label} htmlFor={`${id}-from`}>
          {say("from")}
        </label>
        <Select
          id={`${id}-from`}
          appearance="filled-lighter"
          value={letter.from}
          onChange={(_, { value }) => change((now) => ({ ...now, from: value }))}
        >
          {senders.map(({ name, address }) => (
            <option key={address} value={address}>
              {name} – {address}
            </option>
          ))}
        </Select>
      </div>
      {FIELDS.map((field) => (
        <RecipientField
          key={`${field} ${letter.id}`}
          field={field}
          people={letter[field]}
          fresh={fresh}
          add={(people) => change((now) => withPeople(now, field, people))}
          remove={(address) => change((now) => withoutPeople(now, field, [address]))}
        />
      ))}
      <div className={styles.row}>
        <label className={styles.label} htmlFor={`${id}-subject`}>
          {say("subject")}
        </label>
        <input
          id={`${id}-subject`}
          className={styles.plain}
          value={letter.subject}
          autoComplete="off"
          onChange={(event) => change((now) => ({ ...now, subject: event.target.value }))}
        />
      </div>
      <FilesField
        files={letter.files}
        add={(files) => addFiles(asFiles(files))}
        remove={(key) => change((now) => ({ ...now, files: now.files.filter((file) => file.key !== key) }))}
      />
      <Textarea
        className={styles.body}
        textarea={{ className: styles.text }}
        appearance="outline"
        resize="vertical"
        aria-label={say("body")}
        value={letter.body}
        onChange={(_, { value }) => change((now) => ({ ...now, body: value }))}
      />
    </form>
  );
}
