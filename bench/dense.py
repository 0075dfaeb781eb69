"""PyTorch's side of dense.bench.ts. Reads one case as JSON from standard input, prints times, loss and outputs as JSON.

Layers of ReLUs in float32 on one thread, by autograd: the same steps on one batch, then the same batch evaluated.
"""
import json
import sys
import time

import torch

torch.set_num_threads(1)
case = json.load(sys.stdin)
sizes, rows = case["sizes"], case["rows"]


def read(name, count, kind=torch.float32):
    return torch.from_file(case[name], size=count, dtype=kind)


numbers = read("params", case["count"])
x = read("x", rows * sizes[0]).reshape(rows, sizes[0])
y = read("y", rows)
classes = case["loss"] == "crossEntropy"
target = y.long() if classes else y[:, None]
criterion = torch.nn.functional.cross_entropy if classes else torch.nn.functional.mse_loss

params, at = [], 0
for inputs, units in zip(sizes, sizes[1:]):
    for shape in ((units, inputs), (units,)):
        size = torch.Size(shape).numel()
        params.append(numbers[at : at + size].reshape(shape).clone().requires_grad_())
        at += size
adam = torch.optim.Adam(params, lr=case["rate"]) if case["optimizer"] == "adam" else None


def forward():
    value = x
    for l in range(0, len(params) - 2, 2):
        value = torch.relu(torch.nn.functional.linear(value, params[l], params[l + 1]))
    return torch.nn.functional.linear(value, params[-2], params[-1])


def step():
    for p in params:
        p.grad = None
    criterion(forward(), target).backward()
    if adam:
        adam.step()
        return
    with torch.no_grad():
        for p in params:
            p.sub_(p.grad, alpha=case["rate"])


def evaluate():
    with torch.no_grad():
        return forward()


def median(call):
    for _ in range(20):
        call()
    times = []
    began = time.perf_counter()
    while len(times) < 15 or time.perf_counter() - began < case["seconds"]:
        before = time.perf_counter()
        call()
        times.append(time.perf_counter() - before)
    return sorted(times)[len(times) // 2] * 1e6


for _ in range(case["steps"]):
    step()
loss = criterion(evaluate(), target).item()
inference = median(evaluate)
print(json.dumps({"torch": torch.__version__, "loss": loss, "inference": inference, "training": median(step)}))
