/** The panel at the right in which one thing is added or changed, as in other consoles for administrators. */
import { Button } from "@fluentui/react-button";
import { makeStyles } from "@griffel/react";
import type { ReactNode } from "react";
import { codeOf } from "../api.js";
import { excuse, useWords } from "../words/words.js";
import type { Act } from "./act.js";
import { Modal } from "./Modal.js";
import { Notice } from "./Notice.js";

const useStyles = makeStyles({
  panel: {
    width: "min(30rem, 100vw)",
    maxWidth: "100vw",
    height: "100dvh",
    maxHeight: "100dvh",
    margin: "0 0 0 auto",
    padding: 0,
    border: "none",
    color: "var(--colorNeutralForeground1)",
    backgroundColor: "var(--colorNeutralBackground1)",
    boxShadow: "var(--shadow64)",
  },
  form: { display: "flex", flexDirection: "column", minHeight: "100%" },
  title: { fontSize: "1.25rem", lineHeight: 1.3, fontWeight: 600, padding: "1.25rem 1.5rem .5rem" },
  body: { flex: 1, display: "grid", gap: "1.25rem", alignContent: "start", padding: ".75rem 1.5rem 1.5rem" },
  buttons: {
    display: "flex",
    gap: ".5rem",
    flexWrap: "wrap",
    position: "sticky",
    bottom: 0,
    padding: "1rem 1.5rem",
    backgroundColor: "var(--colorNeutralBackground1)",
    borderTop: "1px solid var(--colorNeutralStroke2)",
  },
});

export interface PanelProps {
  title: string;
  /** What the button that does it says; without one there is only something to read. */
  does?: string;
  act?: Act;
  submit?: () => void;
  close: () => void;
  children: ReactNode;
}

export function Panel({ title, does, act, submit, close, children }: PanelProps) {
  const styles = useStyles();
  const { say } = useWords();
  return (
    <Modal className={styles.panel} label={title} close={close}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit?.();
        }}
      >
        <h2 className={styles.title}>{title}</h2>
        <div className={styles.body}>
          {act && act.fault !== null && <Notice intent="error">{excuse(say, codeOf(act.fault))}</Notice>}
          {children}
        </div>
        <div className={styles.buttons}>
          {does && (
            <Button type="submit" appearance="primary" disabledFocusable={act?.busy ?? false}>
              {does}
            </Button>
          )}
          <Button onClick={close}>{say(does ? "cancel" : "close")}</Button>
        </div>
      </form>
    </Modal>
  );
}
