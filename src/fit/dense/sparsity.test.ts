import fc from "fast-check";
import { expect, test } from "vitest";
import { random } from "../../core/index.ts";
import { mse } from "../losses.ts";
import { denseReference } from "./reference.ts";
import { shape } from "./shape.ts";
import { sparsity } from "./sparsity.ts";

test("what is pulled is what central differences of loss + λ·Σ|w| say, biases left out", () => {
  fc.assert(
    fc.property(fc.boolean(), fc.double({ min: 0, max: 3, noNaN: true }), fc.integer(), (line, lambda, seed) => {
      const form = shape(line ? [2, 3, 1] : [2, 3, 2, 1], line);
      const { normal } = random(seed);
      const values = (count: number) => new Float64Array(count).map(normal);
      const rows = { x: values(10), y: values(5), size: 5 };
      const reference = denseReference(form, mse, 5);
      const params = values(form.count);
      const isBias = (i: number) => form.places.some(({ biases, units }) => i >= biases && i < biases + units);
      const whole = (at: Float64Array) =>
        reference.loss(at, rows) + lambda * at.reduce((sum, p, i) => sum + (isBias(i) ? 0 : Math.abs(p)), 0);
      const gradient = new Float64Array(form.count);
      reference.evaluate(params, rows, gradient);
      sparsity(form, lambda).pull(params, gradient);
      const H = 1e-6;
      for (let i = 0; i < form.count; i++) {
        const at = (h: number) => whole(params.map((p, q) => (q === i ? p + h : p)));
        const [low, here, high] = [at(-H), at(0), at(H)];
        const [left, right] = [(here - low) / H, (high - here) / H];
        // Where the two sides differ a kink lies between, and there is no derivative to compare with.
        if (Math.abs(left - right) > 1e-3 * (1 + Math.abs(left))) continue;
        expect(Math.abs(gradient[i] - (high - low) / (2 * H))).toBeLessThan(1e-3 * (1 + Math.abs(gradient[i])));
      }
    }),
    { seed: 1 },
  );
});
