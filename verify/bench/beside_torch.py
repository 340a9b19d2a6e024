#!/usr/bin/env python3
"""The fast wing's layers beside PyTorch's and plain Eigen's, one thread each, in one run: prints the tables of the README.

    cmake --build build --target etalon_bench && build/trials-venv/bin/python verify/bench/beside_torch.py

Each case is measured in rounds, all in turn: processor time of a call, the median of a few repetitions. The table has the median over
the rounds of PyTorch's time by ours, and Eigen's by ours: above 1, ours is faster. `both` is the value and its derivative.
Below a layer that works entry by entry or row by row stands what memory alone takes by ordinary stores, PyTorch's time by it and it in ms: each
input read once, each result written once, nothing computed. Results that go past the caches may take less.
The last table has the largest errors of ordinary cases, in inherent units of the dtype, as `etalon verify` judges both.
"""
import argparse
import ctypes
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

os.environ |= {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # read when torch is loaded

import torch
import torch.nn.functional as F

ROOT = pathlib.Path(__file__).resolve().parents[2]
REPETITIONS, SECONDS = 5, 0.03
SHAPES = ["256x4096", "4096x256"]
DTYPES = ["float32", "float64"]


def elbo(x, mu, log_variance, decoded):
    divergence = 0.5 * (mu**2 + log_variance.exp() - 1 - log_variance).sum()
    return -(F.binary_cross_entropy_with_logits(decoded, x, reduction="sum") + divergence) / x.shape[0]


def kl(mu, log_variance):
    return 0.5 * (mu**2 + log_variance.exp() - 1 - log_variance).sum() / mu.shape[0]


# The operations whose errors are compared, and of those with several forms the one.
OPERATIONS = {
    "softmax": ("nn.softmax",), "log_softmax": ("nn.log_softmax",), "layer_norm": ("nn.layer_norm",), "bce_with_logits": ("nn.bce_with_logits",), "gelu_erf": ("nn.gelu", "erf"),
    "gelu_tanh": ("nn.gelu", "tanh"), "softplus": ("nn.softplus",), "gaussian_kl": ("vae.gaussian_kl_standard",), "elbo": ("vae.elbo",),
    "attention": ("nn.scaled_dot_product_attention",), "conv2d": ("nn.conv",), "expert_mixture": ("moe.expert_mixture",),
}


def expert_mixture(weights, index, x, w1, b1, w2, b2):
    """Expert by expert, put back by index_add."""
    y = x.new_zeros(x.shape[0], b2.shape[1])
    for i in range(w1.shape[0]):
        tokens, routes = torch.where(index == i)
        answers = F.linear(F.relu(F.linear(x[tokens], w1[i], b1[i])), w2[i], b2[i])
        y.index_add_(0, tokens, weights[tokens, routes, None] * answers)
    return y


# The function, how its inputs are drawn (s: of the shape, row: of a row of it, u: uniform, batch: one sample of the shape, kernel and
# channels: of a convolution, the others: of t tokens × d entries × n experts × h hidden entries), which have gradients, and the shapes
# where they are others.
LAYERS = {
    "softmax": (lambda x: torch.softmax(x, -1), ["s"], [0]),
    "log_softmax": (lambda x: torch.log_softmax(x, -1), ["s"], [0]),
    "layer_norm": (lambda x, w, b: F.layer_norm(x, w.shape, w, b), ["s", "row", "row"], [0, 1, 2]),
    "bce_with_logits": (F.binary_cross_entropy_with_logits, ["s", "u"], [0]),
    "gelu_erf": (F.gelu, ["s"], [0]),
    "gelu_tanh": (lambda x: F.gelu(x, approximate="tanh"), ["s"], [0]),
    "softplus": (F.softplus, ["s"], [0]),
    "gaussian_kl": (kl, ["s", "s"], [0, 1]),
    "elbo": (elbo, ["u", "s", "s", "s"], [1, 2, 3]),
    "attention": (F.scaled_dot_product_attention, ["batch", "batch", "batch"], [0, 1, 2], ["8x1024x64"]),
    "conv2d": (lambda x, w, b: F.conv2d(x, w, b, padding=1), ["batch", "kernel", "channels"], [0, 1, 2], ["64x56x56"]),
    "expert_mixture": (expert_mixture, ["shares", "top_2", "tokens", "w1", "b1", "w2", "b2"], [0, 2, 3, 4, 5, 6], ["4096x512x64x64", "4096x512x64x512"]),
}

# How many tensors of the shape a layer must read and write, forward and with its derivative.
TRAFFIC = {layer: ("1r1w", "2r2w") for layer in ["softmax", "log_softmax", "layer_norm", "gelu_erf", "gelu_tanh", "softplus"]} | {
    "bce_with_logits": ("2r0w", "2r1w"), "gaussian_kl": ("2r0w", "2r2w"), "elbo": ("4r0w", "4r3w")}


def shapes_of(layer):
    return LAYERS[layer][3] if len(LAYERS[layer]) > 3 else SHAPES


def torch_call(layer, what, shape, dtype):
    f, kinds, differentiated, *_ = LAYERS[layer]
    size = [int(n) for n in shape.split("x")]
    draw = {"s": lambda: torch.randn(size, dtype=dtype), "row": lambda: torch.randn(size[1:], dtype=dtype), "u": lambda: torch.rand(size, dtype=dtype),
            "batch": lambda: torch.randn([1, *size], dtype=dtype), "kernel": lambda: torch.randn([size[0], size[0], 3, 3], dtype=dtype), "channels": lambda: torch.randn(size[:1], dtype=dtype)}
    if layer == "expert_mixture":
        t, d, n, h = size
        draw |= {"shares": lambda: torch.rand([t, 2], dtype=dtype), "top_2": lambda: torch.rand([t, n]).topk(2).indices, "tokens": lambda: torch.randn([t, d], dtype=dtype),
                 "w1": lambda: torch.randn([n, h, d], dtype=dtype) / d**0.5, "b1": lambda: torch.randn([n, h], dtype=dtype),
                 "w2": lambda: torch.randn([n, d, h], dtype=dtype) / h**0.5, "b2": lambda: torch.randn([n, d], dtype=dtype)}
    inputs = [draw[kind]() for kind in kinds]
    if what == "forward":
        def call():
            with torch.no_grad():
                return f(*inputs)
        return call
    for k in differentiated:
        inputs[k].requires_grad_()
    y = f(*inputs)
    cotangent = torch.randn_like(y) if y.ndim else None
    return lambda: torch.autograd.grad(f(*inputs), [inputs[k] for k in differentiated], cotangent)


def torch_time(call):
    """Processor seconds of a call."""
    def seconds_of(calls):
        begin = time.process_time()
        for _ in range(calls):
            call()
        return (time.process_time() - begin) / calls

    calls = max(1, int(SECONDS / seconds_of(3)))
    return statistics.median(seconds_of(calls) for _ in range(REPETITIONS))


def compiled_time(program, name):
    """The same of a benchmark; nothing where there is none."""
    output = subprocess.run(
        [program, f"--benchmark_filter=^{name}$", "--benchmark_format=json", f"--benchmark_min_time={SECONDS}", f"--benchmark_repetitions={REPETITIONS}"],
        check=True, capture_output=True, text=True).stdout
    measured = json.loads(output or "{}").get("benchmarks", [])
    return next((1e-6 * b["cpu_time"] * {"us": 1, "ms": 1e3}[b["time_unit"]] for b in measured if b.get("aggregate_name") == "median"), None)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/bin/etalon_bench", help="the benchmarks of etalon (%(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each case is measured (%(default)s)")
    parser.add_argument("--etalon", default="build/bin/etalon", help="the verifier, for the errors (%(default)s)")
    parser.add_argument("--cases", type=int, default=200, help="of which the largest error is taken; 0: no errors (%(default)s)")
    parser.add_argument("--filter", default="", help="a regular expression: only cases whose name, such as softmax/both/256x4096/float32, it is found in")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    libc = ctypes.CDLL(None)  # the heap keeps what is freed, on both sides
    libc.mallopt(-3, 32 << 20)  # M_MMAP_THRESHOLD, the most that it takes
    libc.mallopt(-1, 1 << 30)  # M_TRIM_THRESHOLD

    print(f"PyTorch {torch.__version__}: its time by ours, Eigen's by ours, and ours in ms")
    heads = None
    for layer in LAYERS:
        columns = [(shape, dtype) for shape in shapes_of(layer) for dtype in DTYPES]
        for what in ["forward", "both"]:
            cells = [cells_of(arguments, layer, what, shape, dtype) for shape, dtype in columns]
            if not any(ratios for ratios, _ in cells):
                continue
            if columns != heads:
                print("\n| PyTorch, Eigen (ours, ms) | " + " | ".join(f"{shape.replace('x', '×')} {dtype}" for shape, dtype in columns) + " |\n" + "|---" * (len(columns) + 1) + "|")
                heads = columns
            print(f"| {layer}, {what} | " + " | ".join(ratios for ratios, _ in cells) + " |", flush=True)
            if layer in TRAFFIC:
                print("| … memory alone | " + " | ".join(memory for _, memory in cells) + " |", flush=True)
    if arguments.cases:
        print_errors(arguments)


def cells_of(arguments, layer, what, shape, dtype):
    """The ratios and our time, and those of memory alone; nothing of a case that is not asked for."""
    name = f"{layer}/{what}/{shape}/{dtype}"
    if not re.search(arguments.filter, name):
        return "", ""
    call = torch_call(layer, what, shape, getattr(torch, dtype))
    programs = ["layers/" + name, "eigen/" + name]
    if layer in TRAFFIC:
        programs.append(f"memory/{TRAFFIC[layer][what == 'both']}/{shape}/{dtype}")
    rounds = [(torch_time(call), *(compiled_time(arguments.program, program) for program in programs)) for _ in range(arguments.rounds)]
    ours = statistics.median(times[1] for times in rounds)
    by_ours, eigen = (statistics.median(times[k] / times[1] for times in rounds) if rounds[0][k] else None for k in (0, 2))
    ratios = f"{by_ours:.2f}, {f'{eigen:.2f}' if eigen else '–'} ({1e3 * ours:.2f})"
    if layer not in TRAFFIC:
        return ratios, ""
    return ratios, f"{statistics.median(times[0] / times[3] for times in rounds):.2f} ({1e3 * statistics.median(times[3] for times in rounds):.2f})"


def print_errors(arguments):
    """The largest errors of the fast wing and of PyTorch in ordinary cases, in inherent units."""
    layers = [layer for layer in LAYERS if re.search(arguments.filter.split("/")[0], layer)]
    names = sorted({OPERATIONS[layer][0] for layer in layers})
    found = {"ours": {}, "PyTorch": {}}
    for who, implementation in [("ours", "fast"), ("PyTorch", f"cmd:'{sys.executable}' '{ROOT}/verify/adapters/python/torch_trial.py'")]:
        with tempfile.TemporaryDirectory() as folder:
            command = [arguments.etalon, "verify", *names, *(name + derivative_of(name) for name in names), "--impl", implementation,
                       "--class", "core", "--cases", str(arguments.cases), *(f"--dtype={dtype}" for dtype in DTYPES), "--json", folder + "/report.json", "--failures", folder]
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode > 1:
                sys.exit(done.stdout + done.stderr)
            for row in json.load(open(folder + "/report.json"))["rows"]:
                if row["outcome"] in ("pass", "fail"):
                    found[who][row["operation"], row.get("variant"), row["dtype"]] = row["inherent_units"]
    columns = [(dtype, who) for dtype in DTYPES for who in found]
    print(f"\n| largest error, inherent units of {arguments.cases} cases | " + " | ".join(f"{who}, {dtype}" for dtype, who in columns) + " |\n" + "|---" * (len(columns) + 1) + "|")
    for layer in layers:
        name, *form = OPERATIONS[layer]
        for what, operation in [("forward", name), ("derivative", name + derivative_of(name))]:
            shared = [key for key in found["ours"] if key in found["PyTorch"] and key[0] == operation and (not form or key[1] in (*form, None if form == ["erf"] else form[0]))]
            cells = [max((found[who][key] for key in shared if key[2] == dtype), default=None) for dtype, who in columns]
            print(f"| {layer}, {what} | " + " | ".join("–" if cell is None else f"{cell:.3g}" for cell in cells) + " |", flush=True)


def derivative_of(name):
    return ".gradient" if name in ("nn.bce_with_logits", "vae.gaussian_kl_standard", "vae.elbo") else ".vjp"


if __name__ == "__main__":
    sys.exit(main())
