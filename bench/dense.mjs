// dense.mjs: jax-js's side of dense.bench.ts. Reads one case as JSON from standard input, prints times and loss as JSON.
// Layers of ReLUs by automatic differentiation in float32, compiled as a whole, with its WebAssembly backend.
import { readFile } from "node:fs/promises";
import { json } from "node:stream/consumers";
import { init, jit, nn, numpy as np, valueAndGrad } from "@jax-js/jax";

const problem = await json(process.stdin);
const { sizes, rows, rate } = problem;
await init("wasm");
const column = async (name) => {
  const { buffer, byteOffset, byteLength } = await readFile(problem[name]);
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
};
const [numbers, xs, ys] = await Promise.all(["params", "x", "y"].map(column));
const classes = problem.loss === "crossEntropy";
const outputs = sizes.at(-1);
const x = np.array(xs).reshape([rows, sizes[0]]);
const wanted = classes
  ? Float32Array.from({ length: rows * outputs }, (_, i) => Number(ys[(i / outputs) | 0] === i % outputs))
  : ys;
const y = np.array(wanted).reshape([rows, outputs]);

let at = 0;
const take = (count) => {
  at += count;
  return np.array(numbers.slice(at - count, at));
};
let params = sizes.slice(1).flatMap((units, l) => {
  const weights = take(units * sizes[l]).reshape([units, sizes[l]]);
  return [weights, take(units)];
});

const forward = (params, x) => {
  let value = x;
  for (let l = 0; l < params.length; l += 2) {
    value = np.dot(value, params[l].transpose()).add(params[l + 1]);
    if (l + 2 < params.length) value = nn.relu(value);
  }
  return value;
};
const lossOf = (params, x, y) => {
  const out = forward(params, x);
  if (!classes) return np.square(out.sub(y)).mean();
  return nn
    .logSoftmax(out, -1)
    .mul(y)
    .sum()
    .mul(-1 / rows);
};
const copies = (values) => values.map((value) => value.ref);

const sgd = jit((params, x, y) => {
  const [loss, gradient] = valueAndGrad(lossOf)(copies(params), x, y);
  return [loss, params.map((p, i) => p.sub(gradient[i].mul(rate)))];
});
const adamStep = jit((params, means, squares, x, y, size, root) => {
  const [loss, gradient] = valueAndGrad(lossOf)(copies(params), x, y);
  const m = means.map((mean, i) => mean.mul(0.9).add(gradient[i].ref.mul(0.1)));
  const v = squares.map((square, i) => square.mul(0.999).add(np.square(gradient[i]).mul(0.001)));
  const next = params.map((p, i) => p.sub(m[i].ref.mul(size.ref).div(np.sqrt(v[i].ref).div(root.ref).add(1e-8))));
  return [loss, next, m, v];
});
let means = params.map((p) => np.zerosLike(p.ref));
let squares = params.map((p) => np.zerosLike(p.ref));
let taken = 0;

async function step() {
  taken++;
  let loss;
  if (problem.optimizer === "sgd") [loss, params] = sgd(params, x.ref, y.ref);
  else {
    const size = np.array(rate / (1 - 0.9 ** taken));
    const root = np.array(Math.sqrt(1 - 0.999 ** taken));
    [loss, params, means, squares] = adamStep(params, means, squares, x.ref, y.ref, size, root);
  }
  loss.dispose();
  await params.at(-1).ref.data(); // so that the step has been taken
}
const evaluate = jit(forward);

async function median(call) {
  for (let i = 0; i < 20; i++) await call();
  const times = [];
  const began = performance.now();
  while (times.length < 15 || performance.now() - began < problem.seconds * 1000) {
    const before = performance.now();
    await call();
    times.push((performance.now() - before) * 1000);
  }
  times.sort((a, b) => a - b);
  return times[times.length >> 1];
}

for (let i = 0; i < problem.steps; i++) await step();
const loss = (await lossOf(copies(params), x.ref, y.ref).data())[0];
const inference = await median(() => evaluate(copies(params), x.ref).data());
const training = await median(step);
process.stdout.write(JSON.stringify({ loss, inference, training }));
process.exit();
