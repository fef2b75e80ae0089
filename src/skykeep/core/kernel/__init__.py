"""What compiled kernels are made with: records, tables by address, random streams, the cache of code."""
