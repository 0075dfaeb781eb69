// setup.ts: the tests in this folder look at what a user gets: the built package and the built site.
import { buildPackage, buildSite } from "../../tools/build.mjs";

export async function setup(): Promise<void> {
  await buildPackage();
  await buildSite();
}
