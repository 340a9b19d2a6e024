"""NumPy on trial: careful forms pass where magnitudes are ordinary, naive forms are caught with a small counterexample."""
import ast
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
PYTHON = ROOT / "verify" / "adapters" / "python"
SHARD = os.environ.get("ETALON_SHARD", "1/1")  # of the rows of a test that ctest runs in several


def etalon(*arguments):
    return subprocess.run([ETALON, *arguments], capture_output=True, text=True, cwd=scratch(), stdin=subprocess.DEVNULL)


class Trial(unittest.TestCase):
    def test_careful_forms_pass(self):  # contracts: 10
        done = etalon("verify", "--impl", f"cmd:{sys.executable} {PYTHON}/numpy_correct.py", "--class", "core", "--class", "edge", "--cases", "60", "--shard", SHARD)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("NumPy", done.stdout)
        self.assertRegex(done.stdout, r"\d passed, 0 failed")

    def test_careful_forms_pass_in_float16(self):  # contracts: 3
        done = etalon("verify", "tensor.*", "nn.*", "--impl", f"cmd:{sys.executable} {PYTHON}/numpy_correct.py float16", "--class", "core", "--cases", "20", "--shard", SHARD)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("  float16  ", done.stdout)

    def test_what_careful_forms_miss_is_a_finding(self):  # contracts: 10
        # The degrees of a graph overflow in NumPy, and so do Newton's f and f′ (∞/∞), and the divergence of an ELBO, also at β = 0;
        # geev's balancing loses the residual of badly scaled matrices (Watkins 2006). So do the slopes of a critic with a far weight, whose
        # product with the others leaves the range, the inverse of a covariance of 10⁻¹⁵⁷, and σ²/τ² before the slope 1/σ,
        # and the square of a cosine of 10⁻¹⁶⁶ before it is divided by a short length.
        # Class `extreme` says so, and nothing else fails.
        report = scratch() / "report.json"
        etalon("verify", "--impl", f"cmd:{sys.executable} {PYTHON}/numpy_correct.py", "--class", "extreme", "--cases", "60", "--shard", SHARD, "--json", str(report))
        failing = {row["operation"] for row in json.loads(report.read_text())["rows"] if row["outcome"] not in ("pass", "vacuous") and row["counts"]}
        self.assertLessEqual(failing, {"linalg.eig", "linalg.graph_laplacian", "optimization.newton_root", "optimization.newton_root.step", "vae.elbo", "vae.elbo.gradient",
                                       "vae.gaussian_kl.gradient", "vae.gaussian_kl_diagonal.vjp", "gan.r1_penalty", "gan.gradient_penalty.gradient", "moe.diversity_loss.gradient"})

    def test_naive_forms_are_caught(self):
        folder = scratch()
        report = folder / "report.json"
        done = etalon("verify", "--impl", f"cmd:{sys.executable} {PYTHON}/numpy_naive.py", "--class", "core", "--json", str(report), "--failures", str(folder / "failures"))
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        rows = json.loads(report.read_text())["rows"]
        failing = {row["operation"] for row in rows if row["outcome"] == "fail"}
        self.assertLessEqual({"nn.bce_with_logits", "nn.softmax", "nn.log_sum_exp", "gan.generator_loss"}, failing)
        bce = next(row["causes"][0]["counterexample"] for row in rows if row["operation"] == "nn.bce_with_logits" and row["outcome"] == "fail")
        self.assertEqual(bce["inputs"]["z"]["shape"], [1], "the counterexample is as small as it gets")
        for word in ("smallest failing input", "exact", "obtained", "inherent units", "replay    etalon replay"):
            self.assertIn(word, done.stdout)
        replay = etalon("replay", bce["file"])
        self.assertEqual(replay.returncode, 1, replay.stdout + replay.stderr)
        self.assertEqual(etalon("replay", bce["file"], "--impl", "fast").returncode, 0)

    def test_unshifted_log_sum_exp_fails_beyond_the_range_of_exp(self):
        done = etalon("verify", "nn.log_sum_exp", "--impl", f"cmd:{sys.executable} {PYTHON}/numpy_naive.py", "--dtype", "float64")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"smallest failing input   x = (\[[0-9, ]*\] )?\[[^,]*\]")

    def test_the_same_seed_gives_the_same_report_with_any_number_of_jobs(self):
        reports = []
        for jobs in ("1", "3"):
            path = scratch() / "report.json"
            etalon("verify", "nn.*", "--impl", f"cmd:{sys.executable} {PYTHON}/numpy_naive.py", "--jobs", jobs, "--seed", "5", "--cases", "40", "--json", str(path))
            text = re.sub(r'"(seconds|file)": [^\n]*', "", path.read_text())
            reports.append(text)
        self.assertEqual(*reports)

    def test_the_newcomers_template(self):
        done = etalon("verify", "--impl", f"cmd:{sys.executable} {PYTHON}/template.py", "--class", "core", "--cases", "20")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


class Signatures(unittest.TestCase):
    def test_functions_take_what_the_contracts_give(self):
        inputs = {op["name"]: {field["name"] for field in op["inputs"]} for op in json.loads(etalon("list", "--json").stdout)}
        found = 0
        for path in sorted(PYTHON.glob("*.py")):
            for function in ast.walk(ast.parse(path.read_text())):
                for call in getattr(function, "decorator_list", []):
                    name = isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant) and str(call.args[0].value).split("{")[0]
                    if not name or ast.unparse(call.func) not in ("implements", "etalon.implements") or path.name.startswith("test_"):
                        continue
                    where, taken = f"{path.name}:{function.lineno} {function.name}", {argument.arg for argument in function.args.args}
                    self.assertIn(name, inputs, where)
                    self.assertLessEqual(taken - {"variant"}, inputs[name], where)
                    found += 1
        self.assertGreater(found, 200)


class Coverage(unittest.TestCase):
    """Every function of numpy.linalg is an operation that numpy_correct.py puts on trial."""

    OPERATIONS = {
        "cholesky": ["cholesky"], "cond": ["condition_number"], "det": ["det"], "eig": ["eig"], "eigh": ["eigh"], "eigvals": ["eigvals"],
        "eigvalsh": ["eigvalsh"], "inv": ["inverse"], "lstsq": ["lstsq", "lstsq_min_norm"], "matrix_power": ["matrix_power"],
        "matrix_rank": ["matrix_rank"], "multi_dot": ["multi_dot"], "norm": ["frobenius_norm", "spectral_norm", "nuclear_norm", "matrix_norm"],
        "pinv": ["pinv"], "qr": ["qr", "qr_canonical"], "slogdet": ["slogdet"], "solve": ["lu_solve"], "svd": ["svd", "svdvals"],
        "tensorinv": ["tensorinv"], "tensorsolve": ["tensorsolve"],
    }

    def test_numpy_linalg(self):
        import inspect
        import numpy
        functions = {name for name, f in vars(numpy.linalg).items() if callable(f) and not name.startswith("_") and not inspect.isclass(f)}
        functions -= {"test"}
        if numpy.__version__.startswith("1."):
            self.assertEqual(functions, set(self.OPERATIONS))
        text = (PYTHON / "numpy_linalg.py").read_text()
        known = json.loads(etalon("list", "--json").stdout)
        names = json.dumps(known)
        for operations in self.OPERATIONS.values():
            for operation in operations:
                self.assertIn(f'"linalg.{operation}"', names)
                self.assertIn(f'@etalon.implements("linalg.{operation}")', text)


class Lapack(unittest.TestCase):
    """Libraries of others, each in a program of its own."""

    def report(self, program, kind, cases="60", shard=SHARD):
        binary = pathlib.Path(ETALON).parent / program
        if not binary.exists():
            self.skipTest(f"{program} is not built: its library is not installed")
        path = scratch() / "report.json"
        done = etalon("verify", "linalg.*", "--impl", f"cmd:{binary}", "--class", kind, "--cases", cases, "--shard", shard, "--json", str(path))
        return done, json.loads(path.read_text())

    def failing(self, report):
        return {row["operation"] for row in report["rows"] if row["outcome"] != "pass"}

    def test_netlib_answers(self):
        report = self.report("etalon_lapack", "core", "1", "1/1")[1]
        # It is netlib's, and not the OpenBLAS that the verifier itself is linked to.
        self.assertRegex(report["libraries"], r"^dpotrf_ of /usr/lib/\S*/lapack/liblapack\.so\S*, dgemm_ of /usr/lib/\S*/blas/libblas\.so\S*$")
        self.assertGreaterEqual(len(report["rows"]), 30)

    def test_eigen_answers(self):
        self.assertGreaterEqual(len(self.report("etalon_eigen", "core", "1", "1/1")[1]["rows"]), 20)

    def test_netlib(self):  # contracts: 6
        done, report = self.report("etalon_lapack", "core")
        self.assertEqual(self.failing(report), set(), done.stdout)
        # The product of the pivots goes through an overflow to a determinant that has a place in the format, or 0; and the
        # balancing of geev loses the residual of badly scaled matrices (Watkins 2006).
        self.assertLessEqual(self.failing(self.report("etalon_lapack", "extreme")[1]), {"linalg.det", "linalg.eig"})

    def test_eigen(self):  # contracts: 20
        done, report = self.report("etalon_eigen", "core")
        self.assertEqual(self.failing(report), set(), done.stdout)

    def test_a_library_that_is_not_there(self):
        program = pathlib.Path(ETALON).parent / "etalon_lapack"
        done = subprocess.run([program, "/nonexistent/liblapack.so"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, 2)
        self.assertIn("/nonexistent/liblapack.so", done.stderr)

    def test_no_blas_of_the_verifier_in_the_process(self):
        for name in ("etalon_lapack", "etalon_eigen"):
            program = pathlib.Path(ETALON).parent / name
            if program.exists():
                self.assertNotIn("blas", subprocess.run(["ldd", program], capture_output=True, text=True).stdout)


class BadLibraries(unittest.TestCase):
    """One bug each, found with a matrix as small as the bug allows."""

    def counterexample(self, bug, operation, clause, most_entries):
        path = scratch() / "report.json"
        program = ROOT / "verify" / "tests" / "programs" / "bad_linalg.py"
        done = etalon("verify", operation, "--impl", f"cmd:{sys.executable} {program} {bug}", "--cases", "150", "--json", str(path), "--failures", str(path.parent))
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        rows = json.loads(path.read_text())["rows"]
        self.assertEqual({row["outcome"] for row in rows}, {"fail"}, done.stdout)
        for row in rows:
            self.assertIn(f"breaks    {clause} ", done.stdout)
            m, n = row["causes"][0]["counterexample"]["inputs"]["a"]["shape"]
            self.assertLessEqual(m * n, most_entries, done.stdout)
        return done.stdout

    def test_a_singular_value_outside_its_bound(self):
        self.counterexample("gram", "linalg.svdvals", "C7", 9)

    def test_stale_data(self):
        printed = self.counterexample("stale", "linalg.svdvals", "C7", 2)
        self.assertIn("after the call           a = [", printed)
        replay = re.search("etalon replay (.*)", printed)
        self.assertEqual(etalon("replay", replay[1]).returncode, 1, "the file holds both calls")

    def test_a_u_that_is_not_orthogonal(self):
        self.counterexample("not_orthogonal", "linalg.svd", "C9", 1)

    def test_a_cholesky_factor_of_an_indefinite_matrix(self):
        self.counterexample("indefinite", "linalg.cholesky", "C2", 1)

    def test_a_sign_convention_presented_as_canonical(self):
        self.counterexample("sign", "linalg.qr_canonical", "C4", 2)


if __name__ == "__main__":
    unittest.main()
