"""What kernels store, multiply and accumulate in: claims are judged, and reports name what they see."""
import json
import os
import pathlib
import subprocess
import sys
import unittest

from verify.tests.scratch import scratch

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))
PROGRAM = ROOT / "verify" / "tests" / "programs" / "arithmetic.py"
SHARD = os.environ.get("ETALON_SHARD", "1/1")


def verify(*arguments):
    folder = scratch()
    done = subprocess.run([ETALON, "verify", *arguments, "--jobs", "1", "--json", "report.json"], capture_output=True, text=True, cwd=folder, stdin=subprocess.DEVNULL)
    return done, json.loads((folder / "report.json").read_text())["rows"] if (folder / "report.json").exists() else None


def product(kind, claim="", stored="float32", *more):
    done, rows = verify("tensor.matmul", "--impl", f"cmd:{sys.executable} {PROGRAM} {kind} '{claim}' {stored}", "--class", "core", *more)
    return done, rows[0]


class Claims(unittest.TestCase):
    def named(self, behaves, kind, claim="", stored="float32"):
        done, row = product(kind, claim, stored)
        self.assertEqual((row["outcome"], row.get("behaves")), ("fail", behaves), done.stdout)
        self.assertIn(f"behaves as {behaves}", done.stdout)

    def test_tf32_operands_under_a_float32_claim(self):
        self.named("tf32 operands", "tf32_operands")

    def test_bfloat16_operands_under_a_tf32_claim(self):
        self.named("bfloat16 operands", "bfloat16_operands", "tf32/float32")

    def test_operands_of_eight_bits_under_a_wider_claim(self):
        self.named("float8_e4m3fn operands", "float8_e4m3fn_operands", "bfloat16/float32")
        self.named("float8_e5m2 operands", "float8_e5m2_operands", "float8_e4m3fn/float32")

    def test_narrow_sums_under_a_float32_claim(self):
        self.named("bfloat16 accumulation", "bfloat16_sums")
        self.named("bfloat16 accumulation", "bfloat16_sums", "bfloat16/float32", "bfloat16")
        self.named("float16 accumulation", "float16_sums", "float16/float32", "float16")

    def test_an_error_far_below_an_arithmetic_is_not_its(self):
        program = pathlib.Path(scratch()) / "epsilon.py"
        program.write_text("import etalon\nimport numpy as np\n\n\n@etalon.implements('nn.softmax')\ndef softmax(x, axis):\n    e = np.exp(x - x.max(axis, keepdims=True))\n"
                           "    return e / (e.sum(axis, keepdims=True) + 1e-12)\n\n\netalon.serve(name='an epsilon in the denominator', dtypes=['float64'])\n")
        done, rows = verify("nn.softmax", "--impl", f"cmd:{sys.executable} {program}", "--class", "core", "--dtype", "float64")
        self.assertEqual((rows[0]["outcome"], rows[0].get("behaves")), ("fail", None), done.stdout)

    def test_what_is_claimed_passes(self):
        for kind, claim, stored in (("tf32_operands", "tf32/float32", "float32"), ("bfloat16_operands", "bfloat16/float32", "float32"), ("float8_e4m3fn_operands", "float8_e4m3fn/float32", "float32"),
                                    ("float8_e5m2_operands", "float8_e5m2/float32", "bfloat16"),
                                    ("float32_sums", "bfloat16/float32", "bfloat16"), ("float32_sums", "float16/float32", "float16")):
            done, row = product(kind, claim, stored)
            self.assertEqual((row["outcome"], row["arithmetic"]), ("pass", claim), done.stdout)

    def test_routes_in_a_format_of_eight_bits_end_no_run(self):
        done, rows = verify("moe.top_k_gate", "moe.sigmoid_gate", "--impl", "fast", "--dtype", "float32", "--cases", "20", "--arithmetic", "float8_e4m3fn/float32")
        self.assertEqual((done.returncode, {row["outcome"] for row in rows}), (0, {"pass"}), done.stdout + done.stderr)

    def test_the_option_counts_before_the_declaration(self):
        done, row = product("tf32_operands", "", "float32", "--arithmetic", "tf32/float32")
        self.assertEqual(row["outcome"], "pass", done.stdout)
        done, row = product("tf32_operands", "tf32/float32", "float32", "--arithmetic", "float32/float32")
        self.assertEqual(row["outcome"], "fail", done.stdout)

    def test_a_better_arithmetic_than_the_dtype_is_said(self):
        done, row = product("float32_sums", "", "bfloat16")
        self.assertEqual((row["outcome"], row.get("behaves")), ("pass", "float32 accumulation"), done.stdout)
        self.assertIn("as with float32 accumulation", done.stdout)
        done, row = product("bfloat16_sums", "", "bfloat16")
        self.assertEqual((row["outcome"], row.get("behaves")), ("pass", None), done.stdout)

    def test_a_failure_is_replayed_in_its_arithmetic(self):
        folder = scratch()
        product("bfloat16_sums", "bfloat16/float32", "bfloat16", "--failures", str(folder))
        saved = sorted(folder.glob("tensor.matmul-*.json"))[0]
        done = subprocess.run([ETALON, "replay", saved], capture_output=True, text=True)
        self.assertEqual(json.loads(saved.read_text())["arithmetic"], "bfloat16/float32")
        self.assertIn("fail", done.stdout)

    def test_calls_made_elsewhere(self):
        folder = scratch()
        run = lambda *arguments, **options: subprocess.run([ETALON, *arguments], capture_output=True, text=True, cwd=folder, **options)
        requests = run("requests", "tensor.matmul", "--dtype", "float32", "--class", "core", "--cases", "10").stdout
        (folder / "requests.jsonl").write_text(requests)
        (folder / "replies.jsonl").write_text(subprocess.run([sys.executable, PROGRAM, "bfloat16_operands", "", "float32"], input=requests, stdout=subprocess.PIPE, text=True,
                                                           env={**os.environ, "PYTHONPATH": str(ROOT / "verify" / "adapters" / "python")}).stdout)
        judge = ("judge", "--requests", "requests.jsonl", "--replies", "replies.jsonl")
        for claim, code in (((), 1), (("--arithmetic", "tf32/float32"), 1), (("--arithmetic", "bfloat16/float32"), 0), (("--arithmetic", "bfloat17/float32"), 2)):
            done = run(*judge, *claim)
            self.assertEqual(done.returncode, code, done.stdout + done.stderr)

    def test_nonsense(self):
        for arithmetic, said in (("bfloat17/float32", "'bfloat17' is none of"), ("float32", "is not OPERANDS/ACCUMULATION"), ("float32/bfloat16", "did you mean bfloat16/float32?")):
            done, _ = verify("tensor.matmul", "--impl", "fast", "--arithmetic", arithmetic)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(said, done.stderr)


if __name__ == "__main__":
    unittest.main()
