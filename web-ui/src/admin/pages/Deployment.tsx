/** How mail programs come to Postwacht: the address and its certificate, the files, and the keys. */
import { Button } from "@fluentui/react-button";
import { makeStyles } from "@griffel/react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, codeOf, type Schemas } from "../api.js";
import { useAct } from "../parts/act.js";
import { List } from "../parts/List.js";
import { Notice } from "../parts/Notice.js";
import { Loaded, Page } from "../parts/Page.js";
import { hasOne } from "../parts/roles.js";
import { Section } from "../parts/Section.js";
import { day, excuse, isKey, useWords } from "../words/words.js";
import { Keys } from "./Keys.js";

type Tried = Schemas["Tried"];

const useStyles = makeStyles({
  address: { fontFamily: "monospace", overflowWrap: "anywhere" },
  try: { justifySelf: "start" },
});

export default function Deployment({ person }: { person: Schemas["Person"] }) {
  const { say } = useWords();
  const may = hasOne(person.roles, ["it"]);
  const deployment = useQuery({
    queryKey: ["deployment"],
    queryFn: ({ signal }) => ask<Schemas["Deployment"]>("GET", "/deployment", { signal }),
  });
  return (
    <Page title={say("deployment.title")} about={say("deployment.about")}>
      <Loaded query={deployment}>
        {({ address, files }) => (
          <>
            <Section title={say("deployment.address")}>
              <Address address={address ?? null} may={may} />
            </Section>
            {files.length > 0 && (
              <Section title={say("deployment.files")}>
                <Files files={files} />
              </Section>
            )}
          </>
        )}
      </Loaded>
      <Section title={say("deployment.keys")} about={say("deployment.keysAbout")}>
        <Keys may={may} />
      </Section>
    </Page>
  );
}

function Address({ address, may }: { address: string | null; may: boolean }) {
  const styles = useStyles();
  const { say } = useWords();
  const act = useAct();
  const [tried, setTried] = useState<Tried | null>(null);
  if (address === null) {
    return <Notice intent="info">{say("deployment.noAddress")}</Notice>;
  }
  return (
    <>
      <p className={styles.address}>{address}</p>
      {may && (
        <Button
          className={styles.try}
          disabledFocusable={act.busy}
          onClick={() => void act.run(async () => setTried(await ask("POST", "/deployment/trial")))}
        >
          {say("deployment.try")}
        </Button>
      )}
      {act.fault !== null && <Notice intent="error">{excuse(say, codeOf(act.fault))}</Notice>}
      {tried && <Outcome tried={tried} />}
    </>
  );
}

function Outcome({ tried: { outcome, certificate_ends: ends, days_left: days, renew } }: { tried: Tried }) {
  const { say, language } = useWords();
  const key = `deployment.${outcome}`;
  const certificate =
    ends && typeof days === "number"
      ? say(days < 0 ? "deployment.over" : "deployment.ends", { day: day(language, ends), days })
      : "";
  return (
    <Notice intent={outcome === "answers" && !renew ? "success" : "warning"}>
      {say(isKey(key) ? key : "refused.internal")} {certificate} {renew && say("deployment.renew")}
    </Notice>
  );
}

function Files({ files }: { files: readonly Schemas["Given"][] }) {
  const { say } = useWords();
  return (
    <List
      label={say("deployment.files")}
      rows={files}
      idOf={({ href }) => href}
      columns={[
        {
          title: say("deployment.file"),
          cell: ({ name, href }) => (
            <a href={href} download>
              {name}
            </a>
          ),
        },
        { title: say("deployment.for"), cell: ({ client }) => (client === "outlook" ? "Outlook" : "Thunderbird") },
        {
          title: say("deployment.use"),
          cell: ({ client, name }) => {
            const key = `deployment.${client}/${name}`;
            return isKey(key) ? say(key) : "";
          },
        },
      ]}
    />
  );
}
