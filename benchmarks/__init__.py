"""
What sdsnet costs, beside others that do the same work in the same run: `python -m benchmarks`.
"""
