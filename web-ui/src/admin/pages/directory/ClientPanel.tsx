/** One client or partner: what is known of them, who may see their data and why. */
import { Button } from "@fluentui/react-button";
import { Field } from "@fluentui/react-field";
import { Select } from "@fluentui/react-select";
import { makeStyles } from "@griffel/react";
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

type Client = Schemas["TaggedClient"];

const KINDS = ["person", "organisation", "partner"] as const;

const useStyles = makeStyles({
  heading: { fontSize: "1rem", fontWeight: 600 },
  people: { display: "grid", gap: ".375rem", listStyleType: "none" },
  quiet: { color: "var(--colorNeutralForeground2)" },
});

const EMPTY = {
  number: "",
  name: "",
  kind: "organisation",
  group: "",
  contacts: [],
  domains: [],
  aliases: [],
  kvk: [],
  birth_date: "",
  entitled_to: [],
  active_until: "",
};

export interface ClientPanelProps {
  /** None for one who is added. */
  number: string | null;
  may: boolean;
  close: () => void;
}

export function ClientPanel({ number, may, close }: ClientPanelProps) {
  const { say } = useWords();
  const client = useQuery({
    queryKey: ["client", number],
    queryFn: ({ signal }) => ask<Client>("GET", `/directory/clients/${encodeURIComponent(number ?? "")}`, { signal }),
    enabled: number !== null,
    staleTime: 0,
    gcTime: 0,
  });
  if (number === null) {
    return <ClientForm client={null} may={may} close={close} />;
  }
  return client.data ? (
    <ClientForm key={client.data.tag} client={client.data} may={may} close={close} />
  ) : (
    <Panel title={say("directory.client")} close={close}>
      <Loaded query={client}>{() => null}</Loaded>
    </Panel>
  );
}

/** A contact as a line of text: the address, perhaps behind a name. */
function written({ name, address }: Schemas["DirectoryContact"]): string {
  return name ? `${name} <${address}>` : address;
}

function contactOf(line: string): Schemas["DirectoryContact"] {
  const parts = /^(.*)<([^<>]*)>\s*$/u.exec(line);
  return parts
    ? { name: (parts[1] ?? "").trim(), address: (parts[2] ?? "").trim() }
    : { name: "", address: line.trim() };
}

function ClientForm({ client, may, close }: { client: Client | null; may: boolean; close: () => void }) {
  const { say } = useWords();
  const act = useAct();
  const [form, setForm] = useState(() => {
    const from = client ?? EMPTY;
    return { ...from, contacts: from.contacts.map(written) };
  });
  const [numbers, setNumbers] = useState<{ bsn: string[]; iban: string[] }>({ bsn: [], iban: [] });
  const [sure, setSure] = useState(false);
  const path = client ? `/directory/clients/${encodeURIComponent(client.number)}` : "/directory/clients";
  const done = async (does: () => Promise<unknown>) => {
    if (await act.run(does)) {
      close();
    }
  };
  const given = (values: string[]) => (values.some((value) => value.trim() !== "") ? { values } : null);
  const save = () => {
    const { number, name, kind, group, domains, aliases, kvk, birth_date, entitled_to, active_until } = form;
    const body = {
      number,
      name,
      kind,
      group,
      contacts: form.contacts.filter((line) => line.trim() !== "").map(contactOf),
      domains,
      aliases,
      kvk,
      birth_date,
      entitled_to,
      active_until,
      bsn: given(numbers.bsn)?.values ?? null,
      iban: given(numbers.iban)?.values ?? null,
    };
    return done(() => ask(client ? "PUT" : "POST", path, { body, ...(client && { tag: client.tag }) }));
  };
  const one = (name: "group" | "birth_date" | "active_until" | "name" | "number") => ({
    label: say(`column.${COLUMN[name]}`),
    value: form[name],
    change: (value: string) => setForm({ ...form, [name]: value }),
    disabled: !may,
  });
  const several = (name: "contacts" | "domains" | "aliases" | "kvk" | "entitled_to") => ({
    label: say(`column.${COLUMN[name]}`),
    values: form[name],
    change: (values: string[]) => setForm({ ...form, [name]: values }),
    disabled: !may,
  });
  const secret = (name: "bsn" | "iban", count: number) => ({
    label: say(`column.${name}`),
    values: numbers[name],
    change: (values: string[]) => setNumbers({ ...numbers, [name]: values }),
    disabled: !may,
    hint: say("directory.secret", { count }),
  });
  return (
    <Panel
      title={client ? client.name : say("directory.addClient")}
      {...(may && { does: say("save"), act, submit: () => void save() })}
      close={close}
    >
      <Faults fault={act.fault} />
      {client && <Seers client={client} />}
      <One {...one("number")} disabled={!may || client !== null} required />
      <One {...one("name")} required />
      <Field label={say("column.kind")}>
        <Select value={form.kind} disabled={!may} onChange={(_, { value }) => setForm({ ...form, kind: value })}>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {say(`directory.${kind}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Several {...several("contacts")} hint={say("directory.contactHint")} />
      <Several {...several("domains")} />
      <One {...one("group")} hint={say("directory.groupHint")} />
      <Several {...several("entitled_to")} hint={say("directory.entitledHint")} />
      <Several {...several("aliases")} />
      <Several {...several("kvk")} />
      <Several {...secret("bsn", client?.bsn_count ?? 0)} />
      <Several {...secret("iban", client?.iban_count ?? 0)} />
      <One {...one("birth_date")} hint={say("directory.dateHint")} />
      <One {...one("active_until")} hint={say("directory.dateHint")} />
      {client && may && (
        <div>
          {sure && <Notice intent="warning">{say("directory.removeSure", { name: client.name })}</Notice>}
          <Button onClick={() => (sure ? void done(() => ask("DELETE", path, { tag: client.tag })) : setSure(true))}>
            {say("directory.remove")}
            {!sure && "…"}
          </Button>
        </div>
      )}
    </Panel>
  );
}

/** The column of a file that a field stands for. */
const COLUMN = {
  number: "client_number",
  name: "client_name",
  group: "group",
  contacts: "email",
  domains: "domain",
  aliases: "aliases",
  kvk: "kvk",
  birth_date: "birth_date",
  entitled_to: "entitled_to",
  active_until: "active_until",
} as const;

/** Who may see this client's data, and whose data they may see. */
function Seers({ client }: { client: Client }) {
  const styles = useStyles();
  const { say } = useWords();
  const because = (seer: Schemas["Seer"]) => say(`because.${seer.because}` as "because.own");
  return (
    <>
      <h3 className={styles.heading}>{say("directory.seenBy")}</h3>
      <ul className={styles.people}>
        {client.seen_by.map((seer) => (
          <li key={seer.number}>
            {seer.name} <span className={styles.quiet}>({because(seer)})</span>
          </li>
        ))}
        {client.seen_by.length === 0 && <li className={styles.quiet}>{say("directory.soon")}</li>}
      </ul>
      {client.sees_count > 0 && (
        <>
          <h3 className={styles.heading}>{say("directory.sees", { count: client.sees_count })}</h3>
          <ul className={styles.people}>
            {client.sees.slice(0, 10).map((seer) => (
              <li key={seer.number}>
                {seer.name} <span className={styles.quiet}>({because(seer)})</span>
              </li>
            ))}
            {client.sees_count > 10 && (
              <li className={styles.quiet}>{say("directory.more", { count: client.sees_count - 10 })}</li>
            )}
          </ul>
        </>
      )}
    </>
  );
}
