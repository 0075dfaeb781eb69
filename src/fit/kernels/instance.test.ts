import { expect, test } from "vitest";
import { MODULE } from "./descent.wasm.ts";
import { instances } from "./instance.ts";

/** A whole module whose one type is none that there is. */
const UNKNOWN = btoa("\0asm\x01\0\0\0\x01\x02\x01\x01");

test("the first module that can be compiled is taken", () => {
  const instance = instances<{ memory: WebAssembly.Memory }>(UNKNOWN, MODULE)();
  expect(instance?.memory).toBeInstanceOf(WebAssembly.Memory);
});

test("instances have memories of their own", () => {
  const next = instances<{ memory: WebAssembly.Memory }>(MODULE);
  expect(next()?.memory).not.toBe(next()?.memory);
});

test("where no module can be compiled there is no instance", () => {
  expect(instances(UNKNOWN)()).toBeUndefined();
});
