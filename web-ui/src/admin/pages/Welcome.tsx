/** Where an invitation is taken up. Its code stands behind `#` in the address, which a browser sends to nobody. */
import { Button } from "@fluentui/react-button";
import { Field } from "@fluentui/react-field";
import { Input } from "@fluentui/react-input";
import { makeStyles } from "@griffel/react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, codeOf, Refusal, type Schemas } from "../api.js";
import { useAct } from "../parts/act.js";
import { Door } from "../parts/Door.js";
import { Notice } from "../parts/Notice.js";
import { Loaded } from "../parts/Page.js";
import { takeOver } from "../queries.js";
import { go } from "../route.js";
import { excuse, useWords } from "../words/words.js";

const useStyles = makeStyles({
  form: { display: "grid", gap: "1rem" },
});

export default function Welcome() {
  const { say } = useWords();
  const [code] = useState(() => location.hash.slice(1));
  const invitation = useQuery({
    queryKey: ["invitation", code],
    queryFn: () => ask<Schemas["Invitation"]>("POST", "/welcome/look", { body: { code } }),
    staleTime: Infinity,
  });
  if (codeOf(invitation.error) === "invitation_refused") {
    return <Door title={say("welcomeOver")} text={say("welcomeOverText")} />;
  }
  const name = invitation.data?.name;
  return (
    <Door
      title={name ? say("welcomeAgain", { name }) : say("welcomeFirst")}
      text={say(name ? "welcomeAgainText" : "welcomeFirstText")}
    >
      <Loaded query={invitation}>{({ first }) => <Choose code={code} first={first} />}</Loaded>
    </Door>
  );
}

function Choose({ code, first }: { code: string; first: boolean }) {
  const styles = useStyles();
  const { say } = useWords();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const act = useAct();
  const wrong = (field: string) =>
    act.fault instanceof Refusal && act.fault.errors.some(({ path }) => path === field)
      ? { validationState: "error" as const, validationMessage: excuse(say, act.fault.code) }
      : {};
  const choose = async () => {
    const body = { code, password, ...(first && { name }) };
    const done = await act.run(async () => {
      takeOver(await ask<Schemas["Standing"]>("POST", "/welcome", { body }));
    });
    if (done) {
      go("");
    }
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void choose();
      }}
    >
      {act.fault !== null && <Notice intent="error">{excuse(say, codeOf(act.fault))}</Notice>}
      {first && (
        <Field label={say("name")} hint={say("nameHint")} required {...wrong("name")}>
          <Input autoComplete="username" value={name} onChange={(_, { value }) => setName(value)} />
        </Field>
      )}
      <Field label={say("newPassword")} hint={say("passwordHint")} required {...wrong("password")}>
        <Input
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={(_, { value }) => setPassword(value)}
        />
      </Field>
      <Button type="submit" appearance="primary" disabledFocusable={act.busy}>
        {say("welcomeStart")}
      </Button>
    </form>
  );
}
