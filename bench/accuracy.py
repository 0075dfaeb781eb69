"""scikit-learn's side of accuracy.bench.ts: a table and the rows held out as JSON from standard input, R² of each order as JSON.

Columns are standardized; a network of the given layers, or least squares without any. L-BFGS with an L2 penalty of 1 is the
best of the library's solvers and penalties on these tables.
"""
import json
import sys
import warnings

import numpy as np
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
case = json.load(sys.stdin)
rows = np.array(case["rows"], float)
x, y = rows[:, :-1], rows[:, -1]


def fit(x, y, seed):
    model = LinearRegression()
    if case["shape"]:
        model = MLPRegressor(case["shape"], solver="lbfgs", alpha=1, max_iter=2000, random_state=seed)
    center, spread = y.mean(), y.std()
    pipe = make_pipeline(StandardScaler(), model).fit(x, (y - center) / spread)
    return lambda x: pipe.predict(x) * spread + center


def score(folds, seed):
    predicted = np.empty(len(y))
    for held in folds:
        known = np.ones(len(y), bool)
        known[held] = False
        predicted[held] = fit(x[known], y[known], seed)(x[held])
    return r2_score(y, predicted)


json.dump([score(folds, seed) for seed, folds in enumerate(case["orders"])], sys.stdout)
