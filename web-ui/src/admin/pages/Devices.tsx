/** Who is guarded and who is not, and the devices that ask. */
import { Badge } from "@fluentui/react-badge";
import { Button } from "@fluentui/react-button";
import { Field } from "@fluentui/react-field";
import { Input } from "@fluentui/react-input";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, codeOf, type Schemas } from "../api.js";
import { useAct } from "../parts/act.js";
import { wrong } from "../parts/field.js";
import { List } from "../parts/List.js";
import { Notice } from "../parts/Notice.js";
import { Loaded, Page } from "../parts/Page.js";
import { Panel } from "../parts/Panel.js";
import { hasOne } from "../parts/roles.js";
import { SearchField, type Searching, sent, Turning } from "../parts/Search.js";
import { Section } from "../parts/Section.js";
import { SureButton } from "../parts/SureButton.js";
import { queries } from "../queries.js";
import { day, excuse, moment, useWords } from "../words/words.js";

type Device = Schemas["ListedDevice"];

/** What is told here changes together. */
const refresh = () => Promise.all(["devices", "coverage"].map((key) => queries.invalidateQueries({ queryKey: [key] })));

export default function Devices({ person }: { person: Schemas["Person"] }) {
  const { say } = useWords();
  const [open, setOpen] = useState(false);
  const [revoked, setRevoked] = useState<number | null>(null);
  const may = hasOne(person.roles, ["it"]);
  const close = (count: number | null = null) => {
    setOpen(false);
    setRevoked(count);
    void refresh();
  };
  return (
    <Page
      title={say("devices.title")}
      about={say("devices.about")}
      commands={may && <Button onClick={() => setOpen(true)}>{say("devices.revokeOf")}</Button>}
    >
      {revoked !== null && <Notice intent="success">{say("devices.revokedCount", { count: revoked })}</Notice>}
      <Section title={say("devices.coverage")}>
        <Coverage />
      </Section>
      <Section title={say("devices.devices")}>
        <DeviceList may={may} />
      </Section>
      {open && <RevokePanel close={close} />}
    </Page>
  );
}

function Coverage() {
  const { say, language } = useWords();
  const coverage = useQuery({
    queryKey: ["coverage"],
    queryFn: ({ signal }) => ask<Schemas["Coverage"]>("GET", "/coverage", { signal }),
  });
  return (
    <Loaded query={coverage}>
      {({ colleagues, guarded, missing, clients }) => (
        <>
          <p>{say("devices.guarded", { guarded, colleagues })}</p>
          {Object.keys(clients).length > 0 && (
            <List
              label={say("devices.versions")}
              rows={Object.entries(clients)}
              idOf={([client]) => client}
              columns={[
                { title: say("devices.version"), cell: ([client]) => client },
                { title: say("devices.howMany"), cell: ([, count]) => count },
              ]}
            />
          )}
          {missing.length > 0 && (
            <List
              label={say("devices.missing")}
              rows={missing}
              idOf={({ address }) => address}
              columns={[
                { title: say("devices.missing"), cell: ({ name }) => name },
                { title: say("devices.mailbox"), cell: ({ address }) => address },
                {
                  title: say("account.seen"),
                  cell: ({ last_seen: seen }) => (seen ? day(language, seen) : say("devices.never")),
                },
              ]}
            />
          )}
        </>
      )}
    </Loaded>
  );
}

function DeviceList({ may }: { may: boolean }) {
  const { say, language } = useWords();
  const [searching, search] = useState<Searching>({ q: "", from: 0 });
  const act = useAct();
  const devices = useQuery({
    queryKey: ["devices", searching],
    queryFn: ({ signal }) => ask<Schemas["DevicePage"]>("GET", `/devices?${sent(searching)}`, { signal }),
    placeholderData: (before) => before,
  });
  const revoke = ({ id }: Device) => act.run(() => ask("DELETE", `/devices/${id}`)).then(refresh);
  return (
    <>
      <SearchField label={say("devices.search")} search={search} />
      {act.fault !== null && <Notice intent="error">{excuse(say, codeOf(act.fault))}</Notice>}
      <Loaded query={devices}>
        {({ devices: rows, total }) => (
          <>
            <List
              label={say("devices.devices")}
              empty={say(searching.q ? "list.none" : "devices.empty")}
              rows={rows}
              idOf={({ id }) => id}
              columns={[
                { title: say("devices.mailbox"), cell: ({ mailbox }) => mailbox },
                { title: say("devices.client"), cell: ({ client }) => client },
                {
                  title: say("account.seen"),
                  cell: ({ last_seen: seen, silent, revoked }) => (
                    <>
                      {moment(language, seen)}{" "}
                      {silent && !revoked && <Badge appearance="tint">{say("devices.silent")}</Badge>}
                    </>
                  ),
                },
                {
                  title: say("access.state"),
                  cell: (device) => <State device={device} {...(may && { revoke: () => void revoke(device) })} />,
                },
              ]}
            />
            {total > 0 && <Turning {...{ searching, total, search }} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function State({ device: { revoked, mailbox }, revoke }: { device: Device; revoke?: () => void }) {
  const { say } = useWords();
  if (revoked) {
    return say("devices.revoked");
  }
  if (!revoke) {
    return say("devices.asks");
  }
  return <SureButton label={say("devices.revoke")} of={mailbox} sure={say("devices.revokeSure")} act={revoke} />;
}

function RevokePanel({ close }: { close: (count?: number | null) => void }) {
  const { say } = useWords();
  const act = useAct();
  const [colleague, setColleague] = useState("");
  const revoke = async () => {
    let count = 0;
    const ended = async () => {
      ({ revoked: count } = await ask<Schemas["RevokedDevices"]>("POST", "/devices/revoked", { body: { colleague } }));
    };
    if (await act.run(ended)) {
      close(count);
    }
  };
  return (
    <Panel
      title={say("devices.revokeOf")}
      does={say("devices.revoke")}
      act={act}
      submit={() => void revoke()}
      close={() => close()}
    >
      <p>{say("devices.revokeOfAbout")}</p>
      <Field label={say("devices.whose")} required {...wrong(act, say, "colleague")}>
        <Input type="email" autoComplete="off" value={colleague} onChange={(_, { value }) => setColleague(value)} />
      </Field>
    </Panel>
  );
}
