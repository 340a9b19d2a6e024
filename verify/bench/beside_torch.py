#!/usr/bin/env python3
"""The fast wing's layers beside PyTorch's, one thread each, in one run: prints the table of the README.

    cmake --build build --target etalon_bench && build/trials-venv/bin/python verify/bench/beside_torch.py

Each case is measured in rounds, ours and PyTorch's in turn: processor time of a call, the median of a few repetitions. The table has
the median over the rounds of PyTorch's time by ours: above 1, ours is faster. `both` is the value and its derivative.
"""
import argparse
import ctypes
import json
import os
import re
import statistics
import subprocess
import sys
import time

os.environ |= {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # read when torch is loaded

import torch
import torch.nn.functional as F

REPETITIONS, SECONDS = 5, 0.03
SHAPES = ["256x4096", "4096x256"]
DTYPES = ["float32", "float64"]


def elbo(x, mu, log_variance, decoded):
    divergence = 0.5 * (mu**2 + log_variance.exp() - 1 - log_variance).sum()
    return -(F.binary_cross_entropy_with_logits(decoded, x, reduction="sum") + divergence) / x.shape[0]


def kl(mu, log_variance):
    return 0.5 * (mu**2 + log_variance.exp() - 1 - log_variance).sum() / mu.shape[0]


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


def our_time(program, name):
    output = subprocess.run(
        [program, f"--benchmark_filter=^layers/{name}$", "--benchmark_format=json", f"--benchmark_min_time={SECONDS}", f"--benchmark_repetitions={REPETITIONS}"],
        check=True, capture_output=True, text=True).stdout
    return next(1e-6 * b["cpu_time"] * {"us": 1, "ms": 1e3}[b["time_unit"]] for b in json.loads(output)["benchmarks"] if b.get("aggregate_name") == "median")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/bin/etalon_bench", help="the benchmarks of etalon (%(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each case is measured (%(default)s)")
    parser.add_argument("--filter", default="", help="a regular expression: only cases whose name, such as softmax/both/256x4096/float32, it is found in")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    libc = ctypes.CDLL(None)  # the heap keeps what is freed, on both sides
    libc.mallopt(-3, 32 << 20)  # M_MMAP_THRESHOLD, the most that it takes
    libc.mallopt(-1, 1 << 30)  # M_TRIM_THRESHOLD

    print(f"PyTorch {torch.__version__}: its time by ours, and ours in ms")
    heads = None
    for layer in LAYERS:
        columns = [(shape, dtype) for shape in shapes_of(layer) for dtype in DTYPES]
        for what in ["forward", "both"]:
            cells = [cell(arguments, layer, what, shape, dtype) for shape, dtype in columns]
            if not any(cells):
                continue
            if columns != heads:
                print("\n| | " + " | ".join(f"{shape.replace('x', '×')} {dtype}" for shape, dtype in columns) + " |\n" + "|---" * (len(columns) + 1) + "|")
                heads = columns
            print(f"| {layer}, {what} | " + " | ".join(cells) + " |", flush=True)


def cell(arguments, layer, what, shape, dtype):
    """The ratio and our time; nothing of a case that is not asked for."""
    name = f"{layer}/{what}/{shape}/{dtype}"
    if not re.search(arguments.filter, name):
        return ""
    call = torch_call(layer, what, shape, getattr(torch, dtype))
    rounds = [(our_time(arguments.program, name), torch_time(call)) for _ in range(arguments.rounds)]
    return f"{statistics.median(theirs / ours for ours, theirs in rounds):.2f} ({1e3 * statistics.median(ours for ours, _ in rounds):.2f})"


if __name__ == "__main__":
    sys.exit(main())
