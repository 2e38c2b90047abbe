/**
 * Charts of bars, week by week. Whoever cannot see them has the same in a table: a chart is never the only place where
 * something is told.
 */
import { makeStyles } from "@griffel/react";

/** A part of a bar. Parts differ by how they are drawn, not by colour alone. */
export const PARTS = ["first", "second", "third", "rest"] as const;
export type Part = (typeof PARTS)[number];

export interface Bar {
  label: string;
  /** The parts, from below. */
  values: Partial<Record<Part, number>>;
  /** What is said about it. */
  title: string;
}

const useStyles = makeStyles({
  chart: { width: "100%", maxWidth: "48rem", height: "auto", display: "block" },
  first: { fill: "var(--colorBrandBackground)" },
  second: { fill: "var(--colorPaletteMarigoldForeground1)" },
  third: { fill: "var(--colorPaletteRedForeground1)" },
  rest: {
    fill: "var(--colorNeutralBackground1)",
    stroke: "var(--colorNeutralStrokeAccessible)",
    strokeDasharray: "3 2",
  },
  ground: { stroke: "var(--colorNeutralStroke1)" },
  line: { stroke: "var(--colorPaletteRedForeground1)", strokeDasharray: "6 4", strokeWidth: "1.5px" },
  words: { fill: "var(--colorNeutralForeground2)", fontSize: "12px" },
  legend: { display: "flex", flexWrap: "wrap", gap: ".25rem 1rem", fontSize: ".875rem" },
  mark: { width: ".875rem", height: ".875rem", verticalAlign: "-.1em", marginRight: ".375rem" },
  small: { width: "6rem", height: "1.5rem", display: "block" },
});

const WIDTH = 640;
const HEIGHT = 200;
const ROOM = { left: 8, right: 8, top: 20, bottom: 28 };
const GROUND = HEIGHT - ROOM.bottom;

const sum = (values: Bar["values"]) => PARTS.reduce((all, part) => all + (values[part] ?? 0), 0);

export interface BarsProps {
  label: string;
  bars: readonly Bar[];
  /** A line that should not be passed, and what it is called. */
  limit?: { at: number; label: string };
}

export function Bars({ label, bars, limit }: BarsProps) {
  const styles = useStyles();
  const most = Math.max((limit?.at ?? 0) * 1.25, ...bars.map(({ values }) => sum(values))) || 1;
  const step = (WIDTH - ROOM.left - ROOM.right) / Math.max(bars.length, 1);
  const heightOf = (value: number) => (value / most) * (GROUND - ROOM.top);
  return (
    <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {bars.map((bar, index) => (
        <Column key={bar.label} bar={bar} left={ROOM.left + index * step} step={step} heightOf={heightOf} />
      ))}
      <line className={styles.ground} x1={ROOM.left} x2={WIDTH - ROOM.right} y1={GROUND} y2={GROUND} />
      {limit && <Limit {...limit} y={GROUND - heightOf(limit.at)} />}
    </svg>
  );
}

interface ColumnProps {
  bar: Bar;
  left: number;
  step: number;
  heightOf: (value: number) => number;
}

function Column({ bar: { label, values, title }, left, step, heightOf }: ColumnProps) {
  const styles = useStyles();
  const below = PARTS.map((_, at) => PARTS.slice(0, at).reduce((all, part) => all + (values[part] ?? 0), 0));
  return (
    <g>
      <title>{title}</title>
      {PARTS.map((part, at) => {
        const height = heightOf(values[part] ?? 0);
        const y = GROUND - heightOf(below[at] ?? 0) - height;
        return (
          height > 0 && (
            <rect key={part} className={styles[part]} x={left + step / 5} width={step * 0.6} {...{ y, height }} />
          )
        );
      })}
      <text className={styles.words} x={left + step / 2} y={HEIGHT - 10} textAnchor="middle">
        {label}
      </text>
    </g>
  );
}

function Limit({ y, label }: { y: number; label: string }) {
  const styles = useStyles();
  return (
    <>
      <line className={styles.line} x1={ROOM.left} x2={WIDTH - ROOM.right} y1={y} y2={y} />
      <text className={styles.words} x={ROOM.left} y={y - 6}>
        {label}
      </text>
    </>
  );
}

/** What the parts mean. */
export function Legend({ names }: { names: Partial<Record<Part, string>> }) {
  const styles = useStyles();
  return (
    <ul className={styles.legend}>
      {PARTS.map((part) =>
        names[part] === undefined ? null : (
          <li key={part}>
            <svg className={styles.mark} viewBox="0 0 14 14" aria-hidden="true">
              <rect className={styles[part]} x="1" y="1" width="12" height="12" />
            </svg>
            {names[part]}
          </li>
        ),
      )}
    </ul>
  );
}

/** A row of small bars that fits in a cell. */
export function SmallBars({ label, values }: { label: string; values: readonly number[] }) {
  const styles = useStyles();
  const most = Math.max(...values, 1);
  return (
    <svg className={styles.small} viewBox={`0 0 ${values.length * 8} 24`} role="img" aria-label={label}>
      {values.map((value, at) => {
        const height = value === 0 ? 1 : 2 + (21 * value) / most;
        // A bar has no name but its place.
        return (
          <rect key={`week ${at}`} className={styles.first} x={at * 8 + 1} width="6" y={24 - height} height={height} />
        );
      })}
    </svg>
  );
}
