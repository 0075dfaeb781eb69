import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve } from "./lesson-server.ts";
import { run } from "./test-machine.ts";

let site: string;
let address: string;
let close: () => void;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "piecewise-"));
  site = join(folder, "site");
  mkdirSync(join(site, "one"), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), "secret");
  writeFileSync(join(site, ".hidden"), "hidden");
  writeFileSync(join(site, "index.html"), "<!doctype html>home");
  writeFileSync(join(site, "one", "index.html"), "one");
  writeFileSync(join(site, "a b.js"), "1");
  writeFileSync(join(site, "data.bin"), "2");
  const server = await serve(pathToFileURL(`${site}/`), 0);
  address = server.address;
  close = () => server.server.close();
});
afterAll(() => close());

/** A request as it stands: clients that tidy addresses would hide what is tested here. */
function ask(path: string, method = "GET", host?: string) {
  const { hostname, port } = new URL(address);
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const headers = { host: host ?? `${hostname}:${port}` };
    request({ hostname, port, path, method, headers }, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    })
      .on("error", reject)
      .end();
  });
}

describe("the lesson's server", () => {
  test.each([
    ["/", "text/html; charset=utf-8", "<!doctype html>home"],
    ["/index.html?one-relu=m:2#x", "text/html; charset=utf-8", "<!doctype html>home"],
    ["/one/", "text/html; charset=utf-8", "one"],
    ["/a%20b.js", "text/javascript; charset=utf-8", "1"],
    ["/data.bin", "application/octet-stream", "2"],
  ])("GET %s", async (path, type, body) => {
    const answer = await ask(path);
    expect(answer).toMatchObject({ status: 200, body });
    expect(answer.headers["content-type"]).toBe(type);
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
  });

  test.each([
    "/none",
    "/one",
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/one/../../secret.txt",
    "/one/..%5c..%5csecret.txt",
    "//secret.txt",
    "/.hidden",
    "/%00",
    "/%E0%A4%A",
    "/index.html/",
    "/index.html%00.js",
    "/file:///etc/passwd",
    "/http://example.com/",
  ])("GET %s is not found", async (path) => {
    const { status, body } = await ask(path);
    expect({ status, body }).toEqual({ status: 404, body: "There is no such page.\n" });
  });

  test.each([
    ["GET", "/", 200],
    ["GET", "/a%20b.js", 200],
    ["GET", "/none", 404],
    ["HEAD", "/", 200],
    ["POST", "/", 405],
  ])("%s %s, %i: the page is isolated, and others may load from it", async (method, path, status) => {
    const answer = await ask(path, method);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
    });
  });

  test("HEAD has the headers and no body", async () => {
    const { status, headers, body } = await ask("/", "HEAD");
    expect({ status, length: headers["content-length"], body }).toEqual({ status: 200, length: "19", body: "" });
  });

  test("other methods are refused", async () => {
    const { status, headers } = await ask("/", "POST");
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: "GET, HEAD" });
  });

  test("a name that somebody points at this machine is refused", async () => {
    expect((await ask("/", "GET", "evil.example")).status).toBe(403);
    expect((await ask("/", "GET", "localhost:1")).status).toBe(200);
  });
});

describe("lesson", () => {
  test("a port that is taken is named, with what to do", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };
    await expect(serve(pathToFileURL(`${site}/`), port)).rejects.toThrow(
      `port ${port} is taken by another program; choose another one with --port`,
    );
    other.close();
  });

  test.each(["-1", "65536", "eighty", "80.5", ""])("--port %j is refused", async (port) => {
    const { code, err } = await run(["lesson", "--port", port]);
    expect(code).toBe(1);
    expect(err).toContain("--port must be a whole number from 0 to 65535.");
  });
});
