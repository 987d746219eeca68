"""Has functions that mean by Python's names what Python does."""


def lower(x):
    return x - abs(1)


def step(x):
    return min(x - 1, x)


def same(x):
    return int(max(x, x))
