/** The panel in which somebody whom nobody may mail is added, changed or taken away. */
import { Button } from "@fluentui/react-button";
import { Field } from "@fluentui/react-field";
import { Input } from "@fluentui/react-input";
import { Textarea } from "@fluentui/react-textarea";
import { makeStyles } from "@griffel/react";
import { useState } from "react";
import { ask, codeOf, type Schemas } from "../api.js";
import { useAct } from "../parts/act.js";
import { wrong } from "../parts/field.js";
import { Panel } from "../parts/Panel.js";
import { useWords } from "../words/words.js";

const useStyles = makeStyles({ danger: { justifySelf: "start" } });

export function DeniedPanel({ entry, close }: { entry?: Schemas["TaggedDenied"]; close: () => void }) {
  const styles = useStyles();
  const { say } = useWords();
  const act = useAct();
  const [pattern, setPattern] = useState(entry?.pattern ?? "");
  const [reason, setReason] = useState(entry?.reason ?? "");
  const done = async (does: () => Promise<unknown>) => {
    if (await act.run(does)) {
      close();
    }
  };
  const path = `/denied/${encodeURIComponent(pattern)}`;
  const save = () =>
    done(() =>
      entry
        ? ask("PUT", path, { body: { reason }, tag: entry.tag })
        : ask("POST", "/denied", { body: { pattern, reason } }),
    );
  return (
    <Panel
      title={say(entry ? "denied.change" : "denied.add")}
      does={say("save")}
      act={act}
      submit={() => void save()}
      close={close}
    >
      {codeOf(act.fault) === "changed_meanwhile" && <Button onClick={close}>{say("close")}</Button>}
      <Field label={say("exceptions.whom")} hint={say("denied.whomHint")} required {...wrong(act, say, "pattern")}>
        <Input
          value={pattern}
          readOnly={entry !== undefined}
          autoComplete="off"
          onChange={(_, { value }) => setPattern(value)}
        />
      </Field>
      <Field label={say("exceptions.reason")} required {...wrong(act, say, "reason")}>
        <Textarea value={reason} onChange={(_, { value }) => setReason(value)} />
      </Field>
      {entry && (
        <Button className={styles.danger} onClick={() => void done(() => ask("DELETE", path, { tag: entry.tag }))}>
          {say("denied.remove")}
        </Button>
      )}
    </Panel>
  );
}
