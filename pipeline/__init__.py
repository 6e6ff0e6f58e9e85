"""The order of the work and its memory: find files, read, split, classify, reconcile, write."""
