// virtual.d.ts: the script of a further core, put in by tools/worker-plugin.mjs.
declare module "virtual:piecewise-core" {
  const source: string;
  export default source;
}
