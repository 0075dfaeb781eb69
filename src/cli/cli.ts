#!/usr/bin/env node
// cli.ts: what the package's `piecewise` starts.
import { allowFusedProducts } from "./fused-products.ts";
import { main } from "./main.ts";

allowFusedProducts();
await main(process.argv.slice(2));
