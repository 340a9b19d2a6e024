"""Publicly reported bugs: each is seen, in the run that a user would start, and the same function without it passes."""
import ast
import json
import os
import pathlib
import subprocess
import sys
import unittest

from verify.tests.scratch import scratch

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))
PROGRAM = ROOT / "verify" / "tests" / "programs" / "reported_bugs.py"
ONLY_IN = {"softplus_band": ("float32",)}  # no such numbers in float16, and no such magic number in float64
LONG = "softmax_narrow_sum"  # needs more ones than are drawn


def bugs():
    """(name, operation) of every function of the program with a bug."""
    for node in ast.parse(PROGRAM.read_text()).body:
        for decorator in getattr(node, "decorator_list", []):
            if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "bug":
                yield node.name, decorator.args[0].value


def verify(operation, *arguments, dtypes=("float64", "float32", "float16"), options=()):
    folder = scratch()
    chosen = [word for dtype in dtypes for word in ("--dtype", dtype)]
    command = " ".join(["cmd:" + sys.executable, str(PROGRAM), *arguments])
    done = subprocess.run([ETALON, "verify", operation, "--impl", command, "--jobs", "1", *chosen, *options, "--json", "report.json"], cwd=folder, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL)
    return done, json.loads((folder / "report.json").read_text())["rows"]


class ReportedBugs(unittest.TestCase):
    def test_every_one_is_seen(self):
        for bug, operation in bugs():
            if bug == LONG:
                continue
            with self.subTest(bug):
                done, rows = verify(operation, bug, dtypes=ONLY_IN.get(bug, ("float64", "float32")))
                self.assertEqual({row["outcome"] for row in rows}, {"fail"}, done.stdout + done.stderr)

    def test_without_it_the_same_function_passes(self):
        for bug, operation in bugs():
            with self.subTest(bug):
                done, rows = verify(operation, bug, "fixed", dtypes=("float64", "float32"), options=("--class", "core"))
                self.assertEqual({row["outcome"] for row in rows}, {"pass"}, done.stdout + done.stderr)

    def test_the_smallest_case_is_the_simplest(self):
        """A log-sum-exp for a sum of logarithms: a permutation of order 2 shows it."""
        done, rows = verify("linalg.slogdet", "slogdet_log_sum_exp", dtypes=("float64",), options=("--class", "core"))
        self.assertRegex(done.stdout, r"a = \[2, 2\] \[\[(1, 0\], \[0, 1|0, 1\], \[1, 0)\]\]")

    def test_a_wrong_sign_breaks_the_law_of_the_sign(self):
        for bug, operation in (("kl_below_zero", "vae.gaussian_kl_standard"), ("bce_sign_of_small_gradients", "nn.bce_with_logits.gradient")):
            done, rows = verify(operation, bug, dtypes=("float64", "float32", "float16"))
            self.assertEqual({row["outcome"] for row in rows}, {"fail"}, done.stdout)
            self.assertIn("law  ", done.stdout)

    def test_a_sum_in_the_narrow_dtype(self):
        """Of 4096 ones in float16 no theorem holds, (n + 4)·u > 1, and that is no pass; in float32 the sum is right."""
        for n, dtype, bug, outcome in ((4096, "float16", (LONG,), "vacuous"), (4096, "float32", (LONG,), "pass"), (900, "float16", (LONG, "fixed"), "pass")):
            folder = scratch()
            (folder / "ones.jsonl").write_text(json.dumps({"op": "nn.softmax", "dtype": dtype, "inputs": {"x": [0] * n}}) + "\n")
            done = subprocess.run([ETALON, "verify", "--impl", " ".join(["cmd:" + sys.executable, str(PROGRAM), *bug]), "--inputs", "ones.jsonl"], cwd=folder,
                                  capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120)
            self.assertIn(outcome + " ", done.stdout, done.stderr)
            self.assertEqual(done.returncode == 0, outcome == "pass", done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
