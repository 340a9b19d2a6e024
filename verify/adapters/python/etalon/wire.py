"""Values on the wire: tensors as {"dtype", "shape", "data": base64 of the little-endian entries}, text, lists of tensors."""
import base64
import zlib

import numpy as np

LAYOUTS = ("C", "F", "strided")

STORED = {"float64": "<f8", "float32": "<f4", "float16": "<f2", "int64": "<i8", "bfloat16": "<u2"}


def decode(value):
    """The Python value of an input: array, NumPy scalar (int for int64), str, or list of those."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return [decode(entry) for entry in value]
    dtype, shape = value["dtype"], tuple(value["shape"])
    if dtype not in STORED:
        raise ValueError(f"unknown dtype {dtype}")
    stored = np.frombuffer(base64.b64decode(value["data"], validate=True), STORED[dtype]).reshape(shape)
    if dtype == "bfloat16":  # the upper half of a float32
        array = (stored.astype(np.uint32) << np.uint32(16)).view(np.float32)
    else:
        array = stored.astype(dtype)  # a copy: native byte order, writable
    if shape:
        return array
    return int(array) if dtype == "int64" else array[()]


def laid_out(value, layouts=LAYOUTS):
    """The same array in one of these layouts: by rows, by columns, or as every second entry of a larger one, backwards.

    Which one depends on the entries alone, so that a failing case fails again.
    """
    if isinstance(value, list):
        return [laid_out(entry, layouts) for entry in value]
    if not isinstance(value, np.ndarray) or value.ndim == 0:
        return value
    layout = layouts[zlib.crc32(value.tobytes()) % len(layouts)]
    if layout == "C":
        return value
    if layout == "F":
        return np.asfortranarray(value)
    if layout == "strided":
        larger = np.full(value.shape[:-1] + (2 * value.shape[-1],), 1e9).astype(value.dtype)
        view = larger[..., ::-2]
        view[...] = value
        return view
    raise ValueError(f"unknown layout {layout!r}; known: {', '.join(LAYOUTS)}")


def encode(value):
    """The wire form of a number or an array, in the dtype that it has, or of a list of arrays."""
    if isinstance(value, list) and any(isinstance(entry, np.ndarray) for entry in value):
        return [encode(entry) for entry in value]
    array = np.asarray(value)
    if array.dtype.kind in "iu" and np.can_cast(array.dtype, np.int64):
        array = array.astype(np.int64)
    dtype = array.dtype.name
    if dtype not in ("float64", "float32", "float16", "int64"):
        raise TypeError(f"{type(value).__name__} of dtype {dtype} cannot be sent: return float64, float32, float16 or int64")
    data = base64.b64encode(array.astype(STORED[dtype]).tobytes()).decode("ascii")
    return {"dtype": dtype, "shape": list(array.shape), "data": data}
