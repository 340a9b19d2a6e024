"""Values on the wire: tensors as {"dtype", "shape", "data": base64 of the little-endian entries} or with a "file" of the same bytes, text, lists
of tensors."""
import base64
import os

import numpy as np

try:
    from ml_dtypes import bfloat16
except ImportError:  # then bfloat16 arrives as float32
    bfloat16 = None

LAYOUTS = ("C", "F", "strided")

STORED = {"float64": "<f8", "float32": "<f4", "float16": "<f2", "int64": "<i8", "bfloat16": "<u2"}


class Files:
    """The files of one call: the folder that its request names, and from how many bytes on a tensor lies there."""

    def __init__(self, request):
        files = request.get("files")
        self.folder, self.beyond = (files["folder"], files["beyond"]) if files else (None, None)
        self.id, self.count = request.get("id", 0), 0

    def read(self, name, dtype):
        return np.fromfile(os.path.join(self.folder, name), dtype)  # entries of our own, not the file's

    def takes(self, entries):
        return self.folder is not None and entries.nbytes > self.beyond

    def write(self, entries):
        """The name of a new file that holds the entries row by row."""
        name = f"reply-{self.id}-{self.count}"
        self.count += 1
        with open(os.path.join(self.folder, name), "xb") as file:
            file.write(np.ascontiguousarray(entries))
        return name


NONE = Files({})


def decode(value, files=NONE):
    """The Python value of an input: array, NumPy scalar (int for int64), str, or list of those."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return [decode(entry, files) for entry in value]
    dtype, shape = value["dtype"], tuple(value["shape"])
    if dtype not in STORED:
        raise ValueError(f"unknown dtype {dtype}")
    if "file" in value:
        stored = files.read(value["file"], STORED[dtype]).reshape(shape)
    else:
        stored = np.frombuffer(base64.b64decode(value["data"], validate=True), STORED[dtype]).reshape(shape)
    if dtype == "bfloat16":  # the upper half of a float32
        array = stored.copy().view(bfloat16) if bfloat16 else (stored.astype(np.uint32) << np.uint32(16)).view(np.float32)
    else:
        array = stored.astype(dtype, copy=not stored.flags.writeable)  # in native byte order, writable
    if shape:
        return array
    return int(array) if dtype == "int64" else array[()]


def laid_out(value, layout):
    """The same array by rows ("C"), by columns ("F"), or as every second entry of a larger one, backwards ("strided")."""
    if isinstance(value, list):
        return [laid_out(entry, layout) for entry in value]
    if not isinstance(value, np.ndarray) or value.ndim == 0 or layout == "C":
        return value
    if layout == "F":
        return np.asfortranarray(value)
    if layout == "strided":
        larger = np.full(value.shape[:-1] + (2 * value.shape[-1],), 1e9).astype(value.dtype)
        view = larger[..., ::-2]
        view[...] = value
        return view
    raise ValueError(f"unknown layout {layout!r}; known: {', '.join(LAYOUTS)}")


def encode(value, called=None, files=NONE):
    """The wire form of a number or an array, in the dtype that it has, or of a list of arrays.

    Where NumPy lacks bfloat16, a float32 array that answers a bfloat16 call and holds nothing else is sent as bfloat16.
    """
    if isinstance(value, list) and (not value or any(isinstance(entry, np.ndarray) for entry in value)):
        return [encode(entry, called, files) for entry in value]
    array = np.asarray(value)
    if array.dtype.kind in "iub" and np.can_cast(array.dtype, np.int64):
        array = array.astype(np.int64)
    dtype = array.dtype.name
    if called == "bfloat16" and dtype == "float32" and not (np.ascontiguousarray(array).view(np.uint32) & np.uint32(0xFFFF)).any():
        return packed("bfloat16", array.shape, (np.ascontiguousarray(array).view(np.uint32) >> np.uint32(16)).astype("<u2"), files)
    if dtype == "bfloat16":
        return packed(dtype, array.shape, np.ascontiguousarray(array).view(np.uint16).astype("<u2"), files)
    if dtype not in ("float64", "float32", "float16", "int64"):
        raise TypeError(f"{type(value).__name__} of dtype {dtype} cannot be sent: return float64, float32, float16, bfloat16 or int64")
    return packed(dtype, array.shape, array.astype(STORED[dtype], copy=False), files)


def packed(dtype, shape, entries, files):
    tensor = {"dtype": dtype, "shape": list(shape)}
    if files.takes(entries):
        return {**tensor, "file": files.write(entries)}
    return {**tensor, "data": base64.b64encode(np.ascontiguousarray(entries).tobytes()).decode("ascii")}
