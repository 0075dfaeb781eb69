// embed.ts: a figure's source as plain HTML that works in an empty page with piecewise.global.js beside it.
import ts from "typescript";

/** The entry points become one global, the default export is appended to the element; types are taken off. */
export function embed(id: string, source: string): string {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
  });
  const imports = /^import \{([^}]*)\} from "piecewise[^"]*";\n/gm;
  const names = [...outputText.matchAll(imports)].flatMap(([, list]) => list.split(",")).map((name) => name.trim());
  const body = outputText
    .replace(imports, "")
    .replace(/export default ([\s\S]*);\s*$/, "const figure = $1;")
    .trim();
  return `<div id="${id}"></div>
<script src="piecewise.global.js"></script>
<script>
{
const { ${names.filter((name) => name !== "").join(", ")} } = piecewise;

${body}
document.getElementById("${id}").append(figure);
}
</script>
`;
}
