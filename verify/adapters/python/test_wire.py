"""Values on the wire, and the layouts in which functions see them."""
import base64
import json
import math
import struct
import unittest

import numpy as np

import etalon
from etalon.wire import decode, encode, laid_out
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
