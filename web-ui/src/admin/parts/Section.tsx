/** A part of a page under a heading of its own. */
import { makeStyles } from "@griffel/react";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  section: { display: "grid", gap: ".75rem", alignContent: "start", minWidth: 0, marginTop: ".75rem" },
  title: { fontSize: "1.125rem", fontWeight: 600 },
  about: { color: "var(--colorNeutralForeground2)", maxWidth: "48rem" },
});

export interface SectionProps {
  title: string;
  about?: string;
  children: ReactNode;
}

export function Section({ title, about, children }: SectionProps) {
  const styles = useStyles();
  return (
    <div className={styles.section}>
      <div>
        <h2 className={styles.title}>{title}</h2>
        {about && <p className={styles.about}>{about}</p>}
      </div>
      {children}
    </div>
  );
}
