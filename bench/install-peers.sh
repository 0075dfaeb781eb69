#!/bin/sh
# install-peers.sh: installs from Debian what the benchmarks compare with, besides the packages from npm. Needs root.
# It only installs, and may run again.
set -eu
apt-get update
DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
  python3-torch python3-sklearn r-base-core r-cran-earth r-cran-segmented dataset-fashion-mnist
