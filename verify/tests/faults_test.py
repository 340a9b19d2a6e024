"""Bad command lines, files that are not what they say, and outputs that cannot be written: each kind is drawn, a hundred times and more.

What must never be: a crash, an internal error, a wait without end, an exit code 0 where nothing was judged or written, a report that is lost with another.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import time
import unittest

from verify.tests.faulty import ETALON, ROOT, Folder


class Words(Folder):
    """Numbers and names on the command line are what they look like, or refused."""

    def test_numbers_are_whole_and_in_range(self):
        wholes = [("verify", "--seed"), ("verify", "--cases"), ("verify", "--jobs"), ("verify", "--files-beyond"), ("requests", "--cases"), ("requests", "--seed"), ("mutants", "--cases"), ("mutants", "--seed"),
                  ("power", "--seed"), ("power", "--cases"), ("eval", "--digits")]
        words = ["-1", "+1", "-0", "1.5", "1e3", "nan", "", " 1", "1 ", "0x10", "010", "99999999999999999999999", "-99999999999999999999", "one", "1\n", "١", "1,000", "∞", "1_000"]
        calls = []
        for command, option in wholes:
            given = {"eval": ["nn.softmax", "--in", "x=[1,2]", "--in", "axis=0"]}.get(command, ["nn.softmax"])
            calls += [(command, *given, f"{option}={word}") for word in words]
        for done in self.all_of(calls):
            self.check_refused(done)

    def test_seconds_can_be_counted(self):
        calls = [("verify", "nn.softmax", f"{option}={word}") for option in ("--timeout", "--budget", "--judging", "--shrink", "--patience")
                 for word in ("nan", "-1", "inf", "-inf", "1e999", "", "1s", "NaN", "infinity", "--", "1e10", "1 2", "-nan", "0x", "a", "-1e-9", "1,5", "٣", "1e", "∞")]
        for done in self.all_of(calls):
            self.check_refused(done)

    def test_shards_are_counted_from_one(self):
        words = ["1/-3", "+1/+2", "0/1", "2/1", "1", "/", "1/", "/1", "1/1/1", " 1/2", "1/2 ", "1 /2", "a/b", "-1/-1", "1/0", "18446744073709551617/2", "1/99999999999999999999", "0x1/2", "1.0/2", ""]
        for done in self.all_of([("verify", "nn.softmax", f"--shard={word}") for word in words]):
            self.check_refused(done)

    def test_what_is_named_twice_is_done_once(self):
        done = self.etalon("verify", "nn.softmax", "--dtype", "float32", "--dtype", "float32", "--cases", "2")
        self.assertEqual(sum("float32" in line for line in done.stdout.splitlines()), 3, done.stdout)

    def test_numbers_in_values_are_read_to_their_end(self):
        bad = ['"1\\u00002"', '"\\u00001"', '"1\\u0000"', '" 1"', '"1 "', '"1/2/3"', '"1/0"', '"--1"', '"1e"', '"0x"', '"one"', '""', '"1\\n"', '"1/"', '"/1"', "null", "true", "{}", "[1,[2]]", "1e5e5", "0b", "1__2"]
        calls = [("eval", "nn.softmax", "--in", f"x={form % word}", "--in", "axis=0") for word in bad for form in ("[%s]", "[1,%s]", "[[%s]]", "[%s,%s]".replace("%s,%s", "0,%s"), "[\"1/3\",%s]")]
        for done in self.all_of(calls):
            self.check_refused(done)

    def test_nothing_is_echoed_by_the_megabyte(self):
        huge = "x" * 100000
        calls = [("show", huge), ("eval", huge), ("eval", "nn.softmax", "--in", huge), ("eval", "nn.softmax", "--in", f"{huge}=1"), ("eval", "nn.softmax", "--in", f"x=[{huge}]", "--in", "axis=0"),
                 ("verify", huge), ("verify", "nn.softmax", "--dtype", huge), ("verify", "nn.softmax", "--class", huge), ("verify", "nn.softmax", "--grade", huge), ("verify", "nn.softmax", "--shard", huge),
                 ("verify", "nn.softmax", "--size", huge), ("verify", "nn.softmax", "--seed", huge), ("judge", huge), ("replay", huge), ("requests", huge), ("verify", "nn.softmax", "--impl", huge), ("verify", "nn.softmax", "--arithmetic", huge)]
        for done in self.all_of(calls):
            self.assertIn(done.returncode, (2, 3), done.args[:3])
            self.assertLess(len(done.stderr), 4000, done.args[:3])


class Files(Folder):
    """Files that never end, or are none."""

    def readers(self, path):
        return [("eval", "nn.softmax", "--in", f"x=@{path}", "--in", "axis=0"), ("replay", path), ("judge", path), ("verify", "nn.softmax", "--inputs", path), ("judge", "--requests", path, "--replies", path),
                ("judge", "nn.softmax", "--in", f"x=@{path}", "--in", "axis=0", "--out", f"y=@{path}")]

    def test_files_without_an_end_are_left(self):
        for suffix in ("json", "npy", "npz", "mtx"):
            with open(self.folder / f"sparse.{suffix}", "wb") as file:
                file.truncate(64 << 30)
            os.mkfifo(self.folder / f"pipe.{suffix}")
            (self.folder / f"folder.{suffix}").mkdir()
            (self.folder / f"zero.{suffix}").symlink_to("/dev/zero")
            (self.folder / f"round.{suffix}").symlink_to(f"round.{suffix}")
        calls = []
        for suffix in ("json", "npy", "npz", "mtx"):
            for kind in ("sparse", "pipe", "folder", "zero", "round", "none"):
                calls += [(*call, "--patience", "0.5", "--largest-file", "16MiB") for call in self.readers(f"{kind}.{suffix}")]
        self.assertGreater(len(calls), 140)
        for done in self.all_of(calls):
            self.check_refused(done)

    def test_lists_nested_without_an_end(self):
        calls = []
        for i in range(25):
            depth = self.random.choice([81, 200, 5000, 200000])
            opening = self.random.choice(["[", '{"a":', '{"etalon_failure": 1, "inputs":[' + "["])
            (self.folder / f"{i}.json").write_text(self.random.choice(["", '{"op": "nn.softmax", "inputs": {"x": ']) + opening * depth)
            calls += self.readers(f"{i}.json")
        for done in self.all_of(calls):
            self.check_refused(done)

    def test_a_replayed_file_is_checked_as_any_other(self):
        good = json.loads(self.failure_file().read_text())
        junk = [None, True, -1, 0, 2 ** 63, 2 ** 70, 1e400, "", "x", "\x1b[31m", "nan", [], {}, [[]], [-1], [2 ** 40, 2 ** 40], [2 ** 62, 4], "A" * 100000, {"dtype": "float64", "shape": [2 ** 32, 2 ** 32, 0], "data": []},
                {"dtype": "int64", "shape": [1], "data": ["x"]}, {"dtype": "float64", "shape": [1], "data": [None]}]

        def places(value, path=()):
            yield path
            if isinstance(value, dict):
                for key in value:
                    yield from places(value[key], (*path, key))
            elif isinstance(value, list) and value:
                yield from places(value[0], (*path, 0))

        calls = []
        for i in range(300):
            spoilt = json.loads(json.dumps(good))
            path = self.random.choice([p for p in places(spoilt) if p])
            at = spoilt
            for key in path[:-1]:
                at = at[key]
            if self.random.random() < 0.2 and isinstance(at, dict):
                del at[path[-1]]
            else:
                at[path[-1]] = self.random.choice(junk)
            (self.folder / f"spoilt{i}.json").write_text(json.dumps(spoilt))
            calls.append(("replay", f"spoilt{i}.json", *self.random.choice([[], ["--impl", "fast"], ["--impl", "nosuch"]])))
        for done in self.all_of(calls):
            self.check_lives(done, 0, 1, 2, 3)
            if "nosuch" in done.args:
                self.assertEqual(done.returncode, 2, done.args)

    def test_bytes_of_a_replayed_file(self):
        good = self.failure_file().read_bytes()
        calls = []
        for i in range(150):
            bytes = bytearray(good[:self.random.randrange(len(good))] if self.random.random() < 0.3 else good)
            for _ in range(self.random.randrange(1, 4)):
                if bytes:
                    bytes[self.random.randrange(len(bytes))] = self.random.randrange(256)
            (self.folder / f"spoilt{i}.json").write_bytes(bytes)
            calls.append(("replay", f"spoilt{i}.json"))
        for done in self.all_of(calls):
            self.check_lives(done, 0, 1, 2, 3)

    def test_npy_of_nothing_is_no_work(self):
        import numpy
        calls = []
        for i, shape in enumerate([(10 ** 9, 0), (0, 10 ** 9), (10 ** 6, 10 ** 6, 0), (1,) * 64 + (1,), (2 ** 62, 0), (0,) * 70, (10 ** 9,), (10 ** 18,)] + [tuple(self.random.choice([0, 10 ** 5, 10 ** 7]) for _ in range(3)) for _ in range(20)]):
            header = repr({"descr": "<f8", "fortran_order": self.random.random() < 0.5, "shape": shape}).encode() + b"\n"
            (self.folder / f"{i}.npy").write_bytes(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header)
            numpy.savez(self.folder / f"{i}.npz", x=numpy.zeros(1))
            calls += [("eval", "nn.softmax", "--in", f"x=@{i}.npy", "--in", "axis=0"), ("eval", "tensor.sum", "--in", f"x=@{i}.npy", "--in", "axes=[0]")]
        for done in self.all_of(calls):
            self.check_lives(done, 0, 2)

    def test_no_equation_is_endless_work(self):
        calls = []
        for i in range(100):
            letters, n = "abcdefghijkl", self.random.choice([2, 10, 40])
            terms = ["".join(self.random.sample(letters, self.random.randrange(1, 3))) for _ in range(self.random.randrange(2, 9))]
            result = "".join(c for c in letters if any(c in term for term in terms) and self.random.random() < 0.2)
            operands = [[0.5] * n if len(term) == 1 else [[0.5] * n] * n for term in terms]
            (self.folder / f"{i}.json").write_text(json.dumps(operands))
            calls.append(("eval", "tensor.einsum", "--in", f"equation={','.join(terms)}->{result}", "--in", f"operands=@{i}.json", "--out", "result", "--seconds", "0.2"))
        for done in self.all_of(calls):
            self.check_lives(done, 0, 1, 2)

    def test_one_line_is_no_endless_work(self):
        matrix = json.dumps([[1.5] * 40] * 40)
        done = self.etalon("eval", "tensor.einsum", "--in", "equation=ab,cd,ef,gh->", "--in", f"operands=[{matrix},{matrix},{matrix},{matrix}]", "--seconds", "2", timeout=30)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("2 s", done.stderr)
        row = [1.5] * 40
        call = {"op": "tensor.einsum", "inputs": {"equation": "a,b,c,d,e,f,g,h->", "operands": [row] * 8}}
        replied = {**call, "outputs": {name: {"dtype": "float64", "shape": [], "data": [1.0]} for name in ("result", "terms", "roundings")}}
        for dtype in ("float64", "float32", "float16"):
            (self.folder / "call.jsonl").write_text(json.dumps({**replied, "dtype": dtype}) + "\n")
            done = self.etalon("judge", "call.jsonl", "--judging", "2", timeout=30)
            self.check_lives(done, 1, 2)


class Vectors(Folder):
    """Golden vectors and their schema may be anybody's."""

    def setUp(self):
        super().setUp()
        (self.folder / "fixtures/vectors/nn").mkdir(parents=True)
        (self.folder / "fixtures/schema").mkdir()
        shutil.copy(ROOT / "fixtures/schema/vector.schema.json", self.folder / "fixtures/schema")
        self.lines = (ROOT / "fixtures/vectors/nn/softmax.jsonl").read_text().splitlines()[:1]
        self.file = self.folder / "fixtures/vectors/nn/softmax.jsonl"

    def test_vectors_that_are_right_are_proved(self):
        self.file.write_text("\n".join(self.lines) + "\n")
        done = self.etalon("fixtures", "check", "nn.softmax")
        self.assertEqual((done.returncode, done.stdout), (0, "1 vectors proved, 0 wrong\n"), done.stderr)

    def test_nothing_proved_is_no_success(self):
        self.check_refused(self.etalon("fixtures", "check", "nn.zzz*"))
        self.file.write_text("")
        self.assertEqual(self.etalon("fixtures", "check", "nn.softmax").returncode, 1)
        self.file.unlink()
        self.assertEqual(self.etalon("fixtures", "check", "nn.softmax").returncode, 1)
        self.file.mkdir()
        self.assertEqual(self.etalon("fixtures", "check", "nn.softmax").returncode, 1)

    def test_a_schema_of_somebody_else_is_not_obeyed(self):
        self.file.write_text("\n".join(self.lines) + "\n")
        good = (ROOT / "fixtures/schema/vector.schema.json").read_text()
        schema = self.folder / "fixtures/schema/vector.schema.json"
        texts = ["", "[]", "1", "null", '{"$ref":"#"}', '{"$ref":"#/nowhere"}', '{"properties":{"id":{"pattern":"("}}}', "[" * 200000, '{"type":1}', good.replace("string", "strong")] + [good[:self.random.randrange(len(good))] for _ in range(30)]
        for i in range(60):
            spoilt = list(good)
            spoilt[self.random.randrange(len(good))] = chr(self.random.randrange(1, 256))
            texts.append("".join(spoilt))
        for text in texts:
            if text == good:
                continue
            schema.write_text(text, encoding="latin-1")
            self.check_refused(self.etalon("fixtures", "check", "nn.softmax"), "schema")

    def test_spoilt_vectors_are_wrong_and_nothing_worse(self):
        good = self.lines[0]
        lines = [good.replace('"reason": "', '"reason": "' + "a" * 300000).replace('"reason":"', '"reason":"' + "a" * 300000), "[" * 200000, "{}", "null", '{"id": "' + "0" * 300000 + '"}']
        for _ in range(115):
            text = list(good)
            for _ in range(self.random.randrange(1, 4)):
                text[self.random.randrange(len(text))] = chr(self.random.randrange(32, 127))
            lines.append("".join(text))
        lines = [line for line in lines if line != good]
        self.file.write_text("\n".join(lines) + "\n")
        done = self.etalon("fixtures", "check", "nn.softmax", timeout=300)
        self.check_lives(done, 1)
        wrong = {int(line.split(":")[1]) for line in done.stdout.splitlines()[:-1]}
        self.assertEqual(done.stdout.splitlines()[-1], f"{len(lines) - len(wrong)} vectors proved, {len(wrong)} wrong")

        def proved(text):  # all but the reason, and balls, which another digit may leave true
            return re.sub(r'"(middle|radius|reason)": ?(\[[^]]*\]|"[^"]*")', "", text)

        for number, line in enumerate(lines, 1):
            if number not in wrong:
                self.assertEqual(proved(line), proved(good))
        self.assertTrue(all(len(line) < 2400 for line in done.stdout.splitlines()))


class Outputs(Folder):
    """What is not written is no success, and nothing takes the place of what is no file."""

    COMMANDS = [("list",), ("show", "nn.softmax"), ("eval", "nn.softmax", "--in", "x=[1,2]", "--in", "axis=0"), ("verify", "nn.softmax", "--cases", "2"), ("mutants", "nn.softmax", "--cases", "40"), ("requests", "nn.softmax", "--cases", "2"),
                ("power", "nn.softmax", "--cases", "2", "--dtype", "float64", "--class", "core"), ("balance", "--help"), ("--version",), ("--help",), ("list", "--json"), ("check",)]

    def test_a_full_or_closed_output(self):
        for command in self.COMMANDS:
            with self.subTest(command):
                with open("/dev/full", "w") as full:
                    self.assertNotEqual(self.etalon(*command, stdout=full, timeout=120).returncode, 0)
                done = subprocess.run(["bash", "-c", 'exec "$0" "$@" >&-', ETALON, *command], cwd=self.folder, stderr=subprocess.PIPE, text=True, timeout=120)
                self.assertNotEqual(done.returncode, 0)
                self.assertNotIn("internal error", done.stderr)

    def test_nothing_asked_for_is_no_success(self):
        words = ["nn.zzz*", "nothing", "*.nothing", "nn.", ".", "[", "\x1b[2J", "ñ*", "?", "q.*"] + ["".join(self.random.sample("bcdfghjkqvwxz", 6)) for _ in range(6)]
        calls = [(*command, word) for word in words for command in (["list"], ["verify", "--cases", "2"], ["mutants"], ["power", "--cases", "2"], ["fixtures", "check"], ["show"], ["requests"])]
        calls += [("verify", "nn.softmax", "--cases", "2", "--class", kind) for kind in ("nothing", "edge/nothing", "", "core/*x", "extreme/zzz*")] + [("verify", "nn.softmax", "--cases", "2", "--skip", "*")]
        for done in self.all_of(calls):
            self.check_refused(done)

    def test_a_judgement_out_of_time_is_no_failure(self):
        done = self.etalon("verify", "linalg.*", "nn.*", "--dtype", "float64", "--cases", "2", "--judging", "0.0001", "--json", "r.json", timeout=120)
        rows = json.loads((self.folder / "r.json").read_text())["rows"]
        self.assertGreater(len(rows), 100)
        self.assertEqual({row["outcome"] for row in rows} - {"pass", "undecided", "vacuous", "unsupported", "not run"}, set(), done.stdout[-2000:])

    def test_reports_survive_a_reader_that_goes(self):
        def run(i):
            read, write = os.pipe()
            os.close(read)
            done = self.etalon("verify", "nn.softmax", "--cases", str(2 + i % 39), "--failures", f"f{i}", "--json", f"{i}.json", stdout=write)
            os.close(write)
            return done.returncode, json.loads((self.folder / f"{i}.json").read_text())["exit_code"]

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for code, told in pool.map(run, range(100)):
                self.assertNotEqual(code, 0)
                self.assertEqual(told, 0)

    def target(self, kind, name):
        """A path of that kind."""
        path, behind = self.folder / name, self.folder / f"{name}.behind"
        if kind == "fifo":
            os.mkfifo(path)
        elif kind in ("link", "dangling", "chain"):
            if kind != "dangling":
                behind.write_text("old")
            for k in range(self.random.randrange(1, 6) if kind == "chain" else 0):
                (self.folder / f"{name}.{k}").symlink_to(f"{name}.behind" if k == 0 else f"{name}.{k - 1}")
                behind = self.folder / f"{name}.{k}"
            path.symlink_to(behind.name)
        elif kind in ("/dev/null", "/dev/full"):
            path.symlink_to(kind)
        return path

    def test_links_devices_and_pipes_stay_what_they_are(self):
        begins = {"--json": "{", "--junit": "<?xml", "--markdown": "#"}
        for i in range(100):
            option, kind = self.random.choice(list(begins)), self.random.choice(["link", "dangling", "chain", "fifo", "unread fifo", "/dev/null", "/dev/full"])
            path = self.target(kind.removeprefix("unread "), f"{i}")
            before = os.lstat(path)
            reader = subprocess.Popen(["cat", path], stdout=subprocess.PIPE, text=True) if kind == "fifo" else None
            done = self.etalon("verify", "nn.softmax", "--dtype", "float64", "--cases", str(self.random.randrange(1, 4)), option, path)
            self.assertEqual(done.returncode, 2 if kind in ("unread fifo", "/dev/full") else 0, (kind, done.stderr))
            after = os.lstat(path)
            self.assertEqual((before.st_ino, before.st_mode), (after.st_ino, after.st_mode), kind)
            if kind in ("link", "dangling", "chain"):
                self.assertTrue(path.read_text().startswith(begins[option]), kind)
            if reader:
                self.assertTrue(reader.communicate()[0].startswith(begins[option]))
        self.assertTrue(pathlib.Path("/dev/null").is_char_device())
        for stdout in (subprocess.PIPE, open(self.folder / "all", "w")):
            done = self.etalon("verify", "nn.softmax", "--cases", "2", "--junit", "/dev/stdout", stdout=stdout)
            self.assertEqual(done.returncode, 0, done.stderr)
            text = done.stdout or (self.folder / "all").read_text()
            self.assertIn("<?xml", text)
            self.assertIn("6 passed", text)
        stdout.close()
        self.assertEqual(list(self.folder.glob("*.tmp")), [])

    def test_a_report_that_cannot_be_made_is_told_before_the_work(self):
        (self.folder / "file").write_text("")
        (self.folder / "folder").mkdir()
        (self.folder / "round").symlink_to("round")
        places = ["file/report.json", "", ".", "folder", "folder/", "round", "round/x", "/proc/report.json", "/proc/report/x.json", "/dev/null/x", "file/", "x" * 300, "nowhere/" * 3 + "x" * 260]
        calls = [("verify", "--cases", "1000", self.random.choice(["--json", "--junit", "--markdown"]), place + self.random.choice(["", "", "/x", "/../file/x"]) if place.startswith(("file/", "round/", "/proc/report/", "/dev/null/")) else place)
                 for place in (self.random.choice(places) for _ in range(100))]
        start = time.monotonic()
        for done in self.all_of(calls):
            self.check_refused(done)
        self.assertLess(time.monotonic() - start, 100)  # a thousand cases of everything take longer each


if __name__ == "__main__":
    unittest.main()
