/** A field to search with, and the way from page to page. The service searches; here is only what it found. */
import { Button } from "@fluentui/react-button";
import { Input } from "@fluentui/react-input";
import { makeStyles } from "@griffel/react";
import { useEffect, useState } from "react";
import { useWords } from "../words/words.js";

/** Rows of a page. */
export const COUNT = 50;
/** How long the typing must rest before it is searched for, in milliseconds. */
const REST = 250;

const useStyles = makeStyles({
  search: { width: "min(24rem, 100%)" },
  turn: { display: "flex", gap: ".5rem", alignItems: "center", flexWrap: "wrap" },
});

export interface Searching {
  q: string;
  from: number;
}

/** What is searched for, as it is sent. */
export function sent({ q, from }: Searching): string {
  return new URLSearchParams({ q, from: String(from), count: String(COUNT) }).toString();
}

export function SearchField({ label, search }: { label: string; search: (searching: Searching) => void }) {
  const styles = useStyles();
  const [q, setQ] = useState("");
  useEffect(() => {
    const rest = setTimeout(() => search({ q, from: 0 }), REST);
    return () => clearTimeout(rest);
  }, [q, search]);
  return (
    <Input
      className={styles.search}
      type="search"
      aria-label={label}
      placeholder={label}
      value={q}
      onChange={(_, { value }) => setQ(value)}
    />
  );
}

export interface TurningProps {
  searching: Searching;
  total: number;
  search: (searching: Searching) => void;
}

/** Which rows are shown of how many, and the way to the others. */
export function Turning({ searching, total, search }: TurningProps) {
  const styles = useStyles();
  const { say } = useWords();
  const { from } = searching;
  const turn = (by: number) => search({ ...searching, from: Math.max(0, from + by) });
  return (
    <div className={styles.turn}>
      <span role="status">
        {say("list.shown", { first: Math.min(from + 1, total), last: Math.min(from + COUNT, total), total })}
      </span>
      {total > COUNT && (
        <>
          <Button size="small" disabled={from === 0} onClick={() => turn(-COUNT)}>
            {say("list.before")}
          </Button>
          <Button size="small" disabled={from + COUNT >= total} onClick={() => turn(COUNT)}>
            {say("list.next")}
          </Button>
        </>
      )}
    </div>
  );
}
