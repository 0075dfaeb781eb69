# earth's side of tables.bench.ts: a CSV file of the rows to fit (the last column is y) and one of those held out; writes
# seconds and predictions of degree 1 and 2, a line each.
suppressMessages(library(earth))
files <- commandArgs(TRUE)
rows <- read.csv(files[1])
held <- read.csv(files[2])
x <- as.matrix(rows[, -ncol(rows)])
for (degree in 1:2) {
  seconds <- system.time(model <- earth(x, rows[, ncol(rows)], degree = degree))[["elapsed"]]
  cat(c(seconds, predict(model, as.matrix(held[, -ncol(held)]))), "\n")
}
