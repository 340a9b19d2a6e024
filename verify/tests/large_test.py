"""Extents at which kernels change their blocks: who is wrong from one on fails, and the report says from which; who is right in any order passes."""
import json
import os
import pathlib
import subprocess
import sys
import unittest

from verify.tests.scratch import scratch

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))
PROGRAM = ROOT / "verify" / "tests" / "programs" / "large.py"


def etalon(*arguments, cwd=None):
    return subprocess.run([ETALON, *map(str, arguments)], cwd=cwd or scratch(), capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=600)


def verify(operation, kernel, *options, number=None):
    folder = scratch()
    command = " ".join(["cmd:" + sys.executable, str(PROGRAM), kernel] + ([str(number)] if number else []))
    done = etalon("verify", operation, "--impl", command, "--dtype", "float32", "--jobs", 1, "--json", "report.json", *options, cwd=folder)
    return done, json.loads((folder / "report.json").read_text())["rows"], folder


class Begins(unittest.TestCase):
    def begins(self, operation, kernel, number, extent, size=None, options=("--class", "large", "--cases", 60)):
        done, rows, folder = verify(operation, kernel, *options, number=number)
        told = done.stdout + done.stderr
        self.assertEqual({row["outcome"] for row in rows}, {"fail"}, told)
        example = rows[0]["causes"][0]["counterexample"]
        self.assertEqual(example["class"], "large", told)
        self.assertEqual(example["fails_from"]["extent"], extent, told)
        if size:
            self.assertEqual(example["fails_from"]["size"], size, told)
        self.assertRegex(done.stdout, f"begins    fails from .*{extent}.* on, and with {extent - 1} it does not")
        saved = json.loads((folder / example["file"]).read_text())
        self.assertEqual(saved["fails_from"], example["fails_from"])

    def test_zeros_for_a_softmax_over_4096(self):
        self.begins("nn.softmax", "zeros", 4096, 4096)

    def test_the_last_rows(self):
        for block in (4, 32, 512):
            self.begins("tensor.matmul", "rows", block, block + 1, "m")

    def test_the_last_columns(self):
        for block in (8, 64, 256):
            self.begins("tensor.matmul", "columns", block, block + 1, "n")

    def test_the_last_of_the_inner_dimension(self):
        for block in (4, 16, 128, 512):
            self.begins("tensor.matmul", "inner", block, block + 1, "k")

    def test_the_remainder_of_vectors(self):
        for width in (4, 8, 16, 64):
            self.begins("nn.softplus", "remainder", width, width + 1)

    def test_right_for_powers_of_two_alone(self):
        self.begins("tensor.sum", "powers_of_two", None, 3)

    def test_an_overlap_that_is_counted_twice(self):
        for block in (32, 500):
            self.begins("tensor.dot", "overlap", block, block + 1)

    def test_a_counter_in_float32_that_stops(self):
        self.begins("tensor.mean", "float_counter", 1000, 1001)

    def test_a_block_that_none_ends_by_request(self):
        self.begins("nn.softplus", "remainder", 700, 701, options=("--size", "600:2400:x2"))


class Passes(unittest.TestCase):
    def test_sums_in_any_order(self):
        for order in ("in_order", "pairwise", "blocked"):
            for operation in ("tensor.sum", "nn.softmax"):
                done, rows, _ = verify(operation, order, "--class", "large", "--cases", 30, "--judging", 120)
                self.assertEqual({row["outcome"] for row in rows}, {"pass"}, done.stdout + done.stderr)
                counts = rows[0]["classes"]["large"]
                self.assertLessEqual(set(counts), {"pass", "vacuous"}, done.stdout)  # where n·u is too large for a bound, nothing is said
                self.assertGreaterEqual(counts["pass"], 28, done.stdout)


class Sizes(unittest.TestCase):
    def test_a_sweep_has_each_size_for_every_axis(self):
        for sweep in ("100:1000:×3", "100:1000:*3", "100:1000:x3"):
            done = etalon("verify", "tensor.matmul", "--size", sweep, "--json", "report.json", "--dtype", "float64", cwd=(folder := scratch()))
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertIn("sizes 100, 300, 900, one case each for every axis", done.stdout)
            report = json.loads((folder / "report.json").read_text())
            self.assertEqual(report["sizes"], [100, 300, 900])
            self.assertGreaterEqual(report["rows"][0]["counts"]["pass"], 9)  # m, k and n

    def test_nonsense_is_told(self):
        for sizes, reason in (("many", "'many' is no whole number"), ("0", "between 1 and"), ("-5", "between 1 and"), ("100:10", "by what it goes on"), ("100:10:x2", "begins above its end"),
                              ("10:100:x1", "a factor of 2 or more"), ("10:100:7", "a factor of 2 or more"), ("1e3", "'1e3' is no whole number"), ("99999999999", "between 1 and")):
            done = etalon("verify", "nn.softmax", f"--size={sizes}")
            self.assertEqual(done.returncode, 2, sizes)
            self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
            self.assertIn(f"--size {sizes}", done.stderr)
            self.assertIn(reason, done.stderr)

    def test_a_misspelt_option(self):
        self.assertIn("did you mean --size", etalon("verify", "nn.softmax", "--sizes", "8").stderr)

    def test_the_cases_depend_on_the_seed_alone(self):
        def lines(*options):
            return etalon("requests", "nn.softmax", "tensor.matmul", "--class", "large", "--cases", 8, *options).stdout
        self.assertEqual(lines(), lines())
        self.assertNotEqual(lines(), lines("--seed", 2))

    def test_the_contract_lists_them(self):
        self.assertRegex(etalon("show", "nn.softmax").stdout, r"(?m)^  large    the last index matters$")


if __name__ == "__main__":
    unittest.main()
