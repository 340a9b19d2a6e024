"""Every task of KernelBench's first level has an operation: the table of reference/decisions/kernelbench.md says the truth."""
import os
import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))
TABLE = ROOT / "reference" / "decisions" / "kernelbench.md"


def rows():
    """(number, name, operation, command) of every line of the table."""
    for line in TABLE.read_text().splitlines():
        if re.match(r"\| \d", line):
            number, name, operation, command = (cell.strip() for cell in line.replace(r"\|", "/").split("|")[1:5])
            yield int(number), name, operation.strip("`"), command.strip("`")


def etalon(*arguments):
    return subprocess.run([ETALON, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=ROOT)


class KernelBench(unittest.TestCase):
    def test_each_task_once(self):
        self.assertEqual([number for number, *_ in rows()], list(range(1, 101)))
        self.assertTrue(all(name for _, name, *_ in rows()))

    def test_each_command_is_of_its_operation(self):
        for number, _, operation, command in rows():
            with self.subTest(number):
                self.assertEqual(command, f"etalon verify {operation.partition('{')[0]} --impl 'cmd:…'")

    def test_each_operation_and_convention_exists(self):
        for operation in sorted({operation for _, _, operation, _ in rows()}):
            with self.subTest(operation):
                plain, _, convention = operation.rstrip("}").partition("{")
                shown = etalon("show", plain).stdout
                self.assertEqual(shown.partition("\n")[0], plain)
                self.assertTrue(not convention or re.search(rf"(?m)^  {convention} ", shown), shown)

    def test_each_command_runs(self):
        operations = sorted({command.split()[2] for *_, command in rows()})
        done = etalon("verify", *operations, "--impl", "fast", "--cases", "3", "--jobs", "1")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        for operation in operations:
            with self.subTest(operation):
                self.assertRegex(done.stdout, rf"(?m)^  pass +{re.escape(operation)}[ {{]")


if __name__ == "__main__":
    unittest.main()
