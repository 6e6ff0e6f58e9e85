"""Requirements to verdicts: rules as data, weighed; every verdict says why."""
