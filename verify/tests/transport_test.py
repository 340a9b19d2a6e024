"""Large tensors go to programs, and come back, through files: the verdicts are the same, old programs are given small cases alone, and no file stays."""
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time
import unittest

from verify.tests.scratch import scratch

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))
PYTHON = ROOT / "verify" / "adapters" / "python"
PROGRAMS = ROOT / "verify" / "tests" / "programs"
LARGE = 17000  # float32 entries, over the 65,536 bytes from which on files are used


def etalon(*arguments, program=None, before="", **environment):
    command = [ETALON, *arguments, *(["--impl", f"cmd:{sys.executable} {program}"] if program else [])]
    if before:
        command = ["sh", "-c", before + '; exec "$@"', "sh", *command]
    return subprocess.run(command, cwd=scratch(), capture_output=True, text=True, stdin=subprocess.DEVNULL, env={**os.environ, **environment})


def written(text):
    """A program of these lines."""
    path = scratch() / "program.py"
    path.write_text(text)
    return path


def inputs(*sizes):
    """A file of calls of softplus, each of so many entries."""
    path = scratch() / "inputs.jsonl"
    path.write_text("".join(json.dumps({"op": "nn.softplus", "dtype": "float32", "inputs": {"x": [k / size for k in range(size)]}}) + "\n" for size in sizes))
    return str(path)


def until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


SOFTPLUS = """
import etalon, numpy as np
@etalon.implements("nn.softplus")
def softplus(x):
    y = np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
    {more}
    return y
{version}
etalon.serve(name="softplus")
"""


class Verdicts(unittest.TestCase):
    def reports(self, *arguments):
        """The report with every array in a file, and the usual one."""
        folder = scratch()
        for name, more in (("files", ["--files-beyond", "0"]), ("lines", [])):
            done = etalon("verify", *arguments, *more, "--seed", "3", "--cases", "15", "--json", str(folder / name), TMPDIR=str(folder))
            self.assertIn(done.returncode, (0, 1), done.stdout + done.stderr)
        self.assertEqual(sorted(path.name for path in folder.iterdir()), ["files", "lines"], "no folder stays")
        texts = [re.sub(r'"(seconds|file)": [^\n]*', "", (folder / name).read_text()) for name in ("files", "lines")]
        self.assertGreater(len(json.loads((folder / "lines").read_text())["rows"]), 5)
        return texts

    def test_are_the_same_by_files(self):
        self.assertEqual(*self.reports("nn.*", "--impl", f"cmd:{sys.executable} {PYTHON}/numpy_correct.py"))

    def test_of_lists_and_integers_are_the_same(self):
        self.assertEqual(*self.reports("moe.*", "tensor.*", "--impl", f"cmd:{sys.executable} {PYTHON}/numpy_correct.py"))

    def test_of_wrong_programs_are_the_same(self):
        self.assertEqual(*self.reports("nn.*", "gan.*", "--impl", f"cmd:{sys.executable} {PYTHON}/numpy_naive.py"))

    def test_of_a_program_in_cpp_are_the_same(self):
        binary = pathlib.Path(ETALON).parent / "etalon_eigen"
        if not binary.exists():
            self.skipTest("etalon_eigen is not built: Eigen is not installed")
        self.assertEqual(*self.reports("linalg.*", "--class", "core", "--impl", f"cmd:{binary}"))

    def test_of_large_inputs(self):
        program = written(SOFTPLUS.format(more="", version=""))
        done = etalon("verify", "--inputs", inputs(3, LARGE), program=program)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("2 passed, 0 failed, 0 not judged", done.stdout)
        wrong = written(SOFTPLUS.format(more="y.flat[8888:8889] *= 1.001", version=""))
        done = etalon("verify", "--inputs", inputs(3, LARGE), program=wrong)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("1 passed, 1 failed, 0 not judged", done.stdout)

    def test_an_argument_that_is_overwritten_is_noticed(self):
        program = written(SOFTPLUS.format(more="x.flat[-1] = 7", version=""))
        done = etalon("verify", "--inputs", inputs(LARGE), program=program)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"(?s)x.*(overwrit|chang)")

    def test_a_file_of_a_wrong_size_is_told(self):
        done = etalon("verify", "--inputs", inputs(LARGE), program=f"{PROGRAMS}/files.py 'is short'")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r'its file "mine-\d+" has 67999 bytes, where its shape and dtype demand 68000')


class OldPrograms(unittest.TestCase):
    PROGRAM = SOFTPLUS.format(more="", version="etalon.VERSIONS = (1,)")

    def test_are_given_small_cases_alone(self):
        done = etalon("verify", "--inputs", inputs(3, LARGE, 16384), program=written(self.PROGRAM))
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"unsupported .* too large for version 1 of the protocol, which it speaks: x has 68000 bytes, and the most is 65536")
        self.assertIn("2 passed, 0 failed, 1 not judged", done.stdout)

    def test_what_they_are_not_given_is_counted(self):
        path = scratch() / "report.json"
        done = etalon("verify", "nn.softplus", "--dtype", "float64", "--files-beyond", "40", "--json", str(path), program=written(self.PROGRAM))
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        counts = json.loads(path.read_text())["rows"][0]["counts"]
        self.assertGreater(counts["unsupported"], 5)
        self.assertGreater(counts["pass"], 5)
        self.assertIn(f"{counts['unsupported']} unsupported", done.stdout)

    def test_all_too_large(self):
        done = etalon("verify", "--inputs", inputs(LARGE), program=written(self.PROGRAM))
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertIn("0 passed, 0 failed, 1 not judged", done.stdout)


class Full(unittest.TestCase):
    """A file that may be no longer than 64 × 512 bytes stands for a disk that is full."""

    BEFORE = "trap '' XFSZ; ulimit -f 64"

    def test_an_input_without_a_place_is_not_asked(self):
        done = etalon("verify", "--inputs", inputs(3, LARGE), program=written(SOFTPLUS.format(more="", version="")), before=self.BEFORE)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"unsupported .* it was not asked: cannot write 68000 bytes to \S+/etalon-\w+: File too large; TMPDIR names another place")
        self.assertIn("1 passed, 0 failed, 1 not judged", done.stdout)

    def test_an_output_without_a_place_is_an_error(self):
        program = written(SOFTPLUS.format(more="import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000))", version=""))
        done = etalon("verify", "--inputs", inputs(LARGE, 3), program=program)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"OSError: \[Errno 27\] File too large")
        self.assertIn("1 passed, 1 failed, 0 not judged", done.stdout)

    def test_no_folder_at_all(self):
        done = etalon("verify", "nn.softplus", program=written(SOFTPLUS.format(more="", version="")), TMPDIR="/nonexistent")
        self.assertEqual((done.returncode, done.stdout), (3, ""))
        self.assertRegex(done.stderr, r"etalon: cannot start .*: no folder for large tensors in /nonexistent: No such file or directory; TMPDIR names another place\n$")


class Interrupts(unittest.TestCase):
    def check(self, *arguments, signals, status):
        """While the program hangs there are files; after the signals there are none."""
        folder, note = scratch(), scratch() / "folder"
        run = subprocess.Popen([ETALON, *arguments, "--timeout", "600", "--impl", f"cmd:{sys.executable} {PROGRAMS}/files.py 'tells and hangs' {note}"], cwd=scratch(),
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "TMPDIR": str(folder)}, start_new_session=True)
        try:
            self.assertTrue(until(note.exists), "the program was not asked")
            self.assertTrue(list(folder.glob("etalon-*/call-*")))
            for number in signals:
                os.killpg(run.pid, number)  # as a terminal does
                time.sleep(0.2)
            self.assertEqual(run.wait(20), status)
            self.assertTrue(until(lambda: not list(folder.iterdir())), list(folder.rglob("*")))
        finally:
            run.kill()
            run.wait()

    def test_of_a_given_call(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number):
                self.check("verify", "--inputs", inputs(LARGE), signals=[number], status=-number)

    def test_of_a_run(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number):
                self.check("verify", "nn.softplus", "--files-beyond", "0", "--dtype", "float64", "--jobs", "1", signals=[number], status=128 + number)

    def test_kill(self):
        self.check("verify", "--inputs", inputs(LARGE), signals=[signal.SIGKILL], status=-signal.SIGKILL)

    def test_once(self):
        folder = scratch()
        program = written(SOFTPLUS.format(more="import time; time.sleep(0.1)", version=""))
        run = subprocess.Popen([ETALON, "verify", "nn.softplus", "--files-beyond", "0", "--jobs", "1", "--impl", f"cmd:{sys.executable} {program}"], cwd=scratch(),
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "TMPDIR": str(folder)})
        self.assertTrue(until(lambda: list(folder.glob("etalon-*/call-*"))))
        run.send_signal(signal.SIGINT)
        self.assertEqual(run.wait(60), 130)
        self.assertEqual(list(folder.iterdir()), [])


if __name__ == "__main__":
    unittest.main()
