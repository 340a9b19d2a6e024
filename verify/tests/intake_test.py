"""Cases for a machine elsewhere, calls that were made there, one's own inputs, and replays: answers, and one line for every kind of bad input."""
import base64
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile

import numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))
PACKAGE = ROOT / "verify" / "adapters" / "python"

PROGRAM = """
import sys
sys.path.insert(0, {package!r})
import etalon, numpy as np
@etalon.implements("nn.softmax")
def softmax(x, axis):
    if np.isnan(x).any(): raise ValueError("NaN")
    e = np.exp(x - x.max(axis, keepdims=True))
    return {answer}
etalon.serve(name="elsewhere 1.0")
"""
RIGHT, WRONG = "e / e.sum(axis, keepdims=True)", "e / e.sum(axis, keepdims=True) * (1 + 1e-9)"


def tensor(values, dtype="<f8", shape=None):
    array = numpy.array(values, dtype=dtype)
    name = {"<f8": "float64", "<f4": "float32", "<i8": "int64"}[dtype]
    return {"dtype": name, "shape": list(array.shape if shape is None else shape), "data": base64.b64encode(array.tobytes()).decode()}


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def etalon(self, *arguments, text="", **options):
        return subprocess.run([ETALON, *map(str, arguments)], capture_output=True, text=True, cwd=self.folder, input=text, **options)

    def write(self, name, *objects):
        (self.folder / name).write_text("".join(json.dumps(o) + "\n" if not isinstance(o, str) else o for o in objects))
        return name

    def program(self, answer, name="program.py"):
        (self.folder / name).write_text(PROGRAM.format(package=str(PACKAGE), answer=answer))
        return name

    def elsewhere(self, answer, requests="requests.jsonl", replies="replies.jsonl"):
        with open(self.folder / requests) as stdin, open(self.folder / replies, "w") as stdout:
            subprocess.run([sys.executable, self.program(answer)], stdin=stdin, stdout=stdout, check=True, cwd=self.folder)


class Elsewhere(Folder):
    def test_requests_are_lines_of_the_protocol(self):
        done = self.etalon("requests", "nn.softmax", "--cases", 30, "--dtype", "float32", "--class", "core")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([line["id"] for line in lines], list(range(1, 31)))
        for line in lines:
            self.assertEqual((line["op"], line["dtype"], line["outputs"], line["class"]), ("nn.softmax", "float32", ["y"], "core"))
            self.assertEqual(set(line["inputs"]), {"x", "axis"})
        self.assertEqual(done.stdout, self.etalon("requests", "nn.softmax", "--cases", 30, "--dtype", "float32", "--class", "core").stdout)
        self.assertNotEqual(done.stdout, self.etalon("requests", "nn.softmax", "--cases", 30, "--dtype", "float32", "--class", "core", "--seed", 2).stdout)

    def test_conventions(self):
        names = lambda *patterns: {json.loads(line).get("variant") for line in self.etalon("requests", *patterns, "--cases", 1).stdout.splitlines()}
        self.assertEqual(names("gan.generator_loss{saturating}"), {"saturating"})
        self.assertEqual(len(names("gan.generator_loss")), 1)
        self.assertGreater(len(names("gan.generator_loss{*}")), 1)

    def test_a_right_program_passes_and_a_wrong_one_fails(self):
        self.assertEqual(self.etalon("requests", "nn.softmax", "--cases", 60, "--out", "requests.jsonl").returncode, 0)
        self.elsewhere(RIGHT)
        done = self.etalon("judge", "--requests", "requests.jsonl", "--replies", "replies.jsonl", "--json", "v.json")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("1 passed, 0 failed", done.stdout)
        row = json.loads((self.folder / "v.json").read_text())["rows"][0]
        self.assertEqual((row["operation"], row["outcome"]), ("nn.softmax", "pass"))
        self.elsewhere(WRONG)
        done = self.etalon("judge", "--requests", "requests.jsonl", "--replies", "replies.jsonl", "--json", "v.json")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        for words in ("fail", "exact", "obtained", "breaks", "case"):
            self.assertIn(words, done.stdout)
        self.assertNotIn("smallest", done.stdout)
        worst = json.loads((self.folder / "v.json").read_text())["rows"][0]["worst"]
        self.assertIn("replies.jsonl:", worst["at"])
        # The same, merged into one file; its worst call is found again by itself.
        replies = [json.loads(line) for line in (self.folder / "replies.jsonl").read_text().splitlines()]
        requests = [json.loads(line) for line in (self.folder / "requests.jsonl").read_text().splitlines()]
        self.write("merged.jsonl", *[{**a, **b} for a, b in zip(requests, replies)])
        again = self.etalon("judge", "merged.jsonl")
        self.assertEqual(again.returncode, 1)
        self.assertEqual(again.stdout.splitlines()[1:], done.stdout.splitlines()[1:])
        self.assertEqual(self.etalon("judge", text=(self.folder / "merged.jsonl").read_text()).returncode, 1)

    def test_the_order_of_replies_is_free(self):
        self.etalon("requests", "nn.softmax", "--cases", 20, "--out", "requests.jsonl")
        self.elsewhere(RIGHT)
        lines = (self.folder / "replies.jsonl").read_text().splitlines(keepends=True)
        (self.folder / "replies.jsonl").write_text("".join(['{"etalon": 1, "name": "MATLAB R2026b"}\n', *reversed(lines)]))
        done = self.etalon("judge", "--requests", "requests.jsonl", "--replies", "replies.jsonl")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("MATLAB R2026b", done.stdout)

    def test_conventions_refusals_and_failures(self):
        scores = {"op": "gan.generator_loss", "variant": "non_saturating", "inputs": {"scores": [0.5, -1]}}
        saturating = json.loads(self.etalon("eval", "gan.generator_loss{saturating}", "--in", "scores=[0.5,-1]", "--json", "--digits", 17).stdout)["outputs"]["loss"]
        done = self.etalon("judge", text=json.dumps({**scores, "outputs": {"loss": float(saturating)}}))
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("variant:saturating", done.stdout)
        call = {"op": "nn.softmax", "inputs": {"x": [1, 2]}}
        for reply, code in (({"failure": {"clause": "", "message": "no"}}, 1), ({"error": "KeyError"}, 1), ({"unsupported": "later"}, 2), ({"outputs": {"y": [0.2689414213699951, 0.7310585786300049]}}, 0)):
            with self.subTest(reply=reply):
                self.assertEqual(self.etalon("judge", text=json.dumps({**call, **reply})).returncode, code)


class Files(Folder):
    A, X = [[4.0, 1.0], [1.0, 3.0]], [[0.25], [0.5]]

    def setUp(self):
        super().setUp()
        numpy.save(self.folder / "a.npy", self.A)
        numpy.save(self.folder / "b.npy", numpy.array(self.A) @ self.X)
        numpy.savez(self.folder / "x.npz", x=numpy.array(self.X), other=numpy.zeros(3))
        numpy.savez_compressed(self.folder / "one.npz", x=numpy.array(self.X))
        (self.folder / "a.mtx").write_text("%%MatrixMarket matrix coordinate real symmetric\n% a comment\n2 2 3\n1 1 4\n2 1 1.0\n2 2 3e0\n")
        (self.folder / "b.json").write_text("[[1.5],[1.75]]")

    def test_one_call_from_files(self):
        for a in ("@a.npy", "@a.mtx"):
            for b in ("@b.npy", "@b.json", "[[1.5],[1.75]]"):
                for x in ("@x.npz:x", "@one.npz", "@one.npz:x", "[[0.25],[0.5]]"):
                    done = self.etalon("judge", "linalg.lu_solve", "--in", "a=" + a, "--in", "b=" + b, "--out", "x=" + x)
                    self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        done = self.etalon("judge", "linalg.lu_solve", "--in", "a=@a.mtx", "--in", "b=@b.npy", "--out", "x=[[0.25],[0.6]]", "--json", "v.json")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(json.loads((self.folder / "v.json").read_text())["rows"][0]["outcome"], "fail")

    def test_the_dtype_is_that_of_the_outputs(self):
        numpy.save(self.folder / "x32.npy", numpy.array([0.5, 1.5], numpy.float32))
        x = numpy.array([0.5, 1.5], numpy.float32)
        e = numpy.exp(x - x.max())
        numpy.save(self.folder / "y32.npy", e / e.sum())
        call = ("judge", "nn.softmax", "--in", "x=@x32.npy", "--out", "y=@y32.npy")
        done = self.etalon(*call)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("float32", done.stdout)
        self.assertEqual(self.etalon(*call, "--dtype", "float64").returncode, 1)

    def test_matrix_market(self):
        matrices = {"coordinate real general\n2 3 2\n1 3 0.1\n2 1 -2": [["0", "0", "1/10"], ["-2", "0", "0"]],
                    "array real general\n2 2\n1\n2\n3\n4": [["1", "3"], ["2", "4"]],
                    "array real symmetric\n2 2\n1\n2\n3": [["1", "2"], ["2", "3"]],
                    "coordinate real skew-symmetric\n2 2 1\n2 1 5": [["0", "-5"], ["5", "0"]],
                    "array real skew-symmetric\n2 2\n-5": [["0", "5"], ["-5", "0"]],
                    "coordinate pattern general\n2 2 2\n1 2\n2 1": [["0", "1"], ["1", "0"]],
                    "coordinate integer general\n1 1 1\n1 1 7": [["7"]]}
        for text, matrix in matrices.items():
            (self.folder / "m.mtx").write_text("%%MatrixMarket matrix " + text + "\n")
            args = ("--digits", 20, "--json")
            found = self.etalon("eval", "linalg.frobenius_norm", "--in", "a=@m.mtx", *args)
            self.assertEqual(found.returncode, 0, found.stderr)
            self.assertEqual(found.stdout, self.etalon("eval", "linalg.frobenius_norm", "--in", "a=" + json.dumps(matrix), *args).stdout, text)
        (self.folder / "v.mtx").write_text("%%MatrixMarket matrix array real general\n3 1\n1\n2\n3\n")
        self.assertEqual(self.etalon("eval", "nn.log_sum_exp", "--in", "x=@v.mtx").stdout, self.etalon("eval", "nn.log_sum_exp", "--in", "x=[[1],[2],[3]]").stdout)


class OwnInputs(Folder):
    def test_an_implementation_before_given_inputs(self):
        self.program(RIGHT)
        self.write("mine.jsonl", {"op": "nn.softmax", "inputs": {"x": [0.1, "1/3", "0x1.8p+1"]}}, {"op": "nn.softmax", "dtype": "float32", "inputs": {"x": [[0.1, 2], [3, 4]], "axis": 0}})
        done = self.etalon("verify", "--impl", f"cmd:{sys.executable} program.py", "--inputs", "mine.jsonl")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        for words in ("mine.jsonl:1", "mine.jsonl:2", "2 passed"):
            self.assertIn(words, done.stdout)
        self.program(WRONG)
        done = self.etalon("verify", "--impl", f"cmd:{sys.executable} program.py", "--inputs", "mine.jsonl", "--dtype", "float64")
        self.assertEqual(done.returncode, 1)
        for words in ("exact", "obtained", "1 failed", "x = [0.1, 0.3333333333333333, 3]"):
            self.assertIn(words, done.stdout)

    def test_what_concerns_drawn_cases_is_refused(self):
        self.write("mine.jsonl", {"op": "nn.softmax", "inputs": {"x": [1]}})
        done = self.etalon("verify", "--inputs", "mine.jsonl", "--json", "r.json")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("--json excludes --inputs", done.stderr)
        self.assertFalse((self.folder / "r.json").exists())

    def test_lines_of_requests_and_failure_files(self):
        self.etalon("requests", "nn.softmax", "nn.softplus", "--cases", 12, "--out", "requests.jsonl")
        done = self.etalon("verify", "--impl", "fast", "--inputs", "requests.jsonl")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.program(WRONG)
        self.etalon("verify", "nn.softmax", "--impl", f"cmd:{sys.executable} program.py", "--cases", 20, "--dtype", "float64", "--failures", "failures")
        file = next((self.folder / "failures").glob("*.json"))
        self.assertEqual(self.etalon("verify", "--impl", "fast", "--inputs", file).returncode, 0)
        self.assertEqual(self.etalon("verify", "--impl", f"cmd:{sys.executable} program.py", "--inputs", file).returncode, 1)


class Replay(Folder):
    def failure(self):
        self.program(WRONG)
        self.etalon("verify", "nn.softmax", "--impl", f"cmd:{sys.executable} program.py", "--cases", 20, "--dtype", "float64", "--class", "core", "--failures", "failures")
        return next((self.folder / "failures").glob("*.json"))

    def test_a_recorded_command_runs_only_when_told(self):
        file = self.failure()
        failure = json.loads(file.read_text())
        failure["implementation"] = "cmd:touch ran\x1b[2J; program"
        file.write_text(json.dumps(failure))
        done = self.etalon("replay", file)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertFalse((self.folder / "ran").exists())
        for words in ("the recorded reply", "touch ran\\u001b[2J; program", "--run", f"core case {failure['case']} “{failure['input_class']}”"):
            self.assertIn(words, done.stdout)
        self.assertNotIn("\x1b", done.stdout)
        self.assertEqual(self.etalon("replay", file, "--run").returncode, 3)  # touch does not speak the protocol
        self.assertTrue((self.folder / "ran\x1b[2J;").exists() or (self.folder / "ran").exists())

    def test_it_runs_what_it_is_told(self):
        file = self.failure()
        done = self.etalon("replay", file, "--run")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("elsewhere 1.0", done.stdout)
        self.assertEqual(self.etalon("replay", file, "--impl", "fast").returncode, 0)


class BadInput(Folder):
    def refused(self, expected, *arguments, **options):
        done = self.etalon(*arguments, **options)
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertIn(expected, done.stderr)
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        self.assertFalse((self.folder / "v.json").exists())

    def test_lines(self):
        good = {"id": 1, "op": "nn.softmax", "dtype": "float64", "inputs": {"x": tensor([1, 2]), "axis": -1}, "outputs": {"y": tensor([0.25, 0.75])}}
        whole = json.dumps({**good, "id": 2})
        cases = (
            (whole[:-20], "f.jsonl:2: the JSON object is unfinished"),
            ('{"op": NaN}', 'write "nan", "inf"'),
            ("[1, 2]", "f.jsonl:2: not a JSON object but array"),
            ("nonsense", "f.jsonl:2: not JSON at character"),
            ('{"a":' * 200, "nested deeper"),
            ({**good, "id": 1}, "id 1 stands at f.jsonl:1 too"),
            ({**good, "id": "two"}, "field id is no number"),
            ({"id": 2, "inputs": {}}, "f.jsonl:2: field op is missing"),
            ({**good, "id": 2, "op": 7}, "field op is no text but number"),
            ({**good, "id": 2, "op": "nn.sofmax"}, "did you mean nn.softmax"),
            ({**good, "id": 2, "dtype": "float8"}, "field dtype: unknown dtype"),
            ({**good, "id": 2, "variant": "sum"}, "field variant: nn.softmax has no variant"),
            ({**good, "id": 2, "inputs": [1]}, "field inputs is no object"),
            ({**good, "id": 2, "inputs": {}}, "input x is missing"),
            ({**good, "id": 2, "inputs": {"x": [1], "z": 1}}, 'has no input "z"; its inputs are x, axis'),
            ({**good, "id": 2, "inputs": {"x": tensor([1, 2], shape=[3])}}, 'input "x": '),
            ({**good, "id": 2, "inputs": {"x": {"dtype": "float64", "shape": [2], "data": "%%"}}}, "its data is not base64"),
            ({**good, "id": 2, "inputs": {"x": [[1, 2], [3]]}}, "rows of different lengths"),
            ({**good, "id": 2, "inputs": {"x": [1, [2]]}}, "rows of different depths"),
            ({**good, "id": 2, "inputs": {"x": ["one"]}}, "'one' is not a number"),
            ({**good, "id": 2, "inputs": {"x": [None]}}, "null is no number"),
            ({**good, "id": 2, "inputs": {"x": [1], "axis": 0.5}}, "0.5 is no integer"),
            ({**good, "id": 2, "dtype": "float32", "inputs": {"x": tensor([0.1, 2])}}, "which is no value of float32"),
            ({**good, "id": 2, "op": "linalg.cholesky", "inputs": {"a": [[1, 2]]}}, "C0"),
            ({**good, "id": 2, "outputs": ["y"]}, "no reply in it"),
            ({**good, "id": 2, "outputs": {"z": [1]}}, 'has no output "z"; its outputs are y'),
            ({**good, "id": 2, "outputs": {"y": {"dtype": "float64", "shape": [-1], "data": ""}}}, "negative extent"),
            ({**good, "id": 2, "failure": {"clause": "C1"}}, "has both outputs and failure"),
        )
        for line, expected in cases:
            with self.subTest(expected=expected):
                self.write("f.jsonl", good, line)
                self.refused(expected, "judge", "f.jsonl", "--json", "v.json")
                if "outputs" not in expected and "reply" not in expected and "extent" not in expected:
                    self.refused(expected, "verify", "--impl", "fast", "--inputs", "f.jsonl")
        self.write("f.jsonl", "")
        self.refused("f.jsonl: empty", "judge", "f.jsonl")
        self.write("f.jsonl", "\n\n")
        self.refused("no call in it", "judge", "f.jsonl")
        self.refused("no such file", "judge", "/nonexistent.jsonl")
        self.refused("no such file", "verify", "--inputs", "/nonexistent.jsonl")

    def test_replies(self):
        requests = [{"id": i, "op": "nn.softmax", "dtype": "float64", "inputs": {"x": [1, 2]}, "outputs": ["y"]} for i in (1, 2)]
        reply = {"id": 1, "outputs": {"y": tensor([0.25, 0.75])}}
        self.write("r.jsonl", *requests)
        for lines, expected in (([reply], "no reply to id 2 (r.jsonl:2); 1 of 2"), ([reply, reply], "p.jsonl:2: a second reply to id 1"), ([{**reply, "id": 7}], "p.jsonl:1: id 7 is that of no request"),
                                ([{"outputs": {}}], "p.jsonl:1: field id is missing"), ([reply, '{"id": 2, "outp'], "p.jsonl:2: the JSON object is unfinished"), ([{"id": 1, "outputs": 3}], "outputs is not an object")):
            with self.subTest(expected=expected):
                self.write("p.jsonl", *lines)
                self.refused(expected, "judge", "--requests", "r.jsonl", "--replies", "p.jsonl", "--json", "v.json")
        self.write("noid.jsonl", {"op": "nn.softmax", "inputs": {"x": [1, 2]}})
        self.refused("field id is missing", "judge", "--requests", "noid.jsonl", "--replies", "p.jsonl")

    def test_files(self):
        numpy.save(self.folder / "x.npy", [1.0, 2.0])
        numpy.save(self.folder / "third.npy", [0.1, 2.0])
        numpy.save(self.folder / "c.npy", numpy.array([1j]))
        numpy.savez(self.folder / "two.npz", a=numpy.zeros(2), b=numpy.ones(2))
        (self.folder / "bad.npz").write_bytes(b"PK\x03\x04rubbish")
        with zipfile.ZipFile(self.folder / "inner.npz", "w") as archive:
            archive.writestr("x.npy", b"\x93NUMPY\x01\x00" + struct.pack("<H", 70) + b"{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }".ljust(70) + bytes(8))
        whole = (self.folder / "two.npz").read_bytes()
        (self.folder / "cut.npz").write_bytes(whole[:len(whole) // 2])
        for expected, x in (("no such array; it has a, b", "@two.npz:x"), ("say which, as in :a after its name", "@two.npz"), ("bad.npz: not a .npz file", "@bad.npz"), ("cut.npz", "@cut.npz:a"), ("needs 3 entries of 8 bytes; there are 8 bytes", "@inner.npz:x"),
                            ("no such file", "@none.npz:x"), ("c.npy: ", "@c.npy")):
            with self.subTest(x=x):
                self.refused(expected, "eval", "nn.softmax", "--in", "x=" + x)
                self.refused(expected, "judge", "nn.softmax", "--in", "x=[1,2]", "--out", "y=" + x, "--json", "v.json")
        for arguments, expected in ((("--out", "y=[0.5,0.5]"), "needs --in x"), (("--in", "x=[1,2]"), "needs --out y"), (("--in", "x=[1,2]", "--out", "z=[1]"), "has no output 'z'"), (("--in", "x=[1,2]", "--out", "y"), "expected NAME=VALUE"),
                                    (("--in", "x=[1,2]", "--out", "y=[1,0]", "--out", "y=[1,0]"), "given twice"), (("--in", "x=@third.npy", "--out", "y=[1,0]", "--dtype", "float32"), "--dtype says in which format"), (("--in", "x=[1,2]", "--out", "y=[1,0]", "--dtype", "f8"), "unknown dtype")):
            with self.subTest(arguments=arguments):
                self.refused(expected, "judge", "nn.softmax", *arguments, "--json", "v.json")
        self.refused("name its operation", "judge", "--in", "x=[1]")
        for text, expected in (("", "m.mtx:1: no Matrix Market file"), ("%%MatrixMarket matrix coordinate complex general\n", "m.mtx:1: a matrix of complex entries"), ("%%MatrixMarket matrix coordinate real general\n2 2\n", "m.mtx:2: the line of sizes has 2 words; expected 3"),
                               ("%%MatrixMarket matrix coordinate real general\n2 2 1\n3 1 5\n", "m.mtx:3: the row '3' is no integer between 1 and 2"), ("%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 5\n1 1 5\n", "m.mtx:4: entry (1, 1) is given twice"),
                               ("%%MatrixMarket matrix array real general\n1 1\nx\n", "m.mtx:3: 'x' is not a number"), ("%%MatrixMarket matrix array real general\n2 2\n1\n", "m.mtx:3: the file ends early: entry (2, 1) is missing"),
                               ("%%MatrixMarket matrix array real general\n1 1\n1\n1\n", "m.mtx:4: more entries"), ("%%MatrixMarket matrix array real general\n9999999 9999999\n", "m.mtx:2: the number of columns"), ("%%MatrixMarket matrix coordinate real symmetric\n2 2 1\n1 2 5\n", "lower triangle")):
            with self.subTest(text=text):
                (self.folder / "m.mtx").write_text(text)
                self.refused(expected, "eval", "linalg.svdvals", "--in", "a=@m.mtx")

    def test_requests(self):
        for expected, arguments in (("did you mean nn.softmax", ("nn.sofmax",)), ("no operation matches", ("xx.*",)), ("unknown dtype", ("nn.softmax", "--dtype", "f8")), ("unknown class", ("nn.softmax", "--class", "hard")), ("has no variant", ("gan.generator_loss{sum}",)),
                                    ("the first convention", ("gan.*{sum}",)), ("cannot write", ("nn.softmax", "--out", "/proc/none/x"))):
            with self.subTest(arguments=arguments):
                self.refused(expected, "requests", *arguments)


class Power(Folder):
    def test_a_table(self):
        arguments = ("power", "nn.softmax", "linalg.eigh", "--dtype", "float64", "--dtype", "bfloat16", "--class", "core", "--cases", 3)
        done = self.etalon(*arguments, "--json", "p.json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, self.etalon(*arguments).stdout, "the same seed gives the same table")
        rows = {(r["operation"], r["dtype"]): r for r in json.loads((self.folder / "p.json").read_text())["rows"] if r.get("variant") in (None, "zeros")}
        softmax, eigh = rows["nn.softmax", "float64"], rows["linalg.eigh", "float64"]
        self.assertGreater(softmax["random_entry_k"], 35)
        self.assertLess(rows["nn.softmax", "bfloat16"]["largest_entry_k"] or 0, 9)
        self.assertGreater(eigh["largest_entry_k"], 20)
        for row in (softmax, eigh):
            for share in row["one_entry"] + row["all_entries"]:
                self.assertEqual(share["rejected"], share["tried"], row)
            self.assertEqual(row["below_the_floor"], [])
        floor = self.etalon("power", "nn.softmax", "--floor", "--cases", 4, "--dtype", "float64")
        self.assertEqual(floor.returncode, 0, floor.stdout)


if __name__ == "__main__":
    unittest.main()
