/** The quiet word after a mail has gone. */
import { Button } from "@fluentui/react-button";
import { makeStyles } from "@griffel/react";
import { useEffect, useRef } from "react";
import type { Sent } from "../compose/useSending.js";
import { type Key, useWords } from "../words/words.js";

const useStyles = makeStyles({
  note: {
    display: "grid",
    justifyItems: "start",
    gap: ".5rem",
    padding: "2.5rem 2rem",
    borderRadius: ".75rem",
    backgroundColor: "var(--colorNeutralBackground1)",
    border: "1px solid var(--colorNeutralStroke2)",
    boxShadow: "var(--shadow2)",
    animationName: "arrive",
    animationDuration: ".25s",
  },
  mark: { fill: "none", stroke: "var(--colorPaletteGreenForeground1)", width: "3rem", height: "3rem" },
  title: { fontSize: "1.375rem", fontWeight: 650 },
  button: { marginTop: ".75rem" },
});

const SAID: Record<Sent, Key> = {
  silent: "sentSilent",
  anyway: "sentAnyway",
  acknowledged: "sentAcknowledged",
  unchecked: "sentUnchecked",
};

export function SentNote({ how, back }: { how: Sent; back: () => void }) {
  const styles = useStyles();
  const { say } = useWords();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className={styles.note} role="status" data-sent={how}>
      <svg
        className={styles.mark}
        viewBox="0 0 48 48"
        strokeWidth="2.5"
        strokeLinejoin="round"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <path d="M5 12h32v13M5 12v24h20M5 12l16 13 16-13M30 37l5 5 9-11" />
      </svg>
      <h2 className={styles.title} tabIndex={-1} ref={title}>
        {say("sentTitle")}
      </h2>
      <p>{say(SAID[how])}</p>
      <Button className={styles.button} onClick={back}>
        {say("again")}
      </Button>
    </section>
  );
}
