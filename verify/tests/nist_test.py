"""NIST's nonlinear least squares data sets: the certified fit has every digit that was published, from both starts but for two sets."""
import decimal
import json
import os
import pathlib
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))
FAR = {"Eckerle4", "MGH10"}  # from their first start damped steps lead to infinity, or take thousands: NIST calls them hard
SETS = sorted((ROOT / "fixtures" / "nist").glob("*.json"))


def fit(data, start, digits=20):
    inputs = {"model": json.dumps(data["model"]), "t": json.dumps(data["t"]), "y": json.dumps(data["y"]), "x": json.dumps(start)}
    said = subprocess.run([ETALON, "eval", "optimization.curve_fit", "--digits", str(digits), "--json", *(word for name, value in inputs.items() for word in ("--in", f"{name}={value}"))],
                          capture_output=True, text=True)
    return json.loads(said.stdout) if said.returncode == 0 else said


class Nist(unittest.TestCase):
    def agrees(self, exact, published):
        published = decimal.Decimal(published)
        last_place = decimal.Decimal(1).scaleb(published.adjusted() - len(published.as_tuple().digits) + 1)
        self.assertLessEqual(abs(decimal.Decimal(exact) - published), last_place / 2, f"{exact} beside the published {published}")

    def test_there_are_enough(self):
        self.assertGreaterEqual(len(SETS), 8)

    def test_every_published_digit(self):
        for path in SETS:
            data = json.loads(path.read_text())
            for start in data["starts"][data["name"] in FAR :]:
                with self.subTest(data["name"], start=start):
                    found = fit(data, start)
                    self.assertIsInstance(found, dict, getattr(found, "stderr", ""))
                    for exact, published in zip(found["outputs"]["fit"], data["parameters"], strict=True):
                        self.agrees(exact, published)
                    self.agrees(found["outputs"]["residual"], data["residual"])


if __name__ == "__main__":
    unittest.main()
