// descent.mjs: TensorFlow.js's and jax-js's side of descent.bench.ts. Reads one case as JSON from standard input, prints
// time and loss as JSON. Gradient descent by automatic differentiation in float32, both with their WebAssembly backends.
import { readFile } from "node:fs/promises";
import { json } from "node:stream/consumers";

const peers = { "TensorFlow.js": tensorflow, "jax-js": jax };

const problem = await json(process.stdin);
const [x, y] = await Promise.all([problem.x, problem.y].map(column));
const [step, loss] = await peers[problem.peer]();
for (let i = 0; i < problem.steps; i++) await step();
const after = await loss();
await timed(1000, 0); // until the engine's compilers have settled
const times = await timed(300, 2);
times.sort((a, b) => a - b);
process.stdout.write(JSON.stringify({ microseconds: times[times.length >> 1], loss: after }));
process.exit();

/** Microseconds of each of some steps: as many as fit into the time, but no fewer than said. */
async function timed(budgetMs, least) {
  const times = [];
  const began = performance.now();
  while (times.length < least || performance.now() - began < budgetMs) {
    const before = performance.now();
    await step();
    times.push((performance.now() - before) * 1000);
  }
  return times;
}

async function column(file) {
  const { buffer, byteOffset } = await readFile(file);
  return Float32Array.from(new Float64Array(buffer, byteOffset, problem.n));
}

async function tensorflow() {
  const tf = await import("@tensorflow/tfjs");
  await import("@tensorflow/tfjs-backend-wasm");
  if (!(await tf.setBackend("wasm"))) throw new Error("tensorflow: the wasm backend must start");
  const [xs, ys] = [tf.tensor1d(x), tf.tensor1d(y)];
  const xColumn = tf.reshape(xs, [-1, 1]);
  const params = problem.params.map((value) => tf.variable(tf.tensor(value, undefined, "float32")));
  const [intercept, slope, m, b, weight] = params;
  const lossOf = () => {
    const active = tf.relu(tf.add(tf.mul(xColumn, m), b));
    const line = tf.add(tf.mul(xs, slope), intercept);
    return tf.mean(tf.square(tf.sub(tf.add(tf.dot(active, weight), line), ys)));
  };
  const optimizer = tf.train.sgd(problem.rate);
  const step = () => {
    optimizer.minimize(lossOf, false, params);
    return weight.data(); // so that the step has been taken
  };
  return [step, async () => (await tf.tidy(lossOf).data())[0]];
}

async function jax() {
  const { init, jit, nn, numpy: np, valueAndGrad } = await import("@jax-js/jax");
  await init("wasm");
  const [xs, ys] = [np.array(x), np.array(y)];
  const lossOf = ([intercept, slope, m, b, weight], xs, ys) => {
    const active = nn.relu(xs.ref.reshape([-1, 1]).mul(m).add(b));
    const line = xs.mul(slope).add(intercept);
    return np.square(np.dot(active, weight).add(line).sub(ys)).mean();
  };
  const descend = jit((params, xs, ys) => {
    const [loss, gradient] = valueAndGrad(lossOf)(
      params.map((p) => p.ref),
      xs,
      ys,
    );
    return [loss, params.map((p, i) => p.sub(gradient[i].mul(problem.rate)))];
  });
  let params = problem.params.map((value) => np.array(value));
  const step = async () => {
    const [loss, next] = descend(params, xs.ref, ys.ref);
    params = next;
    loss.dispose();
    await params[4].ref.data(); // so that the step has been taken
  };
  const loss = async () =>
    (
      await lossOf(
        params.map((p) => p.ref),
        xs.ref,
        ys.ref,
      ).data()
    )[0];
  return [step, loss];
}
