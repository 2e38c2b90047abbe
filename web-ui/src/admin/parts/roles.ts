/** Roles: their names, and which pages they open. What they may do is decided by the service alone. */
import { isKey, type Say } from "../words/words.js";

export const ROLES = ["admin", "it", "privacy_officer", "auditor"] as const;

export function roleNames(say: Say, roles: readonly string[]): string[] {
  return roles.map((role) => `role.${role}`).map((key) => (isKey(key) ? say(key) : key));
}

/** Whether one of these roles is among those of a person. */
export function hasOne(roles: readonly string[], of: readonly string[]): boolean {
  return of.some((role) => roles.includes(role));
}
