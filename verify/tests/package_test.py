"""The library as others take it: installed into a scratch prefix, found by CMake and by pkg-config, used by programs outside the tree."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))).parent.parent
CONSUMERS = ROOT / "verify" / "tests" / "consumers"


class Package(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.prefix = self.folder / "prefix"
        self.run_command("cmake", "--install", BUILD, "--prefix", self.prefix)

    def run_command(self, *command, **options):
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **options)
        self.assertEqual(done.returncode, 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return done.stdout

    def build(self, consumer, target):
        """One program of a consumer, built against the installed copy alone."""
        self.run_command("cmake", "-S", CONSUMERS / consumer, "-B", self.folder / "build", "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={self.prefix}")
        self.run_command("cmake", "--build", self.folder / "build", "--target", target)
        return self.folder / "build" / target

    def test_every_operation_has_the_name_by_which_programs_call_it(self):
        listed = json.loads(self.run_command(BUILD / "bin" / "etalon", "list", "--json"))
        names = [operation["name"] for operation in listed]
        self.assertGreater(len(names), 90)
        for family in {name.split(".")[0] for name in names}:
            text = "".join(file.read_text() for file in (ROOT / "reference" / "contract" / family).glob("*.hpp"))
            for name in (n for n in names if n.startswith(family + ".")):
                called = name.partition(".")[2].replace(".", "_")
                self.assertIn(f"> {called};", text, f"reference/contract/{family}: write `inline constexpr Function<…> {called};` below {name}'s struct")

    def test_evaluates_ten_operations(self):
        out = self.run_command(self.build("library", "evaluates")).splitlines()
        self.assertEqual(out[0], "softmax 0.66524095577482188952901828017474540493276906025056")  # mpmath
        self.assertEqual(len(out), 13)
        self.assertNotIn("?", "".join(out))
        self.assertIn("det 11", out)
        self.assertIn("cholesky 0.5", out)
        self.assertIn("a tenth 0.1" + 29 * "0", out)
        self.assertTrue(any(line.startswith("refused C") for line in out), out)
        self.assertIn("precision as it was", out)

    def test_judges_a_function_of_its_own(self):
        out = self.run_command(self.build("library", "judges"), self.folder / "failures")
        self.assertIn("stable 0, naive 1", out)
        self.assertIn("conventions 0 0 1", out)
        self.assertIn("variant:zeros  nn.softmax", out)
        self.assertGreater(int(out.split()[0]), 90, "the laws of a static library register themselves")
        self.assertTrue(list((self.folder / "failures").iterdir()))

    def test_fast_alone_links_no_mpfr(self):
        program = self.build("fast_only", "computes")
        self.assertEqual(self.run_command(program).split()[:2], ["0.5", "5"])
        libraries = self.run_command("ldd", program)
        self.assertIn("openblas", libraries)
        for absent in ("mpfr", "mpfi", "gmp", "rapidcheck"):
            self.assertNotIn(absent, libraries)

    def test_pkg_config(self):
        search = {**os.environ, "PKG_CONFIG_PATH": str(next(self.prefix.glob("**/pkgconfig")))}
        source = CONSUMERS / "fast_only" / "computes.cpp"
        flags = self.run_command("pkg-config", "--cflags", "--libs", "etalon-fast", env=search).split()
        self.run_command("c++", "-std=c++20", source, "-o", self.folder / "computes", *flags)
        self.assertEqual(self.run_command(self.folder / "computes").split()[3], "0.1")


if __name__ == "__main__":
    unittest.main()
