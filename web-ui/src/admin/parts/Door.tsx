/** The card on which somebody comes in: to sign in, or to take up an invitation. */
import { makeStyles } from "@griffel/react";
import type { ReactNode } from "react";
import stamp from "../../look/stamp.svg";

const useStyles = makeStyles({
  around: { display: "grid", placeItems: "center", padding: "2rem 1rem", flex: 1 },
  card: {
    width: "min(26rem, 100%)",
    padding: "2rem 1.75rem",
    display: "grid",
    gap: "1.25rem",
    backgroundColor: "var(--colorNeutralBackground1)",
    borderRadius: ".5rem",
    boxShadow: "var(--shadow16)",
    border: "1px solid var(--colorTransparentStroke)",
  },
  mark: { width: "2.75rem", height: "2.75rem" },
  title: { fontSize: "1.375rem", lineHeight: 1.3, fontWeight: 600 },
  text: { color: "var(--colorNeutralForeground2)" },
});

export function Door({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  const styles = useStyles();
  return (
    <main className={styles.around} id="content" tabIndex={-1}>
      <div className={styles.card}>
        <img className={styles.mark} src={stamp} alt="" />
        <div>
          <h1 className={styles.title}>{title}</h1>
          {text && <p className={styles.text}>{text}</p>}
        </div>
        {children}
      </div>
    </main>
  );
}
