/** The panels in which an account is added or changed, and the link that goes to its owner. */
import { Button } from "@fluentui/react-button";
import { Checkbox } from "@fluentui/react-checkbox";
import { Field } from "@fluentui/react-field";
import { Input } from "@fluentui/react-input";
import { makeStyles } from "@griffel/react";
import { useState } from "react";
import { ask, codeOf, type Schemas } from "../api.js";
import { useAct } from "../parts/act.js";
import { Notice } from "../parts/Notice.js";
import { Panel } from "../parts/Panel.js";
import { ROLES } from "../parts/roles.js";
import { hrefOf } from "../route.js";
import { moment, useWords } from "../words/words.js";

/** An invitation, and for whom it is. */
export interface Handed {
  name: string;
  code: string;
  ends: string;
}

type Close = (handed?: Handed | null) => void;

const useStyles = makeStyles({
  roles: { display: "grid" },
  about: { display: "block", fontSize: ".8125rem", color: "var(--colorNeutralForeground2)" },
  dangers: {
    display: "grid",
    gap: ".75rem",
    justifyItems: "start",
    borderTop: "1px solid var(--colorNeutralStroke2)",
    paddingTop: "1rem",
  },
  link: { display: "flex", gap: ".5rem", flexWrap: "wrap", marginTop: ".5rem" },
  field: { flex: "1 1 16rem" },
});

function RolesField({ roles, setRoles }: { roles: readonly string[]; setRoles: (roles: string[]) => void }) {
  const styles = useStyles();
  const { say } = useWords();
  return (
    <div role="group" aria-label={say("access.roles")} className={styles.roles}>
      {ROLES.map((role) => (
        <Checkbox
          key={role}
          checked={roles.includes(role)}
          onChange={(_, { checked }) =>
            setRoles(checked === true ? [...roles, role] : roles.filter((other) => other !== role))
          }
          label={
            <>
              {say(`role.${role}`)}
              <span className={styles.about}>{say(`roleAbout.${role}`)}</span>
            </>
          }
        />
      ))}
    </div>
  );
}

export function AddAccount({ close }: { close: Close }) {
  const { say } = useWords();
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<string[]>([]);
  const act = useAct();
  const add = async () => {
    let handed: Handed | null = null;
    const done = await act.run(async () => {
      const { code, ends } = await ask<Schemas["Handed"]>("POST", "/accounts", { body: { name, roles } });
      handed = { name, code, ends };
    });
    if (done) {
      close(handed);
    }
  };
  return (
    <Panel title={say("access.add")} does={say("save")} act={act} submit={() => void add()} close={() => close()}>
      <Field label={say("name")} hint={say("nameHint")} required>
        <Input value={name} onChange={(_, { value }) => setName(value)} autoComplete="off" />
      </Field>
      <RolesField roles={roles} setRoles={setRoles} />
    </Panel>
  );
}

export function ChangeAccount({ account, close }: { account: Schemas["TaggedAccount"]; close: Close }) {
  const styles = useStyles();
  const { say } = useWords();
  const { id, name, tag } = account;
  const [roles, setRoles] = useState<string[]>(account.roles);
  const [disabled, setDisabled] = useState(Boolean(account.disabled));
  const [sure, setSure] = useState(false);
  const act = useAct();
  const done = async (does: () => Promise<Handed | null>) => {
    let handed: Handed | null = null;
    if (await act.run(async () => void (handed = await does()))) {
      close(handed);
    }
  };
  const change = () =>
    done(async () => {
      await ask("PUT", `/accounts/${id}`, { body: { roles, disabled }, tag });
      return null;
    });
  const invite = () =>
    done(async () => {
      const { code, ends } = await ask<Schemas["Handed"]>("POST", `/accounts/${id}/invitation`);
      return { name, code, ends };
    });
  const remove = () =>
    done(async () => {
      await ask("DELETE", `/accounts/${id}`, { tag });
      return null;
    });
  return (
    <Panel
      title={say("access.change", { name })}
      does={say("save")}
      act={act}
      submit={() => void change()}
      close={() => close()}
    >
      {codeOf(act.fault) === "changed_meanwhile" && <Button onClick={() => close()}>{say("close")}</Button>}
      {account.provided ? <p>{say("access.providedAbout")}</p> : <RolesField roles={roles} setRoles={setRoles} />}
      <Checkbox
        label={say("access.mayNot")}
        checked={disabled}
        onChange={(_, { checked }) => setDisabled(checked === true)}
      />
      <div className={styles.dangers}>
        {!account.provided && (
          <>
            <Button onClick={() => void invite()}>{say("access.invite")}</Button>
            <span className={styles.about}>{say("access.inviteAbout", { name })}</span>
          </>
        )}
        {!sure && <Button onClick={() => setSure(true)}>{say("access.remove")}…</Button>}
        {sure && (
          <>
            <Notice intent="warning">{say("access.removeSure", { name })}</Notice>
            <Button onClick={() => void remove()}>{say("access.remove")}</Button>
          </>
        )}
      </div>
    </Panel>
  );
}

export function HandOver({ handed }: { handed: Handed }) {
  const styles = useStyles();
  const { say, language } = useWords();
  const [copied, setCopied] = useState(false);
  const link = `${location.origin}${hrefOf("welcome")}#${handed.code}`;
  return (
    <Notice intent="success">
      <strong>{say("access.handTitle", { name: handed.name })}</strong>
      <p>{say("access.handText", { until: moment(language, handed.ends) })}</p>
      <div className={styles.link}>
        <Input className={styles.field} readOnly value={link} aria-label={say("access.link")} />
        <Button onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}>
          {say(copied ? "access.copied" : "access.copy")}
        </Button>
      </div>
    </Notice>
  );
}
