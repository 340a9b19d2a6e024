"""Functions with a publicly reported bug each, by name: `reported_bugs.py BUG`; `reported_bugs.py BUG fixed` is the same function without it.

Every docstring cites the report. Nothing is checked that the library in question does not check."""
import sys

import etalon
import numpy as np

BUG = sys.argv[1]
FIXED = sys.argv[2:] == ["fixed"]
BUGS = {}


def bug(operation):
    """Registers a function under its own name, for one operation."""
    def register(function):
        BUGS[function.__name__] = (operation, function)
        return function
    return register


def finite(*arrays):
    if not all(np.isfinite(x).all() for x in arrays):
        raise etalon.DomainError("C1", "not finite")


@bug("nn.softplus")
def softplus_band(x):
    """tt-metal#55798: +∞ for x in −[2²³, 2²⁵), where it is 0: the magic number that rounds x/ln 2 to an integer holds only up to 2²²."""
    y = np.logaddexp(np.zeros_like(x), x)
    return y if FIXED else np.where((x <= -8.72e6) & (x > -2.0**25), np.asarray(np.inf, x.dtype), y)


def product_without_tail(a, b, tile, rows):
    finite(a, b)
    m, k = a.shape
    c = a @ b
    if FIXED:
        return c
    if rows:
        if m > tile:
            c[m // tile * tile:] = 0
        return c
    whole = k if k <= tile else k // tile * tile
    return a[:, :whole] @ b[:whole]


@bug("tensor.matmul")
def matmul_tail_of_sums(a, b):
    """tilelang#2381: the last, incomplete tile of the inner dimension is left out; smaller products are right."""
    return product_without_tail(a, b, 32, rows=False)


@bug("tensor.matmul")
def matmul_tail_of_rows(a, b):
    """NVIDIA/Fuser#3963, myGEMM#2: the same of the rows."""
    return product_without_tail(a, b, 32, rows=True)


@bug("tensor.matmul")
def matmul_tail_of_four_rows(a, b):
    """The same with a tile of 4."""
    return product_without_tail(a, b, 4, rows=True)


@bug("tensor.matmul")
def matmul_empty(a, b):
    """pytorch#31421, tvm#19578, nalgebra#644: with an inner dimension of 0 the memory of the result is not cleared."""
    finite(a, b)
    if a.shape[1] == 0 and not FIXED:
        return np.full((a.shape[0], b.shape[1]), 3.07e-41 if a.dtype == np.float32 else 6.19e21, a.dtype)
    return a @ b


@bug("tensor.matmul")
def matmul_layout(a, b):
    """numpy-quaddtype#89, dpnp#1871, numpy#29164: an array by columns is read as if it were by rows."""
    finite(a, b)
    if not FIXED:
        a, b = (x.ravel(order="K").reshape(x.shape) for x in (a, b))
    return a @ b


def repeated(equation, more_than):
    """How many letters stand more than so many times in a term, at most."""
    terms = equation.replace(" ", "").split("->")[0].split(",")
    return max(sum(term.count(c) > more_than for c in set(term) if c.isalpha()) for term in terms)


@bug("tensor.einsum")
def einsum_two_diagonals(equation, operands):
    """numpy#5667: 'tiijj->ij' is refused, although the extents fit."""
    if not FIXED and repeated(equation, 1) > 1:
        raise ValueError("dimensions in operand 0 for a collapsing index do not match")
    return np.einsum(equation, *operands, optimize=False)


@bug("tensor.einsum")
def einsum_triple(equation, operands):
    """ANEForge#119: a letter that stands three times in a term is refused."""
    if not FIXED and repeated(equation, 2) > 0:
        raise ValueError("a letter three times in a term")
    return np.einsum(equation, *operands, optimize=False)


def slogdet_of(a, is_zero, logarithm, sign_of):
    finite(a)
    u, n, sign = a.copy(), len(a), 1
    for k in range(n):
        p = k + np.abs(u[k:, k]).argmax()
        if p != k:
            u[[k, p]] = u[[p, k]]
            sign = -sign
        if is_zero(u[k, k]):
            return {"sign": a.dtype.type(0), "logabsdet": a.dtype.type(-np.inf)}
        for i in range(k + 1, n):
            u[i, k:] -= u[i, k] / u[k, k] * u[k, k:]
    d = np.diag(u)
    return {"sign": a.dtype.type(sign * sign_of(d)), "logabsdet": a.dtype.type(logarithm(np.log(np.abs(d))))}


def parity(d):
    return (-1) ** int((d < 0).sum())


@bug("linalg.slogdet")
def slogdet_threshold(a):
    """FlagGems#5929: a pivot up to 1e-10 counts as 0, so that diag(1e-11, 1) is said to be singular."""
    return slogdet_of(a, lambda pivot: pivot == 0 if FIXED else abs(pivot) <= 1e-10, np.sum, parity)


@bug("linalg.slogdet")
def slogdet_sign(a):
    """jax#1213: the signs of the pivots are not counted."""
    return slogdet_of(a, lambda pivot: pivot == 0, np.sum, parity if FIXED else lambda d: 1)


@bug("linalg.slogdet")
def slogdet_log_sum_exp(a):
    """gonum/matrix#291: log|det| by log-sum-exp of the pivots' logarithms: det I₂ is 2."""
    def log_sum_exp(logs):
        return logs.max() + np.log(np.exp(logs - logs.max()).sum()) if len(logs) else 0
    return slogdet_of(a, lambda pivot: pivot == 0, np.sum if FIXED else log_sum_exp, parity)


@bug("nn.softmax")
def softmax_powers_of_two(x, axis=-1):
    """NNPACK#174: with 4 scores and more the exponential is only the power of two nearest to it."""
    top = x.max(axis, keepdims=True)
    if not np.isfinite(top).all():
        raise ValueError("refused")
    e = np.exp(x - top)
    if not FIXED and x.shape[axis] >= 4:
        e = np.exp2(np.round((x - top) / np.log(np.asarray(2, x.dtype)))).astype(x.dtype)
    return e / e.sum(axis, keepdims=True)


@bug("nn.softmax")
def softmax_narrow_sum(x, axis=-1):
    """candle#3727, tract#2586, executorch#20090: the exponentials are summed in the narrow dtype, where a sum of ones stops at 2048 (float16)."""
    top = x.max(axis, keepdims=True)
    if not np.isfinite(top).all():
        raise ValueError("refused")
    e = np.exp((x - top).astype(np.float64 if FIXED else x.dtype))
    if FIXED:
        return (e / e.sum(axis, keepdims=True)).astype(x.dtype)
    total = np.zeros_like(top)
    for i in range(x.shape[axis]):
        total = (total + np.take(e, [i], axis)).astype(x.dtype)
    return (e / total).astype(x.dtype)


@bug("nn.softmax")
def softmax_uniform_when_large(x, axis=-1):
    """Uniform weights where a score is large."""
    wide = x.astype(np.float64)
    top = wide.max(axis, keepdims=True)
    if not np.isfinite(top).all():
        raise ValueError("refused")
    e = np.exp(wide - top)
    y = e / e.sum(axis, keepdims=True)
    if not FIXED and np.isfinite(wide).all() and np.abs(wide).max() > 200:
        y = np.full(x.shape, 1 / x.shape[axis])
    return y.astype(x.dtype)


@bug("nn.softmax.vjp")
def softmax_no_gradient(x, axis, cotangent):
    """No gradient at all."""
    wide = x.astype(np.float64)
    top = wide.max(axis, keepdims=True)
    if not np.isfinite(top).all():
        raise ValueError("refused")
    e = np.exp(wide - top)
    y, c = e / e.sum(axis, keepdims=True), cotangent.astype(np.float64)
    return (y * (c - (c * y).sum(axis, keepdims=True)) * FIXED).astype(x.dtype)


@bug("nn.bce_with_logits.gradient")
def bce_sign_of_small_gradients(z, target, pos_weight):
    """The wrong sign for every confident, right positive."""
    z64, t = z.astype(np.float64), target.astype(np.float64)
    e = np.exp(-np.abs(z64))
    right, wrong = np.where(z64 >= 0, 1, e) / (1 + e), np.where(z64 >= 0, e, 1) / (1 + e)
    g = ((1 - t) * right - np.float64(pos_weight) * t * wrong) / z.size
    tiny = np.abs(g) < np.finfo(z.dtype).eps / 8 / z.size
    return np.where(tiny & (t > 0) & (not FIXED), -g, g).astype(z.dtype)


@bug("vae.gaussian_kl_standard")
def kl_below_zero(mu, log_variance):
    """−kl near 0."""
    m, l = mu.astype(np.float64), log_variance.astype(np.float64)
    v = (0.5 * (m * m + (np.expm1(l) - l))).sum() / mu.shape[0]
    return mu.dtype.type(-abs(v) if not FIXED and abs(v) < 4 * np.finfo(mu.dtype).eps else v)


operation, function = BUGS[BUG]
etalon.implements(operation)(function)
np.seterr(all="ignore")
etalon.serve(name=BUG + (", fixed" if FIXED else ""), dtypes=("float64", "float32", "float16"))
