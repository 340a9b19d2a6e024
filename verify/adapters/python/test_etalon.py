"""/usr/bin/python3 -m unittest, from this folder, with a Python that has NumPy."""
import base64
import json
import math
import os
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import etalon
import numpy as np

HERE = Path(__file__).resolve().parent
FORMATS = {"float64": "d", "float32": "f", "float16": "e", "int64": "q"}


def tensor(entries, dtype="float64", shape=None):
    """The wire form, written without the package."""
    entries = entries if isinstance(entries, list) else [entries]
    data = struct.pack(f"<{len(entries)}{FORMATS[dtype]}", *entries)
    return {"dtype": dtype, "shape": [len(entries)] if shape is None else shape, "data": base64.b64encode(data).decode()}


def scalar(number, dtype="float64"):
    return tensor(number, dtype, [])


def entries(value):
    data = base64.b64decode(value["data"])
    form = FORMATS[value["dtype"]]
    return list(struct.unpack(f"<{len(data) // struct.calcsize(form)}{form}", data))


def ask(op, outputs, dtype="float64", variant=None, **inputs):
    request = {"id": 7, "op": op, "dtype": dtype, "inputs": inputs, "outputs": outputs}
    if variant is not None:
        request["variant"] = variant
    return request


def converse(program, lines):
    """Runs a program of this folder, or a text, over the request lines; its reply lines and its stderr."""
    run = subprocess.run([sys.executable, *program], input="".join(line + "\n" for line in lines), cwd=HERE,
                         capture_output=True, text=True, timeout=60)
    if run.returncode != 0:
        raise AssertionError(run.stderr)
    return [json.loads(line) for line in run.stdout.splitlines()], run.stderr


class Calls(unittest.TestCase):
    def setUp(self):
        etalon.functions.clear()
        etalon.declared.clear()

    def answer(self, op="t.f", outputs=("y",), **rest):
        return etalon.answer(json.dumps(ask(op, list(outputs), **rest)), "name", ("float64",))

    def test_describe(self):
        etalon.implements("nn.softmax")(lambda x: x)
        etalon.implements("optimization.adam{epsilon_inside}")(lambda theta: theta)
        self.assertEqual(etalon.answer('{"etalon": 1, "request": "describe"}', "NumPy 1", ("float64",)),
                         {"etalon": 1, "name": "NumPy 1", "dtypes": ["float64"],
                          "implements": ["nn.softmax", "optimization.adam{epsilon_inside}"],
                          "operations": {}, "layouts": ["C", "F", "strided"], "flushes_subnormals": False})

    def test_what_it_declares_of_its_own(self):
        etalon.implements("t.f", dtypes=("float32",), only={"full": [0]})(lambda x: x)
        described = etalon.answer('{"request": "describe"}', layouts=("C",), flushes_subnormals=True)
        self.assertEqual(described["operations"], {"t.f": {"dtypes": ["float32"], "only": {"full": [0]}}})
        self.assertEqual((described["layouts"], described["flushes_subnormals"]), (["C"], True))

    def test_an_argument_that_is_overwritten_is_told(self):
        def in_place(x, many):
            x += 1
            many[1][...] = 0
            return x
        etalon.implements("t.f")(in_place)
        many = [tensor([1.0]), tensor([2.0])]
        self.assertEqual(self.answer(x=tensor([1.0]), many=many)["changed"], ["x", "many"])
        self.assertNotIn("changed", self.answer(x=tensor([]), many=[tensor([1.0]), tensor([0.0])]))

    def test_which_variants_are_claimed(self):
        etalon.implements("t.default")(lambda x: x)
        etalon.implements("t.every")(lambda x, variant: x)
        etalon.implements("t.optional")(lambda x, *, variant="one": x)
        etalon.implements("t.anything")(lambda **inputs: 1.0)
        etalon.implements("t.one{one}")(lambda x, variant: x)
        etalon.implements("t.builtin")(max)  # without a signature
        self.assertEqual(etalon.answer('{"request": "describe"}')["implements"],
                         ["t.default", "t.every{*}", "t.optional{*}", "t.anything{*}", "t.one{one}", "t.builtin{*}"])

    def test_only_the_named_inputs_are_passed(self):
        etalon.implements("t.f")(lambda x: x + 1)
        etalon.implements("t.all")(lambda **inputs: float(len(inputs)))
        inputs = {"x": tensor([1.0, 2.0]), "axis": scalar(0, "int64")}
        self.assertEqual(self.answer(**inputs), {"id": 7, "outputs": {"y": tensor([2.0, 3.0])}})
        self.assertEqual(self.answer("t.all", **inputs), {"id": 7, "outputs": {"y": scalar(2.0)}})

    def test_outputs_as_tuple_and_dict(self):
        etalon.implements("t.tuple")(lambda x: (x, -x))
        etalon.implements("t.dict")(lambda x: {"z": -x, "y": x})
        for op in ("t.tuple", "t.dict"):
            self.assertEqual(self.answer(op, ("y", "z"), x=tensor([1.0])),
                             {"id": 7, "outputs": {"y": tensor([1.0]), "z": tensor([-1.0])}})
        self.assertIn("error", self.answer("t.tuple", x=tensor([1.0])))
        self.assertIn("lacks w", self.answer("t.dict", ("w",), x=tensor([1.0]))["error"])

    def test_the_dtype_is_reported_as_returned(self):
        etalon.implements("t.f")(lambda x: x.astype(np.float64))
        self.assertEqual(self.answer(dtype="float32", x=tensor([1.0], "float32"))["outputs"]["y"], tensor([1.0]))

    def test_refusals(self):
        def refuse(error):
            def function(x):
                raise error
            return function
        etalon.implements("t.domain")(refuse(etalon.DomainError("C1", "x is NaN")))
        self.assertEqual(self.answer("t.domain", x=scalar(1.0)), {"id": 7, "failure": {"clause": "C1", "message": "x is NaN"}})
        for error in (ValueError("v"), OverflowError("v"), ZeroDivisionError("v"), FloatingPointError("v"),
                      np.linalg.LinAlgError("v")):
            op = f"t.{type(error).__name__}"
            etalon.implements(op)(refuse(error))
            failure = self.answer(op, x=scalar(1.0))["failure"]
            self.assertEqual(failure["clause"], "")
            self.assertRegex(failure["message"], rf"^{type(error).__name__}: v \(test_etalon.py:\d+\)$")

    def test_any_exception_refuses(self):
        @etalon.implements("t.f")
        def f(x):
            return x + "text"
        self.assertRegex(self.answer(x=scalar(1.0))["failure"]["message"], r"^\w*TypeError: .* \(test_etalon.py:\d+\)$")
        self.assertRegex(self.answer()["failure"]["message"], r"^TypeError: .*missing 1 required")
        etalon.implements("t.none")(lambda: None)
        self.assertIn("NoneType", self.answer("t.none")["error"])

    def test_unsupported(self):
        etalon.implements("t.f{one}")(lambda: 1.0)
        self.assertIn("outputs", self.answer(variant="one"))
        self.assertIn("t.f{two}", self.answer(variant="two")["unsupported"])
        self.assertIn("unsupported", self.answer())
        self.assertIn("unsupported", self.answer("t.g"))

        @etalon.implements("t.h")
        def h():
            raise NotImplementedError("not yet")
        self.assertEqual(self.answer("t.h"), {"id": 7, "unsupported": "not yet"})

    def test_variants(self):
        etalon.implements("t.f")(lambda variant: {"one": 1.0, "two": 2.0}[variant])
        etalon.implements("t.f{two}")(lambda: 22.0)
        etalon.implements("t.plain")(lambda: 3.0)
        etalon.implements("t.optional")(lambda variant="default": float(len(variant)))
        self.assertEqual(self.answer(variant="one")["outputs"]["y"], scalar(1.0))
        self.assertEqual(self.answer(variant="two")["outputs"]["y"], scalar(22.0))
        self.assertEqual(self.answer("t.plain", variant="one")["outputs"]["y"], scalar(3.0))
        self.assertEqual(self.answer("t.optional")["outputs"]["y"], scalar(7.0))

    def test_stacking_and_registering_twice(self):
        @etalon.implements("t.f")
        @etalon.implements("t.g")
        def f():
            return 1.0
        self.assertEqual(f(), 1.0)
        self.assertEqual(list(etalon.functions), ["t.g", "t.f"])
        with self.assertRaises(ValueError):
            etalon.implements("t.f")(f)

    def test_requests_that_cannot_be_read(self):
        etalon.implements("t.f")(lambda x: x)
        for line in ("", "{", "[1]", "7", b"\xff", '{"request": "dance"}', '{"op": []}'):
            self.assertEqual(list(etalon.answer(line)), ["error"])
        for value in ({"dtype": "int7", "shape": [], "data": ""}, {"dtype": "float64", "shape": [2], "data": "AAAA"},
                      {"dtype": "float64", "shape": [1], "data": "?"}, {}, 3):
            reply = self.answer(x=value)
            self.assertEqual((reply["id"], "error" in reply), (7, True), value)


class Serving(unittest.TestCase):
    def test_prints_and_garbage_do_not_corrupt_the_stream(self):
        program = """if True:
            import etalon, os, subprocess, sys
            @etalon.implements("t.f")
            def f(x):
                print("stray"); os.write(1, b"raw\\n"); subprocess.run(["echo", "child"]); sys.__stdout__.write("old\\n")
                assert sys.stdin.read() == ""
                return x
            etalon.serve(name="chatty")
            """
        call = json.dumps(ask("t.f", ["y"], x=tensor([1.0])))
        replies, stderr = converse(["-c", program], ['{"etalon": 1, "request": "describe"}', "garbage", call, call])
        self.assertEqual(replies[0]["name"], "chatty")
        self.assertEqual(list(replies[1]), ["error"])
        for reply in replies[2:]:
            self.assertEqual(reply, {"id": 7, "outputs": {"y": tensor([1.0])}})
        self.assertEqual(len(replies), 4)
        for word in ("stray", "raw", "child", "old"):
            self.assertIn(word, stderr)

    def test_python_without_numpy(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "numpy.py").write_text("raise ImportError('none here')")
            run = subprocess.run([sys.executable, str(HERE / "template.py")], env={**os.environ, "PYTHONPATH": folder},
                                 capture_output=True, text=True, input="")
        self.assertEqual((run.returncode, run.stdout), (2, ""))
        self.assertIn(sys.executable, run.stderr)
        self.assertIn("--python /path/to/python3", run.stderr)


class Programs(unittest.TestCase):
    """The programs of this folder, against values known in closed form."""

    def check(self, program, cases):
        replies, _ = converse([program], [json.dumps(request) for request, _ in cases])
        for (request, expected), reply in zip(cases, replies, strict=True):
            with self.subTest(program=program, op=request["op"]):
                if isinstance(expected, str):
                    self.assertIn(expected, reply)
                    continue
                self.assertIn("outputs", reply, reply)
                u = 2.0**-24 if request["dtype"] == "float32" else 2.0**-53
                for name, values in zip(request["outputs"], expected, strict=True):
                    self.assertEqual(reply["outputs"][name]["dtype"], request["dtype"])
                    computed = entries(reply["outputs"][name])
                    for y, value in zip(computed, values, strict=True):
                        self.assertTrue(y == value or abs(y - value) <= 8 * u * abs(value), (name, computed, values))

    def test_template(self):
        self.check("template.py", [(ask("nn.softmax", ["y"], x=tensor([3.0, 3.0]), axis=scalar(-1, "int64")), [[0.5, 0.5]])])

    def test_naive(self):
        last = {"axis": scalar(-1, "int64")}
        self.check("numpy_naive.py", [
            (ask("nn.log_sum_exp", ["value"], x=tensor([0.0, 0.0]), **last), [[math.log(2)]]),
            (ask("nn.log_sum_exp", ["value"], x=tensor([1000.0, 0.0]), **last), [[math.inf]]),
            (ask("nn.softmax", ["y"], x=tensor([1.0, 1.0], "float32"), dtype="float32", **last), [[0.5, 0.5]]),
            (ask("nn.bce_with_logits", ["loss"], variant="sum", z=tensor([-800.0]), target=tensor([1.0]),
                 pos_weight=scalar(1.0)), [[math.inf]]),
            (ask("gan.generator_loss", ["loss"], variant="saturating", scores=tensor([0.0]), given="logits"),
             [[-math.log(2)]]),
        ])

    def test_correct(self):
        for dtype in ("float64", "float32"):
            def T(values, shape=None):
                return tensor(values, dtype, shape)

            def S(number):
                return scalar(number, dtype)

            def case(op, outputs, expected, variant=None, **inputs):
                return ask(op, outputs, dtype, variant, **inputs), expected

            def stored(number):  # the number as the dtype holds it
                return entries(S(number))[0]

            inf, log, exp = math.inf, math.log, math.exp
            last = {"axis": scalar(-1, "int64")}
            half = S(0.5)
            square = T([1.0, 2.0, 3.0, 4.0], [2, 2])
            adam = dict(theta=T([1.0]), m=T([0.5]), v=T([0.25]), gradient=T([2.0]), t=scalar(2, "int64"),
                        learning_rate=half, beta1=half, beta2=half, epsilon=S(0.75))
            moments = [[1.25], [2.125]]  # over 1 - 1/4: 5/3 and 17/6
            gaussian = dict(mu=T([2.0, 0.0], [2, 1]), log_variance=T([0.0, 3.0], [2, 1]))
            bits = dict(x=T([1.0, 0.0], [2, 1]), decoded=T([-50.0, 0.0], [2, 1]), beta=S(2.0), **gaussian)
            kl = (exp(3) - 4) / 2
            routing = dict(probabilities=T([0.25, 0.75, 0.5, 0.5], [2, 2]), assignment=tensor([1, 1], "int64"), alpha=S(4.0))
            self.check("numpy_correct.py", [
                case("tensor.matmul", ["c"], [[7, 10, 15, 22]], a=square, b=square),
                case("tensor.matmul", ["c"], [[0, 0, 0, 0]], a=T([], [2, 0]), b=T([], [0, 2])),
                case("tensor.einsum", ["result"], [[7, 10, 15, 22]], equation="ij,jk->ik", operands=[square, square]),
                case("tensor.einsum", ["result"], [[5]], equation="ii", operands=[square]),
                case("tensor.einsum", ["result"], [[1, 3, 2, 4]], equation="...ji->...ij", operands=[square]),
                case("nn.log_sum_exp", ["value"], [[1000 + log(2), -inf]], x=T([1000.0, 1000.0, -inf, -inf], [2, 2]), **last),
                case("nn.log_sum_exp", ["value"], [[log(2), 5]], x=T([0.0, -inf, 0.0, 5.0], [2, 2]),
                     axis=scalar(0, "int64")),
                case("nn.log_sum_exp", ["value"], "failure", x=T([math.nan, 0.0]), **last),
                case("nn.softmax", ["y"], [[0.5, 0.5, 0]], x=T([900.0, 900.0, -inf]), **last),
                case("nn.softmax.vjp", ["grad_x"], [[-0.5, 0.5]], x=T([0.0, 0.0]), cotangent=T([1.0, 3.0]), **last),
                case("nn.softplus", ["y"], [[log(2)]], x=S(0.0)),
                case("nn.softplus", ["y"], [[exp(-60), 60]], x=T([-60.0, 60.0])),
                case("nn.softplus.vjp", ["grad_x"], [[1.5, 3 * exp(-60)]], x=T([0.0, -60.0]), cotangent=T([3.0, 3.0])),
                case("nn.bce_with_logits", ["loss"], [[(120 + exp(-50)) / 2]], "mean", z=T([-60.0, -50.0]),
                     target=T([1.0, 0.0]), pos_weight=S(2.0)),
                case("nn.bce_with_logits", ["loss"], [[log(2)]], "sum", z=T([0.0]), target=T([0.25]), pos_weight=S(1.0)),
                case("nn.bce_with_logits.gradient", ["grad_z"], [[-exp(-60) / 2, 0.25]], "mean", z=T([60.0, 0.0]),
                     target=T([1.0, 0.0]), pos_weight=S(1.0)),
                case("linalg.cholesky", ["l"], [[2, 0, 1, 3]], a=T([4.0, 99.0, 2.0, 10.0], [2, 2])),
                case("linalg.cholesky", ["l"], "failure", a=T([1.0, 2.0, 2.0, 1.0], [2, 2])),
                case("linalg.svdvals", ["sigma"], [[4, 3]], a=T([0.0, 4.0, 0.0, 3.0, 0.0, 0.0], [2, 3])),
                case("optimization.newton_root.step", ["next"], [[1.5]], function="x^2-a", a=S(2.0), x=S(1.0)),
                case("optimization.newton_root.step", ["next"], "failure", function="x^2-a", a=S(2.0), x=S(0.0)),
                case("optimization.newton_root.step", ["next"], "unsupported", function="x^9-a", a=S(2.0), x=S(1.0)),
                case("optimization.newton_root.step", ["next"], [[-97]], function="exp(x)-a", a=S(0.0), x=S(-96.0)),
                case("optimization.newton_root", ["iterates"], "failure", function="sin(x)", a=S(0.0), x0=S(0.0),
                     steps=scalar(2**61, "int64")),
                case("optimization.newton_root", ["iterates"], [[0, 1, 0, 1]], function="x^3-2x+2", a=S(0.0), x0=S(0.0),
                     steps=scalar(3, "int64")),
                case("optimization.adam", ["theta_next", "m_next", "v_next"],
                     [[1 - 0.5 * (5 / 3) / (math.sqrt(17 / 6) + 0.75)], *moments], "epsilon_outside", **adam),
                case("optimization.adam", ["theta_next", "m_next", "v_next"],
                     [[1 - 0.5 * (5 / 3) / math.sqrt(17 / 6 + 0.75)], *moments], "epsilon_inside", **adam),
                case("optimization.adam", ["theta_next", "m_next", "v_next"],
                     [[1 - 0.5 * math.sqrt(0.75) / 0.75 * 1.25 / (math.sqrt(2.125) + 0.75)], *moments], "epsilon_hat", **adam),
                case("vae.gaussian_kl_standard", ["kl"], [[(2 + kl) / 2]], "batch_mean", **gaussian),
                case("vae.gaussian_kl_standard", ["kl"], [[2 + kl]], "sum", **gaussian),
                case("vae.gaussian_kl_standard.gradient", ["grad_mu", "grad_log_variance"], [[1, 0], [0, (exp(3) - 1) / 4]],
                     "mean", **gaussian),
                case("vae.elbo", ["elbo"], [[-(50 + log(2)) / 2 - (2 + kl)]], "batch_mean", likelihood="bernoulli", **bits),
                case("vae.elbo", ["elbo"], [[-(51**2) / 2 - log(2 * math.pi) - 2 * (2 + kl)]], "batch_sum",
                     likelihood="gaussian", **bits),
                case("vae.elbo.gradient", ["grad_mu", "grad_log_variance", "grad_decoded"],
                     [[-2, 0], [0, -(exp(3) - 1) / 2], [0.5, -0.25]], "batch_mean", likelihood="bernoulli", **bits),
                case("gan.generator_loss", ["loss"], [[exp(-60)]], "non_saturating", scores=T([60.0]), given="logits"),
                case("gan.generator_loss", ["loss"], [[math.log1p(-stored(0.01))]], "saturating", scores=T([0.01]),
                     given="probabilities"),
                case("gan.generator_loss.gradient", ["grad_scores"], [[-exp(-60) / 2, -0.25]], "saturating",
                     scores=T([-60.0, 0.0]), given="logits"),
                case("moe.load_balance_loss", ["loss"], [[5]], "scaled", **routing),
                case("moe.load_balance_loss", ["loss"], [[2.5]], "unscaled", **routing),
                case("moe.load_balance_loss.gradient", ["grad_probabilities"], [[0, 4, 0, 4]], "scaled", **routing),
            ])


if __name__ == "__main__":
    unittest.main()
