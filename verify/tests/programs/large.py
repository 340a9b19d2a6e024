"""Kernels that are wrong beyond some extent, and right ones that sum in other orders: `large.py NAME NUMBER`.

The number is a block, or the extent at which the bug begins. Each computes otherwise as NumPy does, in the dtype of its inputs.
"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "adapters" / "python"))

import etalon
import numpy as np

NAME, NUMBER = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0


def whole_blocks(n):
    """Of n indices those in whole blocks; the first block is never left out."""
    return n if n < NUMBER else n // NUMBER * NUMBER


def kernel(operation, *names):
    """Registers a kernel where it is the one that was asked for."""
    def register(function):
        if NAME in (names or (function.__name__,)):
            etalon.implements(operation)(function)
        return function
    return register


def softmax(x, axis):
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def lanes_of(x, axes):
    """The axes that are summed as the last one: an array of lanes, and the shape of what is left."""
    axes = sorted({int(axis) % x.ndim for axis in axes}) or list(range(x.ndim))
    rest = [axis for axis in range(x.ndim) if axis not in axes]
    shape = [x.shape[axis] for axis in rest]
    return np.transpose(x, rest + axes).reshape(*shape, -1), axes


def summed(sum_of_lane):
    def sum_of(x, axes, keepdims):
        lanes, reduced = lanes_of(x, axes)
        y = np.zeros(lanes.shape[:-1], x.dtype)
        for index in np.ndindex(y.shape):
            y[index] = sum_of_lane(lanes[index])
        return np.expand_dims(y, tuple(reduced)) if keepdims else y
    sum_of.__name__ = sum_of_lane.__name__
    return sum_of


# ---- wrong from some extent on

@kernel("nn.softmax")
def zeros(x, axis):
    y = softmax(x, axis)
    return y if x.shape[axis] < NUMBER else np.zeros_like(y)


@kernel("tensor.matmul")
def rows(a, b):
    c = a @ b
    c[whole_blocks(len(a)):] = 0
    return c


@kernel("tensor.matmul")
def columns(a, b):
    c = a @ b
    c[:, whole_blocks(b.shape[1]):] = 0
    return c


@kernel("tensor.matmul")
def inner(a, b):
    k = whole_blocks(len(b))
    return a[:, :k] @ b[:k]


@kernel("nn.softplus")
def remainder(x):
    """A loop over vectors along the last axis, without the entries after the last whole one."""
    y = np.logaddexp(0, x).astype(x.dtype)
    if x.ndim:
        y[..., whole_blocks(x.shape[-1]):] = 0
    return y


@kernel("tensor.sum")
@summed
def powers_of_two(lane):
    """Halves are added to one another; of an odd number the last is forgotten."""
    lane = lane.copy()
    while len(lane) > 1:
        half = len(lane) // 2
        lane = lane[:half] + lane[half:2 * half]
    return lane[0] if len(lane) else 0


@kernel("tensor.dot")
def overlap(a, b):
    """Partitions that share an entry with the next one."""
    products = a * b
    return sum((products[begin:begin + NUMBER + 1].sum() for begin in range(0, len(products), NUMBER)), a.dtype.type(0))


@kernel("tensor.mean")
@summed
def float_counter(lane):
    """Entries are counted by a float32, which stops at 2²⁴; it begins at NUMBER below that, as if so many had been counted before."""
    start = np.float32(2 ** 24 - NUMBER)
    count = start
    for _ in lane:
        count += np.float32(1)
    return lane.sum() / lane.dtype.type(count - start)


# ---- right, in other orders

def in_order(lane):
    total = lane.dtype.type(0)
    for entry in lane:
        total += entry
    return total


def pairwise(lane):
    while len(lane) > 1:
        rest = lane[len(lane) // 2 * 2:]
        lane = np.concatenate([lane[0:len(lane) // 2 * 2:2] + lane[1::2], rest])
    return lane[0] if len(lane) else lane.dtype.type(0)


def blocked(lane):
    return in_order(np.array([in_order(lane[begin:begin + 128]) for begin in range(0, len(lane), 128)], lane.dtype))


ORDERS = {"in_order": lambda lane: np.add.accumulate(lane)[-1] if len(lane) else lane.dtype.type(0), "pairwise": pairwise, "blocked": blocked}
if NAME in ORDERS:
    etalon.implements("tensor.sum")(summed(ORDERS[NAME]))

    @etalon.implements("nn.softmax")
    def softmax_in_that_order(x, axis):
        e = np.exp(x - x.max(axis, keepdims=True))
        return e / summed(ORDERS[NAME])(e, np.array([axis]), True)


if __name__ == "__main__":
    np.seterr(all="ignore")
    etalon.serve(name=" ".join(sys.argv[1:]))
