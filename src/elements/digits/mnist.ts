// mnist.ts: 70,000 handwritten digits of 28 × 28 pixels, loaded in parts as scripts, which pages opened from disk may load, too.
import { sharesMemory } from "../work/shares-memory.ts";
import { type DigitSet, FORMATS, type Images } from "./images.ts";

/** Files `0.js` to `9.js` of a folder; each calls the page's `piecewiseMnist` with its number and its part. */
export const MNIST_PARTS = 10;

/** Images in each part: the first 60,000 are for training, the last 10,000 for the test. */
export const IMAGES_A_PART = 7000;

const TRAINED = 60_000;
const PIXELS = FORMATS.MNIST.side ** 2;

/** What a part unpacks to: the labels, then pixels of four bits, two in a byte, the first one high. */
const BYTES = IMAGES_A_PART * (1 + PIXELS / 2);

/** The function that the parts call. */
const CALLED = "piecewiseMnist";

const loading = new Map<string, Promise<DigitSet>>();

/**
 * The images of a folder that the build has filled; loaded once a page, however often they are asked for.
 *
 * @throws {Error} from the promise, if a part is missing or is not what it should be; the next call tries again
 */
export function loadMnist(folder: string, onProgress: (share: number) => void): Promise<DigitSet> {
  const known = loading.get(folder);
  if (known) return known;
  const promise = load(folder, onProgress);
  loading.set(folder, promise);
  promise.catch(() => loading.delete(folder));
  return promise;
}

async function load(folder: string, onProgress: (share: number) => void): Promise<DigitSet> {
  const total = MNIST_PARTS * IMAGES_A_PART;
  // Where it can, the page shares them with its workers, which else copy them.
  const size = total * PIXELS;
  const pixels = new Uint8Array(new (sharesMemory() ? SharedArrayBuffer : ArrayBuffer)(size));
  const labels = new Uint8Array(total);
  for (let part = 0; part < MNIST_PARTS; part++) {
    onProgress(part / MNIST_PARTS);
    const bytes = await inflated(await partText(folder, part));
    if (bytes.length !== BYTES)
      throw new Error(`MNIST, part ${part}: ${BYTES} bytes were expected, got ${bytes.length}.`);
    labels.set(bytes.subarray(0, IMAGES_A_PART), part * IMAGES_A_PART);
    let at = part * IMAGES_A_PART * PIXELS;
    for (let i = IMAGES_A_PART; i < BYTES; i++) {
      pixels[at++] = bytes[i] >> 4;
      pixels[at++] = bytes[i] & 15;
    }
  }
  if (labels.some((label) => label > 9)) throw new Error("MNIST: a label is no digit.");
  const piece = (from: number, to: number): Images => ({
    ...FORMATS.MNIST,
    pixels: pixels.subarray(from * PIXELS, to * PIXELS),
    labels: labels.subarray(from, to),
  });
  return { train: piece(0, TRAINED), test: piece(TRAINED, total) };
}

/** What the script of a part hands over. */
function partText(folder: string, part: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const page = globalThis as unknown as Record<string, (number: number, text: string) => void>;
    let text: string | undefined;
    page[CALLED] = (number, given) => {
      if (number === part) text = given;
    };
    script.onload = () => {
      script.remove();
      if (typeof text === "string") resolve(text);
      else reject(new Error(`MNIST, part ${part}: its file holds something else.`));
    };
    script.onerror = () => {
      script.remove();
      reject(new Error("MNIST is not beside this page: its files could not be loaded."));
    };
    script.src = `${folder}${part}.js`;
    document.head.append(script);
  });
}

async function inflated(text: string): Promise<Uint8Array> {
  const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
