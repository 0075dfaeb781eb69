# best-fit.R earth | segmented: R's side of peers-best-fit.bench.ts. Reads from standard input, for each case, three lines:
# k, x and y. Prints two lines for each: the time of the fit in microseconds and what it predicts for the rows; "failed" for
# the first and nothing for the second where the package finds no fit.
package <- commandArgs(TRUE)
suppressPackageStartupMessages(library(package, character.only = TRUE))

# MARS, as flexible as it can be set: knots may lie anywhere, and of all sizes that need at most k knots the best one counts.
with_earth <- function(x, y, k) {
  best <- NULL
  for (terms in 2:(2 * k + 2)) {
    fit <- earth(x, y, degree = 1, nk = 101, thresh = 0, minspan = 1, endspan = 1, penalty = -1, nprune = terms)
    used <- fit$cuts[fit$selected.terms[-1], 1][fit$dirs[fit$selected.terms[-1], 1] != 2]
    if (length(unique(used)) <= k && (is.null(best) || fit$rss < best$rss)) best <- fit
  }
  if (is.null(best)) stop("no fit with so few knots")
  best
}

with_segmented <- function(x, y, k) {
  set.seed(1)
  fit <- suppressWarnings(segmented(lm(y ~ x), seg.Z = ~x, npsi = k))
  if (!inherits(fit, "segmented")) stop("no fit")
  fit
}

fit_of <- list(earth = with_earth, segmented = with_segmented)[[package]]
lines <- readLines(file("stdin"))
numbers <- function(line) as.numeric(strsplit(line, " ")[[1]])
for (i in seq(1, length(lines), 3)) {
  k <- as.integer(lines[i])
  x <- numbers(lines[i + 1])
  y <- numbers(lines[i + 2])
  before <- Sys.time()
  fit <- tryCatch(fit_of(x, y, k), error = function(e) NULL)
  seconds <- as.numeric(Sys.time() - before, units = "secs")
  if (is.null(fit)) {
    cat("failed\n\n")
  } else {
    cat(seconds * 1e6, "\n", paste(format(as.vector(fitted(fit)), digits = 17), collapse = " "), "\n", sep = "")
  }
}
