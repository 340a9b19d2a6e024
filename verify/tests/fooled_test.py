"""The known ways to fool a check of a kernel: none of them passes, in the run that a user would start, and the same kernel without it does."""
import os
import pathlib
import subprocess
import sys
import unittest

from verify.tests.scratch import scratch

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))
SHARD = os.environ.get("ETALON_SHARD", "1/1")  # of the tricks of a test that ctest runs in several
PROGRAM = ROOT / "verify" / "tests" / "programs" / "fooled.py"


def tricks():
    """(name, operation, what the report says) of every trick of the program."""
    told = subprocess.run([sys.executable, "-c", f"import sys; sys.path.insert(0, {str(PROGRAM.parent)!r}); import fooled; [print(name, *entry[:2], sep='\\t') for name, entry in fooled.TRICKS.items()]"],
                          capture_output=True, text=True, check=True).stdout
    return [line.split("\t") for line in told.splitlines()]


def shared(entries):
    """Those of this shard."""
    first, step = (int(number) for number in SHARD.split("/"))
    return entries[first - 1::step]


def verify(operation, *arguments):
    command = " ".join(["cmd:" + sys.executable, str(PROGRAM), *arguments])
    return subprocess.run([ETALON, "verify", operation.partition("{")[0], "--impl", command], cwd=scratch(), capture_output=True, text=True, stdin=subprocess.DEVNULL)


class Fooled(unittest.TestCase):
    def test_no_trick_passes(self):  # contracts: 15
        self.assertGreater(len(tricks()), 20)
        for name, operation, tells in shared(tricks()):
            with self.subTest(name):
                done = verify(operation, name)
                self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
                self.assertRegex(done.stdout, r"(?m)^  fail ")
                self.assertRegex(done.stdout, tells)
                self.assertIn("replay    etalon replay ", done.stdout)

    def test_the_honest_kernel_passes(self):  # contracts: 15
        for operation, name in shared(sorted({operation: name for name, operation, _ in tricks()}.items())):
            with self.subTest(operation):
                done = verify(operation, name, "honest")
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
