/**
 * Acts: what changes something. One that is dangerous is refused until the password was shown again; then it is asked
 * for, and the act goes on by itself.
 */
import { Button } from "@fluentui/react-button";
import { Field } from "@fluentui/react-field";
import { Input } from "@fluentui/react-input";
import { makeStyles } from "@griffel/react";
import { createContext, type ReactNode, useContext, useState } from "react";
import { ask, codeOf } from "../api.js";
import { noticeEnd } from "../queries.js";
import { excuse, useWords } from "../words/words.js";
import { Modal } from "./Modal.js";

type Prove = () => Promise<boolean>;

const Proving = createContext<Prove>(() => Promise.resolve(false));

export interface Act {
  /** Runs an act. Whether it was done; when not, `fault` says why. */
  run: (act: () => Promise<unknown>) => Promise<boolean>;
  busy: boolean;
  /** The code of why the last one was not done. */
  fault: unknown;
  clear: () => void;
}

export function useAct(): Act {
  const prove = useContext(Proving);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const attempt = async (act: () => Promise<unknown>): Promise<boolean> => {
    try {
      await act();
      return true;
    } catch (refused) {
      if (codeOf(refused) === "proof_needed") {
        return (await prove()) && attempt(act);
      }
      noticeEnd(refused);
      setFault(refused);
      return false;
    }
  };
  const run = async (act: () => Promise<unknown>) => {
    setBusy(true);
    setFault(null);
    const done = await attempt(act);
    setBusy(false);
    return done;
  };
  return { run, busy, fault, clear: () => setFault(null) };
}

const useStyles = makeStyles({
  window: {
    width: "min(28rem, calc(100vw - 2rem))",
    padding: "1.5rem",
    border: "none",
    borderRadius: ".5rem",
    color: "var(--colorNeutralForeground1)",
    backgroundColor: "var(--colorNeutralBackground1)",
    boxShadow: "var(--shadow64)",
  },
  form: { display: "grid", gap: "1rem" },
  title: { fontSize: "1.25rem", lineHeight: 1.3, fontWeight: 600 },
  buttons: { display: "flex", gap: ".5rem", flexWrap: "wrap" },
});

/** Asks for the password where an act below needs it. */
export function ProofProvider({ children }: { children: ReactNode }) {
  const [asking, setAsking] = useState<((proved: boolean) => void) | null>(null);
  const prove = () => new Promise<boolean>((resolve) => setAsking(() => resolve));
  const done = (proved: boolean) => {
    asking?.(proved);
    setAsking(null);
  };
  return (
    <Proving value={prove}>
      {children}
      {asking && <ProofDialog done={done} />}
    </Proving>
  );
}

function ProofDialog({ done }: { done: (proved: boolean) => void }) {
  const styles = useStyles();
  const { say } = useWords();
  const [password, setPassword] = useState("");
  const [refused, setRefused] = useState<string | null>(null);
  const show = () =>
    ask("POST", "/session/proof", { body: { password } }).then(
      () => done(true),
      (fault: unknown) => setRefused(codeOf(fault)),
    );
  return (
    <Modal className={styles.window} label={say("proofTitle")} close={() => done(false)}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void show();
        }}
      >
        <h2 className={styles.title}>{say("proofTitle")}</h2>
        <p>{say("proofText")}</p>
        <Field label={say("password")} required {...(refused && { validationMessage: excuse(say, refused) })}>
          <Input
            type="password"
            autoComplete="current-password"
            autoFocus
            value={password}
            onChange={(_, { value }) => setPassword(value)}
          />
        </Field>
        <div className={styles.buttons}>
          <Button type="submit" appearance="primary">
            {say("proofGo")}
          </Button>
          <Button onClick={() => done(false)}>{say("cancel")}</Button>
        </div>
      </form>
    </Modal>
  );
}
