"""`etalon train`: every step of double agrees with the reference, and a run is the same from the same seed."""
import json
import os
import pathlib
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))


def train(*arguments):
    return subprocess.run([ETALON, "train", *arguments], capture_output=True, text=True, cwd=ROOT)


class Training(unittest.TestCase):
    def test_each_step_agrees(self):
        for model in ("gan", "vae"):
            runs = [train(model, "--steps", "4", "--json") for _ in range(2)]
            self.assertEqual(runs[0].returncode, 0, runs[0].stderr)
            self.assertEqual(runs[0].stdout, runs[1].stdout)
            told = json.loads(runs[0].stdout)
            self.assertEqual((told["agreed"], len(told["steps"])), (4, 4))
            for step in told["steps"]:
                self.assertTrue(0 < step["apart"] < 1e-14 and step["agrees"] and step["used"] <= 1, step)
            self.assertNotEqual(json.loads(train(model, "--steps", "4", "--seed", "2", "--json").stdout)["steps"], told["steps"])

    def test_what_cannot_be_trained_is_said(self):
        for wrong, said in ((["gan", "--data", "nothing.npy"], "nothing.npy"), (["gan", "--data", "README.md"], ".npy"), (["bert"], "bert"), (["gan", "--steps", "0"], "steps")):
            done = train(*wrong)
            self.assertEqual((done.returncode, done.stdout), (2, ""), wrong)
            self.assertIn(said, done.stderr)


if __name__ == "__main__":
    unittest.main()
