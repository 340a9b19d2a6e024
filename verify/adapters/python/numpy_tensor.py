"""Tensors in NumPy, in the form that a careful user would write."""
import etalon
import numpy as np


@etalon.implements("tensor.matmul")
def matmul(a, b):
    return a @ b


@etalon.implements("tensor.matmul.vjp")
def matmul_vjp(a, b, cotangent):
    return cotangent @ b.T, a.T @ cotangent


@etalon.implements("tensor.einsum")
def einsum(equation, operands):
    return np.einsum(equation, *operands, optimize=False)


def over(axes):
    """As NumPy wants them: None for all."""
    return tuple(int(axis) for axis in axes) or None


def spread(y, x, axes, keepdims):
    """A reduced tensor as it broadcasts against x."""
    axis = over(axes)
    if axis is None:
        return np.reshape(y, (1,) * x.ndim)
    return y if keepdims else np.expand_dims(y, tuple(a % x.ndim for a in axis))


def finite(x):
    if not np.isfinite(x).all():
        raise etalon.DomainError("", "x has an entry that is not finite")
    return x


def length(x, axes):
    axis = over(axes)
    return x.size if axis is None else int(np.prod([x.shape[a] for a in axis]))


def power_of_two(x, axes):
    """Beside the largest entry along the axes, so that its square stays in the range."""
    top = np.abs(x).max(over(axes), keepdims=True, initial=0)
    return np.frexp(top)[1]


@etalon.implements("tensor.sum")
def sum_(x, axes, keepdims):
    return x.sum(over(axes), keepdims=bool(keepdims))


@etalon.implements("tensor.sum.vjp")
def sum_vjp(x, axes, keepdims, cotangent):
    return np.broadcast_to(spread(cotangent, finite(x), axes, keepdims), x.shape)


@etalon.implements("tensor.mean")
def mean(x, axes, keepdims):
    if length(x, axes) == 0 and x.sum(over(axes)).size:
        raise ValueError("a mean of nothing")
    shift = power_of_two(x, axes)
    y = np.ldexp(np.ldexp(x, -shift).mean(over(axes), keepdims=True), shift) if x.size else x.sum(over(axes), keepdims=True)
    return y if keepdims else y.reshape(x.sum(over(axes)).shape)


@etalon.implements("tensor.mean.vjp")
def mean_vjp(x, axes, keepdims, cotangent):
    if x.size == 0 and cotangent.size:
        raise ValueError("a mean of nothing")
    return np.broadcast_to(spread(cotangent, finite(x), axes, keepdims) / max(length(x, axes), 1), x.shape)


def deviations(x, axes):
    """x - mean, divided by a power of two near the largest, and its exponent."""
    shift = power_of_two(x, axes)
    scaled = np.ldexp(x, -shift)
    d = scaled - scaled.mean(over(axes), keepdims=True)
    again = power_of_two(d, axes)
    return np.ldexp(d, -again), shift + again


@etalon.implements("tensor.variance")
def variance(x, axes, keepdims, ddof):
    if not 0 <= ddof < length(x, axes):
        raise ValueError("n - ddof is not positive")
    d, shift = deviations(finite(x), axes)
    y = np.ldexp((d * d).sum(over(axes), keepdims=True) / (length(x, axes) - ddof), 2 * shift)
    return y if keepdims else y.reshape(x.sum(over(axes)).shape)


@etalon.implements("tensor.variance.vjp")
def variance_vjp(x, axes, keepdims, ddof, cotangent):
    if not 0 <= ddof < length(x, axes):
        raise ValueError("n - ddof is not positive")
    d, shift = deviations(finite(x), axes)
    return np.ldexp(spread(cotangent, x, axes, keepdims) * (2 * d / (length(x, axes) - ddof)), shift)


@etalon.implements("tensor.norm1")
def norm1(x, axes, keepdims):
    return np.abs(x).sum(over(axes), keepdims=bool(keepdims))


@etalon.implements("tensor.norm1.vjp")
def norm1_vjp(x, axes, keepdims, cotangent):
    return spread(cotangent, finite(x), axes, keepdims) * np.sign(x)


@etalon.implements("tensor.norm2")
def norm2(x, axes, keepdims):
    shift = power_of_two(finite(x), axes)
    scaled = np.ldexp(x, -shift)
    y = np.ldexp(np.sqrt((scaled * scaled).sum(over(axes), keepdims=True)), shift)
    return y if keepdims else y.reshape(x.sum(over(axes)).shape)


@etalon.implements("tensor.norm2.vjp")
def norm2_vjp(x, axes, keepdims, cotangent):
    shift = power_of_two(finite(x), axes)
    scaled = np.ldexp(x, -shift)
    norm = np.sqrt((scaled * scaled).sum(over(axes), keepdims=True))
    if (norm == 0).any():
        raise ValueError("a lane is zeros alone")
    return spread(cotangent, x, axes, keepdims) * (scaled / norm)


@etalon.implements("tensor.prod")
def prod(x, axes, keepdims):
    mantissa, exponent = np.frexp(x)
    y = np.ldexp(mantissa.prod(over(axes), keepdims=True), np.clip(exponent.sum(over(axes), keepdims=True), -5000, 5000))
    return y if keepdims else y.reshape(x.sum(over(axes)).shape)


@etalon.implements("tensor.max")
def max_(x, axes, keepdims):
    return x.max(over(axes), keepdims=bool(keepdims))


@etalon.implements("tensor.min")
def min_(x, axes, keepdims):
    return x.min(over(axes), keepdims=bool(keepdims))


def shares(best):
    def vjp(x, axes, keepdims, cotangent):
        if np.isnan(x).any():
            raise ValueError("x has an entry that is NaN")
        at = x == best(x, over(axes), keepdims=True)
        return np.where(at, spread(cotangent, x, axes, keepdims) / at.sum(over(axes), keepdims=True).astype(x.dtype), np.zeros_like(x))
    return vjp


etalon.implements("tensor.max.vjp")(shares(np.max))
etalon.implements("tensor.min.vjp")(shares(np.min))


@etalon.implements("tensor.argmax")
def argmax(x, axis=-1):
    if np.isnan(x).any():
        raise ValueError("x has an entry that is NaN")
    return x.argmax(axis)


@etalon.implements("tensor.argmin")
def argmin(x, axis=-1):
    if np.isnan(x).any():
        raise ValueError("x has an entry that is NaN")
    return x.argmin(axis)


def gathered(g, x):
    """The sum of g over the axes along which x was spread."""
    g = g.sum(tuple(range(g.ndim - x.ndim)))
    return g.sum(tuple(d for d in range(x.ndim) if x.shape[d] == 1), keepdims=True) if x.ndim else g


def binary(name, f, slopes):
    def forward(a, b):
        return f(finite(a), finite(b))

    def backward(a, b, cotangent):
        np.broadcast_shapes(a.shape, b.shape)  # or it refuses
        left, right = slopes(finite(a), finite(b), finite(cotangent))
        return gathered(np.broadcast_to(left, cotangent.shape), a), gathered(np.broadcast_to(right, cotangent.shape), b)

    etalon.implements(name)(forward)
    etalon.implements(name + ".vjp")(backward)


def quotient(a, b):
    if (b == 0).any():
        raise ZeroDivisionError("b has an entry that is 0")
    return a / b


def slopes_of_quotient(a, b, c):
    (ma, ea), (mb, eb), (mc, ec) = np.frexp(a), np.frexp(b), np.frexp(c)
    quotient(a, b)
    return c / b, -np.ldexp(mc * ma / mb / mb, ec + ea - 2 * eb)


binary("tensor.add", np.add, lambda a, b, c: (c, c))
binary("tensor.subtract", np.subtract, lambda a, b, c: (c, -c))
binary("tensor.hadamard", np.multiply, lambda a, b, c: (c * b, c * a))
binary("tensor.divide", quotient, slopes_of_quotient)


@etalon.implements("tensor.outer")
def outer(a, b):
    return np.outer(a, b)


@etalon.implements("tensor.outer.vjp")
def outer_vjp(a, b, cotangent):
    return cotangent @ b, cotangent.T @ a


@etalon.implements("tensor.matvec")
def matvec(w, x):
    return w @ x


@etalon.implements("tensor.matvec.vjp")
def matvec_vjp(w, x, cotangent):
    return np.outer(cotangent, x), w.T @ cotangent


@etalon.implements("tensor.dot")
def dot(a, b):
    return a @ b


@etalon.implements("tensor.dot.vjp")
def dot_vjp(a, b, cotangent):
    return cotangent * b, cotangent * a


@etalon.implements("tensor.batched_matmul")
def batched_matmul(a, b):
    if min(a.ndim, b.ndim) < 2:
        raise ValueError("matrices have two axes")
    return a @ b


@etalon.implements("tensor.batched_matmul.vjp")
def batched_matmul_vjp(a, b, cotangent):
    batched_matmul(a, b)
    return gathered(cotangent @ np.swapaxes(b, -1, -2), a), gathered(np.swapaxes(a, -1, -2) @ cotangent, b)


def scan(x, mask, axis, exclusive, reverse, f, identity):
    if mask.size:
        if mask.shape != x.shape:
            raise ValueError("mask has another shape than x")
        x = np.where(mask != 0, x, np.full_like(x, identity))
    if reverse:
        x = np.flip(x, axis)
    y = f(x, axis)
    if exclusive:
        y = np.roll(y, 1, axis)
        np.moveaxis(y, axis, 0)[0] = identity
    return np.flip(y, axis) if reverse else y


@etalon.implements("tensor.cumulative_sum")
def cumulative_sum(x, mask, axis=-1, exclusive=0, reversed=0):
    return scan(finite(x), mask, axis, exclusive, reversed, np.cumsum, 0)


@etalon.implements("tensor.cumulative_sum.vjp")
def cumulative_sum_vjp(x, mask, cotangent, axis=-1, exclusive=0, reversed=0):
    scan(finite(x), mask, axis, exclusive, reversed, np.cumsum, 0)
    back = scan(cotangent, np.zeros(0, np.int64), axis, exclusive, 1 - reversed, np.cumsum, 0)
    return np.where(mask != 0, back, np.zeros_like(x)) if mask.size else back


@etalon.implements("tensor.top_k")
def top_k(x, k, axis=-1, variant="lowest_index"):
    if not 0 <= k <= x.shape[axis] or np.isnan(x).any():
        raise ValueError("k is not from 0 to the extent of the axis, or x has an entry that is NaN")
    index = np.take(np.argsort(-x, axis, kind="stable"), range(k), axis)
    return np.take_along_axis(x, index, axis), index


@etalon.implements("tensor.to_float8")
def to_float8(x, format, variant="not_saturating"):
    bits, least, largest = (2, -14, 57344) if format == "e5m2" else (3, -6, 448)
    if np.isnan(x).any():
        raise etalon.DomainError("C1", "x has an entry that is NaN")
    size = np.abs(x.astype(np.float64))
    spacing = np.ldexp(1.0, np.maximum(np.frexp(np.where(np.isinf(size), 0, size))[1] - 1, least) - bits)
    y = np.rint(size / spacing) * spacing
    saturates = variant == "saturating" or variant == "saturating_e4m3fn" and format == "e4m3fn"
    return np.copysign(np.where(y > largest, largest if saturates else np.inf if format == "e5m2" else np.nan, y), x)
