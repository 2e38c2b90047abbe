/** The keys with which mail programs join. A key is shown once, when it is made. */
import { Button } from "@fluentui/react-button";
import { Field } from "@fluentui/react-field";
import { Input } from "@fluentui/react-input";
import { makeStyles } from "@griffel/react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, codeOf, type Schemas } from "../api.js";
import { useAct } from "../parts/act.js";
import { wrong } from "../parts/field.js";
import { List } from "../parts/List.js";
import { Notice } from "../parts/Notice.js";
import { Loaded } from "../parts/Page.js";
import { Panel } from "../parts/Panel.js";
import { SureButton } from "../parts/SureButton.js";
import { excuse, moment, useWords } from "../words/words.js";

type Made = Schemas["MadeKey"];
type Listed = Schemas["ListedKey"];

const useStyles = makeStyles({
  key: { fontFamily: "monospace", overflowWrap: "anywhere" },
  make: { justifySelf: "start" },
});

export function Keys({ may }: { may: boolean }) {
  const styles = useStyles();
  const { say, language } = useWords();
  const act = useAct();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const keys = useQuery({
    queryKey: ["keys"],
    queryFn: ({ signal }) => ask<Listed[]>("GET", "/enrolment-keys", { signal }),
  });
  const close = (key: Made | null = null) => {
    setOpen(false);
    setMade(key);
    void keys.refetch();
  };
  const end = ({ id }: Listed) => act.run(() => ask("DELETE", `/enrolment-keys/${id}`)).then(() => keys.refetch());
  return (
    <>
      {may && (
        <Button className={styles.make} onClick={() => setOpen(true)}>
          {say("deployment.makeKey")}
        </Button>
      )}
      {made && (
        <Notice intent="success">
          <strong>{say("deployment.keyMade", { until: moment(language, made.ends) })}</strong>
          <p className={styles.key}>{made.key}</p>
        </Notice>
      )}
      {act.fault !== null && <Notice intent="error">{excuse(say, codeOf(act.fault))}</Notice>}
      <Loaded query={keys}>
        {(rows) => (
          <List
            label={say("deployment.keys")}
            empty={say("deployment.noKeys")}
            rows={rows}
            idOf={({ id }) => id}
            columns={[
              { title: say("deployment.label"), cell: ({ label }) => label || "–" },
              { title: say("deployment.usesLeft"), cell: ({ uses_left: uses }) => uses },
              { title: say("deployment.keyEnds"), cell: ({ ends }) => moment(language, ends) },
              {
                title: say("deployment.act"),
                cell: (key) =>
                  may && (
                    <SureButton
                      label={say("deployment.endKey")}
                      of={key.label}
                      sure={say("devices.revokeSure")}
                      act={() => void end(key)}
                    />
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      {open && <KeyPanel close={close} />}
    </>
  );
}

function KeyPanel({ close }: { close: (made?: Made | null) => void }) {
  const { say } = useWords();
  const act = useAct();
  const [label, setLabel] = useState("");
  const [uses, setUses] = useState("10");
  const [days, setDays] = useState("14");
  const make = async () => {
    let made: Made | null = null;
    const body = { label, uses: Number(uses) || 0, days: Number(days) || 0 };
    if (await act.run(async () => void (made = await ask("POST", "/enrolment-keys", { body })))) {
      close(made);
    }
  };
  return (
    <Panel
      title={say("deployment.makeKey")}
      does={say("deployment.make")}
      act={act}
      submit={() => void make()}
      close={() => close()}
    >
      <Field label={say("deployment.label")} hint={say("deployment.labelHint")} {...wrong(act, say, "label")}>
        <Input value={label} autoComplete="off" onChange={(_, { value }) => setLabel(value)} />
      </Field>
      <Field label={say("deployment.uses")} required {...wrong(act, say, "uses")}>
        <Input type="number" min={1} max={100_000} value={uses} onChange={(_, { value }) => setUses(value)} />
      </Field>
      <Field label={say("deployment.days")} required {...wrong(act, say, "days")}>
        <Input type="number" min={1} max={3_650} value={days} onChange={(_, { value }) => setDays(value)} />
      </Field>
    </Panel>
  );
}
