/** The files of a letter: chosen, or dropped on it. */
import { makeStyles } from "@griffel/react";
import { useId, useRef } from "react";
import { useWords } from "../words/words.js";
import type { LetterFile } from "./letter.js";

const useStyles = makeStyles({
  files: { display: "flex", flexWrap: "wrap", gap: ".5rem", alignItems: "center", padding: ".6rem 0" },
  list: { display: "contents" },
  file: {
    display: "inline-flex",
    alignItems: "center",
    gap: ".5rem",
    maxWidth: "100%",
    paddingLeft: ".75rem",
    borderRadius: ".4rem",
    border: "1px solid var(--colorNeutralStroke1)",
    backgroundColor: "var(--colorNeutralBackground1)",
    overflowWrap: "anywhere",
  },
  kind: {
    fontSize: ".7rem",
    fontWeight: 700,
    letterSpacing: ".03em",
    textTransform: "uppercase",
    padding: ".05rem .3rem",
    borderRadius: ".2rem",
    backgroundColor: "var(--colorBrandBackground2)",
    color: "var(--colorBrandForeground2)",
  },
  size: { color: "var(--colorNeutralForeground2)", fontSize: ".875rem", whiteSpace: "nowrap" },
  button: {
    border: 0,
    backgroundColor: "transparent",
    color: "inherit",
    font: "inherit",
    cursor: "pointer",
    borderRadius: ".4rem",
    minWidth: "2.25rem",
    minHeight: "2.25rem",
    ":hover": { backgroundColor: "var(--colorNeutralBackground1Hover)" },
  },
  choose: {
    font: "inherit",
    cursor: "pointer",
    color: "var(--colorBrandForegroundLink)",
    border: 0,
    backgroundColor: "transparent",
    textDecorationLine: "underline",
    textUnderlineOffset: ".2em",
    padding: ".35rem .1rem",
    minHeight: "2rem",
  },
  drop: { color: "var(--colorNeutralForeground2)", fontSize: ".875rem" },
});

const KIB = 1024;

/** A size as people read it. */
function readable(bytes: number, language: string): string {
  const [size, unit] = bytes < KIB ** 2 ? [Math.max(1, Math.round(bytes / KIB)), "kB"] : [bytes / KIB ** 2, "MB"];
  return `${size.toLocaleString(language, { maximumFractionDigits: 1 })} ${unit}`;
}

export interface FilesFieldProps {
  files: LetterFile[];
  add: (files: File[]) => void;
  remove: (key: string) => void;
}

export function FilesField({ files, add, remove }: FilesFieldProps) {
  const styles = useStyles();
  const { say, language } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <div className={styles.files} role="group" aria-label={say("files")}>
      <ul className={styles.list}>
        {files.map((file) => (
          <li className={styles.file} key={file.key}>
            <span className={styles.kind} aria-hidden="true">
              {file.name.split(".").at(-1)?.slice(0, 4)}
            </span>
            <span>{file.name}</span>
            <span className={styles.size}>{readable(file.size, language)}</span>
            <button
              type="button"
              className={styles.button}
              aria-label={say("remove", { name: file.name })}
              onClick={() => remove(file.key)}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className={styles.choose} onClick={() => input.current?.click()}>
        {say("addFiles")}
      </button>
      <span className={styles.drop}>{say("dropFiles")}</span>
      <input
        id={id}
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={say("addFiles")}
        onChange={(event) => {
          add([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </div>
  );
}
