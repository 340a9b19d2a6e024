"""The golden vectors obey their schema, mpmath agrees with them, and the reader works."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

import jsonschema
import mpmath

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures"
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))
sys.path.insert(0, str(FIXTURES))
import read  # noqa: E402

from verify.tests.scratch import scratch


class Fixtures(unittest.TestCase):
    def test_schema(self):
        validator = jsonschema.Draft7Validator(json.loads((FIXTURES / "schema" / "vector.schema.json").read_text()))
        files = sorted((FIXTURES / "vectors").rglob("*.jsonl"))
        self.assertGreater(len(files), 10)
        for path in files:
            for number, line in enumerate(path.read_text().splitlines(), 1):
                errors = [e.message for e in validator.iter_errors(json.loads(line))]
                self.assertEqual(errors, [], f"{path}:{number}")

    def test_the_schema_refuses_unknown_fields(self):
        validator = jsonschema.Draft7Validator(json.loads((FIXTURES / "schema" / "vector.schema.json").read_text()))
        vector = next(read.vectors("nn.softmax"))
        self.assertTrue(validator.is_valid(vector))
        self.assertFalse(validator.is_valid({**vector, "tolerance": 1e-3}))

    def agree(self, exact, output, entry):
        middle, radius = mpmath.mpf(output["middle"][entry]), mpmath.mpf(output["radius"][entry])
        self.assertLessEqual(abs(exact - middle), radius + abs(exact) * mpmath.mpf(10) ** -38)

    def test_mpmath_agrees(self):
        mpmath.mp.dps = 400
        seen = 0
        for vector in read.vectors("nn.log_sum_exp"):
            x = vector["inputs"].get("x")
            if vector["posedness"] != "well_posed" or len(x["shape"]) != 1:
                continue
            values = [mpmath.mpf(e) for e in read.reals(x)]
            if max(values) == -mpmath.inf or max(values) > 1e5 or -mpmath.inf < min(values) < -1e5:
                continue  # log 0, or beyond the 400 digits
            self.agree(mpmath.log(mpmath.fsum(mpmath.exp(v) for v in values)), vector["outputs"]["value"], 0)
            seen += 1
        for vector in read.vectors("vae.gaussian_kl_standard"):
            if vector["posedness"] != "well_posed":
                continue
            mu, lv = (list(map(mpmath.mpf, read.reals(vector["inputs"][f]))) for f in ("mu", "log_variance"))
            if max(map(abs, lv)) > 1e4:
                continue
            kl = mpmath.fsum((m * m + mpmath.exp(v) - v - 1) / 2 for m, v in zip(mu, lv)) / vector["inputs"]["mu"]["shape"][0]
            self.agree(kl, vector["outputs"]["kl"], 0)
            seen += 1
        self.assertGreater(seen, 10)

    def check(self, change):
        """What `fixtures check` says of the first vector of softmax after a change."""
        folder = scratch()
        shutil.copytree(FIXTURES / "schema", folder / "schema")
        vector = next(v for v in read.vectors("nn.softmax") if v["posedness"] == "well_posed")
        change(vector)
        (folder / "vectors" / "nn").mkdir(parents=True)
        (folder / "vectors" / "nn" / "softmax.jsonl").write_text(json.dumps(vector) + "\n")
        return subprocess.run([ETALON, "fixtures", "check", "nn.softmax", "--folder", folder], capture_output=True, text=True)

    def test_a_vector_is_proved_by_containment(self):
        def digit(vector):
            middle = vector["outputs"]["y"]["middle"][0]
            place = len(middle.split("e")[0]) // 2
            vector["outputs"]["y"]["middle"][0] = middle[:place] + str((int(middle[place]) + 1) % 10) + middle[place + 1:]

        def radius(factor):
            def change(vector):
                y = vector["outputs"]["y"]
                y["radius"] = [format(factor * float(r), ".3e").replace("e+00", "") for r in y["radius"]]
            return change

        def rounded(vector):
            vector["outputs"]["y"]["float32"][0] = "0x1p+0"

        for change, wrong in ((lambda vector: None, None), (radius(8), None), (digit, "does not contain"), (radius(0.001), "does not contain"), (rounded, "differs")):
            done = self.check(change)
            self.assertEqual(done.returncode, 1 if wrong else 0, done.stdout + done.stderr)
            self.assertIn(wrong or "1 vectors proved, 0 wrong", done.stdout)

    def test_reader(self):
        done = subprocess.run([sys.executable, FIXTURES / "read.py"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("vectors met", done.stdout)


if __name__ == "__main__":
    unittest.main()
