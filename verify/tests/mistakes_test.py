"""Each typical mistake of an author, and who tells it: the compiler, or `etalon check`, by a sentence that names the place and the mend.

A copy of a small operation, as `etalon new` writes it, is given one fault and compiled; where that succeeds it is linked with the
project's objects, and the check is asked. The three wings share a translation unit, so a mistake costs one compilation.
"""
import os
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = pathlib.Path(os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon")))
BUILD = ETALON.parent.parent

CONTRACT, REFERENCE, FAST, LAWS, MUTANTS = FILES = ("reference/contract/nn/trial.hpp", "reference/nn/trial.cpp", "fast/nn/trial.cpp",
                                                    "verify/laws/nn/trial.cpp", "verify/mutants/nn/trial.cpp")
MAIN = """
#include "verify/language/problems.hpp"
int main() {
  for (const etalon::verify::Problem& p : etalon::verify::problems()) std::printf("%s\\t%s\\t%s\\n", p.file.c_str(), p.operation.c_str(), p.text.c_str());
}
"""


def cached(name):
    for line in (BUILD / "CMakeCache.txt").read_text().splitlines():
        if line.startswith(name + ":"):
            return line.partition("=")[2]
    return ""


class Mistakes(unittest.TestCase):
    def copy(self, model="nn.softplus"):
        """A folder with nn.trial, a copy of the model."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        for file in ("reference/contract/contract.hpp", *(f.replace("nn/trial", model.replace(".", "/")) for f in FILES)):
            (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / file).write_text((ROOT / file).read_text())
        done = subprocess.run([ETALON, "new", "nn.trial", "--like", model, "--root", self.folder], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def fault(self, file, right, wrong):
        text = (self.folder / file).read_text()
        self.assertEqual(text.count(right), 1, f"{file} has changed: the fault is made in “{right}”")
        (self.folder / file).write_text(text.replace(right, wrong))

    def compile(self, text, *options):
        (self.folder / "one.cpp").write_text(text)
        sanitizers = cached("ETALON_SANITIZE")
        return subprocess.run([cached("CMAKE_CXX_COMPILER"), "-std=c++20", "-O0", "-DFMT_SHARED", f"-I{self.folder}", f"-I{ROOT}", *([f"-fsanitize={sanitizers}"] if sanitizers else []),
                               self.folder / "one.cpp", *options], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})

    def compiler_tells(self, *words, wing=REFERENCE):
        done = self.compile(f'#include "{wing}"\n', "-fsyntax-only")
        self.assertNotEqual(done.returncode, 0, "it compiles")
        for word in words:
            self.assertIn(word, done.stderr)

    def problems(self, *objects):
        """What the check says, a list of (file, operation, text)."""
        names = ("registered", "registered_vjp")  # of the laws and of the mutants
        apart = "".join(f"#define {name} {name}_of_laws\n" for name in names)
        together = "".join(f"#undef {name}\n" for name in names)
        text = "#include <cstdio>\n" + "".join(f'#include "{wing}"\n' for wing in (CONTRACT, REFERENCE, FAST)) + apart + f'#include "{LAWS}"\n' + together + f'#include "{MUTANTS}"\n' + MAIN
        linked = (BUILD / "mistakes.rsp").read_text().split("\n")
        folders = {str(pathlib.Path(file).parent) for file in linked if ".so" in file}
        done = self.compile(text, *objects, f"@{BUILD / 'mistakes.rsp'}", *(f"-Wl,-rpath,{folder}" for folder in sorted(folders)), "-pthread", "-o", self.folder / "check")
        self.assertEqual(done.returncode, 0, done.stderr)
        done = subprocess.run([self.folder / "check"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [line.split("\t") for line in done.stdout.splitlines()]

    def check_tells(self, *sentences, operation="nn.trial", objects=()):
        told = self.problems(*objects)
        for sentence in sentences:
            self.assertTrue(any(of == operation and sentence in text for _, of, text in told), f"nobody says “{sentence}” of {operation}, but {told}")
        self.assertTrue(all(file == "reference/contract/" + of.replace(".", "/", 1).removesuffix(".vjp") + ".hpp" for file, of, _ in told), told)

    # ---- the check

    def test_a_copy_has_no_problems(self):
        self.copy()
        self.assertEqual(self.problems(), [])

    def test_no_law_for_a_clause(self):
        self.copy()
        self.fault(CONTRACT, '{"C4", ClauseKind::error, "inherent, 3 roundings"}', '{"C4", ClauseKind::error, "inherent, 3 roundings"}, {"C5", ClauseKind::law, "y is convex in x"}')
        self.check_tells('C5 has no law: “y is convex in x”; write .theorem("C5", …) or .requirement("C5", …) in verify/laws')

    def test_wrong_symbol_in_the_shape_of_an_input(self):
        self.copy()
        self.fault(CONTRACT, "in::data<&In<T>::x>(Any{}", 'in::data<&In<T>::x>({Count{"m"}}')
        self.check_tells("the size m stands in the shape of x alone, and binds nothing; name the size that x shares with another field, or declare any_extent")

    def test_unknown_symbol_in_the_shape_of_an_output(self):
        self.copy()
        self.fault(CONTRACT, '(SameAs{"x"}, 3,', '({Count{"n"}}, 3,')
        self.check_tells("the shape of y speaks of the size n, and nothing says what it is; name it in the shape of an input, or give it in sizes()")

    def test_wrong_symbol_in_the_shape_of_an_output(self):
        self.copy("nn.softmax")
        self.fault(CONTRACT, '(SameAs{"x"}, n + 4,', "({n}, n + 4,")
        self.check_tells("y is declared with the shape [n], which is ", "mend the shape in outputs(), or the wings")

    def test_unknown_symbol_in_a_constant(self):
        self.copy("nn.softmax")
        self.fault(CONTRACT, 'n + 4, "C5"', 'n + Count{"q"}, "C5"')
        self.check_tells("the constant of y speaks of the size q, and nothing says what it is; take axis or n, or give it in sizes()")

    def test_sizes_against_a_symbol_that_an_input_binds(self):
        self.copy("nn.softmax")
        self.fault(CONTRACT, "in::data<&In<T>::x>(Any{}", "in::data<&In<T>::x>({n}")
        self.check_tells("the size n is given twice, by sizes() and by the shape of x; keep one of them")

    def test_the_name_of_another_operation(self):
        self.copy()
        self.fault(CONTRACT, '.name = "nn.trial"', '.name = "nn.softplus"')
        laws = sorted(BUILD.rglob("verify/laws/nn/softplus.cpp.o"), key=lambda file: file.stat().st_mtime)
        self.check_tells("another operation has this name already; give one of them a name of its own in statement()", operation="nn.softplus", objects=laws[-1:])

    def test_no_derivative_and_no_reason(self):
        self.copy()
        text = (self.folder / LAWS).read_text()
        derivative = text[text.index("const auto registered_vjp ="):text.rindex("}  // namespace\n")]
        self.fault(LAWS, derivative, "")
        self.check_tells("there is no nn.trial.vjp or nn.trial.gradient; write struct …Vjp : Vjp<…>, or say why not as .no_derivative in statement()")

    def test_a_derivative_of_a_primal_without_a_tape(self):
        self.copy()
        self.fault(REFERENCE, "[]<class T>(const Trial::In<T>& in) -> Result<Trial::Out<T>> {\n  return Trial::Out<T>{map(in.x, [](const T& x)",
                   "[](const Trial::In<Interval>& in) -> Result<Trial::Out<Interval>> {\n  return Trial::Out<Interval>{map(in.x, [](const Interval& x)")
        self.check_tells("it differentiates nn.trial, whose reference runs on Interval alone and has no tape; write that reference over the number T", operation="nn.trial.vjp")

    def test_a_predicate_that_names_no_input(self):
        self.copy()
        self.fault(CONTRACT, 'not_nan("x")', 'not_nan("z")')
        self.check_tells("C1 speaks of 'z', which is no input; take one of x")

    def test_inputs_that_do_not_fit(self):
        self.copy()
        self.fault(CONTRACT, "in::data<&In<T>::x>(Any{}", 'in::data<&In<T>::x>({Count{"n"}, Count{"n"}}')
        self.check_tells("the inputs “ordinary” do not fit the declared shapes: ", "mend the shape in inputs(), or what draws them")

    # ---- the compiler

    def test_a_member_of_in_left_out(self):
        self.copy("nn.softmax")
        self.fault(CONTRACT, ',\n                      in::exact<&In<T>::axis>({}, "the axis normalised over; negative counts from the last").or_else("-1")};', "};")
        self.compiler_tells("inputs() declares one field for each member of In: a member is missing", "contract::nn::Trial]")

    def test_a_member_of_out_left_out(self):
        self.copy()
        self.fault(CONTRACT, "struct Out { Tensor<T> y; };", "struct Out { Tensor<T> y; Tensor<T> slope; };")
        self.compiler_tells("outputs() declares one field for each member of Out: a member is missing", "contract::nn::Trial]")

    def test_a_member_declared_twice(self):
        self.copy("nn.softmax")
        self.fault(CONTRACT, "in::exact<&In<T>::axis>(", "in::exact<&In<T>::x>(")
        self.compiler_tells("inputs() declares a member of In twice", "contract::nn::Trial]")

    def test_a_floating_literal_as_a_factor(self):
        self.copy()
        self.fault(REFERENCE, "return softplus(x);", "return softplus(x * 0.5);")
        self.compiler_tells("a floating literal is not exact", "trial.cpp")

    def test_a_floating_literal_in_a_comparison(self):
        self.copy()
        self.fault(REFERENCE, "return softplus(x);", "return x > 0.5 ? x : softplus(x);")
        self.compiler_tells("a floating literal is not exact", "trial.cpp")

    def test_a_floating_literal_as_a_constant(self):
        self.copy()
        self.fault(REFERENCE, "return softplus(x);", "const T half = 0.5; return softplus(x) * half;")
        self.compiler_tells("a floating literal is not exact", "trial.cpp")

    def test_const_forgotten(self):
        self.copy()
        self.fault(REFERENCE, "[]<class T>(const Trial::In<T>& in)", "[]<class T>(Trial::In<T>& in)")
        self.compiler_tells("it takes its inputs by const reference", "contract::nn::Trial")

    def test_a_lambda_of_double_alone(self):
        self.copy()
        self.fault(FAST, "[]<class T>(const Trial::In<T>& in, Seen& seen) -> Result<Trial::Out<T>> {\n  return Trial::Out<T>{std::move(",
                   "[](const Trial::In<double>& in, Seen& seen) -> Result<Trial::Out<double>> {\n  return Trial::Out<double>{std::move(")
        self.compiler_tells("runs on each of its numbers", "contract::nn::Trial", wing=FAST)

    # ---- the tests

    def test_golden_vectors_not_written(self):
        self.assertIn("generate_vectors(", (ROOT / "verify/tests/meta_test.cpp").read_text())
        self.assertIn("build/bin/etalon fixtures generate '\" + operation + \"'", (ROOT / "verify/language/problems.cpp").read_text())


if __name__ == "__main__":
    unittest.main()
