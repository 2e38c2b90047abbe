/** Where somebody signs in. It never says whether there is such a name. */
import { Button } from "@fluentui/react-button";
import { Field } from "@fluentui/react-field";
import { Input } from "@fluentui/react-input";
import { makeStyles } from "@griffel/react";
import { useState } from "react";
import { ask, codeOf, type Schemas } from "../api.js";
import { useAct } from "../parts/act.js";
import { Door } from "../parts/Door.js";
import { Notice } from "../parts/Notice.js";
import { takeOver } from "../queries.js";
import { excuse, useWords } from "../words/words.js";

const useStyles = makeStyles({
  form: { display: "grid", gap: "1rem" },
  hint: { color: "var(--colorNeutralForeground2)", fontSize: ".875rem" },
});

type Standing = Schemas["Standing"];

export function SignIn({ standing: { demo, local, provider } }: { standing: Standing }) {
  const styles = useStyles();
  const { say } = useWords();
  return (
    <Door title={say("signInTitle")}>
      {provider && <WithProvider name={provider} />}
      {provider && local && <p className={styles.hint}>{say("signInOr")}</p>}
      {local && <WithPassword first={!provider} />}
      <p className={styles.hint}>{say(demo ? "signInDemo" : local ? "signInLost" : "signInProviderOnly")}</p>
    </Door>
  );
}

function WithProvider({ name }: { name: string }) {
  const styles = useStyles();
  const { say } = useWords();
  const act = useAct();
  const leave = () =>
    act.run(async () => {
      const { url } = await ask<Schemas["Onward"]>("POST", "/session/provider", { body: {} });
      location.assign(url);
    });
  return (
    <div className={styles.form}>
      {act.fault !== null && <Notice intent="error">{excuse(say, codeOf(act.fault))}</Notice>}
      <Button appearance="primary" autoFocus disabledFocusable={act.busy} onClick={() => void leave()}>
        {say("signInWith", { name })}
      </Button>
    </div>
  );
}

function WithPassword({ first }: { first: boolean }) {
  const styles = useStyles();
  const { say } = useWords();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const act = useAct();
  const signIn = () =>
    act.run(async () => {
      takeOver(await ask<Standing>("POST", "/session", { body: { name, password } }));
    });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void signIn();
      }}
    >
      {act.fault !== null && <Notice intent="error">{excuse(say, codeOf(act.fault))}</Notice>}
      <Field label={say("name")} required>
        <Input autoComplete="username" autoFocus={first} value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Field label={say("password")} required>
        <Input
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(_, { value }) => setPassword(value)}
        />
      </Field>
      <Button type="submit" {...(first && { appearance: "primary" as const })} disabledFocusable={act.busy}>
        {say("signIn")}
      </Button>
    </form>
  );
}
