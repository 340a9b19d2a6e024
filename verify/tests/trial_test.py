"""NumPy on trial: careful forms pass where magnitudes are ordinary, naive forms are caught with a small counterexample."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))
PYTHON = ROOT / "verify" / "adapters" / "python"


def etalon(*arguments):
    return subprocess.run([ETALON, *arguments], capture_output=True, text=True, cwd=tempfile.mkdtemp(), stdin=subprocess.DEVNULL)


class Trial(unittest.TestCase):
    def test_careful_forms_pass(self):
        done = etalon("verify", "--impl", f"cmd:{sys.executable} {PYTHON}/numpy_correct.py", "--class", "core", "--class", "edge", "--cases", "60")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("NumPy", done.stdout)
        self.assertRegex(done.stdout, r"\d\d passed, 0 failed")

    def test_what_careful_forms_miss_is_a_finding(self):
        # Adam's squares of gradients beyond 10^154 overflow in NumPy; class `extreme` says so, and nothing else fails.
        report = pathlib.Path(tempfile.mkdtemp()) / "report.json"
        etalon("verify", "--impl", f"cmd:{sys.executable} {PYTHON}/numpy_correct.py", "--class", "extreme", "--cases", "60", "--json", str(report))
        failing = {row["operation"] for row in json.loads(report.read_text())["rows"] if row["outcome"] != "pass" and row["counts"]}
        self.assertLessEqual(failing, {"optimization.adam"})

    def test_naive_forms_are_caught(self):
        folder = pathlib.Path(tempfile.mkdtemp())
        report = folder / "report.json"
        done = etalon("verify", "--impl", f"cmd:{sys.executable} {PYTHON}/numpy_naive.py", "--class", "core", "--json", str(report), "--failures", str(folder / "failures"))
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        rows = json.loads(report.read_text())["rows"]
        failing = {row["operation"] for row in rows if row["outcome"] == "fail"}
        self.assertLessEqual({"nn.bce_with_logits", "nn.softmax", "nn.log_sum_exp", "gan.generator_loss"}, failing)
        bce = next(row["counterexample"] for row in rows if row["operation"] == "nn.bce_with_logits" and row["outcome"] == "fail")
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
            path = pathlib.Path(tempfile.mkdtemp()) / "report.json"
            etalon("verify", "nn.*", "--impl", f"cmd:{sys.executable} {PYTHON}/numpy_naive.py", "--jobs", jobs, "--seed", "5", "--cases", "40", "--json", str(path))
            text = re.sub(r'"(seconds|file)": [^\n]*', "", path.read_text())
            reports.append(text)
        self.assertEqual(*reports)

    def test_the_newcomers_template(self):
        done = etalon("verify", "--impl", f"cmd:{sys.executable} {PYTHON}/template.py", "--class", "core", "--cases", "20")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
