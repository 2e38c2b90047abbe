/** A mail that is tried under the policy that holds and under the draft. Nothing of it is kept. */
import { Badge } from "@fluentui/react-badge";
import { Field } from "@fluentui/react-field";
import { Input } from "@fluentui/react-input";
import { Textarea } from "@fluentui/react-textarea";
import { makeStyles } from "@griffel/react";
import { useState } from "react";
import { ask, type Schemas } from "../../api.js";
import { useAct } from "../../parts/act.js";
import { Panel } from "../../parts/Panel.js";
import { useWords } from "../../words/words.js";
import { inBase64 } from "./files.js";

type Judged = Schemas["Judged"];

const useStyles = makeStyles({
  outcome: {
    display: "grid",
    gap: ".5rem",
    padding: "1rem",
    border: "1px solid var(--colorNeutralStroke2)",
    borderRadius: ".25rem",
  },
  heading: { fontSize: "1rem", fontWeight: 600 },
  finding: { display: "grid", justifyItems: "start", gap: ".125rem" },
  quiet: { color: "var(--colorNeutralForeground2)" },
  file: { width: "100%" },
});

/** Addresses as somebody types them, one after another. */
function mailboxes(text: string) {
  const addresses = text.split(/[\s,;]+/u).filter(Boolean);
  return addresses.map((address) => ({ address }));
}

export function Attempt({ close }: { close: () => void }) {
  const styles = useStyles();
  const { say, language } = useWords();
  const act = useAct();
  const [mail, setMail] = useState({ from: "", to: "", cc: "", bcc: "", subject: "", text: "" });
  const [files, setFiles] = useState<readonly File[]>([]);
  const [file, setFile] = useState<File | null>(null);
  const [trial, setTrial] = useState<Schemas["Trial"] | null>(null);
  const asked = async () => {
    if (file) {
      return { eml: await inBase64(file), lang: language };
    }
    const attachments = files.map(async (one) => ({
      name: one.name,
      size: one.size,
      media_type: one.type,
      content: await inBase64(one),
    }));
    const message = {
      from: { address: mail.from },
      to: mailboxes(mail.to),
      cc: mailboxes(mail.cc),
      bcc: mailboxes(mail.bcc),
      subject: mail.subject,
      body: { format: "text", content: mail.text },
      attachments: await Promise.all(attachments),
    };
    return { message, lang: language };
  };
  const attempt = async () => {
    setTrial(null);
    await act.run(async () => {
      setTrial(await ask<Schemas["Trial"]>("POST", "/policy/trial", { body: await asked() }));
    });
  };
  const field = (name: keyof typeof mail, type?: "email") => (
    <Field label={say(`mail.${name}`)} required={name === "from" && !file}>
      <Input
        value={mail[name]}
        disabled={file !== null}
        {...(type && { type })}
        autoComplete="off"
        onChange={(_, { value }) => setMail({ ...mail, [name]: value })}
      />
    </Field>
  );
  return (
    <Panel title={say("policy.try")} does={say("policy.tryGo")} act={act} submit={() => void attempt()} close={close}>
      <div role="status">
        {trial && (
          <>
            <Outcome title={say("policy.now")} judged={trial.now} />
            {trial.draft && <Outcome title={say("policy.underDraft")} judged={trial.draft} />}
          </>
        )}
      </div>
      <p className={styles.quiet}>{say("policy.tryText")}</p>
      {field("from", "email")}
      {field("to")}
      {field("cc")}
      {field("bcc")}
      {field("subject")}
      <Field label={say("mail.text")}>
        <Textarea
          value={mail.text}
          disabled={file !== null}
          resize="vertical"
          rows={5}
          onChange={(_, { value }) => setMail({ ...mail, text: value })}
        />
      </Field>
      <Field label={say("mail.files")}>
        <input
          className={styles.file}
          type="file"
          aria-label={say("mail.files")}
          multiple
          disabled={file !== null}
          onChange={(event) => setFiles([...(event.target.files ?? [])])}
        />
      </Field>
      <Field label={say("mail.eml")}>
        <input
          className={styles.file}
          type="file"
          aria-label={say("mail.eml")}
          accept=".eml,message/rfc822"
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
      </Field>
    </Panel>
  );
}

function Outcome({ title, judged }: { title: string; judged: Judged }) {
  const styles = useStyles();
  const { say } = useWords();
  return (
    <div className={styles.outcome}>
      <h3 className={styles.heading}>
        {title}: {say(`decision.${judged.decision}`)}
      </h3>
      {judged.findings.map(({ check, severity, title: what, text }) => (
        <div key={`${check} ${what}`} className={styles.finding}>
          <Badge appearance="tint">{say(`level.${severity}`)}</Badge>
          <strong>{what}</strong>
          <span>{text}</span>
        </div>
      ))}
    </div>
  );
}
