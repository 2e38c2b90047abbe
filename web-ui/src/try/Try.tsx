/** The compose page: a mail program to play with, around the real service. */
import { Button } from "@fluentui/react-button";
import { FluentProvider } from "@fluentui/react-provider";
import { makeStyles } from "@griffel/react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { blank, type Letter } from "../compose/letter.js";
import { type Look, systemLook, THEMES } from "../look/themes.js";
import { type Language, Speaking, sayer, usual } from "../words/words.js";
import { Compose } from "./Compose.js";
import { ShelfList } from "./ShelfList.js";
import { fetchShelf, type Sample, type Shelf, take, translated } from "./shelf.js";
import { TopBar } from "./TopBar.js";

const useStyles = makeStyles({
  page: { minHeight: "100dvh", backgroundColor: "var(--colorNeutralBackground3)", fontSize: "1rem", lineHeight: 1.5 },
  main: {
    display: "grid",
    gridTemplateColumns: "minmax(15rem, 20rem) minmax(0, 54rem)",
    gap: "2rem",
    padding: "1.75rem 1.5rem 3rem",
    justifyContent: "center",
    alignItems: "start",
    "@media (max-width: 56rem)": {
      gridTemplateColumns: "minmax(0, 1fr)",
      gap: "1.25rem",
      padding: "1.25rem 1rem 3rem",
    },
    "@media (max-width: 30rem)": { padding: "1rem 0 2rem" },
  },
  desk: { minWidth: 0, "@media (min-width: 56.01rem)": { position: "sticky", top: "1.25rem" } },
  shelf: { "@media (max-width: 30rem)": { padding: "0 .75rem" } },
  word: { padding: "2rem", display: "grid", gap: "1rem", justifyItems: "start" },
});

/** Where the mail stands below the shelf, and has to be brought into view. */
const NARROW = "(max-width: 56rem)";

/** What is on the table. */
interface Table {
  shelf: Shelf;
  sample: Sample | null;
  letter: Letter;
}

export function Try() {
  const styles = useStyles();
  const [language, setLanguage] = useState<Language>(() => usual(navigator.languages));
  const [look, setLook] = useState<Look>(systemLook);
  const [table, setTable] = useState<Table | null>(null);
  const [gone, setGone] = useState(false);
  const desk = useRef<HTMLElement>(null);
  const say = sayer(language);

  const choose = async (shelf: Shelf, sample: Sample | null) => {
    const sender = shelf.colleagues[0]?.address ?? "";
    setTable({ shelf, sample, letter: sample ? await take(sample, language) : blank(sender) });
  };
  const open = () =>
    fetchShelf()
      .then((shelf) => choose(shelf, shelf.drafts[0] ?? null))
      .catch(() => setGone(true));
  const openFirst = useEffectEvent(open);
  useEffect(() => void openFirst(), []);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.style.colorScheme = look;
    document.title = say("title");
  }, [language, look, say]);

  const speak = (other: Language) => {
    setLanguage(other);
    setTable((now) => (now?.sample ? { ...now, letter: translated(now.letter, now.sample, language, other) } : now));
  };
  return (
    <Speaking language={language}>
      <FluentProvider theme={THEMES[look]} className={styles.page}>
        <TopBar look={look} setLook={setLook} setLanguage={speak} />
        {table && (
          <main className={styles.main}>
            <div className={styles.shelf}>
              <ShelfList
                shelf={table.shelf}
                chosen={table.sample?.id ?? null}
                choose={(sample) => {
                  void choose(table.shelf, sample).catch(() => setGone(true));
                  if (matchMedia(NARROW).matches) {
                    desk.current?.scrollIntoView({ block: "start" });
                  }
                }}
              />
            </div>
            <section ref={desk} className={styles.desk} aria-label={say("compose")}>
              <Compose
                key={table.letter.id}
                letter={table.letter}
                setLetter={(change) => setTable((now) => now && { ...now, letter: change(now.letter) })}
                senders={table.shelf.colleagues}
                look={look}
              />
            </section>
          </main>
        )}
        {!table && (
          <main className={styles.word}>
            <p role="status">{gone ? say("unreachable") : say("loading")}</p>
            {gone && <Button onClick={() => (setGone(false), void open())}>{say("retry")}</Button>}
          </main>
        )}
      </FluentProvider>
    </Speaking>
  );
}
