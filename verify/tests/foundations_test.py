"""Every claim of the foundations has an operation and a check that exist: the table of reference/decisions/foundations.md."""
import json
import os
import pathlib
import re
import shlex
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = pathlib.Path(os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon")))
TABLE = ROOT / "reference" / "decisions" / "foundations.md"
SECTIONS = ["Explain gradient descent. What are second-order optimization algorithms?",
            "What are second-order optimization algorithms? How can the 2nd derivative be used?",
            "Describe Newton's algorithm. Where does it come from? How can it be adapted to find a minimum?",
            "What is a Jacobian matrix?",
            "Explain tensors, eigenvalues, and matrix decomposition",
            "Eigenvalues and Eigenvectors",
            "Matrix Decompositions",
            "Explain VAE (Variational Autoencoder)",
            "Explain GAN (Generative Adversarial Network)",
            "What is Mixture of Experts (MoE)?",
            "Key takeaways"]


def etalon(*arguments):
    return subprocess.run([ETALON, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=ROOT)


def rows(text):
    """(section, cells) of every line of a table but its head."""
    section = ""
    for line in text.splitlines():
        if line.startswith("## "):
            section = line[3:]
        elif line.startswith("|") and not re.match(r"\| claim |\|---", line):
            yield section, [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def quoted(cell):
    return re.findall(r"`([^`]+)`", cell)


class Known:
    """The operations with their clauses and conventions, and the names of the tests."""

    def __init__(self):
        self.operations = {op["name"]: op for op in json.loads(etalon("list", "--json").stdout)}
        listed = subprocess.run(["ctest", "-N"], capture_output=True, text=True, cwd=ETALON.parents[1]).stdout
        self.tests = set(re.findall(r"(?m)^ *Test +#\d+: (\S+)", listed))
        self.subcommands = re.findall(r"(?m)^  ([a-z]+) ", etalon("--help").stdout.partition("Subcommands:")[2])
        self.commands = {}

    def runs(self, command):
        """etalon eval and show as they are, etalon train for a step; of the others that take longer, whether there is such a command."""
        arguments = shlex.split(command)[1:]
        if arguments[0] not in ("eval", "show", "train"):
            return arguments[0] in self.subcommands and len(arguments) == 1
        if command not in self.commands:
            self.commands[command] = etalon(*arguments, *["--steps", "1"][:2 * (arguments[0] == "train")]).returncode == 0
        return self.commands[command]

    def problems(self, cells):
        """What is wrong with a row."""
        if len(cells) != 4:
            return [f"{len(cells)} cells"]
        claim, operations, checks, remark = cells
        if not claim or not quoted(operations) or not quoted(checks):
            return ["an empty cell"]
        found, named = [], set()
        for name in quoted(operations):
            plain, _, convention = name.rstrip("}").partition("{")
            named.add(plain)
            if plain not in self.operations:
                found.append(f"no operation {plain}")
            elif convention and convention not in self.operations[plain].get("variants", []):
                found.append(f"no convention {name}")
        for check in quoted(checks):
            if check.startswith("etalon "):
                if not self.runs(check):
                    found.append(f"{check} fails")
            elif check.startswith("ctest -R "):
                if check.removeprefix("ctest -R ") not in self.tests:
                    found.append(f"no test {check}")
            else:
                found += self.clause(check, named)
        for check in quoted(remark):
            if re.fullmatch(r"[a-z]+\.\S+ C\d+", check):
                found += self.clause(check)
        return found

    def clause(self, check, named=None):
        name, _, clause = check.partition(" ")
        if clause not in [c["id"] for c in self.operations.get(name, {}).get("clauses", [])]:
            return [f"no clause {check}"]
        if named is not None and not {name, re.sub(r"\.(vjp|gradient)$", "", name)} & named:
            return [f"{name} is none of the row's operations"]
        return []


class Foundations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.known = Known()
        cls.rows = list(rows(TABLE.read_text()))

    def test_each_section_has_its_rows(self):
        self.assertEqual(list(dict.fromkeys(section for section, _ in self.rows)), SECTIONS)

    def test_each_row_is_complete_and_true(self):
        for section, cells in self.rows:
            with self.subTest(section=section, claim=cells[0]):
                self.assertEqual(self.known.problems(cells), [])

    def test_what_does_not_exist_is_told(self):
        right = ["sum", "`nn.softmax{zeros}`", "`nn.softmax C3`, `etalon show nn.softmax`, `ctest -R Law/nn_softmax`", "see `nn.softmax C4`"]
        self.assertEqual(self.known.problems(right), [])
        for place, wrong in [(0, ""), (1, ""), (1, "nn.softmax"), (1, "`nn.sofmax`"), (1, "`nn.softmax{nothing}`"), (1, "`nn.relu`"), (2, ""), (2, "`nn.softmax C99`"),
                             (2, "`etalon nonsense`"), (2, "`etalon train nonsense`"), (2, "`etalon eval nn.softmax`"), (2, "`ctest -R Law/nn_sofmax`"), (3, "see `nn.softmax C99`")]:
            with self.subTest(wrong):
                self.assertNotEqual(self.known.problems([*right[:place], wrong, *right[place + 1:]]), [])
        self.assertNotEqual(self.known.problems(right[:3]), [])


if __name__ == "__main__":
    unittest.main()
