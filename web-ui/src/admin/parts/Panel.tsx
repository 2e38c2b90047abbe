/** The panel at the right in which one thing is added or changed, as in other consoles for administrators. */
import { Button } from "@fluentui/react-button";
import { DrawerBody, DrawerFooter, DrawerHeader, DrawerHeaderTitle, OverlayDrawer } from "@fluentui/react-drawer";
import { makeStyles } from "@griffel/react";
import type { ReactNode } from "react";
import { codeOf } from "../api.js";
import { excuse, useWords } from "../words/words.js";
import type { Act } from "./act.js";
import { Notice } from "./Notice.js";

const useStyles = makeStyles({
  panel: { width: "min(30rem, 100vw)" },
  form: { display: "contents" },
  body: { display: "grid", gap: "1.25rem", alignContent: "start", paddingBlock: "1rem" },
  buttons: { display: "flex", gap: ".5rem", flexWrap: "wrap" },
});

export interface PanelProps {
  title: string;
  /** What the button that does it says. */
  does: string;
  act: Act;
  submit: () => void;
  close: () => void;
  children: ReactNode;
}

export function Panel({ title, does, act, submit, close, children }: PanelProps) {
  const styles = useStyles();
  const { say } = useWords();
  return (
    <OverlayDrawer
      open
      position="end"
      className={styles.panel}
      aria-label={title}
      onOpenChange={(_, { open }) => !open && close()}
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <DrawerHeader>
          <DrawerHeaderTitle>{title}</DrawerHeaderTitle>
        </DrawerHeader>
        <DrawerBody>
          <div className={styles.body}>
            {act.fault !== null && <Notice intent="error">{excuse(say, codeOf(act.fault))}</Notice>}
            {children}
          </div>
        </DrawerBody>
        <DrawerFooter>
          <div className={styles.buttons}>
            <Button type="submit" appearance="primary" disabledFocusable={act.busy}>
              {does}
            </Button>
            <Button onClick={close}>{say("cancel")}</Button>
          </div>
        </DrawerFooter>
      </form>
    </OverlayDrawer>
  );
}
