"""Programs that do harm, and interruptions at any moment: what a program says is text and nothing else, nothing of it is left behind, and what was finished is kept."""
import concurrent.futures
import contextlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
import unittest
import xml.etree.ElementTree

from verify.tests.faulty import DESCRIPTION, ETALON, Begun, Folder


class Texts(Folder):
    """What programs say reaches terminals, JUnit, Markdown and JSON as text and nothing else."""

    def hostile(self):
        pool = ["\x1b[31m", "\x07", "\x00", "\x9b", "\u202e", "\u2028", "\u2029", "\uffff", "\ufffe", "\U0001ffff", "<script>alert(1)</script>", "`", "```", "|", "]]>", "&lt;", "\r", "\n", "\u2066", "\u200b", "é", "😀", "\ud800", "*", "_", "#", "\U000e0041", "\ufeff"]
        return "".join(self.random.choice(pool) for _ in range(self.random.randrange(1, 12)))

    def check_plain(self, text):
        for c in text:
            self.assertTrue(c == "\n" or (unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp", "Cs", "Cn") or c == "\ufffd"), repr(c))

    def test_a_description_that_is_none_is_quoted_at_once(self):
        calls = []
        for i in range(100):
            line = json.dumps({**DESCRIPTION, "name": "n\ud800"}) if i == 0 else json.dumps(DESCRIPTION)[:-self.random.randrange(1, 10)] + self.hostile().replace("\n", "").replace("\ud800", "")
            (self.folder / f"{i}.py").write_text(f"import time\nprint({line!r}, flush=True)\ntime.sleep(600)\n")
            calls.append(("verify", "nn.softmax", "--impl", f"cmd:{sys.executable} {i}.py"))
        start = time.monotonic()
        for done in self.all_of(calls):
            self.assertEqual(done.returncode, 3, done.stderr)
            self.check_plain(done.stderr)
        self.assertLess(time.monotonic() - start, 100 * 8)

    def test_hostile_names_and_messages(self):
        def run(i):
            words = [hostile[6 * i + k] for k in range(6)]
            folder = self.folder / str(i)
            folder.mkdir()
            name, libraries, claim = (word.replace("\ud800", "") for word in words[:3])  # what is no UTF-8 is no description
            description = {**DESCRIPTION, "name": "n" + name, "libraries": libraries, "implements": ["nn.softmax", "nn." + claim]}
            (folder / "program.py").write_text(
                f"import json, sys\nprint(json.dumps({description!r}), flush=True)\nreplies = {[{'error': words[3]}, {'unsupported': words[4]}, {'outputs': {words[5]: {}}}, {'failure': {'clause': words[3], 'message': words[4]}}]!r}\n"
                "for line in sys.stdin:\n    request = json.loads(line)\n    if 'id' in request: print(json.dumps({'id': request['id'], **replies[request['id'] % 4]}), flush=True)\n")
            return folder, subprocess.run([ETALON, "verify", "nn.softmax", "--cases", "8", "--class", "core", "--jobs", "1", "--shrink", "0", "--impl", f"cmd:{sys.executable} program.py", "--json", "r.json", "--junit", "r.xml", "--markdown", "r.md"], cwd=folder, capture_output=True, timeout=60)

        hostile = [self.hostile() for _ in range(600)]
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            runs = list(pool.map(run, range(100)))
        self.tries += len(runs)
        for folder, done in runs:
            self.assertIn(done.returncode, (1, 2, 3), done.stderr)
            self.check_plain(done.stdout.decode())
            self.check_plain(done.stderr.decode())
            xml.etree.ElementTree.fromstring((folder / "r.xml").read_bytes())
            json.loads((folder / "r.json").read_bytes().decode())
            markdown = (folder / "r.md").read_bytes().decode()
            self.check_plain(markdown)
            self.assertNotIn("<script>", markdown.split("```")[0])


class Programs(Folder):
    """Nothing of a program is left behind, whatever becomes of us."""

    def alive(self, mark):
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and mark.encode() in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
        return found

    def check_gone(self, mark, seconds=10):
        end = time.monotonic() + seconds
        while (left := self.alive(mark)) and time.monotonic() < end:
            time.sleep(0.05)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        self.assertEqual(left, [])

    def with_children(self, mark, then):
        """A program that begins children of all kinds before it answers."""
        return self.program(f"if id == 1:\n"
                            f"    subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600) # {mark}'], start_new_session=True)\n"
                            f"    subprocess.Popen([sys.executable, '-c', 'import subprocess, sys; subprocess.Popen([sys.executable, \"-c\", \"import time; time.sleep(600) # {mark}\"], start_new_session=True)'], start_new_session=True).wait()\n"
                            f"    subprocess.Popen([sys.executable, '-c', 'import signal, time; [signal.signal(s, signal.SIG_IGN) for s in (1, 2, 15)]; time.sleep(600) # {mark}'])\n"
                            f"{then}", f"{mark}.py")

    def test_children_end_with_their_program(self):
        for i, then in enumerate(["print(json.dumps({'id': id, 'error': 'no'}), flush=True)", "sys.exit(3)", "os.kill(os.getpid(), 9)", "time.sleep(600)", "os.close(1); time.sleep(600)"]):
            mark = f"etalon-test-{os.getpid()}-{i}"
            done = self.etalon("verify", "nn.softmax", "--cases", "2", "--jobs", "1", "--timeout", "1", "--shrink", "0", "--impl", self.with_children(mark, then))
            self.assertIn(done.returncode, (1, 3), done.stdout + done.stderr)
            self.check_gone(mark)

    def test_children_of_every_kind_end(self):
        """Shells below shells, in sessions of their own or not, deaf or stopped, with the program waiting, ended or killed."""
        def run(i):
            draw = random.Random(i)
            mark = f"etalon-test-{os.getpid()}-s{i}"
            line = f"sleep 600; : {mark}"
            for _ in range(draw.randrange(1, 4)):
                line = draw.choice(["{} & wait", "({}) & sleep 600", "trap '' INT TERM HUP; {}", "setsid sh -c {!r} & sleep 0.05", "kill -STOP $$; {}", "{}", "({} &)"]).format(line)
            then = draw.choice(["print(json.dumps({'id': id, 'error': 'no'}), flush=True)", "sys.exit(3)", "os.kill(os.getpid(), 9)", "os.close(1); time.sleep(600)", "print('nonsense', flush=True)", "os.setsid() if os.getpgid(0) != os.getpid() else None; sys.exit(0)"])
            program = self.program(f"subprocess.Popen(['sh', '-c', {line!r}], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session={draw.random() < 0.5})\ntime.sleep(0.1)\n{then}", f"{mark}.py")
            return mark, self.etalon("verify", "nn.softmax", "--dtype", "float64", "--class", "core", "--cases", "1", "--jobs", "1", "--timeout", "1", "--shrink", "0", "--failures", f"f{i}", "--impl", program)

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for mark, done in pool.map(run, range(100)):
                self.assertIn(done.returncode, (1, 2, 3), done.stdout + done.stderr)
                self.check_gone(mark)

    def test_children_end_with_us(self):
        for i in range(20):
            mark = f"etalon-test-{os.getpid()}-k{i}"
            number = self.random.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGABRT])
            self.tries += 1
            with Begun([ETALON, "verify", "nn.softmax", "--cases", "50", "--jobs", "1", "--timeout", "60", "--impl", self.with_children(mark, "time.sleep(600)")], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
                end = time.monotonic() + 20
                while len(self.alive(mark)) < 4 and time.monotonic() < end:
                    time.sleep(0.02)
                time.sleep(self.random.random() * 0.1)
                run.send_signal(number)
                start = time.monotonic()
                run.wait(30)
                self.assertLess(time.monotonic() - start, 5, number)
            self.check_gone(mark)

    def test_a_program_has_the_memory_that_it_is_given(self):
        body = "x = bytearray(1 << 33)\nprint(json.dumps({'id': id, 'error': 'it fits'}), flush=True)"
        done = self.etalon("verify", "nn.softmax", "--cases", "1", "--jobs", "1", "--shrink", "0", "--memory", "1GiB", "--impl", self.program(body))
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertIn("MemoryError", done.stdout)

    def test_a_program_that_never_describes_itself_is_left_at_once(self):
        (self.folder / "silent.py").write_text("import time\ntime.sleep(600)\n")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self.tries += 1
            with Begun([ETALON, "verify", "nn.softmax", "--impl", f"cmd:{sys.executable} silent.py"], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as run:
                time.sleep(1)
                run.send_signal(number)
                start = time.monotonic()
                self.assertEqual(run.wait(30), 128 + number)
                self.assertLess(time.monotonic() - start, 5)


class Interruptions(Folder):
    """Whenever a run ends, its finished rows are kept, nothing unfinished is called done, and --resume comes to the same report."""

    def rows(self, path):
        kept = ("operation", "variant", "dtype", "outcome", "counts", "classes", "bound_used", "drawn")
        return [{key: row.get(key) for key in kept} for row in json.loads(path.read_text())["rows"]]

    def test_resumed_runs_end_in_the_same_report(self):
        command = [ETALON, "verify", "nn.softmax", "--seed", "3", "--cases", "60", "--jobs", "2", "--impl", self.softmax(), "--json", "report.json", "--junit", "report.xml"]
        subprocess.run([*command, "--failures", "whole"], cwd=self.folder, stdout=subprocess.DEVNULL, check=True, timeout=120)
        whole = self.rows(self.folder / "report.json")
        start = time.monotonic()
        subprocess.run([*command, "--failures", "again"], cwd=self.folder, stdout=subprocess.DEVNULL, check=True, timeout=120)
        takes = time.monotonic() - start
        for i in range(20):
            number = self.random.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
            self.tries += 1
            for name in ("report.json", "report.xml"):
                with contextlib.suppress(FileNotFoundError):
                    (self.folder / name).unlink()
            with subprocess.Popen([*command, "--failures", f"f{i}"], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
                time.sleep(self.random.random() * takes)
                run.send_signal(signal.SIGSTOP)
                run.send_signal(signal.SIGCONT)
                run.send_signal(number)
                code = run.wait(30)
            if code == 0:
                continue
            report = self.folder / "report.json"
            if report.exists():  # it was written by a run that had the time to
                for row in self.rows(report):
                    self.assertIn(row["outcome"], ("pass", "not run"))
                    if row["outcome"] == "pass":
                        self.assertIn(row, whole)
                xml.etree.ElementTree.parse(self.folder / "report.xml")
            done = subprocess.run([*command, "--failures", f"f{i}", "--resume"], cwd=self.folder, capture_output=True, text=True, timeout=120)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertEqual(self.rows(report), whole)
            self.assertEqual(list(self.folder.rglob("*.tmp")), [])

    def test_vectors_and_tables_are_whole_or_not_there_and_resumed(self):
        generate = ["fixtures", "generate", "gan.*", "--cases", "2", "--folder"]
        mutants = ["mutants", "gan.*", "--cases", "40", "--markdown"]
        run = lambda *command: subprocess.run([ETALON, *command], cwd=self.folder, stdout=subprocess.PIPE, text=True, timeout=300)
        self.assertEqual(run(*generate, "whole").returncode, 0)
        table = run(*mutants, "whole/table.md")
        whole = lambda folder: {file.relative_to(self.folder / folder): file.read_text() for file in (self.folder / folder).rglob("*") if file.is_file() and file.name != "table.md"}
        for i in range(20):
            self.tries += 1
            number = self.random.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE])
            command = self.random.choice([[*generate, "cut"], [*mutants, "cut/table.md"]])
            with Begun([ETALON, *command], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as cut:
                time.sleep(self.random.random() * 2)
                cut.send_signal(number)
                code = cut.wait(30)
            self.assertEqual(list(self.folder.rglob("*.tmp")), [])
            for name, text in whole("cut").items():
                if name.name not in ("run.jsonl", "vector.schema.json"):
                    self.assertEqual(text, whole("whole")[name])
            ended = code in (0, 1)  # 1: a few cases do not catch all
            self.assertEqual((self.folder / "cut" / "table.md").exists(), command[0] == "mutants" and ended)
            done = run(*command, "--resume")
            if command[0] == "mutants":
                self.assertEqual((done.stdout, done.returncode), (table.stdout, table.returncode))
                self.assertEqual((self.folder / "cut" / "table.md").read_text(), (self.folder / "whole" / "table.md").read_text())
            else:
                self.assertEqual((whole("cut"), done.returncode), (whole("whole"), 0))
            self.assertFalse(list(self.folder.glob("etalon-mutants*")))
            shutil.rmtree(self.folder / "cut", ignore_errors=True)

    def test_one_process_that_cannot_start_takes_nothing_with_it(self):
        right = self.softmax().removeprefix("cmd:")
        # Two start at once: the third is the one that makes the third file, which nobody else can then make.
        (self.folder / "twice.py").write_text("""import os, sys
for n in range(10):
    try:
        os.close(os.open(f'start-{n}', os.O_CREAT | os.O_EXCL))
        break
    except FileExistsError:
        pass
if n == 2: sys.exit('no more')
""" + f"os.execv(sys.executable, {right.split()!r})\n")
        done = self.etalon("verify", "nn.softmax", "--cases", "50", "--jobs", "2", "--json", "report.json", "--impl", f"cmd:{sys.executable} twice.py")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("no more", done.stderr)
        self.assertTrue(all(row["outcome"] == "pass" for row in json.loads((self.folder / "report.json").read_text())["rows"]))

    def test_a_million_cases_and_a_hundred_thousand_claims_are_no_wait(self):
        claims = json.dumps({**DESCRIPTION, "implements": ["nn.softmax", *(f"nn.unknown_{i}" for i in range(100000))]})
        (self.folder / "many.py").write_text(f"import sys\nprint({claims!r}, flush=True)\nfor line in sys.stdin: pass\n")
        for command in (["verify", "--impl", f"cmd:{sys.executable} many.py", "--cases", "1", "--timeout", "1", "--jobs", "1"], ["verify", "--cases", "1000000", "--budget", "0.1"]):
            self.tries += 1
            with Begun([ETALON, *command], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
                time.sleep(8)
                os.kill(run.pid, signal.SIGTERM)
                _, status, used = os.wait4(run.pid, 0)
                run.returncode = os.waitstatus_to_exitcode(status)
            self.assertLess(used.ru_utime, 20)
            self.assertLess(used.ru_maxrss, 600000)  # KiB

    def test_an_interrupt_at_any_moment_waits_for_nobody(self):
        hangs = [self.program("time.sleep(600)", "hangs.py"), self.program("if id > 3: time.sleep(600)\nprint(json.dumps({'id': id, 'error': 'no'}), flush=True)", "later.py"),
                 self.program("[signal.signal(s, signal.SIG_IGN) for s in (1, 2, 15)]\ntime.sleep(600)", "deaf.py"), self.program("print('x' * 1000, flush=True)\ntime.sleep(600)", "loud.py"), self.softmax()]

        def run(i):
            draw = random.Random(i)
            number = draw.choice([signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
            command = draw.choice([["verify", "nn.softmax", "--cases", "200", "--timeout", "100"], ["verify", "nn.softmax", "--cases", "200", "--timeout", "100", "--jobs", "1"]])
            with Begun([ETALON, *command, "--impl", hangs[i % len(hangs)], "--json", f"{i}.json", "--failures", f"f{i}"], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
                time.sleep(0.3 + draw.random())
                run.send_signal(number)
                start = time.monotonic()
                code = run.wait(60)
                return code, time.monotonic() - start, number

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            for code, took, number in pool.map(run, range(100)):
                self.tries += 1
                self.assertIn(code, (128 + number, 1, 0, -number), number)  # it may have ended just then, or not have begun
                self.assertLess(took, 8)

    def test_an_interrupt_does_not_wait_for_a_program_that_hangs(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self.tries += 1
            with Begun([ETALON, "verify", "nn.softmax", "--cases", "50", "--timeout", "100", "--impl", self.program("time.sleep(600)"), "--json", "report.json"], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
                time.sleep(1.5)
                run.send_signal(number)
                start = time.monotonic()
                self.assertEqual(run.wait(30), 128 + number)
                self.assertLess(time.monotonic() - start, 5)
            self.assertTrue(json.loads((self.folder / "report.json").read_text())["interrupted"])

    def test_a_second_interrupt_ends_at_once(self):
        self.tries += 1
        with Begun([ETALON, "verify", "linalg.*", "--cases", "1000", "--jobs", "2"], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            time.sleep(1)
            run.send_signal(signal.SIGINT)
            time.sleep(0.05)
            start = time.monotonic()
            run.send_signal(signal.SIGINT)
            self.assertNotEqual(run.wait(30), 0)
            self.assertLess(time.monotonic() - start, 3)


if __name__ == "__main__":
    unittest.main()
