"""Benchmarks. `make bench` runs each module here that is a program, as `python -m bench.NAME`."""
