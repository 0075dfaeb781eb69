// team-size.ts: on how many cores a step of dense layers pays.
import { wholeFrom } from "../check.ts";
import { checkedDense, type DenseModel, type Shape, shapeOf } from "./shape.ts";

/** Each step waits for the slower core, so that both should be free: of so many that is likely. */
const ENOUGH = 4;

/** With fewer rows or products a step, to give each other the gradient takes longer than the half that is saved. */
const [LEAST_ROWS, LEAST_PRODUCTS] = [64, 5e5];

/**
 * Products that descent takes to see so many rows: 3·rows·parameters, since each weight meets each row on the way to the
 * outputs, on the way back, and in its own derivative.
 *
 * @throws {TypeError} if the model is neither a sum of several inputs nor a network
 */
export function denseProducts(model: DenseModel, rows: number): number {
  return productsOf(shapeOf(checkedDense(model, "denseProducts")), rows);
}

const productsOf = ({ count }: Shape, rows: number): number => 3 * rows * count;

/**
 * How many threads pay as a team, for steps of so many rows: two where `available` cores are enough and a step is long, else one.
 * One hidden layer over one or two inputs has loops of its own, which no team is as fast as.
 *
 * @throws {TypeError} if the model is neither a sum of several inputs nor a network
 * @throws {RangeError} if rows or available is no whole number from 1
 */
export function teamSize(model: DenseModel, rows: number, available: number): number {
  wholeFrom(1, rows, "teamSize: rows");
  wholeFrom(1, available, "teamSize: available");
  const form = shapeOf(checkedDense(model, "teamSize"));
  const narrow = form.sizes.length === 3 && form.sizes[0] <= 2;
  const long = rows >= LEAST_ROWS && productsOf(form, rows) >= LEAST_PRODUCTS;
  return available >= ENOUGH && long && !narrow ? 2 : 1;
}
