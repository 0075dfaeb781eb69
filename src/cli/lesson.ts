// lesson.ts: `piecewise lesson`: the built pages, served to this machine.
import { existsSync } from "node:fs";
import { type Io, UsageError } from "./io.ts";
import { serve } from "./lesson-server.ts";
import { packageRoot } from "./package-root.ts";

/** Serves the lesson until the user interrupts, and prints its address on a line of its own. */
export async function lesson({ port }: { readonly port: number }, io: Io, site?: URL): Promise<void> {
  const root = site ?? new URL("dist/site/", packageRoot);
  if (!existsSync(new URL("index.html", root))) {
    throw new UsageError("the lesson is not built; run npm run build in the project's folder");
  }
  const { address, server } = await serve(root, port);
  await io.stderr.write("The lesson is open at the address below. Stop it with Ctrl+C.\n");
  await io.stdout.write(`${address}\n`);
  await new Promise<void>((resolve) => {
    if (io.signal.aborted) resolve();
    io.signal.addEventListener("abort", () => resolve());
  });
  server.close();
  server.closeAllConnections();
}
