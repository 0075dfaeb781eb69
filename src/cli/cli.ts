#!/usr/bin/env node
// cli.ts: what the package's `piecewise` starts.
import { main } from "./main.ts";

await main(process.argv.slice(2));
