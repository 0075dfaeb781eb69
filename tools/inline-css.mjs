// inline-css.mjs: `import text from "./file.css?inline"`, as vite's builds have it, for those that do not.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The name of such a module while it is bundled: it must not end in .css, or vite takes it for a style sheet. */
const INLINE = /^\0(.*)\.inline$/;

/** For rolldown, and for vite's runner, whose own style sheets need a server. */
export function inlineCss() {
  return {
    name: "inline-css",
    enforce: "pre",
    resolveId: (id, importer) =>
      id.endsWith(".css?inline") && importer
        ? `\0${join(dirname(importer), id.replace("?inline", ""))}.inline`
        : undefined,
    async load(id) {
      const [, file] = INLINE.exec(id) ?? [];
      if (!file) return undefined;
      return { code: `export default ${JSON.stringify(await readFile(file, "utf8"))};`, moduleType: "js" };
    },
  };
}
