/** The top of the page: what this is, the language, and the look. */
import { ToggleButton } from "@fluentui/react-button";
import { makeStyles } from "@griffel/react";
import type { Look } from "../look/themes.js";
import stamp from "../look/stamp.svg";
import { type Language, useWords } from "../words/words.js";

const useStyles = makeStyles({
  bar: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: ".5rem 1rem",
    padding: ".9rem 1.5rem",
    backgroundColor: "var(--colorNeutralBackground1)",
    "@media (max-width: 30rem)": { padding: ".75rem 1rem" },
  },
  edge: {
    height: ".4rem",
    backgroundImage:
      "repeating-linear-gradient(115deg, #d5483f 0 1.1rem, var(--colorNeutralBackground1) 1.1rem 1.7rem, #2b6fb9 1.7rem 2.8rem, var(--colorNeutralBackground1) 2.8rem 3.4rem)",
  },
  mark: { width: "2.25rem", height: "2.25rem" },
  words: { flex: "1 1 16rem", minWidth: 0 },
  title: { fontSize: "1.25rem", fontWeight: 700, letterSpacing: "-.01em" },
  tagline: { color: "var(--colorNeutralForeground2)", fontSize: ".875rem" },
  group: { display: "flex", gap: ".35rem" },
});

export interface TopBarProps {
  look: Look;
  setLook: (look: Look) => void;
  setLanguage: (language: Language) => void;
}

const LANGUAGES: [Language, string][] = [
  ["nl", "Nederlands"],
  ["en", "English"],
];

export function TopBar({ look, setLook, setLanguage }: TopBarProps) {
  const styles = useStyles();
  const { say, language } = useWords();
  return (
    <header>
      <div className={styles.bar}>
        <img className={styles.mark} src={stamp} alt="" />
        <div className={styles.words}>
          <h1 className={styles.title}>{say("title")}</h1>
          <p className={styles.tagline}>{say("tagline")}</p>
        </div>
        <div className={styles.group} role="group" aria-label={say("language")}>
          {LANGUAGES.map(([tag, name]) => (
            <ToggleButton key={tag} lang={tag} checked={language === tag} onClick={() => setLanguage(tag)}>
              {name}
            </ToggleButton>
          ))}
        </div>
        <ToggleButton checked={look === "dark"} onClick={() => setLook(look === "dark" ? "light" : "dark")}>
          {say("dark")}
        </ToggleButton>
      </div>
      <div className={styles.edge} />
    </header>
  );
}
