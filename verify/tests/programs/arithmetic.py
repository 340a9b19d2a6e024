"""Products of matrices in the arithmetic that the first argument names; the second, if there is one, is what the program claims."""
import sys

import etalon
import numpy as np

KIND = sys.argv[1]
CLAIM = sys.argv[2] if len(sys.argv) > 2 else None


def rounded(x, bits):
    """float32 numbers with so many bits of their significand, to nearest even; normal ones."""
    dropped = np.uint32(24 - bits)
    one = np.uint32(1)
    raw = np.ascontiguousarray(x, np.float32).view(np.uint32)
    raw = raw + ((one << (dropped - one)) - one) + ((raw >> dropped) & one)
    return ((raw >> dropped) << dropped).view(np.float32)


def eight_bits(x, bits, least):
    """The same with subnormal numbers: 2^least is the smallest normal one."""
    spacing = np.exp2(np.maximum(np.floor(np.log2(np.maximum(np.abs(x), 2.0**-140))), least) + 1 - bits)
    return (np.rint(x / spacing) * spacing).astype(np.float32)


def exactly(x):
    return x


OPERANDS, SUMS = {
    "tf32_operands": (lambda x: rounded(x, 11), exactly),
    "bfloat16_operands": (lambda x: rounded(x, 8), exactly),
    "float8_e4m3fn_operands": (lambda x: eight_bits(x, 4, -6), exactly),
    "float8_e5m2_operands": (lambda x: eight_bits(x, 3, -14), exactly),
    "bfloat16_sums": (exactly, lambda x: rounded(x, 8)),
    "float16_sums": (exactly, lambda x: x.astype(np.float16).astype(np.float32)),
    "float32_sums": (exactly, exactly),
}[KIND]


@etalon.implements("tensor.matmul")
def matmul(a, b):
    stored = a.dtype
    left, right = OPERANDS(a.astype(np.float32)), OPERANDS(b.astype(np.float32))
    if left.ndim == 1:
        return matmul(a[None, :], b)[..., 0, :]
    if right.ndim == 1:
        return matmul(a, b[:, None])[..., 0]
    shape = np.broadcast_shapes(left.shape[:-2], right.shape[:-2]) + (left.shape[-2], right.shape[-1])
    c = np.zeros(shape, np.float32)
    for k in range(left.shape[-1]):
        c = SUMS(c + SUMS(left[..., :, k, None] * right[..., k, None, :]))
    return rounded(c, 8) if STORED == "bfloat16" else c.astype(stored)


STORED = sys.argv[3] if len(sys.argv) > 3 else "float32"
etalon.serve(name=f"{KIND}, {CLAIM or STORED} claimed", dtypes=(STORED,), arithmetic=CLAIM)
