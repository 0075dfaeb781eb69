"""scikit-learn's side of peers-best-fit.bench.ts. Reads a list of cases as JSON from standard input, prints for each the
time of the fit in microseconds and what it predicts for the rows.

x and y are standardized, which the network needs; the units have no straight line beside them, so they get one more.
"""
import json
import sys
import time
import warnings

import numpy
from sklearn.neural_network import MLPRegressor

warnings.simplefilter("ignore")  # the fit that did not converge is judged by its error
result = []
for case in json.load(sys.stdin):
    x, y = numpy.array(case["x"]), numpy.array(case["y"])
    before = time.perf_counter()
    rows = ((x - x.mean()) / x.std())[:, None]
    network = MLPRegressor((case["k"] + 1,), solver="lbfgs", alpha=0, max_iter=5000, max_fun=50000, random_state=1)
    network.fit(rows, (y - y.mean()) / y.std())
    predicted = network.predict(rows) * y.std() + y.mean()
    microseconds = (time.perf_counter() - before) * 1e6
    result.append({"microseconds": microseconds, "predicted": predicted.tolist()})
json.dump(result, sys.stdout)
