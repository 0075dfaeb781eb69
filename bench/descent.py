"""PyTorch's side of descent.bench.ts. Reads one case as JSON from standard input, prints times and losses as JSON.

Gradient descent in float64 on one thread, written twice: by autograd as one would, and as the fair opponent, with the
gradient by hand over chunks of rows that stay in the cache.
"""
import json
import sys
import time

import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
case = json.load(sys.stdin)
x, y = (torch.from_file(case[name], size=case["n"]) for name in ("x", "y"))
CHUNK = 4096
absolute = case["loss"] == "mae"


def fresh():
    return [torch.tensor(values, dtype=torch.float64) for values in case["params"]]  # intercept, slope, m, b, weight


def autograd():
    params = [value.requires_grad_() for value in fresh()]
    intercept, slope, m, b, weight = params
    moments = [(torch.zeros_like(p), torch.zeros_like(p)) for p in params]
    optimizer = torch.optim.Adam(params, lr=case["rate"]) if case["optimizer"] == "adam" else None

    def loss_of():
        error = intercept + slope * x + torch.relu(x[:, None] * m + b) @ weight - y
        return error.abs().mean() if absolute else (error * error).mean()

    def step():
        for p in params:
            p.grad = None
        loss_of().backward()
        if optimizer:
            optimizer.step()
            return
        with torch.no_grad():
            for p in params:
                p.sub_(p.grad, alpha=case["rate"])

    return step, lambda: loss_of().item()


def chunked():
    intercept, slope, m, b, weight = fresh()
    n = case["n"]

    def step():
        sums = [torch.zeros_like(p) for p in (intercept, slope, m, b, weight)]
        for start in range(0, n, CHUNK):
            rows = x[start : start + CHUNK]
            active = torch.relu(rows[:, None] * m + b)
            error = active @ weight + (intercept + slope * rows) - y[start : start + CHUNK]
            pull = error.sign() if absolute else error
            on = (active > 0).to(active.dtype)
            sums[0] += pull.sum()
            sums[1] += pull @ rows
            sums[2] += (pull * rows) @ on
            sums[3] += pull @ on
            sums[4] += pull @ active
        share = (1 if absolute else 2) / n * case["rate"]
        m_step, b_step = weight * sums[2], weight * sums[3]
        weight.sub_(sums[4], alpha=share)
        m.sub_(m_step, alpha=share)
        b.sub_(b_step, alpha=share)
        intercept.sub_(sums[0], alpha=share)
        slope.sub_(sums[1], alpha=share)

    def loss():
        total = 0.0
        for start in range(0, n, CHUNK):
            rows = x[start : start + CHUNK]
            error = torch.relu(rows[:, None] * m + b) @ weight + (intercept + slope * rows) - y[start : start + CHUNK]
            total += (error.abs().sum() if absolute else error @ error).item()
        return total / n

    return step, loss


def measure(way):
    step, loss = way()
    for _ in range(case["steps"]):
        step()
    after = loss()
    times = []
    began = time.perf_counter()
    while len(times) < 3 or (time.perf_counter() - began < 0.3 and len(times) < 200):
        before = time.perf_counter()
        step()
        times.append(time.perf_counter() - before)
    return {"microseconds": sorted(times)[len(times) // 2] * 1e6, "loss": after}


result = {"torch": torch.__version__, "autograd": measure(autograd)}
if case["optimizer"] == "sgd":
    result["chunked"] = measure(chunked)
json.dump(result, sys.stdout)
