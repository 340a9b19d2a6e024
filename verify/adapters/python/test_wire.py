"""Values on the wire, and the layouts in which functions see them."""
import base64
import json
import math
import os
import struct
import tempfile
import unittest

import numpy as np

import etalon
from etalon.wire import Files, decode, encode, laid_out
from test_etalon import FORMATS, ask, entries, scalar, tensor


class Wire(unittest.TestCase):
    def test_round_trips(self):
        for dtype, form in FORMATS.items():
            for shape in [(), (1,), (3,), (2, 3), (0,), (2, 0, 3)]:
                with self.subTest(dtype=dtype, shape=shape):
                    array = np.arange(math.prod(shape), dtype=dtype).reshape(shape) - np.ones((), dtype)
                    wire = encode(array)
                    self.assertEqual(wire, tensor([x.item() for x in array.ravel()], dtype, list(shape)))
                    back = decode(wire)
                    np.testing.assert_array_equal(back, array)
                    self.assertEqual(np.shape(back), shape)
                    if shape:
                        self.assertEqual(back.dtype, dtype)
                        self.assertTrue(back.flags.writeable)

    def test_special_values(self):
        for dtype in ("float64", "float32", "float16"):
            array = np.array([np.nan, np.inf, -np.inf, -0.0, np.finfo(dtype).smallest_subnormal], dtype)
            self.assertEqual(decode(encode(array)).tobytes(), array.tobytes())

    def test_scalars(self):
        self.assertIs(type(decode(scalar(2.5))), np.float64)
        self.assertIs(type(decode(scalar(2.5, "float32"))), np.float32)
        self.assertIs(type(decode(scalar(2, "int64"))), int)
        self.assertEqual(encode(2.5), scalar(2.5))
        self.assertEqual(encode(2), scalar(2, "int64"))
        self.assertEqual(encode(np.float32(2.5)), scalar(2.5, "float32"))

    def test_bfloat16_is_the_upper_half_of_float32(self):
        bits = [0x3F80, 0xC040, 0x7F80, 0x0001, 0x8000]
        data = base64.b64encode(struct.pack("<5H", *bits)).decode()
        array = decode({"dtype": "bfloat16", "shape": [5], "data": data})
        self.assertEqual(array.dtype, np.float32)
        self.assertEqual(array.tolist(), [1.0, -3.0, math.inf, 2.0**-133, -0.0])
        one = decode({"dtype": "bfloat16", "shape": [], "data": base64.b64encode(b"\x80\x3f").decode()})
        self.assertIs(type(one), np.float32)

    def test_text_and_lists(self):
        self.assertEqual(decode("ij,jk->ik"), "ij,jk->ik")
        a, b = decode([tensor([1.0, 2.0]), scalar(3.0)])
        self.assertEqual((a.tolist(), b), ([1.0, 2.0], 3.0))

    def test_any_memory_layout_is_sent_row_by_row(self):
        array = np.arange(6.0).reshape(2, 3)
        self.assertEqual(entries(encode(array.T)), [0, 3, 1, 4, 2, 5])
        self.assertEqual(entries(encode(np.broadcast_to(array[0], (2, 3)))), [0, 1, 2, 0, 1, 2])
        self.assertEqual(encode(array.astype(">f8")), encode(array))

    def test_what_cannot_be_sent(self):
        for value in (1j, "text", None, np.longdouble(1)):
            with self.assertRaises(TypeError):
                encode(value)


class InFiles(unittest.TestCase):
    BEYOND = 512

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.request = {"id": 7, "files": {"folder": self.folder, "beyond": self.BEYOND}}
        self.files = Files(self.request)
        etalon.functions.clear()

    def test_round_trips_around_the_threshold(self):
        for dtype in (*FORMATS, "bfloat16"):
            width = 2 if dtype == "bfloat16" else np.dtype(dtype).itemsize
            for off in (-1, 0, 1):
                array = (np.arange(self.BEYOND // width + off) % 256).astype("float32" if dtype == "bfloat16" else dtype)
                for layout in ("C", "F", "strided"):
                    with self.subTest(dtype=dtype, off=off, layout=layout):
                        wire = encode(laid_out(array[:, None], layout), "bfloat16" if dtype == "bfloat16" else None, self.files)
                        self.assertEqual((wire["dtype"], wire["shape"]), (dtype, [array.size, 1]))
                        self.assertEqual(("file" in wire, "data" in wire), (off > 0, off <= 0))
                        if off > 0:
                            self.assertEqual(os.path.getsize(os.path.join(self.folder, wire["file"])), array.size * width)
                        back = decode(wire, self.files)
                        self.assertTrue(back.flags.writeable)
                        np.testing.assert_array_equal(np.asarray(back, array.dtype), array[:, None])

    def test_every_array_has_a_file_of_its_own(self):
        wires = encode([np.arange(100.0), np.arange(3.0), -np.arange(100.0)], None, self.files)
        self.assertEqual([wire.get("file") for wire in wires], ["reply-7-0", None, "reply-7-1"])
        for wire, array in zip(decode(wires, self.files), (np.arange(100.0), np.arange(3.0), -np.arange(100.0)), strict=True):
            np.testing.assert_array_equal(wire, array)

    def ask(self, name="call-7-0", shape=(100,), **more):
        x = {"dtype": "float64", "shape": list(shape), "file": name}
        return etalon.answer(json.dumps({**ask("t.f", ["y"], x=x), **self.request, **more}))

    def test_a_call(self):
        etalon.implements("t.f")(lambda x: x + 1)
        np.arange(100.0).tofile(os.path.join(self.folder, "call-7-0"))
        reply = self.ask(layouts={"x": "strided"})
        self.assertEqual(reply, {"id": 7, "outputs": {"y": {"dtype": "float64", "shape": [100], "file": "reply-7-0"}}})
        np.testing.assert_array_equal(np.fromfile(os.path.join(self.folder, "reply-7-0")), np.arange(1.0, 101.0))

    def test_an_overwritten_argument_is_told_and_its_file_is_not_written_to(self):
        def in_place(x):
            x += 1
            return x
        etalon.implements("t.f")(in_place)
        for layout in ("C", "F", "strided"):
            path = os.path.join(self.folder, f"call-7-{layout}")
            np.arange(100.0).tofile(path)
            self.assertEqual(self.ask(f"call-7-{layout}", (10, 10), layouts={"x": layout})["changed"], ["x"])
            np.testing.assert_array_equal(np.fromfile(path), np.arange(100.0))
            os.remove(os.path.join(self.folder, "reply-7-0"))

    def test_what_cannot_be_read_or_written(self):
        etalon.implements("t.f")(lambda x: np.zeros(100))
        self.assertRegex(self.ask()["error"], r"the request cannot be read: FileNotFoundError: .*call-7-0")
        np.arange(99.0).tofile(os.path.join(self.folder, "call-7-0"))
        self.assertRegex(self.ask()["error"], r"the request cannot be read: ValueError: cannot reshape")
        np.arange(100.0).tofile(os.path.join(self.folder, "call-7-0"))
        os.mkdir(os.path.join(self.folder, "reply-7-0"))
        self.assertRegex(self.ask()["error"], r"FileExistsError: .*reply-7-0")

    def test_versions(self):
        for asked, answered in (({}, 1), ({"versions": [1]}, 1), ({"versions": [1, 2]}, 2), ({"versions": [1, 2, 3]}, 2), ({"versions": [3]}, 1)):
            self.assertEqual(etalon.answer(json.dumps({"etalon": 1, "request": "describe", **asked}))["etalon"], answered)


class Layouts(unittest.TestCase):
    def test_the_entries_are_the_same_in_every_layout(self):
        for shape in [(3,), (2, 3), (0, 2), (2, 3, 4)]:
            for dtype in (np.float64, np.float32, np.int64):
                x = np.arange(np.prod(shape), dtype=dtype).reshape(shape)
                for layout in ("C", "F", "strided"):
                    y = laid_out(x, layout)
                    self.assertEqual((y.dtype, y.shape), (x.dtype, x.shape))
                    self.assertTrue((x == y).all() and y.flags.writeable)

    def test_each_layout_is_what_its_name_says(self):
        x = np.arange(6.0).reshape(2, 3)
        self.assertTrue(laid_out(x, "C").flags.c_contiguous)
        self.assertTrue(laid_out(x, "F").flags.f_contiguous)
        self.assertEqual(laid_out(x, "strided").strides, (48, -16))

    def test_the_request_says_which(self):
        etalon.functions.clear()
        etalon.implements("t.f")(lambda x: float(x.strides[0]))
        for layout, stride in (("C", 24.0), ("F", 8.0), ("strided", 48.0)):
            line = json.dumps({**ask("t.f", ["y"], x=tensor([0.0, 1.0, 2.0, 3.0, 4.0, 5.0], shape=[2, 3])), "layouts": {"x": layout}})
            self.assertEqual(etalon.answer(line)["outputs"]["y"], scalar(stride))

    def test_a_function_that_trusts_the_memory_is_found_out(self):
        def memory(x):  # what a careless binding does with the pointer
            return np.frombuffer((x if x.base is None else x.base).tobytes())[:x.size].reshape(x.shape)
        x = np.arange(6.0).reshape(2, 3)
        self.assertTrue((memory(laid_out(x, "C")) == x).all())
        self.assertFalse((memory(laid_out(x, "strided")) == x).all())


if __name__ == "__main__":
    unittest.main()
