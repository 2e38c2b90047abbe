/** Who can sign in to the console, and as what. */
import { Badge } from "@fluentui/react-badge";
import { Button } from "@fluentui/react-button";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, type Schemas } from "../api.js";
import { List } from "../parts/List.js";
import { Loaded, Page } from "../parts/Page.js";
import { hasOne, roleNames } from "../parts/roles.js";
import { day, useWords } from "../words/words.js";
import { AddAccount, ChangeAccount, type Handed, HandOver } from "./access-panels.js";

type Account = Schemas["TaggedAccount"];

export default function Access({ person }: { person: Schemas["Person"] }) {
  const { say, language } = useWords();
  const [open, setOpen] = useState<"add" | Account | null>(null);
  const [handed, setHanded] = useState<Handed | null>(null);
  const accounts = useQuery({
    queryKey: ["accounts"],
    queryFn: ({ signal }) => ask<Account[]>("GET", "/accounts", { signal }),
  });
  const may = hasOne(person.roles, ["admin"]);
  const close = (next: Handed | null = null) => {
    setOpen(null);
    setHanded(next);
    void accounts.refetch();
  };
  return (
    <Page
      title={say("access.title")}
      about={say("access.about")}
      commands={
        may && (
          <Button appearance="primary" onClick={() => setOpen("add")}>
            {say("access.add")}
          </Button>
        )
      }
    >
      {handed && <HandOver handed={handed} />}
      <Loaded query={accounts}>
        {(rows) => (
          <List
            label={say("access.title")}
            rows={rows}
            idOf={({ id }) => id}
            columns={[
              {
                title: say("name"),
                cell: (account) =>
                  may ? (
                    <Button appearance="transparent" size="small" onClick={() => setOpen(account)}>
                      {account.name}
                    </Button>
                  ) : (
                    account.name
                  ),
              },
              { title: say("access.roles"), cell: ({ roles }) => roleNames(say, roles).join(", ") },
              { title: say("access.state"), cell: (account) => <State account={account} /> },
              { title: say("access.since"), cell: ({ created }) => day(language, created) },
            ]}
          />
        )}
      </Loaded>
      {open === "add" && <AddAccount close={close} />}
      {open !== null && open !== "add" && <ChangeAccount key={open.tag} account={open} close={close} />}
    </Page>
  );
}

function State({ account }: { account: Account }) {
  const { say } = useWords();
  if (account.disabled) {
    return <Badge appearance="tint">{say("access.disabled")}</Badge>;
  }
  if (account.provided) {
    return say("access.provided");
  }
  return account.has_password ? say("access.active") : <Badge appearance="tint">{say("access.invited")}</Badge>;
}
