// dense-core.mjs: the second core of dense.bench.ts: takes every step along, as a member of the team, until that is dismissed.
import { parentPort, workerData } from "node:worker_threads";
import { load } from "../tools/run.mjs";

const { crossEntropy, mse, sgd, adam, teamMember, train } = await load("src/fit/index.ts");
const { one, model, x, y, memory } = workerData;
const options = {
  loss: { mse, crossEntropy }[one.loss],
  optimizer: { sgd, adam }[one.optimizer]({ learningRate: one.rate }),
  team: teamMember(memory, 1),
};
const run = train(model, { x, y }, options);
parentPort.postMessage("ready");
try {
  for (;;) run.step();
} catch (error) {
  if (error.name !== "DismissalError") throw error;
}
