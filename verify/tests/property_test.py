"""Properties find what is wrong, shrink it, and reproduce it from what they print."""
import os
import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TESTS = pathlib.Path(os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))).with_name("etalon_tests")


class Broken(unittest.TestCase):
    def try_it(self, parameters=""):
        done = subprocess.run([TESTS, "--gtest_filter=PropertyBroken.*", "--gtest_also_run_disabled_tests"], capture_output=True, text=True,
                              env={**os.environ, "RC_PARAMS": parameters})
        self.assertEqual(done.returncode, 1, "a broken property passes")
        return done.stdout + done.stderr

    def test_is_found_shrunk_and_reproduced(self):
        text = self.try_it()
        self.assertIn("Falsifiable after", text)
        found = re.search(r"std::tuple<std::vector<unsigned char.*?:\n\((.*)\)", text)
        self.assertIsNotNone(found, text)
        entries = [int(x) for x in re.findall(r"\d+", found[1])]
        self.assertEqual(sum(entries), 100, f"{entries} is not the least")
        seed = re.search(r"seed=(\d+)", text)
        self.assertIsNotNone(seed, text)
        again = self.try_it(f"seed={seed[1]}")
        self.assertIn(found[0], again, "the printed seed gives another counterexample")


if __name__ == "__main__":
    unittest.main()
