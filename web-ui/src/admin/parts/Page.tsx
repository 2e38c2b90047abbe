/** What every page has: its title, what it is about, what can be done, and the content. */
import { Button } from "@fluentui/react-button";
import { Spinner } from "@fluentui/react-spinner";
import { makeStyles } from "@griffel/react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { codeOf } from "../api.js";
import { excuse, useWords } from "../words/words.js";
import { Notice } from "./Notice.js";

const useStyles = makeStyles({
  page: { display: "grid", gap: "1.25rem", alignContent: "start", minWidth: 0 },
  title: { fontSize: "1.75rem", lineHeight: 1.25, fontWeight: 600, letterSpacing: "-.01em" },
  about: { color: "var(--colorNeutralForeground2)", maxWidth: "48rem", marginTop: ".25rem" },
  commands: {
    display: "flex",
    flexWrap: "wrap",
    gap: ".5rem",
    paddingBlock: ".5rem",
    borderTop: "1px solid var(--colorNeutralStroke2)",
    borderBottom: "1px solid var(--colorNeutralStroke2)",
  },
  waiting: { justifySelf: "start" },
  again: { justifySelf: "start", marginTop: ".75rem" },
});

export interface PageProps {
  title: string;
  about?: string;
  /** Buttons above the content. */
  commands?: ReactNode;
  children: ReactNode;
}

export function Page({ title, about, commands, children }: PageProps) {
  const styles = useStyles();
  return (
    <div className={styles.page}>
      <div>
        <h1 className={styles.title}>{title}</h1>
        {about && <p className={styles.about}>{about}</p>}
      </div>
      {commands && <div className={styles.commands}>{commands}</div>}
      {children}
    </div>
  );
}

/** Shows what was asked for once it is there, and until then that it comes, or why it does not. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const styles = useStyles();
  const { say } = useWords();
  if (query.data !== undefined) {
    return children(query.data);
  }
  if (query.isError) {
    return (
      <div>
        <Notice intent="error">{excuse(say, codeOf(query.error))}</Notice>
        <Button className={styles.again} onClick={() => void query.refetch()}>
          {say("again")}
        </Button>
      </div>
    );
  }
  return <Spinner className={styles.waiting} size="tiny" label={say("loading")} />;
}
