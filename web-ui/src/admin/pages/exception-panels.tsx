/** The panels in which an exception is added, changed or taken away, and a file of them is taken in. */
import { Button } from "@fluentui/react-button";
import { Checkbox } from "@fluentui/react-checkbox";
import { Field } from "@fluentui/react-field";
import { Input } from "@fluentui/react-input";
import { Textarea } from "@fluentui/react-textarea";
import { makeStyles } from "@griffel/react";
import { useState } from "react";
import { ask, codeOf, Refusal, type Schemas } from "../api.js";
import { type Act, useAct } from "../parts/act.js";
import { CHECKS, checkName } from "../parts/checks.js";
import { wrong } from "../parts/field.js";
import { Notice } from "../parts/Notice.js";
import { Panel } from "../parts/Panel.js";
import { isKey, type Say, useWords } from "../words/words.js";

const useStyles = makeStyles({
  checks: { display: "grid" },
  danger: { justifySelf: "start" },
  about: { color: "var(--colorNeutralForeground2)" },
});

/** Why an entry may not be, when that is what was refused. */
function refusedBecause(act: Act, say: Say): string | null {
  if (!(act.fault instanceof Refusal) || act.fault.code !== "entry_refused") {
    return null;
  }
  const key = `entry.${act.fault.errors[0]?.reason ?? ""}`;
  return isKey(key) ? say(key) : say("refused.invalid_field");
}

export function EntryPanel({ entry, close }: { entry?: Schemas["TaggedEntry"]; close: () => void }) {
  const styles = useStyles();
  const { say } = useWords();
  const act = useAct();
  const [pattern, setPattern] = useState(entry?.pattern ?? "");
  const [checks, setChecks] = useState<string[]>(entry?.checks ?? []);
  const [audience, setAudience] = useState(entry?.audience ?? "everyone");
  const [until, setUntil] = useState(entry?.until ?? "");
  const [reason, setReason] = useState(entry?.reason ?? "");
  const because = refusedBecause(act, say);
  const done = async (does: () => Promise<unknown>) => {
    if (await act.run(does)) {
      close();
    }
  };
  const body = { pattern, checks, audience, until: until || null, reason };
  const save = () =>
    done(() =>
      entry
        ? ask("PUT", `/allowlist/${encodeURIComponent(entry.id)}`, { body, tag: entry.tag })
        : ask("POST", "/allowlist", { body }),
    );
  return (
    <Panel
      title={say(entry ? "exceptions.change" : "exceptions.add")}
      does={say("save")}
      act={act}
      submit={() => void save()}
      close={close}
    >
      {codeOf(act.fault) === "changed_meanwhile" && <Button onClick={close}>{say("close")}</Button>}
      {because && <Notice intent="warning">{because}</Notice>}
      <Field label={say("exceptions.whom")} hint={say("exceptions.whomHint")} required {...wrong(act, say, "pattern")}>
        <Input value={pattern} autoComplete="off" onChange={(_, { value }) => setPattern(value)} />
      </Field>
      <Field label={say("exceptions.reason")} required {...wrong(act, say, "reason")}>
        <Textarea value={reason} onChange={(_, { value }) => setReason(value)} />
      </Field>
      <Field label={say("exceptions.until")} hint={say("exceptions.untilHint")} {...wrong(act, say, "until")}>
        <Input type="date" value={until} onChange={(_, { value }) => setUntil(value)} />
      </Field>
      <Field label={say("exceptions.for")} hint={say("exceptions.forHint")} required {...wrong(act, say, "audience")}>
        <Input value={audience} autoComplete="off" onChange={(_, { value }) => setAudience(value)} />
      </Field>
      <div role="group" aria-label={say("exceptions.checks")} className={styles.checks}>
        <strong>{say("exceptions.checks")}</strong>
        <p className={styles.about}>{say("exceptions.checksHint")}</p>
        {CHECKS.map((check) => (
          <Checkbox
            key={check}
            label={checkName(say, check)}
            checked={checks.includes(check)}
            onChange={(_, { checked }) =>
              setChecks(checked === true ? [...checks, check] : checks.filter((other) => other !== check))
            }
          />
        ))}
      </div>
      {entry && (
        <Button
          className={styles.danger}
          onClick={() =>
            void done(() => ask("DELETE", `/allowlist/${encodeURIComponent(entry.id)}`, { tag: entry.tag }))
          }
        >
          {say("exceptions.remove")}
        </Button>
      )}
    </Panel>
  );
}

type Report = Schemas["FileReport"];

/** A file is looked at first; what it would do is told before it is done. */
export function FilePanel({ close }: { close: () => void }) {
  const styles = useStyles();
  const { say, language } = useWords();
  const act = useAct();
  const [csv, setCsv] = useState<string | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const send = async (look: boolean) => {
    let read: Report | null = null;
    const body = { csv, lang: language, look };
    const done = await act.run(async () => void (read = await ask("POST", "/allowlist/import", { body })));
    if (done && !look) {
      close();
    } else if (done) {
      setReport(read);
    }
  };
  const choose = async (file: File | undefined) => {
    setReport(null);
    setCsv(file ? await textOf(file) : null);
  };
  return (
    <Panel
      title={say("exceptions.file")}
      does={say(report ? "exceptions.fileTake" : "exceptions.fileLook")}
      act={act}
      submit={() => void (csv !== null && send(report === null))}
      close={close}
    >
      <p className={styles.about}>{say("exceptions.fileAbout")}</p>
      <label>
        {say("exceptions.fileChoose")}{" "}
        <input type="file" accept=".csv,text/csv" onChange={({ target }) => void choose(target.files?.[0])} />
      </label>
      {report && <FileHolds report={report} />}
    </Panel>
  );
}

/** Offices save CSV in either of two encodings. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function FileHolds({ report: { entries, gone, problems } }: { report: Report }) {
  const { say } = useWords();
  return (
    <>
      <Notice intent={gone > 0 ? "warning" : "info"}>{say("exceptions.fileHolds", { entries, gone })}</Notice>
      {problems.length > 0 && (
        <div>
          <strong>{say("exceptions.fileProblems")}</strong>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
