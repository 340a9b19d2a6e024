"""The command as a user meets it: answers, and one clear line for every kind of bad input."""
import json
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import time
import unittest
import xml.etree.ElementTree

import numpy

from verify.tests.scratch import scratch

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))
PROGRAMS = ROOT / "verify" / "tests" / "programs"


def etalon(*arguments, cwd=None, **options):
    return subprocess.run([ETALON, *map(str, arguments)], capture_output=True, text=True, cwd=cwd or scratch(), stdin=subprocess.DEVNULL, **options)


class Answers(unittest.TestCase):
    def test_sixty_digits_of_log_sum_exp(self):
        done = etalon("eval", "nn.log_sum_exp", "--in", "x=[1000,1000]", "--digits", "60")
        self.assertEqual(done.stdout, "value = 1000.69314718055994530941723212145817656807550013436025525412\n")  # 1000 + log 2

    def test_fractions_and_tiny_weights(self):
        import mpmath
        mpmath.mp.dps = 400
        expected = mpmath.log(mpmath.exp(mpmath.mpf(1) / 3) + mpmath.exp(-745))
        done = etalon("eval", "nn.log_sum_exp", "--in", 'x=["1/3",-745]', "--digits", "60")
        self.assertEqual(done.stdout.strip(), "value = " + mpmath.nstr(expected, 60))

    def test_ten_thousand_digits_of_the_square_root_of_two(self):
        import math
        done = etalon("eval", "optimization.newton_root", "--in", "function=x^2-a", "--in", "a=2", "--in", "x0=1", "--in", "steps=15",
                      "--digits", "10000", "--out", "root", "--out", "order", "--out", "rate")
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = {name: value.strip("[]") for name, value in (line.split(" = ") for line in done.stdout.splitlines())}
        self.assertEqual(lines["order"], "2")
        digits = lines["root"].replace(".", "")
        self.assertEqual(len(digits), 10000)
        truth = math.isqrt(2 * 10 ** 20036)  # √2·10^10018: 19 digits more than asked for
        rounded = (truth + 5 * 10 ** 18) // 10 ** 19
        sys.set_int_max_str_digits(20000)
        self.assertEqual(digits, str(rounded))
        self.assertTrue(lines["rate"].startswith("0.35355339059327376220042218105242451964241796884423"))  # 1/(2√2)

    def test_the_trace_to_a_hundred_thousand_digits(self):
        import math
        sys.set_int_max_str_digits(200000)
        done = etalon("eval", "optimization.newton_root", "--in", "function=x^2-a", "--in", "a=2", "--in", "x0=1.5", "--in", "steps=18", "--digits", "100000", "--out", "iterates")
        self.assertEqual(done.returncode, 0, done.stderr)
        iterates = done.stdout.strip().removeprefix("iterates = [").removesuffix("]").split(", ")
        self.assertEqual(len(iterates), 19)
        self.assertEqual(iterates[-1].replace(".", "")[:99990], str(math.isqrt(2 * 10 ** 200000))[:99990])
        agree = [next(i for i, (a, b) in enumerate(zip(x, iterates[-1])) if a != b) for x in iterates[2:10]]
        for before, after in zip(agree, agree[1:]):
            self.assertGreaterEqual(after, 2 * before - 3)  # the digits double

    def test_claims_of_convergence(self):
        rows = json.loads(etalon("convergence", "--json").stdout)
        found = {(row["method"], row["claimed_rate"]): row for row in rows}
        for name, rate, cost in (("gradient descent", "linear", "O(n)"), ("SGD", "sublinear", "O(n), O(1) in the samples"), ("Adam", "linear", "O(n)"), ("Newton", "quadratic", "O(n³)"),
                                 ("L-BFGS", "superlinear", "O(n × m)")):
            self.assertEqual(found[name, rate]["cost"], cost)
            self.assertEqual(found[name, rate]["cost_verdict"], "as claimed")
        for row in rows:
            contradicted = row["method"] in ("Adam", "L-BFGS")
            self.assertEqual(row["rate_verdict"], "contradicted" if contradicted else "as claimed", row)
        for name, rate, constant in (("gradient descent", "linear", "0.8660254038"),  # (κ − 1)/(κ + 1)
                                     ("Newton's root", "quadratic", "0.3535533906"),  # f″/2f′ = 1/(2√2)
                                     ("Newton's root", "cubic", "0.3333333333"),      # |f‴/3f′|
                                     ("Newton's root", "linear", "0.6666666667"),     # (m − 1)/m, m = 3: the last of its rows
                                     ("damped Newton", "linear", "0.2500000000"),     # 1 − η
                                     ("Gauss–Newton", "quadratic", "0.9000000000")):
            self.assertIn(f" = {constant}, as it should be to 10 digits", found[name, rate]["detail"])
        for name, claim in (("gradient descent", "diverges iff η > 2/L"), ("conjugate gradient", "ends after n steps"), ("Newton's root", "may cycle"), ("Newton's root", "may diverge"),
                            ("Newton", "refuses indefinite Hessians")):
            self.assertIn((name, claim), found)

    def test_numbers_mean_what_they_say(self):
        huge = etalon("eval", "nn.log_sum_exp", "--in", "x=[1e400,-1e400]", "--digits", "5")
        self.assertEqual(huge.stdout, "value = 1.0000e400\n")
        for value in ("[1/3]", '["1/3"]', "[ 1/3 ]"):
            self.assertEqual(etalon("eval", "nn.log_sum_exp", "--in", f"x={value}", "--digits", "5").stdout, "value = 0.33333\n")
        self.assertEqual(etalon("eval", "nn.log_sum_exp", "--in", "x=[-inf,0x1.8p-3]", "--digits", "4").stdout, "value = 0.1875\n")

    def test_undecided_is_said(self):
        done = etalon("eval", "linalg.cholesky", "--in", 'a=[["1/3",1],[1,3]]')
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("undecided", done.stderr)

    def test_lists_and_pages(self):
        names = {entry["name"] for entry in json.loads(etalon("list", "--json").stdout)}
        self.assertIn("nn.softmax.vjp", names)
        page = etalon("show", "nn.log_sum_exp").stdout
        for word in ("max x ≤ ℓ ≤ max x + log n", "C1", "inherent(n + 4)", "Blanchard"):
            self.assertIn(word, page)

    def test_names_that_libraries_use(self):
        for alias, name in (("Swish", "nn.silu"), ("torch.nn.functional.silu", "nn.silu"), ("LogSumExp", "nn.log_sum_exp"), ("jax.nn.swish.vjp", "nn.silu.vjp")):
            self.assertEqual(etalon("show", alias).stdout.split("\n")[0], name)
        self.assertIn("unknown operation", etalon("show", "linalg.silu").stderr)  # of a family of ours, and not there
        self.assertIn("did you mean swish?", etalon("show", "swihs").stderr)
        done = etalon("verify", "Swish", "--impl", "fast", "--cases", "5")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("nn.silu ", done.stdout)

    def test_names_of_the_libraries(self):
        """PyTorch's functions and modules, JAX's, NumPy's and ONNX' operators."""
        for name, aliases in {
            "nn.adaptive_avg_pool": "F.adaptive_avg_pool2d AdaptiveAvgPool1d GlobalAveragePool", "nn.adaptive_max_pool": "AdaptiveMaxPool3d GlobalMaxPool",
            "nn.avg_pool": "F.avg_pool1d AvgPool2d AveragePool", "nn.max_pool": "F.max_pool3d MaxPool1d MaxPool", "nn.bce": "binary_cross_entropy BCELoss",
            "nn.batch_norm": "F.batch_norm BatchNorm2d", "nn.batch_norm_inference": "BatchNormalization",
            "nn.bce_with_logits": "binary_cross_entropy_with_logits BCEWithLogitsLoss optax.sigmoid_binary_cross_entropy", "nn.conv": "conv2d Conv3d Conv lax.conv_general_dilated",
            "nn.conv_transpose": "conv_transpose2d ConvTranspose1d ConvTranspose", "nn.cross_entropy": "CrossEntropyLoss SoftmaxCrossEntropyLoss", "nn.dropout": "F.dropout Dropout",
            "nn.elu": "F.elu ELU jax.nn.elu", "nn.embedding": "F.embedding Embedding Gather np.take", "nn.gelu": "F.gelu Gelu jax.nn.gelu", "nn.group_norm": "GroupNorm GroupNormalization",
            "nn.hard_sigmoid": "hardsigmoid Hardsigmoid HardSigmoid jax.nn.hard_sigmoid", "nn.hard_tanh": "hardtanh Hardtanh jax.nn.hard_tanh Clip np.clip", "nn.hinge_loss": "margin_ranking_loss MarginRankingLoss",
            "nn.huber_loss": "F.huber_loss HuberLoss", "nn.instance_norm": "InstanceNorm2d InstanceNormalization", "nn.kl_div": "F.kl_div KLDivLoss", "nn.layer_norm": "LayerNorm LayerNormalization",
            "nn.leaky_relu": "LeakyReLU LeakyRelu jax.nn.leaky_relu", "nn.linear": "F.linear Linear Gemm", "nn.log_softmax": "LogSoftmax jax.nn.log_softmax",
            "nn.log_sum_exp": "torch.logsumexp jax.nn.logsumexp ReduceLogSumExp scipy.special.logsumexp", "nn.mse": "mse_loss MSELoss", "nn.nll_loss": "NLLLoss NegativeLogLikelihoodLoss",
            "nn.normalize": "F.normalize LpNormalization", "nn.relu": "F.relu ReLU Relu jax.nn.relu", "nn.rms_norm": "F.rms_norm RMSNorm RMSNormalization", "nn.selu": "SELU Selu jax.nn.selu",
            "nn.scaled_dot_product_attention": "F.scaled_dot_product_attention jax.nn.dot_product_attention Attention", "nn.sigmoid": "torch.sigmoid Sigmoid jax.nn.sigmoid expit",
            "nn.silu": "SiLU Swish jax.nn.silu", "nn.softmax": "F.softmax Softmax jax.nn.softmax", "nn.softplus": "Softplus jax.nn.softplus", "nn.softsign": "Softsign jax.nn.soft_sign",
            "nn.tanh": "torch.tanh np.tanh Tanh", "nn.triplet_margin_loss": "TripletMarginLoss",
            "tensor.add": "torch.add np.add Add", "tensor.argmax": "np.argmax ArgMax", "tensor.argmin": "torch.argmin ArgMin", "tensor.batched_matmul": "torch.bmm", "tensor.cumulative_prod": "np.cumprod",
            "tensor.cumulative_sum": "jnp.cumsum CumSum", "tensor.divide": "torch.div Div np.divide np.true_divide", "tensor.dot": "torch.dot np.vdot np.inner", "tensor.einsum": "np.einsum Einsum",
            "tensor.hadamard": "torch.mul Mul np.multiply", "tensor.matmul": "torch.mm MatMul np.matmul", "tensor.matvec": "torch.mv", "tensor.max": "torch.amax ReduceMax", "tensor.mean": "np.mean ReduceMean",
            "tensor.min": "torch.amin ReduceMin", "tensor.norm1": "ReduceL1", "tensor.norm2": "torch.linalg.vector_norm ReduceL2", "tensor.outer": "np.outer", "tensor.prod": "np.prod ReduceProd",
            "tensor.subtract": "torch.sub Sub", "tensor.sum": "np.sum ReduceSum", "tensor.top_k": "torch.topk TopK lax.top_k", "tensor.variance": "torch.var np.var",
            "calculus.jacobian": "jax.jacfwd jax.jacrev torch.func.jacrev", "calculus.gradient": "jax.grad", "calculus.hessian": "jax.hessian", "calculus.jvp": "jax.jvp", "calculus.vjp": "vjp",
            "optimization.sgd": "torch.optim.SGD optax.sgd SGDW", "optimization.momentum": "nesterov", "optimization.adam": "torch.optim.Adam optax.adam", "optimization.adamw": "torch.optim.AdamW",
            "optimization.adamax": "Adamax", "optimization.nadam": "NAdam optax.nadam", "optimization.radam": "torch.optim.RAdam", "optimization.adadelta": "torch.optim.Adadelta",
            "optimization.adagrad": "torch.optim.Adagrad", "optimization.rmsprop": "torch.optim.RMSprop", "optimization.lion": "optax.lion", "optimization.amsgrad": "optax.amsgrad",
            "optimization.clip_by_norm": "clip_grad_norm_ optax.clip_by_global_norm", "optimization.clip_by_value": "clip_grad_value_",
            "optimization.schedule.cosine": "CosineAnnealingLR optax.cosine_decay_schedule", "optimization.schedule.step": "torch.optim.lr_scheduler.StepLR optax.exponential_decay",
            "optimization.schedule.exponential": "ExponentialLR", "optimization.schedule.polynomial": "PolynomialLR optax.polynomial_schedule", "optimization.schedule.constant": "ConstantLR",
            "optimization.schedule.inverse_time": "InverseTimeDecay", "optimization.schedule.warmup": "LinearLR optax.warmup_cosine_decay_schedule",
        }.items():
            for alias in aliases.split():
                with self.subTest(alias):
                    shown = etalon("show", alias)
                    self.assertEqual(shown.stdout.split("\n")[0], name, shown.stderr)

    def test_variants_by_name(self):
        one = etalon("eval", "gan.generator_loss{saturating}", "--in", "scores=[0]").stdout
        self.assertTrue(one.startswith("loss = -0.693147"), one)

    def test_numpy_files(self):
        folder = scratch()
        numpy.save(folder / "a.npy", numpy.asfortranarray([[1.0, 2.0], [3.0, 4.0]]))
        numpy.save(folder / "b.npy", numpy.array([[1, 0], [0, 1]], dtype=numpy.float32))
        done = etalon("eval", "tensor.matmul", "--in", f"a=@{folder}/a.npy", "--in", f"b=@{folder}/b.npy", "--json")
        self.assertEqual(json.loads(done.stdout)["outputs"]["c"], [["1", "2"], ["3", "4"]])
        (folder / "a.json").write_text("[[1,2],[3,4]]")
        again = etalon("eval", "tensor.matmul", "--in", f"a=@{folder}/a.json", "--in", f"b=@{folder}/b.npy", "--json")
        self.assertEqual(again.stdout, done.stdout)

    def test_reports(self):
        folder = scratch()
        done = etalon("verify", "nn.*", "--cases", "10", "--json", folder / "r.json", "--junit", folder / "r.xml", "--markdown", folder / "r.md")
        self.assertEqual(done.returncode, 0, done.stdout)
        report = json.loads((folder / "r.json").read_text())
        self.assertEqual(report["exit_code"], 0)
        self.assertIn("OpenBLAS", report["environment"])
        suite = xml.etree.ElementTree.parse(folder / "r.xml").getroot()
        self.assertEqual(int(suite.get("tests")), len(report["rows"]))
        self.assertIn("| pass | nn.softmax |", (folder / "r.md").read_text())
        self.assertNotIn("\033", done.stdout)

    def test_shards_cover_everything_once(self):
        folder = scratch()
        rows = []
        for shard in ("1/3", "2/3", "3/3"):
            etalon("verify", "nn.*", "--cases", "3", "--shard", shard, "--json", folder / "r.json")
            rows += [(r["operation"], r.get("variant"), r["dtype"]) for r in json.loads((folder / "r.json").read_text())["rows"]]
        etalon("verify", "nn.*", "--cases", "3", "--json", folder / "r.json")
        whole = [(r["operation"], r.get("variant"), r["dtype"]) for r in json.loads((folder / "r.json").read_text())["rows"]]
        self.assertEqual(sorted(map(str, rows)), sorted(map(str, whole)))

    def test_a_shard_of_nothing_is_none_unless_others_have_rows(self):
        for command in (("verify", "nn.softmax", "--cases", "3", "--shard", "9/9"), ("fixtures", "check", "nn.softmax", "--folder", ROOT / "fixtures", "--shard", "2/2")):
            done = etalon(*command)
            self.assertEqual((done.returncode, done.stderr.strip()), (0, "etalon: this shard has nothing to do"), done.stdout)
        (folder := scratch()).joinpath("claims.py").write_text("print('{\"etalon\": 1, \"name\": \"nothing\", \"implements\": [], \"dtypes\": [\"float64\"]}', flush=True)\ninput()\n")
        done = etalon("verify", "nn.softmax", "--impl", f"cmd:{sys.executable} claims.py", "--shard", "2/2", cwd=folder)
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn("nothing was judged", done.stderr)


class BadInput(unittest.TestCase):
    def refused(self, expected, *arguments, code=2):
        done = etalon(*arguments)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        message = done.stderr.strip()
        self.assertIn(expected, message)
        self.assertEqual(len(message.splitlines()), 1, message)
        self.assertEqual(done.stdout, "")

    def test_eval(self):
        folder = scratch()
        (folder / "bad.npy").write_bytes(b"\x93NUMPY\x01\x00\x10\x00rubbish")
        (folder / "short.npy").write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", 70) + b"{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }".ljust(70) + bytes(8))
        (folder / "bad.json").write_text("[1, 2")
        for expected, arguments in (
            ("did you mean nn.softmax", ("nn.sofmax", "--in", "x=[1]")),
            ("has no input 'y'", ("nn.softmax", "--in", "y=[1]")),
            ("needs --in x", ("nn.softmax",)),
            ("expected NAME=VALUE", ("nn.softmax", "--in", "x")),
            ("given twice", ("nn.softmax", "--in", "x=[1]", "--in", "x=[2]")),
            ("malformed JSON", ("nn.softmax", "--in", "x=[1,")),
            ("rows of different shapes", ("nn.softmax", "--in", "x=[[1,2],[3]]")),
            ("'one' is not a number", ("nn.softmax", "--in", 'x=["one"]')),
            ("'1/0' is not a number", ("nn.softmax", "--in", 'x=["1/0"]')),
            ("true and false are no numbers", ("nn.softmax", "--in", "x=[true]")),
            ("is no integer", ("nn.softmax", "--in", "x=[1]", "--in", "axis=0.5")),
            ("C0", ("tensor.matmul", "--in", "a=[[1,2]]", "--in", "b=[[1,2]]")),
            ("C0", ("linalg.cholesky", "--in", "a=[1,2]")),
            ("C1", ("nn.log_sum_exp", "--in", 'x=["nan"]')),
            ("C1", ("nn.softmax", "--in", "x=[1]", "--in", "axis=7")),
            ("C2", ("linalg.cholesky", "--in", "a=[[1,2],[2,1]]")),
            ("has no variant 'sum'", ("gan.generator_loss{sum}", "--in", "scores=[1]")),
            ("has no output 'z'", ("nn.softmax", "--in", "x=[1]", "--out", "z")),
            ("no such file", ("nn.softmax", "--in", "x=@/nonexistent.npy")),
            ("bad.npy", ("nn.softmax", "--in", f"x=@{folder}/bad.npy")),
            ("needs 3 entries of 8 bytes; there are 8 bytes", ("nn.softmax", "--in", f"x=@{folder}/short.npy")),
            ("malformed JSON", ("nn.softmax", "--in", f"x=@{folder}/bad.json")),
            ("--digits", ("nn.softmax", "--in", "x=[1]", "--digits", "0")),
        ):
            with self.subTest(arguments=arguments):
                self.refused(expected, "eval", *arguments)

    def test_verify(self):
        self.refused("did you mean nn.softmax", "verify", "nn.sofmax")
        self.refused("unknown implementation", "verify", "--impl", "numpy")
        self.refused("unknown dtype", "verify", "--dtype", "float8")
        self.refused("does not offer dtype bfloat16", "verify", "--dtype", "bfloat16")
        self.refused("no input class matches", "verify", "--class", "hard")
        self.refused("--shard", "verify", "--shard", "3/2")

    def test_usage(self):
        self.assertEqual(etalon().returncode, 2)
        self.assertEqual(etalon("verify", "--cases", "many").returncode, 2)
        self.assertEqual(etalon("--help").returncode, 0)
        self.assertIn("Examples", etalon("--help").stdout)

    def test_replay(self):
        folder = scratch()
        self.refused("no such file", "replay", "/nonexistent.json")
        for text, expected in (("{", "unfinished"), ("nothing", "not JSON"), ("{}", "not a failure file"), ('{"etalon_failure":1,"implementation":"fast","op":"nn.nothing","dtype":"float64"}', "unknown operation"),
                               ('{"etalon_failure":1,"implementation":"fast","op":"nn.softmax","dtype":"float64","inputs":{"x":{"dtype":"float64","shape":[2],"data":["0x1p+0"]}}}', "input x")):
            (folder / "f.json").write_text(text)
            self.refused(expected, "replay", folder / "f.json")

    def test_programs_that_cannot_start(self):
        self.refused("", "verify", "--impl", "cmd:/nonexistent/program", code=3)
        self.refused("", "verify", "--impl", "cmd:false", code=3)


class New(unittest.TestCase):
    """etalon new, in a folder with no more than it needs."""

    FILES = ("reference/contract/{}.hpp", "reference/{}.cpp", "fast/{}.cpp", "verify/laws/{}.cpp", "verify/mutants/{}.cpp")

    def setUp(self):
        self.root = scratch()
        self.addCleanup(shutil.rmtree, self.root)
        for file in ("reference/contract/contract.hpp", *(f.format(op) for op in ("nn/softplus", "nn/softmax", "linalg/svdvals", "linalg/spectral_clustering") for f in self.FILES), "reference/linalg/svdvals.hpp"):
            (self.root / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, self.root / file)

    def tree(self):
        return {str(file.relative_to(self.root)): file.read_text() for file in self.root.rglob("*") if file.is_file()}

    def test_writes_the_model_under_another_name(self):
        before = self.tree()
        done = etalon("new", "nn.mish", cwd=self.root)
        self.assertEqual(done.returncode, 0, done.stderr)
        written = [f.format("nn/mish") for f in self.FILES]
        self.assertEqual(done.stdout.splitlines()[:5], written)
        for words in ("build/bin/etalon check", "build/bin/etalon verify 'nn.mish*'", "build/bin/etalon fixtures generate 'nn.mish*'", "the compiler", "ctest"):
            self.assertIn(words, done.stdout)
        after = self.tree()
        self.assertEqual(set(after) - set(before), set(written))
        self.assertEqual({file: after[file] for file in before}, before)
        contract, fast = after[written[0]], after[written[2]]
        for words in ("struct Mish {", "struct MishVjp : Vjp<Mish> {", '.name = "nn.mish"', "mish(−∞) = 0"):
            self.assertIn(words, contract)
        for words in ('#include "reference/contract/nn/mish.hpp"', '#include "fast/nn/logistic.hpp"', "Wings<MishVjp>::fast", "Logistic(x)"):
            self.assertIn(words, fast)
        for file in written:
            self.assertNotRegex(after[file], r"Softplus|nn[./]softplus")

    def test_takes_another_model_and_another_family(self):
        done = etalon("new", "moe.soft_router", "--like", "nn.softmax", "--root", self.root)
        self.assertEqual(done.returncode, 0, done.stderr)
        after = self.tree()
        self.assertIn("namespace etalon::contract::moe {", after["reference/contract/moe/soft_router.hpp"])
        reference = after["reference/moe/soft_router.cpp"]
        for words in ("using contract::moe::SoftRouterVjp;", "weights(lanes->entries(in.x, lane))", "const Reference<SoftRouter> Wings<SoftRouter>::reference"):
            self.assertIn(words, reference)
        self.assertIn('.name = "moe.soft_router"', after["reference/contract/moe/soft_router.hpp"])

    def test_refuses_and_writes_nothing(self):
        (self.root / "fast" / "nn" / "there.cpp").write_text("mine")
        before = self.tree()
        for expected, arguments in (
            ("write family.operation in snake_case", ("mish",)),
            ("write family.operation in snake_case", ("nn.Mish",)),
            ("write family.operation in snake_case", ("nn.mish.vjp",)),
            ("write family.operation in snake_case", ("nn.../mish",)),
            ("write family.operation in snake_case", ("nn.ge__lu",)),
            ("nn.softmax exists already; see `etalon show nn.softmax`", ("nn.softmax",)),
            ("fast/nn/there.cpp exists already", ("nn.there",)),
            ("would be struct SoftplusVjp, which", ("nn.softplus_vjp",)),
            ("unknown operation 'nn.sofplus'; did you mean nn.softplus?", ("nn.mish", "--like", "nn.sofplus")),
            ("nn.softplus.vjp has no files of its own; take nn.softplus", ("nn.mish", "--like", "nn.softplus.vjp")),
            ("others use its functions by reference/linalg/svdvals.hpp", ("nn.mish", "--like", "linalg.svdvals")),
            ("its contract takes another of them", ("nn.mish", "--like", "linalg.spectral_clustering")),
            ("cannot read", ("nn.mish", "--like", "nn.log_sum_exp")),
            ("is no root of etalon", ("nn.mish", "--root", self.root / "fast")),
        ):
            with self.subTest(arguments=arguments):
                done = etalon("new", *arguments, cwd=self.root)
                self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                self.assertIn(expected, done.stderr)
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
                self.assertEqual(self.tree(), before)
        self.assertIn("nn.softplus", etalon("new", "--help").stdout)


class Misbehaving(unittest.TestCase):
    """A program that hangs, dies or prints rubbish costs its own case and nothing else."""

    PROGRAM = """
import sys, time
sys.path.insert(0, {package!r})
import etalon, numpy as np
way = {way!r}
@etalon.implements("nn.softmax")
def softmax(x, axis):
    if x.size == 3:
        if way == "hangs": time.sleep(3600)
        if way == "dies": __import__("os")._exit(7)
        if way == "shape": return np.zeros(2)
        if way == "dtype": return np.zeros(x.shape, np.float16)
        if way == "raises": raise KeyError("weights")
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)
@etalon.implements("nn.softplus")
def softplus(x):
    return np.logaddexp(np.zeros_like(x), x)
etalon.serve(name="a program that " + way, dtypes=("float64",))
"""

    def judge(self, way):
        folder = scratch()
        (folder / "program.py").write_text(self.PROGRAM.format(package=str(ROOT / "verify" / "adapters" / "python"), way=way))
        done = etalon("verify", "--impl", f"cmd:{sys.executable} program.py", "--class", "core", "--cases", "30", "--timeout", "0.5", "--json", "r.json", cwd=folder)
        rows = {row["operation"]: row for row in json.loads((folder / "r.json").read_text())["rows"]}
        self.assertEqual(rows["nn.softplus"]["outcome"], "pass", "the other operation is judged all the same")
        self.assertGreater(rows["nn.softmax"]["counts"].get("pass", 0), 0, "and the other cases")
        return done, rows["nn.softmax"]

    def test_programs_that_misbehave(self):
        for way, outcome, code, words in (("hangs", "timeout", 3, "no reply"), ("dies", "crash", 3, "7"), ("shape", "fail", 1, "shape [2]; expected"),
                                          ("dtype", "fail", 1, "dtype float16; expected float64"), ("raises", "fail", 1, "KeyError")):
            with self.subTest(way=way):
                done, row = self.judge(way)
                self.assertEqual((row["outcome"], done.returncode), (outcome, code), done.stdout + done.stderr)
                self.assertIn(words, row["causes"][0]["counterexample"]["verdict"]["reason"])

    def test_nothing_to_judge_is_no_pass(self):
        folder = scratch()
        (folder / "program.py").write_text(self.PROGRAM.replace("nn.softmax", "nn.sofmax").replace("nn.softplus", "nn.sofplus").format(package=str(ROOT / "verify" / "adapters" / "python"), way="misspells"))
        done = etalon("verify", "--impl", f"cmd:{sys.executable} program.py", cwd=folder)
        self.assertEqual(done.returncode, 2)
        self.assertIn("claims nn.sofmax, which is no operation; did you mean nn.softmax?", done.stdout)
        self.assertIn("nothing was judged", done.stderr)

    def test_an_interrupt_keeps_the_reports(self):
        folder = scratch()
        process = subprocess.Popen([ETALON, "verify", "--cases", "1000000", "--json", "r.json"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, out + err)
        self.assertTrue(json.loads((pathlib.Path(folder) / "r.json").read_text())["interrupted"])


if __name__ == "__main__":
    unittest.main()
