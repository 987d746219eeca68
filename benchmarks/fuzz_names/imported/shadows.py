"""Has functions of its own under the names of Python's."""


def abs(*numbers):
    return -1


def min(*numbers):
    return numbers[-1] + 1


def max(*numbers):
    return numbers[0] - 1


def int(*numbers):
    return 0


def bool(*numbers):
    return True


def range(*numbers):
    return ()


def isinstance(*things):
    return False


def step(x):
    return x


def tdiv(x, y):
    return 0


def nondet():
    return 3
