/** Whether the warnings help: how often something was shown, and what was done about it. Counts only; of nobody. */
import { Badge } from "@fluentui/react-badge";
import { makeStyles } from "@griffel/react";
import { useQuery } from "@tanstack/react-query";
import { ask, type Schemas } from "../api.js";
import { Bars, Legend, SmallBars } from "../parts/Charts.js";
import { checkName } from "../parts/checks.js";
import { List } from "../parts/List.js";
import { Notice } from "../parts/Notice.js";
import { Loaded, Page } from "../parts/Page.js";
import { Section } from "../parts/Section.js";
import { type Language, useWords } from "../words/words.js";

type Figures = Schemas["Figures"];
type Week = Figures["weeks"][number];
type Counts = Pick<Week, "shown" | "changed" | "acknowledged" | "sent" | "not_right">;

/** Warnings for every hundred mails that people put up with. */
const BUDGET = 1;
/** A check is noisy when so large a part of what it shows is called not right, of at least so many. */
const NOISY = { part: 0.2, shown: 5 };

const useStyles = makeStyles({
  tiles: { display: "grid", gap: "1rem", gridTemplateColumns: "repeat(auto-fit, minmax(10rem, 1fr))" },
  tile: {
    padding: "1rem",
    borderRadius: ".375rem",
    backgroundColor: "var(--colorNeutralBackground2)",
    border: "1px solid var(--colorNeutralStroke2)",
  },
  figure: { display: "block", fontSize: "1.75rem", lineHeight: 1.25, fontWeight: 600, margin: 0 },
  name: { color: "var(--colorNeutralForeground2)" },
  note: { fontSize: ".875rem", margin: 0 },
  table: { cursor: "pointer", paddingBlock: ".25rem" },
});

/** A part of a hundred, with one digit. */
function per(language: Language, part: number, whole: number): string {
  const share = whole === 0 ? 0 : (100 * part) / whole;
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(share);
}

/** Whoever answers for a warning may be known to have sent as well: that is one mail. */
const anyway = ({ acknowledged, sent }: Counts) => Math.max(acknowledged, sent);
const unknown = (counts: Counts) => Math.max(0, counts.shown - counts.changed - anyway(counts) - counts.not_right);
const isNoisy = ({ shown, not_right: wrong }: Counts) => shown >= NOISY.shown && wrong >= NOISY.part * shown;

export default function Overview() {
  const { say } = useWords();
  const figures = useQuery({
    queryKey: ["figures"],
    queryFn: ({ signal }) => ask<Figures>("GET", "/figures", { signal }),
    refetchInterval: 60_000,
  });
  return (
    <Page title={say("overview.title")} about={say("overview.about")}>
      <Loaded query={figures}>
        {(counted) => (
          <>
            <Noisy checks={counted.checks} />
            <Tiles {...counted} />
            <ByWeek weeks={counted.weeks} />
            <ByCheck checks={counted.checks} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Noisy({ checks }: { checks: Figures["checks"] }) {
  const { say } = useWords();
  const noisy = checks.filter(isNoisy).map(({ check }) => checkName(say, check));
  return (
    noisy.length > 0 && <Notice intent="warning">{say("overview.noisyNamed", { checks: noisy.join(", ") })}</Notice>
  );
}

function Tiles({ weeks, office }: Figures) {
  const styles = useStyles();
  const { say, language } = useWords();
  const sum = (of: (week: Week) => number) => weeks.reduce((all, week) => all + of(week), 0);
  const [mails, shown] = [sum((week) => week.mails), sum((week) => week.shown)];
  const whole = new Intl.NumberFormat(language);
  const share = (of: (week: Week) => number) => `${per(language, sum(of), shown)} %`;
  const over = 100 * shown > BUDGET * mails && say("overview.over");
  const tiles: [name: string, figure: string, note?: string | false][] = [
    [say("overview.mails"), whole.format(mails)],
    [say("overview.per100"), per(language, shown, mails), over],
    [say("overview.changed"), share((week) => week.changed)],
    [say("overview.anyway"), share(anyway)],
    [say("overview.notRight"), share((week) => week.not_right)],
    [say("overview.unknown"), share(unknown), say("overview.unknownAbout")],
    [say("overview.clients"), whole.format(office.clients)],
    [say("overview.colleagues"), whole.format(office.colleagues)],
    [say("overview.devices"), whole.format(office.devices)],
  ];
  return (
    <dl className={styles.tiles}>
      {tiles.map(([name, figure, note]) => (
        <div key={name} className={styles.tile}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.figure}>{figure}</dd>
          {note && <dd className={styles.note}>{note}</dd>}
        </div>
      ))}
    </dl>
  );
}

function ByWeek({ weeks }: { weeks: readonly Week[] }) {
  const styles = useStyles();
  const { say, language } = useWords();
  const short = new Intl.DateTimeFormat(language, { day: "numeric", month: "numeric", timeZone: "UTC" });
  const monday = (week: Week) => short.format(new Date(week.monday));
  const names = { first: say("overview.changed"), second: say("overview.anyway"), third: say("overview.notRight") };
  const title = (week: Week) => say("overview.week", { monday: monday(week), mails: week.mails, shown: week.shown });
  return (
    <>
      <Section title={say("overview.byWeek")}>
        <Bars
          label={say("overview.byWeek")}
          limit={{ at: BUDGET, label: say("overview.budget") }}
          bars={weeks.map((week) => ({
            label: monday(week),
            values: { first: week.mails === 0 ? 0 : (100 * week.shown) / week.mails },
            title: title(week),
          }))}
        />
      </Section>
      <Section title={say("overview.done")}>
        <Legend names={{ ...names, rest: say("overview.unknown") }} />
        <Bars
          label={say("overview.done")}
          bars={weeks.map((week) => ({
            label: monday(week),
            values: { first: week.changed, second: anyway(week), third: week.not_right, rest: unknown(week) },
            title: title(week),
          }))}
        />
        <details>
          <summary className={styles.table}>{say("overview.table")}</summary>
          <List
            label={say("overview.done")}
            rows={weeks}
            idOf={(week) => week.monday}
            columns={[
              { title: say("overview.monday"), cell: monday },
              { title: say("overview.mails"), cell: ({ mails }) => mails },
              { title: say("overview.shown"), cell: ({ shown }) => shown },
              { title: say("overview.per100"), cell: ({ shown, mails }) => per(language, shown, mails) },
              { title: names.first, cell: ({ changed }) => changed },
              { title: names.second, cell: anyway },
              { title: names.third, cell: ({ not_right: wrong }) => wrong },
              { title: say("overview.unknown"), cell: unknown },
            ]}
          />
        </details>
      </Section>
    </>
  );
}

function ByCheck({ checks }: { checks: Figures["checks"] }) {
  const { say, language } = useWords();
  return (
    <Section title={say("overview.byCheck")}>
      <List
        label={say("overview.byCheck")}
        empty={say("overview.nothing")}
        rows={checks}
        idOf={({ check }) => check}
        columns={[
          { title: say("overview.check"), cell: ({ check }) => checkName(say, check) },
          { title: say("overview.shown"), cell: ({ shown }) => shown },
          {
            title: say("overview.trend"),
            cell: ({ by_week: weeks }) => <SmallBars label={weeks.join(", ")} values={weeks} />,
          },
          { title: say("overview.changed"), cell: (row) => `${per(language, row.changed, row.shown)} %` },
          { title: say("overview.anyway"), cell: (row) => `${per(language, anyway(row), row.shown)} %` },
          {
            title: say("overview.notRight"),
            cell: (row) => (
              <>
                {per(language, row.not_right, row.shown)} %{" "}
                {isNoisy(row) && (
                  <Badge appearance="tint" color="warning">
                    {say("overview.noisy")}
                  </Badge>
                )}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}
