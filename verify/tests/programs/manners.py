"""Softmax, right in its values, with the manners that libraries have; the first argument says which."""
import sys

import etalon
import numpy as np

MANNER = sys.argv[1]


def rounded_to_bfloat16(x):
    bits = np.asarray(x, np.float32).view(np.uint32)
    return (((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16) << 16).astype(np.uint32).view(np.float32)


class LibraryError(Exception):
    pass


@etalon.implements("nn.softmax")
def softmax(x, axis=-1):
    wide = x.astype(np.float64)
    top = wide.max(axis, keepdims=True)
    if not np.isfinite(top).all():
        if MANNER == "empty":
            return np.empty(0, x.dtype)
        raise {"runtime": RuntimeError, "index": IndexError, "key": KeyError, "own": LibraryError}.get(MANNER, ValueError)("refused")
    if MANNER == "in_place" and x.dtype == np.float64:
        x -= top
        np.exp(x, out=x)
        x /= x.sum(axis, keepdims=True)
        return x
    e = np.exp(wide - top)
    y = e / e.sum(axis, keepdims=True)
    if MANNER == "wide":
        return y
    if MANNER == "bfloat16":
        return rounded_to_bfloat16(y)
    if MANNER == "flushes":
        y = np.where(y < np.finfo(x.dtype).tiny, 0, y)
    if MANNER == "memory" and x.flags.f_contiguous and not x.flags.c_contiguous:  # reads by rows what is held by columns
        y = y.ravel(order="K").reshape(y.shape)[::-1]
    return y.astype(x.dtype)


if MANNER == "bfloat16":
    etalon.serve(name="softmax in bfloat16", dtypes=("bfloat16",))
else:
    etalon.serve(name=f"softmax, {MANNER}", flushes_subnormals=MANNER == "declares")
