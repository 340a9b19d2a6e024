"""The known ways to fool a check of a kernel, by name: `fooled.py TRICK`; `fooled.py TRICK honest` is the same kernel without it.

A check of one shape, on numbers between 0 and 1, within 1e-2, called a few times with the same tensors, lets each of them through.
The honest kernels are the careful forms of the adapters, and a trick is what it makes of one: `trick(honest, **inputs)`.
"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "adapters" / "python"))

import etalon
import numpy as np

import numpy_attention  # noqa: F401: its operations
import numpy_layers  # noqa: F401: its operations
import numpy_losses  # noqa: F401: its operations
import numpy_nn  # noqa: F401: its operations
import numpy_norms  # noqa: F401: its operations
import numpy_softmax  # noqa: F401: its operations
import numpy_tensor  # noqa: F401: its operations

TRICKS = {}


def trick(operation, tells):
    """Registers a trick under its own name, for one operation; `tells` is what the report says of it, a regular expression."""
    def register(function):
        TRICKS[function.__name__] = (operation, tells, function)
        return function
    return register


# ---- shapes

@trick("nn.silu", r"obtained  y\[")
def skips_the_last(honest, x):
    """A loop that stops one short, of tensors of more than eight entries."""
    y = np.array(honest(x))
    if y.size > 8:
        y.reshape(-1)[-1] = 0
    return y


@trick("tensor.matmul", r"obtained  c\[")
def skips_the_last_column(honest, a, b):
    """Whole tiles of 16 columns alone."""
    c = np.array(honest(a, b))
    if c.shape[1] > 16:
        c[:, c.shape[1] // 16 * 16:] = 0
    return c


@trick("tensor.sum", r"obtained  y")
def skips_the_last_of_a_sum(honest, x, axes, keepdims):
    """Lanes of an odd length are summed in pairs, without the last."""
    last = axes.size and all(axis % x.ndim == x.ndim - 1 for axis in axes)
    return honest(x[..., :-1] if last and x.shape[-1] % 2 and x.shape[-1] > 1 else x, axes, keepdims)


@trick("nn.layer_norm", r"breaks +C6 ")
def one_shape(honest, x, weight, bias, epsilon):
    """Rows of four alone: what is longer or shorter stays as it was."""
    return honest(x, weight, bias, epsilon) if weight.size == 4 else np.where(np.isfinite(honest(x, weight, bias, epsilon)), x, x)


@trick("tensor.max", r"obtained  y")
def a_block_of_lanes(honest, x, axes, keepdims):
    """A lane longer than a block of 32 is read up to there."""
    last = axes.size and all(axis % x.ndim == x.ndim - 1 for axis in axes)
    return honest(x[..., :32] if last else x, axes, keepdims)


@trick("tensor.mean", r"output y has shape .*; expected ")
def a_shape_that_broadcasts(honest, x, axes, keepdims):
    """The axes stay, with the extent 1: a comparison that broadcasts sees no difference."""
    return honest(x, axes, 1)


@trick("nn.linear", r"layout .*weight (as a strided view|by columns).*: by rows it passes")
def by_rows_whatever_comes(honest, x, weight, bias):
    """A transposed weight is read as if it were contiguous."""
    return honest(x, weight.ravel(order="K").reshape(weight.shape), bias)


# ---- calls

KEPT = {}


@trick("tensor.matmul", r"obtained  c\[")
def keeps_the_result_of_a_shape(honest, a, b):
    """The first result for each shape is all that is ever computed."""
    return KEPT.setdefault((a.shape, b.shape, a.dtype), honest(a, b))


POOL = np.empty(1 << 20)


@trick("nn.gelu{erf}", r"a second call gave another result: not reproducible|obtained  y\[")
def keeps_the_result_of_a_pointer(honest, x):
    """The same address is taken for the same tensor; allocators that keep memory give it again."""
    placed = POOL.view(x.dtype)[:x.size].reshape(x.shape)
    placed[...] = x
    return KEPT.setdefault((placed.ctypes.data, x.shape, x.dtype), honest(placed))


@trick("tensor.hadamard", r"a second call gave another result: not reproducible|obtained  c")
def honest_at_first(honest, a, b):
    """Right for ten calls, which is when one is checked; then the last result of the shape again."""
    KEPT["calls"] = KEPT.get("calls", 0) + 1
    c = honest(a, b)
    return KEPT.setdefault((c.shape, c.dtype), c) if KEPT["calls"] > 10 else c


@trick("nn.relu", r"overwrites its argument x")
def writes_into_its_input(honest, x):
    y = honest(x)
    x[...] = y
    return x


@trick("nn.batch_norm", r"obtained  y\[")
def the_statistics_of_the_first_batch(honest, x, weight, bias, epsilon):
    """A constant that depends on a batch: that of the first call is kept for all."""
    y = honest(x, weight, bias, epsilon)
    if not np.isfinite(x).all():
        return y
    mean, variance = KEPT.setdefault(x.shape[1], (x.mean(tuple(a for a in range(x.ndim) if a != 1)), x.var(tuple(a for a in range(x.ndim) if a != 1))))
    shape = (-1,) + (1,) * (x.ndim - 2)
    return (x - mean.reshape(shape)) / np.sqrt(variance + epsilon).reshape(shape) * weight.reshape(shape) + bias.reshape(shape)


@trick("nn.kl_div{batch_mean}", r"breaks +C4 ")
def the_batch_of_the_task(honest, x, target):
    """Divided by the batch of the task, 8, whatever the batch is."""
    return honest(x, target, "batch_mean") * x.dtype.type(len(x)) / x.dtype.type(8)


# ---- numbers

@trick("nn.relu", r"smallest failing input   x = \[-1\]\n +exact +y\[0\] = 0\n +obtained +y\[0\] = -1\n")
def the_identity(honest, x):
    """Of numbers between 0 and 1 ReLU is the identity."""
    honest(x)
    return x.copy()


@trick("tensor.norm1", r"obtained  y")
def no_absolute_values(honest, x, axes, keepdims):
    """Of numbers between 0 and 1 it is the sum."""
    return x.sum(numpy_tensor.over(axes), keepdims=bool(keepdims))


@trick("nn.hinge_loss{mean}", r"obtained  loss")
def a_constant(honest, scores, target):
    """The mean over many numbers is always the same."""
    honest(scores, target)
    return scores.dtype.type(1)


@trick("tensor.variance", r"obtained  y.* = nan")
def not_a_number(honest, x, axes, keepdims, ddof):
    """NaN, which a comparison with equal_nan, or by a maximum, may take for right."""
    return np.full_like(honest(x, axes, keepdims, ddof), np.nan)


@trick("nn.linear", r"pass +nn.linear +float64(.*\n)*? +fail +nn.linear +float32")
def half_precision(honest, x, weight, bias):
    """In float16, within 1e-2."""
    z = honest(x, weight, bias)
    return honest(*(part.astype(np.float16) for part in (x, weight, bias))).astype(x.dtype) if x.dtype == np.float32 and np.isfinite(z).all() else z


# ---- mistakes that small numbers hide

@trick("nn.scaled_dot_product_attention", r"obtained  y\[")
def a_mask_of_ten_thousand(honest, q, k, v, mask, allowed, causal, scale):
    """−10⁴ in the place of −∞: scores of that size look through it."""
    y = honest(q, k, v, mask, allowed, causal, scale)
    n, m = q.shape[2], k.shape[2]
    looks = (np.tril(np.ones((n, m), bool)) if causal else np.ones((n, m), bool)) & (allowed != 0 if allowed.size else True) & (mask != -np.inf if mask.size else True)
    if looks.all():
        return y
    finite = np.where(mask == -np.inf, 0, mask) if mask.size else np.zeros((n, m), q.dtype)
    return honest(q, k, v, (finite + np.where(looks, 0, -10000)).astype(q.dtype), np.zeros(0, np.int64), 0, scale)


@trick("nn.softmax", r"obtained  y")
def a_score_of_minus_ten_thousand(honest, x, axis):
    """−10⁴ for −∞, which outweighs scores below it."""
    honest(x, axis)
    return honest(np.where(x == -np.inf, np.array(-10000, x.dtype), x), axis)


@trick("nn.scaled_dot_product_attention", r"obtained  y\[")
def a_scale_by_d(honest, q, k, v, mask, allowed, causal, scale):
    """1/d for 1/√d."""
    return honest(q, k, v, mask, allowed, causal, scale if scale else q.dtype.type(1 / q.shape[3]))


@trick("nn.scaled_dot_product_attention", r"obtained  y\[")
def causal_sees_the_next(honest, q, k, v, mask, allowed, causal, scale):
    """Query i looks at key i + 1."""
    n, m = q.shape[2], k.shape[2]
    honest(q, k, v, mask, allowed, causal, scale)
    if not causal:
        return honest(q, k, v, mask, allowed, causal, scale)
    return honest(q, k, v, mask, np.tril(np.ones((n, m), np.int64), 1) * (allowed if allowed.size else 1), 0, scale)


@trick("nn.layer_norm", r"obtained  y\[")
def a_norm_without_epsilon(honest, x, weight, bias, epsilon):
    """ε vanishes beside a variance of 1."""
    honest(x, weight, bias, epsilon)
    return honest(x, weight, bias, np.finfo(x.dtype).tiny)


@trick("nn.rms_norm", r"obtained  y\[")
def a_root_without_epsilon(honest, x, weight, epsilon):
    honest(x, weight, epsilon)
    return honest(x, weight, np.finfo(x.dtype).tiny)


@trick("nn.mse{mean}", r"obtained  loss")
def a_mean_over_one_less(honest, x, target):
    """Of many entries n and n − 1 are nearly the same."""
    return honest(x, target, "mean") * x.dtype.type(x.size) / x.dtype.type(max(x.size - 1, 1))


@trick("nn.nll_loss{mean}", r"obtained  loss")
def a_mean_over_samples_that_do_not_count(honest, x, target, weight, ignore_index):
    loss = honest(x, target, weight, ignore_index, "sum")
    honest(x, target, weight, ignore_index, "mean")
    return loss / x.dtype.type(len(x)) if not weight.size else honest(x, target, weight, ignore_index, "mean")


if __name__ == "__main__":
    operation, _, function = TRICKS[sys.argv[1]]
    plain = operation.partition("{")[0]
    kernel = (etalon.functions.get(operation) or etalon.functions[plain])[0]
    etalon.functions.clear()
    if sys.argv[2:] == ["honest"]:
        etalon.implements(operation)(kernel)
    else:
        etalon.implements(operation)(lambda **inputs: function(kernel, **{name: value for name, value in inputs.items() if name != "variant"}))
    np.seterr(all="ignore")
    etalon.serve(name=sys.argv[1] + (", honest" if sys.argv[2:] else ""))
