/** One's own account: another password, and where one is signed in. */
import { Badge } from "@fluentui/react-badge";
import { Button } from "@fluentui/react-button";
import { Field } from "@fluentui/react-field";
import { Input } from "@fluentui/react-input";
import { makeStyles } from "@griffel/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, codeOf, type Schemas } from "../api.js";
import { useAct } from "../parts/act.js";
import { List } from "../parts/List.js";
import { Notice } from "../parts/Notice.js";
import { Loaded, Page } from "../parts/Page.js";
import { roleNames } from "../parts/roles.js";
import { STANDING } from "../queries.js";
import { excuse, moment, useWords } from "../words/words.js";

const useStyles = makeStyles({
  form: { display: "grid", gap: "1rem", maxWidth: "26rem", justifyItems: "stretch" },
  does: { justifySelf: "start" },
  title: { fontSize: "1.125rem", fontWeight: 600, marginTop: ".75rem" },
});

const SESSIONS = ["sessions"];

export default function Account({ person }: { person: Schemas["Person"] }) {
  const styles = useStyles();
  const { say } = useWords();
  const about = say("account.about", { name: person.name, roles: roleNames(say, person.roles).join(", ") });
  return (
    <Page title={say("account.title")} about={about}>
      <h2 className={styles.title}>{say("account.password")}</h2>
      {person.provided ? <p>{say("account.provided")}</p> : <PasswordForm />}
      <h2 className={styles.title}>{say("account.sessions")}</h2>
      <Sessions />
    </Page>
  );
}

function PasswordForm() {
  const styles = useStyles();
  const { say } = useWords();
  const queries = useQueryClient();
  const [password, setPassword] = useState("");
  const [next, setNext] = useState("");
  const [changed, setChanged] = useState(false);
  const act = useAct();
  const change = async () => {
    setChanged(false);
    const done = await act.run(async () => {
      const body = { password, new_password: next };
      queries.setQueryData(STANDING, await ask<Schemas["Standing"]>("POST", "/password", { body }));
    });
    if (done) {
      setPassword("");
      setNext("");
      setChanged(true);
      void queries.invalidateQueries({ queryKey: SESSIONS });
    }
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      {act.fault !== null && <Notice intent="error">{excuse(say, codeOf(act.fault))}</Notice>}
      {changed && <Notice intent="success">{say("account.changed")}</Notice>}
      <Field label={say("account.oldPassword")} required>
        <Input
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(_, { value }) => setPassword(value)}
        />
      </Field>
      <Field label={say("newPassword")} hint={say("passwordHint")} required>
        <Input type="password" autoComplete="new-password" value={next} onChange={(_, { value }) => setNext(value)} />
      </Field>
      <Button type="submit" appearance="primary" className={styles.does} disabledFocusable={act.busy}>
        {say("account.change")}
      </Button>
    </form>
  );
}

function Sessions() {
  const { say, language } = useWords();
  const queries = useQueryClient();
  const act = useAct();
  const sessions = useQuery({
    queryKey: SESSIONS,
    queryFn: ({ signal }) => ask<Schemas["Listed"][]>("GET", "/sessions", { signal }),
  });
  const end = async (id: string) => {
    await act.run(() => ask("DELETE", `/sessions/${id}`));
    void queries.invalidateQueries({ queryKey: SESSIONS });
  };
  return (
    <Loaded query={sessions}>
      {(rows) => (
        <List
          label={say("account.sessions")}
          rows={rows}
          idOf={({ id }) => id}
          columns={[
            { title: say("account.begun"), cell: ({ begun }) => moment(language, begun) },
            { title: say("account.seen"), cell: ({ seen }) => moment(language, seen) },
            {
              title: say("access.state"),
              cell: (session) =>
                session.this ? (
                  <Badge appearance="tint">{say("account.here")}</Badge>
                ) : (
                  <Button size="small" onClick={() => void end(session.id)}>
                    {say("account.end")}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Loaded>
  );
}
