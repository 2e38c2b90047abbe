/** What stands around every page: the bar above with who is signed in, and the pages at the left. */
import { Button, ToggleButton } from "@fluentui/react-button";
import { makeStyles, mergeClasses } from "@griffel/react";
import { type ReactNode, useState } from "react";
import stamp from "../look/stamp.svg";
import type { Look } from "../look/themes.js";
import type { Schemas } from "./api.js";
import { Notice } from "./parts/Notice.js";
import { go, hrefOf } from "./route.js";
import { type Key, type Language, useWords } from "./words/words.js";

const useStyles = makeStyles({
  bar: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: ".5rem .75rem",
    padding: ".5rem 1rem",
    backgroundColor: "var(--colorNeutralBackground1)",
    borderBottom: "1px solid var(--colorNeutralStroke2)",
  },
  mark: { width: "1.75rem", height: "1.75rem" },
  name: { fontWeight: 600, flex: "1 1 auto" },
  edge: {
    height: ".25rem",
    backgroundImage:
      "repeating-linear-gradient(115deg, #d5483f 0 1.1rem, var(--colorNeutralBackground1) 1.1rem 1.7rem, #2b6fb9 1.7rem 2.8rem, var(--colorNeutralBackground1) 2.8rem 3.4rem)",
  },
  group: { display: "flex", gap: ".25rem" },
  skip: {
    position: "absolute",
    left: ".5rem",
    top: "-4rem",
    padding: ".5rem 1rem",
    backgroundColor: "var(--colorNeutralBackground1)",
    color: "var(--colorBrandForegroundLink)",
    zIndex: 2,
    ":focus": { top: ".5rem" },
  },
  below: { display: "flex", flex: 1, alignItems: "stretch", "@media (max-width: 48rem)": { flexDirection: "column" } },
  side: {
    flex: "0 0 14rem",
    padding: "1rem .5rem",
    backgroundColor: "var(--colorNeutralBackground2)",
    borderRight: "1px solid var(--colorNeutralStroke2)",
    "@media (max-width: 48rem)": { flexBasis: "auto", padding: ".5rem", borderRight: "none" },
  },
  shut: { "@media (max-width: 48rem)": { display: "none" } },
  menu: { display: "none", "@media (max-width: 48rem)": { display: "inline-flex" } },
  section: {
    padding: "1rem .75rem .25rem",
    fontSize: ".8125rem",
    fontWeight: 600,
    color: "var(--colorNeutralForeground2)",
  },
  place: {
    display: "block",
    padding: ".5rem .75rem",
    borderRadius: ".25rem",
    color: "var(--colorNeutralForeground1)",
    textDecorationLine: "none",
    borderLeft: ".1875rem solid transparent",
    ":hover": { backgroundColor: "var(--colorNeutralBackground2Hover)" },
  },
  here: {
    fontWeight: 600,
    backgroundColor: "var(--colorNeutralBackground1)",
    borderLeftColor: "var(--colorBrandStroke1)",
  },
  main: {
    flex: 1,
    minWidth: 0,
    padding: "1.5rem 2rem 3rem",
    display: "grid",
    gap: "1rem",
    alignContent: "start",
    backgroundColor: "var(--colorNeutralBackground1)",
    ":focus-visible": { outlineStyle: "none" },
    "@media (max-width: 48rem)": { padding: "1rem 1rem 2rem" },
  },
});

export interface Place {
  page: string;
  title: Key;
  /** Under which heading it stands at the left; those of one heading stand together. */
  section?: Key;
}

export interface BarProps {
  look: Look;
  setLook: (look: Look) => void;
  setLanguage: (language: Language) => void;
  children?: ReactNode;
}

const LANGUAGES: [Language, string][] = [
  ["nl", "Nederlands"],
  ["en", "English"],
];

/** The bar, which is there for everybody. */
export function Bar({ look, setLook, setLanguage, children }: BarProps) {
  const styles = useStyles();
  const { say, language } = useWords();
  return (
    <header>
      <a className={styles.skip} href="#content">
        {say("skip")}
      </a>
      <div className={styles.bar}>
        <img className={styles.mark} src={stamp} alt="" />
        <span className={styles.name}>{say("title")}</span>
        {children}
        <div className={styles.group} role="group" aria-label={say("language")}>
          {LANGUAGES.map(([tag, name]) => (
            <ToggleButton
              key={tag}
              lang={tag}
              size="small"
              appearance="subtle"
              checked={language === tag}
              onClick={() => setLanguage(tag)}
            >
              {name}
            </ToggleButton>
          ))}
        </div>
        <ToggleButton
          size="small"
          appearance="subtle"
          checked={look === "dark"}
          onClick={() => setLook(look === "dark" ? "light" : "dark")}
        >
          {say("dark")}
        </ToggleButton>
      </div>
      <div className={styles.edge} />
    </header>
  );
}

export interface FrameProps {
  person: Schemas["Person"];
  demo: boolean;
  places: readonly Place[];
  page: string;
  children: ReactNode;
}

export function Frame({ demo, places, page, children }: FrameProps) {
  const styles = useStyles();
  const { say } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.below}>
      <Button className={styles.menu} appearance="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
        {say("menu")}
      </Button>
      <nav className={mergeClasses(styles.side, !open && styles.shut)} aria-label={say("pages")}>
        {sectionsOf(places).map(({ section, within }) => (
          <div key={section ?? ""}>
            {section && <h2 className={styles.section}>{say(section)}</h2>}
            <ul>
              {within.map((place) => (
                <li key={place.page}>
                  <PlaceLink place={place} isHere={place.page === page} follow={() => setOpen(false)} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <main className={styles.main} id="content" tabIndex={-1}>
        {demo && <Notice intent="info">{say("demo")}</Notice>}
        {children}
      </main>
    </div>
  );
}

function sectionsOf(places: readonly Place[]): { section: Key | undefined; within: Place[] }[] {
  const sections: { section: Key | undefined; within: Place[] }[] = [];
  for (const place of places) {
    const last = sections.at(-1);
    if (last && last.section === place.section) {
      last.within.push(place);
    } else {
      sections.push({ section: place.section, within: [place] });
    }
  }
  return sections;
}

function PlaceLink({ place, isHere, follow }: { place: Place; isHere: boolean; follow: () => void }) {
  const styles = useStyles();
  const { say } = useWords();
  return (
    <a
      href={hrefOf(place.page)}
      className={mergeClasses(styles.place, isHere && styles.here)}
      {...(isHere && { "aria-current": "page" })}
      onClick={(event) => {
        // With a key held down, the browser opens it elsewhere.
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
          event.preventDefault();
          go(place.page);
          follow();
        }
      }}
    >
      {say(place.title)}
    </a>
  );
}
