// package-root.ts: where this package lies, from wherever in it this file ends up.
import { existsSync, readFileSync } from "node:fs";

/** The folder that holds our package.json, as a file URL that ends in "/". */
export const packageRoot: URL = (() => {
  let folder = new URL("./", import.meta.url);
  while (!existsSync(new URL("package.json", folder)) && folder.pathname !== "/") folder = new URL("../", folder);
  return folder;
})();

/** The version that package.json says. */
export const version = (): string => {
  const { version } = JSON.parse(readFileSync(new URL("package.json", packageRoot), "utf8")) as { version: string };
  return version;
};
