"""Products get the grade that they deserve, and no other name; a weaker grade can be accepted."""
import json
import os
import pathlib
import subprocess
import sys
import unittest

from verify.tests.scratch import scratch

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))
PROGRAM = ROOT / "verify" / "tests" / "programs" / "products.py"


def verify(product, *arguments, operation="tensor.matmul"):
    folder = scratch()
    done = subprocess.run([ETALON, "verify", operation, "--impl", f"cmd:{sys.executable} {PROGRAM} {product}", "--jobs", "1", "--json", "report.json", "--markdown", "report.md",
                           "--junit", "junit.xml", *arguments], capture_output=True, text=True, cwd=folder, stdin=subprocess.DEVNULL)
    report = json.loads((folder / "report.json").read_text()) if (folder / "report.json").exists() else None
    return done, report, folder


class Grades(unittest.TestCase):
    def deserves(self, product, grade, outcome, *arguments):
        for seed in ("1", "2"):
            done, report, _ = verify(product, "--seed", seed, *arguments)
            for row in report["rows"]:
                self.assertEqual((row["grade"], row["outcome"]), (grade, outcome), f"{product} {row['dtype']} seed {seed}\n{done.stdout}")
            self.assertTrue(report["rows"])
        return done

    def test_a_plain_product_is_componentwise(self):
        self.assertIn("reaches the componentwise grade", self.deserves("plain", "componentwise", "pass").stdout)

    def test_strassen_is_normwise(self):
        self.assertIn("reaches the normwise grade: not componentwise, not row-and-column-wise", self.deserves("strassen", "normwise", "fail").stdout)

    def test_winograd_is_normwise(self):
        self.deserves("winograd", "normwise", "fail")

    def test_slices_of_rows_and_columns(self):
        self.assertIn("reaches the row-and-column-wise grade: not componentwise\n", self.deserves("slices_8", "row-and-column-wise", "fail").stdout)

    def test_slices_of_whole_matrices(self):
        self.deserves("whole_slices_8", "normwise", "fail")

    def test_too_few_slices(self):
        self.assertIn("reaches no grade: not normwise", self.deserves("slices_6", "none", "fail").stdout)

    def test_tf32(self):
        self.deserves("tf32", "none", "fail")

    def test_three_tf32(self):
        # A float32 has 24 bits, and two parts of 11 bits with their signs 23: of each factor 2u may be lost, and 4u of a product where its small parts meet. A sum of one product may lose 3u; one in seven of
        # these loses more.
        for product in ("three_tf32", "three_cut_tf32"):
            self.deserves(product, "none", "fail", "--class", "core/single products just above a power of two")
            for row in verify(product)[1]["rows"]:
                self.assertIn((row["outcome"], row["grade"]), (("fail", "normwise"), ("fail", "none")))

    def test_six_tf32(self):
        self.deserves("six_tf32", "componentwise", "pass")

    def test_without_an_answer_there_is_no_grade(self):
        done, report, _ = verify("no_such_product")
        self.assertEqual((done.returncode, report), (3, None), done.stderr)


class Accepted(unittest.TestCase):
    def test_a_weaker_grade_is_enough(self):
        done, report, folder = verify("strassen", "--grade", "tensor.matmul=normwise")
        for row in report["rows"]:
            self.assertEqual((row["outcome"], row["grade"], row["accepted_grade"]), ("pass", "normwise", "normwise"), done.stdout)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("normwise accepted", done.stdout)
        self.assertIn("; normwise accepted; reaches the normwise grade: not componentwise, not row-and-column-wise |", (folder / "report.md").read_text())

    def test_what_does_not_reach_it_fails(self):
        for product, grade in (("strassen", "row-and-column-wise"), ("tf32", "normwise"), ("slices_6", "normwise")):
            done, report, folder = verify(product, "--grade", f"tensor.matmul={grade}")
            self.assertEqual((done.returncode, report["rows"][0]["outcome"]), (1, "fail"), done.stdout)
            self.assertRegex(done.stdout, rf"inherent units; bound \S+ = {grade}\n")
            self.assertIn("; reaches ", (folder / "junit.xml").read_text())

    def test_a_failure_file_knows_what_was_accepted(self):
        done, report, folder = verify("tf32", "--grade", "tensor.matmul=normwise")
        file = report["rows"][0]["causes"][0]["counterexample"]["file"]
        self.assertEqual(json.loads((folder / file).read_text())["accepted_grade"], "normwise")
        replayed = subprocess.run([ETALON, "replay", file], capture_output=True, text=True, cwd=folder)
        self.assertEqual(replayed.returncode, 1, replayed.stderr)
        self.assertIn("= normwise\n", replayed.stdout)
        told = json.loads((folder / file).read_text())
        told["accepted_grade"] = "excellent"
        (folder / file).write_text(json.dumps(told))
        replayed = subprocess.run([ETALON, "replay", file], capture_output=True, text=True, cwd=folder)
        self.assertEqual(replayed.returncode, 2)
        self.assertIn("accepted_grade: tensor.matmul has no grade excellent", replayed.stderr)

    def test_bad_input(self):
        for grade, tells in (("normwise", "expected OPERATION=GRADE"), ("tensor.matmull=normwise", "unknown operation 'tensor.matmull'"), ("nn.softmax=normwise", "nn.softmax has no grade but its contract's"),
                             ("tensor.matmul=good", "tensor.matmul has no grade 'good'; known: componentwise, row-and-column-wise, normwise")):
            done, _, _ = verify("plain", "--grade", grade)
            self.assertEqual(done.returncode, 2)
            self.assertIn(f"--grade {grade}: {tells}", done.stderr)

    def test_the_page_lists_them(self):
        page = subprocess.run([ETALON, "show", "tensor.matmul"], capture_output=True, text=True).stdout
        for part in ("--grade tensor.matmul=normwise accepts", "componentwise", "row-and-column-wise", "‖A‖‖B‖"):
            self.assertIn(part, page)


if __name__ == "__main__":
    unittest.main()
