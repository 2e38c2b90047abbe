/**
 * Acts: what changes something. One that is dangerous is refused until the password was shown again; then it is asked
 * for, and the act goes on by itself.
 */
import { Button } from "@fluentui/react-button";
import { Field } from "@fluentui/react-field";
import { Input } from "@fluentui/react-input";
import { makeStyles } from "@griffel/react";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { ask, codeOf, type Schemas } from "../api.js";
import { noticeEnd, STANDING } from "../queries.js";
import { hrefOf } from "../route.js";
import { excuse, useWords } from "../words/words.js";
import { Modal } from "./Modal.js";

type Prove = () => Promise<boolean>;

/** What a window says that went to the provider for a proof, and the channel on which it does. */
export const PROVED = "postwacht-proved";

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

interface ProofProps {
  done: (proved: boolean) => void;
}

/** Asks for what the person signed in with: a password, or their provider. */
function ProofDialog({ done }: ProofProps) {
  const styles = useStyles();
  const { say } = useWords();
  const standing = useQueryClient().getQueryData<Schemas["Standing"]>(STANDING);
  const provided = standing?.signed_in?.provided === true;
  return (
    <Modal className={styles.window} label={say("proofTitle")} close={() => done(false)}>
      {provided ? <ProviderProof done={done} name={standing.provider ?? ""} /> : <PasswordProof done={done} />}
    </Modal>
  );
}

/** Opens a window that goes to the provider, and waits for what it says. */
function ProviderProof({ done, name }: ProofProps & { name: string }) {
  const styles = useStyles();
  const { say } = useWords();
  useEffect(() => {
    const channel = new BroadcastChannel(PROVED);
    channel.onmessage = () => done(true);
    return () => channel.close();
  }, [done]);
  return (
    <div className={styles.form}>
      <h2 className={styles.title}>{say("proofTitle")}</h2>
      <p>{say("proofProviderText", { name })}</p>
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          autoFocus
          onClick={() => window.open(hrefOf("again"), "postwacht-again", "popup,width=520,height=760")}
        >
          {say("signInWith", { name })}
        </Button>
        <Button onClick={() => done(false)}>{say("cancel")}</Button>
      </div>
    </div>
  );
}

function PasswordProof({ done }: ProofProps) {
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
  );
}
