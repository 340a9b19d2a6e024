"""A folder in which etalon is called with what it should not be given."""
import concurrent.futures
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))
PACKAGE = ROOT / "verify" / "adapters" / "python"
DESCRIPTION = {"etalon": 1, "name": "drawn", "implements": ["nn.softmax"], "dtypes": ["float64"]}


for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # as a terminal has them, whoever started the tests
    signal.signal(number, signal.SIG_DFL)


class Begun(subprocess.Popen):
    """Ends with its block, whatever that raised."""

    def __exit__(self, *raised):
        self.kill()
        return super().__exit__(*raised)


class Folder(unittest.TestCase):
    tries = 0  # how often etalon was called, for ci/faults

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.random = random.Random(7)

    def etalon(self, *arguments, timeout=60, **options):
        self.tries += 1
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **options}
        return subprocess.run([ETALON, *map(str, arguments)], text=True, errors="surrogateescape", cwd=self.folder, timeout=timeout, **options)

    def all_of(self, calls):
        """Many calls at once: (arguments, options) each."""
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            return list(pool.map(lambda call: self.etalon(*call), calls))

    def check_refused(self, done, words=""):
        """Exit 2, and one line that says why, bounded."""
        self.assertEqual(done.returncode, 2, (done.args, done.stdout[-500:], done.stderr[-500:]))
        lines = [line for line in done.stderr.splitlines() if not line.startswith(("Run with --help", "did you mean"))]
        self.assertEqual(len(lines), 1, (done.args, done.stderr[:2000]))
        self.assertLess(len(lines[0]), 2300)
        self.assertIn(words, lines[0])

    def check_lives(self, done, *allowed):
        """Whatever it says of such an input, it says it: no signal, no internal error, one line on stderr and not a page."""
        self.assertIn(done.returncode, allowed, (done.args, done.stdout[-500:], done.stderr[-500:]))
        self.assertNotIn("internal error", done.stderr, done.args)
        self.assertLess(len(done.stderr), 10000, done.args)

    def program(self, body, name="program.py"):
        """A program that describes itself and then does as `body` says with each request."""
        (self.folder / name).write_text(f"import json, os, signal, subprocess, sys, time\nprint({json.dumps(json.dumps(DESCRIPTION))}, flush=True)\n"
                                        f"for line in sys.stdin:\n    request = json.loads(line)\n    if 'id' not in request: continue\n    id = request['id']\n"
                                        + "".join(f"    {line}\n" for line in body.splitlines()))
        return f"cmd:{sys.executable} {self.folder / name}"

    def softmax(self):
        """A right program, one case a second part of a second."""
        (self.folder / "right.py").write_text(f"import sys; sys.path.insert(0, {str(PACKAGE)!r})\nimport etalon, numpy as np, time\n"
                                              "@etalon.implements('nn.softmax')\ndef softmax(x, axis):\n    if np.isnan(x).any(): raise ValueError('NaN')\n    time.sleep(0.002)\n    e = np.exp(x - x.max(axis, keepdims=True))\n    return e / e.sum(axis, keepdims=True)\netalon.serve(name='right')\n")
        return f"cmd:{sys.executable} {self.folder / 'right.py'}"

    def failure_file(self):
        done = self.etalon("verify", "nn.softmax", "--dtype", "float64", "--class", "core", "--cases", "4", "--impl",
                           self.program("print(json.dumps({'id': id, 'outputs': {'y': {'dtype': 'float64', 'shape': [], 'data': 'AAAAAAAAAAA='}}}), flush=True)"))
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        files = sorted((self.folder / "etalon-failures").glob("*.json"))
        self.assertTrue(files)
        return files[0]
