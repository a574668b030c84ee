"""The benchmarks: ratios measured in one run. ``make bench``."""
