/** The samples to choose from. */
import { makeStyles, mergeClasses } from "@griffel/react";
import { useWords } from "../words/words.js";
import { BOARDS, type Sample, type Shelf } from "./shelf.js";

const useStyles = makeStyles({
  shelf: { display: "grid", gap: "1.25rem", alignContent: "start" },
  heading: { fontSize: ".8125rem", fontWeight: 650, color: "var(--colorNeutralForeground2)", marginBottom: ".4rem" },
  list: { display: "grid", gap: ".15rem" },
  item: {
    display: "grid",
    width: "100%",
    gap: ".05rem",
    padding: ".5rem .75rem",
    textAlign: "start",
    font: "inherit",
    cursor: "pointer",
    border: "1px solid transparent",
    borderRadius: ".5rem",
    backgroundColor: "transparent",
    color: "inherit",
    borderLeft: ".25rem solid transparent",
    ":hover": { backgroundColor: "var(--colorNeutralBackground1)" },
  },
  story: {
    padding: ".8rem .9rem",
    marginBottom: ".35rem",
    backgroundColor: "var(--colorNeutralBackground1)",
    border: "1px solid var(--colorNeutralStroke1)",
    boxShadow: "var(--shadow2)",
    borderLeft: ".25rem solid #d5483f",
  },
  chosen: {
    backgroundColor: "var(--colorBrandBackground2)",
    borderLeft: ".25rem solid var(--colorBrandForeground1)",
    ":hover": { backgroundColor: "var(--colorBrandBackground2)" },
  },
  title: { fontWeight: 600 },
  about: { fontSize: ".875rem", color: "var(--colorNeutralForeground2)" },
});

export interface ShelfListProps {
  shelf: Shelf;
  chosen: string | null;
  choose: (sample: Sample | null) => void;
}

export function ShelfList({ shelf, chosen, choose }: ShelfListProps) {
  const styles = useStyles();
  const { say, language } = useWords();
  const item = (key: string | null, title: string, about: string, story: boolean, press: () => void) => (
    <li key={key}>
      <button
        type="button"
        className={mergeClasses(styles.item, story && styles.story, chosen === key && styles.chosen)}
        aria-current={chosen === key}
        data-sample={key ?? "own"}
        onClick={press}
      >
        <span className={styles.title}>{title}</span>
        <span className={styles.about}>{about}</span>
      </button>
    </li>
  );
  return (
    <nav className={styles.shelf} aria-label={say("shelf")}>
      {BOARDS.map((board) => (
        <section key={board}>
          <h2 className={styles.heading}>{say(board)}</h2>
          <ul className={styles.list}>
            {shelf.drafts
              .filter((sample) => sample.shelf === board)
              .map((sample) =>
                item(sample.id, sample.title[language], sample.about[language], board === "story", () =>
                  choose(sample),
                ),
              )}
            {board === "other" && item(null, say("ownMail"), say("ownMailAbout"), false, () => choose(null))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
