/** A policy as a tree, as the service sends and takes it. Changing it makes another; nothing is changed in place. */

export type Tree = { [name: string]: unknown };

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at a path; nothing where nothing stands. */
export function at(tree: Tree, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (isTree(value) ? value[name] : undefined), tree);
}

/** What stands at a path, as a text; empty where nothing stands. */
export function textAt(tree: Tree, path: readonly string[]): string {
  const value = at(tree, path);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The tree with this at a path; null goes back to the default. */
export function put(tree: Tree, [name, ...rest]: readonly string[], value: string | number | null): Tree {
  if (name === undefined) {
    return tree;
  }
  const before = tree[name];
  return { ...tree, [name]: rest.length === 0 ? value : put(isTree(before) ? before : {}, rest, value) };
}

/** How many settings of a table say something. */
export function said(value: unknown): number {
  if (isTree(value)) {
    return Object.values(value).reduce<number>((sum, inner) => sum + said(inner), 0);
  }
  return value === undefined || value === null ? 0 : 1;
}
