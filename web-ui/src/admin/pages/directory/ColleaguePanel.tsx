/** One colleague. */
import { Button } from "@fluentui/react-button";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, type Schemas } from "../../api.js";
import { useAct } from "../../parts/act.js";
import { Notice } from "../../parts/Notice.js";
import { Loaded } from "../../parts/Page.js";
import { Panel } from "../../parts/Panel.js";
import { useWords } from "../../words/words.js";
import { Faults } from "./faults.js";
import { One, Several } from "./fields.js";

type Colleague = Schemas["TaggedColleague"];

const EMPTY = { name: "", address: "", private: [], groups: [], mailboxes: [], active_until: "" };

export interface ColleaguePanelProps {
  /** None for one who is added. */
  address: string | null;
  may: boolean;
  close: () => void;
}

export function ColleaguePanel({ address, may, close }: ColleaguePanelProps) {
  const { say } = useWords();
  const colleague = useQuery({
    queryKey: ["colleague", address],
    queryFn: ({ signal }) =>
      ask<Colleague>("GET", `/directory/colleagues/${encodeURIComponent(address ?? "")}`, { signal }),
    enabled: address !== null,
    staleTime: 0,
    gcTime: 0,
  });
  if (address === null) {
    return <ColleagueForm colleague={null} may={may} close={close} />;
  }
  return colleague.data ? (
    <ColleagueForm key={colleague.data.tag} colleague={colleague.data} may={may} close={close} />
  ) : (
    <Panel title={say("directory.colleague")} close={close}>
      <Loaded query={colleague}>{() => null}</Loaded>
    </Panel>
  );
}

function ColleagueForm({ colleague, may, close }: { colleague: Colleague | null; may: boolean; close: () => void }) {
  const { say } = useWords();
  const act = useAct();
  const [form, setForm] = useState<Schemas["DirectoryColleague"]>(colleague ?? EMPTY);
  const [sure, setSure] = useState(false);
  const path = colleague ? `/directory/colleagues/${encodeURIComponent(colleague.address)}` : "/directory/colleagues";
  const done = async (does: () => Promise<unknown>) => {
    if (await act.run(does)) {
      close();
    }
  };
  const save = () => {
    const { name, address, groups, mailboxes, active_until } = form;
    const body = { name, address, private: form.private, groups, mailboxes, active_until };
    return done(() => ask(colleague ? "PUT" : "POST", path, { body, ...(colleague && { tag: colleague.tag }) }));
  };
  const several = (name: "private" | "groups" | "mailboxes", column: "private_email" | "groups" | "mailboxes") => ({
    label: say(`column.${column}`),
    values: form[name] ?? [],
    change: (values: string[]) => setForm({ ...form, [name]: values }),
    disabled: !may,
  });
  return (
    <Panel
      title={colleague ? colleague.name : say("directory.addColleague")}
      {...(may && { does: say("save"), act, submit: () => void save() })}
      close={close}
    >
      <Faults fault={act.fault} />
      <One
        label={say("name")}
        value={form.name}
        change={(name) => setForm({ ...form, name })}
        disabled={!may}
        required
      />
      <One
        label={say("column.email")}
        value={form.address}
        change={(address) => setForm({ ...form, address })}
        disabled={!may || colleague !== null}
        required
      />
      <Several {...several("private", "private_email")} />
      <Several {...several("groups", "groups")} />
      <Several {...several("mailboxes", "mailboxes")} />
      <One
        label={say("column.active_until")}
        value={form.active_until ?? ""}
        change={(active_until) => setForm({ ...form, active_until })}
        disabled={!may}
        hint={say("directory.dateHint")}
      />
      {colleague && may && (
        <div>
          {sure && <Notice intent="warning">{say("directory.removeSure", { name: colleague.name })}</Notice>}
          <Button onClick={() => (sure ? void done(() => ask("DELETE", path, { tag: colleague.tag })) : setSure(true))}>
            {say("directory.remove")}
            {!sure && "…"}
          </Button>
        </div>
      )}
    </Panel>
  );
}
