"""Verdicts that hold both ways: right answers stay right whatever a library's manners, wrong ones do not pass, and a run says what it did."""
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import time
import unittest

from verify.tests.scratch import scratch

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))
PROGRAMS = ROOT / "verify" / "tests" / "programs"
PYTHON = ROOT / "verify" / "adapters" / "python"
MARK = f"run{os.getpid()}"  # on the command line of this test's programs


def command(program, *arguments):
    return f"cmd:{sys.executable} {program} {' '.join(arguments)}"


def moments(first):
    """Seconds after the start at which a run is ended: two, or as many as ETALON_MOMENTS says."""
    return [random.Random(first + k).uniform(0.2, 3) for k in range(int(os.environ.get("ETALON_MOMENTS", "2")))]


def verify(*arguments):
    folder = scratch()
    done = subprocess.run([ETALON, "verify", *arguments, "--jobs", "1", "--json", "report.json", "--junit", "junit.xml"], capture_output=True, text=True, cwd=folder, stdin=subprocess.DEVNULL)
    report = json.loads((folder / "report.json").read_text()) if (folder / "report.json").exists() else None
    return done, report


class RightAnswers(unittest.TestCase):
    def test_conventions_are_named_in_every_class(self):
        for classes in ((), ("--class", "core"), ("--class", "edge")):
            done, report = verify("*", "--impl", command(PROGRAMS / "conventions.py"), "--dtype", "float64", *classes)
            outcomes = {row["operation"]: (row["outcome"], row.get("follows")) for row in report["rows"]}
            self.assertNotIn("not reproducible", done.stdout)
            self.assertEqual(outcomes["nn.bce_with_logits"], ("variant", "sum"), done.stdout)
            self.assertEqual(outcomes["linalg.matrix_norm"][0], "variant", done.stdout)
            if classes != ("--class", "edge"):
                self.assertEqual({outcome for outcome, _ in outcomes.values()}, {"variant"}, done.stdout)
                self.assertIn("agrees with the convention", done.stdout)

    def test_what_overflows_follows_no_other_convention(self):
        for seed in ("1", "4", "6"):  # in which {sigma} explains more of the cases than it contradicts
            done, report = verify("vae.gaussian_kl_diagonal", "--impl", command(PROGRAMS / "log_variance.py"), "--dtype", "float64", "--class", "extreme", "--cases", "4", "--seed", seed, "--shrink", "0")
            self.assertEqual((report["rows"][0]["outcome"], report["rows"][0].get("follows")), ("fail", None), done.stdout)

    def manner(self, manner, *more):
        done, report = verify("nn.softmax", "--impl", command(PROGRAMS / "manners.py", manner), "--cases", "100", *more)
        return done, {row["dtype"]: row for row in report["rows"]}

    def test_any_refusal_is_a_refusal(self):
        for manner in ("runtime", "index", "key", "own", "empty"):
            done, rows = self.manner(manner)
            self.assertEqual({row["outcome"] for row in rows.values()}, {"pass"}, done.stdout)

    def test_a_wider_dtype_is_a_remark(self):
        done, rows = self.manner("wide")
        self.assertEqual(rows["float32"]["outcome"], "pass", done.stdout)
        self.assertIn("answers in float64 where float32 is asked for", done.stdout)
        done, rows = self.manner("wide", "--strict-dtype")
        self.assertEqual((rows["float32"]["outcome"], rows["float32"]["causes"][0]["clause"]), ("fail", "C0"), done.stdout)
        self.assertEqual(rows["float64"]["outcome"], "pass")

    def test_bfloat16_travels(self):
        done, rows = self.manner("bfloat16")
        self.assertEqual(rows["bfloat16"]["outcome"], "pass", done.stdout)
        self.assertNotIn("answers in", done.stdout)

    def test_flushed_subnormals_are_a_convention(self):
        done, rows = self.manner("flushes", "--class", "extreme", "--class", "core")
        for row in rows.values():
            self.assertIn((row["outcome"], row.get("follows")), (("variant", "flushed subnormals"), ("pass", None)), done.stdout)
        done, rows = self.manner("declares")
        self.assertEqual({row["outcome"] for row in rows.values()}, {"pass"}, done.stdout)


class WrongAnswers(unittest.TestCase):
    def test_an_argument_that_is_overwritten(self):
        done, report = verify("nn.softmax", "--impl", command(PROGRAMS / "manners.py", "in_place"), "--dtype", "float64")
        self.assertEqual(report["rows"][0]["causes"][0]["clause"], "C0", done.stdout)
        self.assertIn("overwrites its argument x", done.stdout)

    def test_the_layout_is_named(self):
        done, report = verify("nn.softmax", "--impl", command(PROGRAMS / "manners.py", "memory"), "--dtype", "float64", "--class", "core")
        self.assertEqual(report["rows"][0]["outcome"], "fail", done.stdout)
        self.assertIn("layout    x by columns: by rows it passes", done.stdout)


class Told(unittest.TestCase):
    """What a user is told while it runs, and when it ends early."""

    def start(self, folder, *more):
        return subprocess.Popen([ETALON, "verify", "nn.*", "--impl", command(PYTHON / "numpy_naive.py", MARK), "--cases", "200", "--json", "report.json", "--junit", "junit.xml",
                                 "--jobs", "2", *more], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)

    @staticmethod
    def rows(path):
        rows = json.loads(path.read_text())["rows"]
        for row in rows:
            row.pop("seconds")
            for cause in row.get("causes", []):
                cause.get("counterexample", {}).pop("file", None)
        return rows

    def children(self):
        running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
        return [line for line in running.splitlines() if f"numpy_naive.py {MARK}" in line and "verify" not in line.split()[1:2]]

    def killed(self, number, moments):
        whole = scratch()
        self.start(whole).communicate()
        expected = self.rows(whole / "report.json")
        for moment in moments:
            folder = scratch()
            process = self.start(folder)
            time.sleep(moment)
            process.send_signal(number)
            out, err = process.communicate(timeout=120)
            report = folder / "report.json"
            if number != signal.SIGKILL and report.exists():
                told = json.loads(report.read_text())
                finished = [row for row in told["rows"] if row["outcome"] != "not run"]
                if told["interrupted"]:
                    self.assertEqual(process.returncode, 128 + number, out + err)
                    self.assertNotIn("pass         ", "".join(line for line in out.splitlines() if "not run" in line))
                for row in finished:
                    self.assertEqual(sum(row["counts"].values()), 200, row["operation"])
                self.assertNotIn("not run", json.dumps(finished))
            resumed = self.start(folder, "--resume")
            out, err = resumed.communicate(timeout=300)
            self.assertEqual(resumed.returncode, 1, out + err)
            self.assertEqual(self.rows(report), expected, f"after signal {number} at {moment} s the rows are others")
            time.sleep(0.2)
            self.assertEqual(self.children(), [], "a child is left")

    def test_jobs_and_shards_change_nothing(self):
        def rows(*arguments):
            folder = scratch()
            subprocess.run([ETALON, "verify", "nn.*", "gan.*", "--impl", command(PYTHON / "numpy_naive.py", MARK), "--cases", "60", "--json", "report.json", *arguments], cwd=folder,
                           capture_output=True, stdin=subprocess.DEVNULL)
            return [row for row in self.rows(folder / "report.json") if row["counts"]]

        whole = rows("--jobs", "1")
        self.assertGreater(len(whole), 10)
        self.assertEqual(rows("--jobs", "3"), whole)
        parts = [row for shard in (1, 2, 3) for row in rows("--jobs", "2", "--shard", f"{shard}/3")]
        key = lambda row: (row["operation"], row.get("variant", ""), row["dtype"])  # noqa: E731
        self.assertEqual(sorted(parts, key=key), sorted(whole, key=key))

    def test_runs_at_the_same_time_keep_their_own_failures(self):
        naive = command(PYTHON / "numpy_naive.py", MARK)
        folder = scratch()
        begin = lambda *more: subprocess.Popen([ETALON, "verify", "nn.softmax", "nn.log_sum_exp", "--impl", naive, "--cases", "60", *more], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        runs = [begin(*more) for more in ([], ["--shard", "1/2"], ["--shard", "2/2"], [], ["--failures", "etalon-failures"])]
        said = [run.communicate(timeout=300)[1] for run in runs]
        self.assertEqual([run.returncode for run in runs], [1] * 5, said)
        names = lambda path: sorted(file.name for file in (folder / path).glob("*.json"))
        whole = names("etalon-failures")
        self.assertTrue(whole)
        for beside in ("etalon-failures-2", "etalon-failures-3"):
            self.assertEqual(names(beside), whole)
            self.assertTrue(any(f"this one's failures go to {beside}\n" in err for err in said), said)
        self.assertEqual(sorted(names("etalon-failures/1-of-2") + names("etalon-failures/2-of-2")), whole)

    def test_runs_that_begin_as_others_end(self):
        folder = scratch()
        for _ in range(15):
            runs = [subprocess.Popen([ETALON, "verify", "nn.softplus", "--cases", "1", "--dtype", "float64", "--class", "core"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(4)]
            said = [run.communicate(timeout=60)[0] for run in runs]
            self.assertEqual([run.returncode for run in runs], [0] * 4, said)
        self.assertEqual(list(folder.iterdir()), [])

    def test_a_run_that_goes_on_cannot_be_resumed(self):
        folder = scratch()
        arguments = [ETALON, "verify", "nn.*", "--cases", "100000"]
        with subprocess.Popen(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            while not (folder / "etalon-failures/run.jsonl").exists():
                time.sleep(0.05)
            time.sleep(0.2)
            done = subprocess.run([*arguments, "--resume"], cwd=folder, capture_output=True, text=True, timeout=60)
            run.kill()
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn("etalon-failures/run.jsonl: that run has not ended", done.stderr)

    def test_kill(self):
        self.killed(signal.SIGKILL, moments(0))

    def test_terminate(self):
        self.killed(signal.SIGTERM, moments(100))

    def test_interrupt(self):
        self.killed(signal.SIGINT, moments(200))

    def test_an_interrupted_run_is_not_green(self):
        folder = scratch()
        process = subprocess.Popen([ETALON, "verify", "--cases", "3000", "--json", "report.json", "--junit", "junit.xml", "--markdown", "report.md"], cwd=folder, stdout=subprocess.PIPE, text=True)
        time.sleep(2)
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 128 + signal.SIGTERM, out)
        report = json.loads((folder / "report.json").read_text())
        unfinished = [row for row in report["rows"] if sum(row["counts"].values()) < 3000]
        self.assertTrue(unfinished)
        self.assertEqual({row["outcome"] for row in unfinished}, {"not run"})
        self.assertIn("not run", out)
        self.assertIn("--resume", out)
        self.assertIn('type="not run"', (folder / "junit.xml").read_text())
        self.assertIn("**not run**", (folder / "report.md").read_text())

    def test_causes_shares_and_weights(self):
        done, report = verify("nn.*", "--impl", command(PYTHON / "numpy_naive.py"), "--dtype", "float64")
        failing = [row for row in report["rows"] if row["outcome"] == "fail"]
        self.assertTrue(failing)
        for row in failing:
            for cause in row["causes"]:
                self.assertTrue(cause["cases"] > 0 and cause["weight"], row)
        self.assertRegex(done.stdout, r"(wrong|loses \d+ of 16 digits).*: \d+ of 100 cases")
        junit = subprocess.run([ETALON, "verify", "nn.softmax", "--impl", command(PYTHON / "numpy_naive.py"), "--junit", "/dev/stdout", "-q"], capture_output=True, text=True, cwd=scratch()).stdout
        self.assertRegex(junit, r'<failure type="C\d+" message="fail: y.* is .*exact')

    def test_options_that_choose(self):
        done, report = verify("nn.*", "--skip", "nn.*.vjp", "--skip", "nn.*.gradient", "--class", "edge/masked", "--cases", "10")
        self.assertFalse([row["operation"] for row in report["rows"] if row["operation"].endswith(("vjp", "gradient"))])
        softmax = next(row for row in report["rows"] if row["operation"] == "nn.softmax")
        self.assertEqual(softmax["drawn"], {"edge/masked": 10})
        done, _ = verify("nn.softmax", "--class", "edge/maksed")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no input class matches 'edge/maksed'", done.stderr)
        self.assertEqual(verify("nn.softmax", "--cases", "5", "-q")[0].stdout.count("pass "), 0)

    def test_fail_fast_budget_and_failed_first(self):
        naive = command(PYTHON / "numpy_naive.py")
        done, report = verify("*", "--impl", naive, "--fail-fast")
        self.assertEqual(done.returncode, 1)
        self.assertTrue([row for row in report["rows"] if row["outcome"] == "not run"], done.stdout)
        done, report = verify("--budget", "1", "--cases", "2000")
        self.assertEqual(done.returncode, 2, done.stdout)
        folder = scratch()
        run = lambda *more: subprocess.run([ETALON, "verify", "nn.softmax", "--impl", *more], capture_output=True, text=True, cwd=folder)
        run(naive)
        saved = sorted((folder / "etalon-failures").glob("*.json"))
        self.assertTrue(saved)
        self.assertIn("still fails", run(naive, "--failed-first").stdout)
        self.assertIn("passes now", run("fast", "--failed-first").stdout)
        self.assertEqual(sorted((folder / "etalon-failures").glob("*.json")) if (folder / "etalon-failures").exists() else [], [], "the folder holds this run's failures")

    def test_did_you_mean(self):
        self.assertIn("did you mean verify?", subprocess.run([ETALON, "verfy"], capture_output=True, text=True).stderr)
        self.assertIn("did you mean --cases?", subprocess.run([ETALON, "verify", "--case", "3"], capture_output=True, text=True).stderr)
        self.assertIn("'xx.*'", subprocess.run([ETALON, "list", "xx.*"], capture_output=True, text=True).stderr)
        page = subprocess.run([ETALON, "show", "nn.softmax"], capture_output=True, text=True).stdout
        for part in ("Input classes", "edge     masked", "Mutants"):
            self.assertIn(part, page)


if __name__ == "__main__":
    unittest.main()
