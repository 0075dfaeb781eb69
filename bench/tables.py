"""scikit-learn's side of tables.bench.ts: one split as JSON from standard input, predictions and times as JSON.

Columns are standardized; the network has 50 ReLUs, alone and as the average of five.
"""
import json
import sys
import time
import warnings

import numpy as np
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import RidgeCV
from sklearn.neural_network import MLPRegressor

warnings.filterwarnings("ignore")
case = json.load(sys.stdin)
x, y, held = (np.array(case[name], float) for name in ("x", "y", "held"))
mean, spread = x.mean(0), x.std(0)
spread[spread == 0] = 1
center, scale = y.mean(), y.std()


def measure(fits):
    began = time.perf_counter()
    models = [fit.fit((x - mean) / spread, (y - center) / scale) for fit in fits]
    took = time.perf_counter() - began
    told = np.mean([model.predict((held - mean) / spread) for model in models], 0)
    return {"microseconds": took * 1e6, "told": (told * scale + center).tolist()}


def network(seed):
    return MLPRegressor((50,), max_iter=500, random_state=seed)


json.dump(
    {
        "scikit-learn, ridge": measure([RidgeCV(alphas=np.logspace(-3, 3, 13))]),
        "scikit-learn, 50 ReLUs": measure([network(0)]),
        "scikit-learn, five of those, averaged": measure([network(seed) for seed in range(5)]),
        "scikit-learn, gradient boosting": measure([GradientBoostingRegressor(random_state=0)]),
    },
    sys.stdout,
)
