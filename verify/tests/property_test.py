"""Properties find what is wrong, shrink it, and reproduce it from what they print."""
import os
import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TESTS = pathlib.Path(os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))).with_name("etalon_tests")


class Broken(unittest.TestCase):
    def try_it(self, name, parameters=""):
        done = subprocess.run([TESTS, f"--gtest_filter=PropertyBroken.{name}", "--gtest_also_run_disabled_tests"], capture_output=True, text=True,
                              env={**os.environ, "RC_PARAMS": parameters})
        self.assertEqual(done.returncode, 1, "a broken property passes")
        return done.stdout + done.stderr

    def test_is_found_shrunk_and_reproduced(self):
        text = self.try_it("DISABLED_SumsStayBelowAHundred")
        self.assertIn("Falsifiable after", text)
        found = re.search(r"std::tuple<std::vector<unsigned char.*?:\n\((.*)\)", text)
        self.assertIsNotNone(found, text)
        entries = [int(x) for x in re.findall(r"\d+", found[1])]
        self.assertEqual(sum(entries), 100, f"{entries} is not the least")
        seed = re.search(r"seed=(\d+)", text)
        self.assertIsNotNone(seed, text)
        again = self.try_it("DISABLED_SumsStayBelowAHundred", f"seed={seed[1]}")
        self.assertIn(found[0], again, "the printed seed gives another counterexample")

    def test_theorem_is_found_shrunk_and_reproduced(self):
        text = self.try_it("DISABLED_Theorem")
        self.assertIn("a score is large", text)
        found = re.search(r"nn\.softmax.* float64 “.*” .*", text)
        self.assertIsNotNone(found, text)
        least = re.search(r" \[+-?(\d+)\]", found[0])
        self.assertIsNotNone(least, f"{found[0]} has more than one entry")
        self.assertEqual(int(least[1]).bit_count(), 1, f"{found[0]} is not the least")
        seed = re.search(r"RapidCheck's seed: (\d+)", text)
        self.assertIsNotNone(seed, text)
        self.assertIn(found[0], self.try_it("DISABLED_Theorem", f"seed={seed[1]}"))
        path = re.search(r'RC_PARAMS="(reproduce=\S+)"', text)
        self.assertIsNotNone(path, text)
        self.assertIn(found[0], self.try_it("DISABLED_Theorem", path[1]))


if __name__ == "__main__":
    unittest.main()
