"""PyTorch and JAX on trial, in the versions of ci/trials.txt: a small part of what ci/trials runs.

The interpreter is that of ETALON_TRIALS_PYTHON, or of the virtual environment that ci/trials makes. Without it, or without
the library, the test is skipped: the exit code is 77, as ctest reads it.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

from verify.tests.scratch import scratch

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))
PYTHON = os.environ.get("ETALON_TRIALS_PYTHON", str(ROOT / "build" / "trials-venv" / "bin" / "python"))
SHARD = os.environ.get("ETALON_SHARD", "1/1")  # of the rows of a test that ctest runs in several
ADAPTERS = ROOT / "verify" / "adapters" / "python"


def explained(library):
    """The operations that a table of reference/decisions explains for a library: those of the first column, of rows that name it.

    `nn.gelu`, `.vjp` are nn.gelu and nn.gelu.vjp, `nn.tanh`, `silu` nn.tanh and nn.silu, and a convention in braces counts as its operation.
    """
    names = set()
    for note in sorted((ROOT / "reference" / "decisions").glob("*.md")):
        section = ""
        for line in note.read_text().splitlines():
            if line.startswith("#"):
                section = line
            cells = line.split("|")
            if len(cells) < 4 or library not in section + cells[2]:
                continue
            plain = ""
            for name in re.findall(r"`([^`]+)`", cells[1]):
                name = re.sub(r"\{[^}]*\}", "", name)
                if name.startswith("."):
                    name = plain + name
                elif plain and not re.match(r"(tensor|nn|calculus|linalg|optimization|vae|gan|moe)\.", name):
                    name = plain.split(".")[0] + "." + name
                plain = re.sub(r"\.(vjp|gradient)$", "", name)
                names.add(name)
    return names


class OnTrial:
    """What a library's tests share: `library` is the module, `adapter` the program, `version` that of ci/trials.txt."""

    @classmethod
    def setUpClass(cls):
        pins = dict(line.split("#")[0].strip().split("==") for line in (ROOT / "ci" / "trials.txt").read_text().splitlines() if "==" in line)
        cls.version = pins[cls.library]
        try:
            found = subprocess.run([PYTHON, "-c", f"import {cls.library}; print({cls.library}.__version__)"], capture_output=True, text=True).stdout
        except OSError:
            found = ""
        if not found.startswith(cls.version):
            print(f"SKIPPED: {PYTHON} has no {cls.library} {cls.version}; ci/trials {cls.library} installs it", file=sys.stderr)
            sys.exit(77)

    def rows(self, *arguments, dtypes=""):
        """The rows of a report by operation, dtype by dtype. A crash (3) is a row too."""
        folder = scratch()
        done = subprocess.run([ETALON, "verify", *arguments, "--impl", f"cmd:'{PYTHON}' '{ADAPTERS / self.adapter}' {dtypes}", "--jobs", "1",
                               "--json", folder / "report.json", "--failures", folder / "failures"],
                              capture_output=True, text=True, stdin=subprocess.DEVNULL)
        self.assertIn(done.returncode, (0, 1, 3), done.stdout + done.stderr)
        rows = {}
        for row in json.loads((folder / "report.json").read_text())["rows"]:
            if row["outcome"] != "unsupported":
                rows.setdefault(row["operation"], {})[row["dtype"]] = row
        return rows, done.stdout

    def every_red_row_is_explained(self, cases):
        rows, printed = self.rows("tensor.*", "nn.*", "calculus.*", "--cases", str(cases), "--timeout", "60", "--shrink", "0", "--shard", SHARD)
        self.assertTrue(rows)
        red = {operation for operation, dtypes in rows.items() if any(row["outcome"] not in ("pass", "unsupported") for row in dtypes.values())}
        unexplained = red - explained(self.name)
        self.assertFalse(unexplained, "\n".join(block for block in printed.split("\n  fail ") if block.split(maxsplit=1)[0].partition("{")[0] in unexplained))

    def ordinary_magnitudes_pass(self):
        rows, printed = self.rows("nn.softmax", "tensor.matmul*", "linalg.cholesky*", "linalg.svd", "linalg.eigh", "linalg.qr",
                                  "--class", "core", "--cases", "10")
        self.assertGreaterEqual(set(rows), {"nn.softmax", "tensor.matmul", "tensor.matmul.vjp", "linalg.cholesky.vjp", "linalg.svd"})
        for operation, dtypes in rows.items():
            self.assertEqual(set(dtypes), {"float64", "float32"}, operation)
            for row in dtypes.values():
                self.assertEqual(row["outcome"], "pass", printed)


class Torch(OnTrial, unittest.TestCase):
    library, adapter, name = "torch", "torch_trial.py", "PyTorch"

    def test_ordinary_magnitudes(self):
        self.ordinary_magnitudes_pass()

    def test_tensors_layers_and_derivatives(self):  # contracts: 10
        self.every_red_row_is_explained(10)

    def test_half_precision(self):
        rows, printed = self.rows("tensor.sum", "tensor.matmul", "tensor.matmul.vjp", "nn.softmax", "nn.gelu", "nn.layer_norm", "nn.scaled_dot_product_attention", "nn.mse",
                                  "--class", "core", "--cases", "12", "--timeout", "60", dtypes="bfloat16 float16")
        self.assertEqual(len(rows), 8, printed)
        for operation, dtypes in rows.items():
            self.assertEqual({dtype: row["outcome"] for dtype, row in dtypes.items()}, {"bfloat16": "pass", "float16": "pass"}, printed)

    def test_findings_are_found_again(self):
        rows, printed = self.rows("nn.softplus", "--class", "core", "--cases", "60")
        # softplus(x) = x beyond the threshold of 20.
        self.assertEqual(rows["nn.softplus"]["float64"]["outcome"], "fail", printed)
        self.assertEqual(rows["nn.softplus"]["float32"]["outcome"], "pass", printed)
        rows, printed = self.rows("linalg.det.vjp", "--class", "edge", "--cases", "60")  # the cofactors of a singular matrix are no zeros
        self.assertEqual(rows["linalg.det.vjp"]["float64"]["outcome"], "fail", printed)

    def test_a_weight_with_gaps(self):
        # batch_norm's backward reads a weight that is a strided view as if it had no gaps.
        program = ("import torch; x = torch.tensor([[1., 2.], [3., 5.]], requires_grad=True); w = torch.tensor([1., 9., 1., 9.])[::2]\n"
                   "def slope(w): return torch.autograd.grad(torch.nn.functional.batch_norm(x, None, None, w, None, True)[0].square().sum(), x)[0]\n"
                   "print(torch.equal(slope(w), slope(w.contiguous())))")
        done = subprocess.run([PYTHON, "-c", program], capture_output=True, text=True)
        self.assertEqual(done.stdout.strip(), "False", done.stderr)


class Jax(OnTrial, unittest.TestCase):
    library, adapter, name = "jax", "jax_trial.py", "JAX"

    def test_ordinary_magnitudes(self):
        self.ordinary_magnitudes_pass()

    def test_tensors_layers_and_derivatives(self):  # contracts: 5
        self.every_red_row_is_explained(2)  # every shape is compiled


if __name__ == "__main__":
    unittest.main()
