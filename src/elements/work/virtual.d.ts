// virtual.d.ts: the worker's script, put in by tools/worker-plugin.mjs.
declare module "virtual:piecewise-worker" {
  const source: string;
  export default source;
}
