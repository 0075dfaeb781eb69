// lesson-server.ts: a folder of files over HTTP, on this machine only.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname } from "node:path";
import { pipeline } from "node:stream";
import { UsageError } from "./io.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".ico": "image/x-icon",
};

/**
 * What every answer says of itself. By the first two a page is isolated from others, and so has shared memory for several cores;
 * by the third, pages of others may load its scripts and styles, isolated or not.
 */
const HEADERS: Readonly<Record<string, string>> = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "X-Content-Type-Options": "nosniff",
};

/**
 * Serves the files below `root` at 127.0.0.1, to browsers that name this machine and no other (so that no page of
 * another site can read them through a name that it points here).
 *
 * @param port 0 takes any free one
 * @throws {UsageError} if the port is taken or forbidden
 */
export function serve(root: URL, port: number): Promise<{ readonly address: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    answer(root, request, response).catch(() => {
      if (!response.headersSent) plain(response, 500, "The file could not be read.");
      else response.destroy();
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const problem = { EADDRINUSE: "taken by another program", EACCES: "not open to you" }[error.code ?? ""];
      reject(problem ? new UsageError(`port ${port} is ${problem}; choose another one with --port`) : error);
    });
    server.listen(port, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      resolve({ address: `http://127.0.0.1:${port}/`, server });
    });
  });
}

async function answer(root: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? "")) {
    return plain(response, 403, "This server answers to 127.0.0.1 and localhost only.");
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return plain(response, 405, "Only GET and HEAD are answered.");
  }
  const file = fileOf(root, request.url ?? "/");
  const found = file && (await stat(file).catch(() => undefined));
  if (!file || !found?.isFile()) return plain(response, 404, "There is no such page.");
  response.writeHead(200, {
    "Content-Type": TYPES[extname(file.pathname)] ?? "application/octet-stream",
    "Content-Length": found.size,
    "Cache-Control": "no-cache",
  });
  if (request.method === "HEAD") response.end();
  else pipeline(createReadStream(file), response, () => {}); // a reader that leaves halfway is no fault
}

/** The file that an address means, or nothing where it leads out of the folder. */
function fileOf(root: URL, address: string): URL | undefined {
  const path = address.split(/[?#]/, 1)[0];
  const parts = path.split("/");
  let decoded: string[];
  try {
    decoded = parts.map(decodeURIComponent);
  } catch {
    return undefined; // % without two digits behind it
  }
  // Dot files are ours, not the page's.
  if (decoded.some((part) => part.startsWith(".") || /[/\\\0]/.test(part))) return undefined;
  const relative = decoded.map(encodeURIComponent).join("/").replace(/^\/+/, "");
  const file = new URL(relative.endsWith("/") || relative === "" ? `${relative}index.html` : relative, root);
  return file.href.startsWith(root.href) ? file : undefined;
}

function plain(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${message}\n`);
}
