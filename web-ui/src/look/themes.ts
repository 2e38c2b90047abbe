/** Light and dark, in the colours of the dialog. */
import { createDarkTheme, createLightTheme, type BrandVariants, type Theme } from "@fluentui/react-theme";

/** Blue of a stamp. */
const STAMP: BrandVariants = {
  10: "#020710",
  20: "#07182b",
  30: "#05264a",
  40: "#053264",
  50: "#083d79",
  60: "#0a4a90",
  70: "#0b53a0",
  80: "#0b5cad",
  90: "#2b6fb9",
  100: "#4583c6",
  110: "#5d97d3",
  120: "#75abe0",
  130: "#8dbdec",
  140: "#a7cef4",
  150: "#c2dffa",
  160: "#deeffd",
};

export type Look = "light" | "dark";

export const THEMES: Record<Look, Theme> = {
  light: { ...createLightTheme(STAMP), fontFamilyBase: "inherit" },
  dark: {
    ...createDarkTheme(STAMP),
    fontFamilyBase: "inherit",
    // The usual ones lack contrast on the dark ground.
    colorBrandBackground: "#2870bd",
    colorBrandBackgroundHover: "#2566ab",
    colorBrandForeground1: STAMP[130],
    colorBrandForegroundLink: STAMP[140],
  },
};

export function systemLook(): Look {
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
