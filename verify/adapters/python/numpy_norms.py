"""Norms of groups of channels in NumPy, in the form that a careful user would write."""
import etalon
import numpy as np

from numpy_layers import centred, normalized


def grouped(x, weight, bias, groups, epsilon):
    """x as a matrix, a row for each group of each sample; and weights as w and b of its entries."""
    if x.ndim < 2 or x.size == 0 or x.shape[1] != weight.size or groups < 1 or weight.size % groups or x[0].size == groups:
        raise ValueError("the channels do not fit, or a group has one entry")
    for array in (x, weight, bias, epsilon):
        if not np.isfinite(array).all():
            raise ValueError("an entry is not finite")
    shape = (1, -1) + (1,) * (x.ndim - 2)
    w, b = (np.broadcast_to(parameter.reshape(shape), x.shape).reshape(len(x) * groups, -1) for parameter in (weight, bias))
    return x.reshape(len(x) * groups, -1), w, b


def of_channels(x, shape):
    return x.reshape(shape).sum(tuple(axis for axis in range(len(shape)) if axis != 1))


@etalon.implements("nn.group_norm")
def group_norm(x, weight, bias, groups, epsilon):
    rows, w, b = grouped(x, weight, bias, groups, epsilon)
    z, _ = normalized(centred(rows), epsilon / 16)
    return (w * z + b).reshape(x.shape)


@etalon.implements("nn.group_norm.vjp")
def group_norm_vjp(x, weight, bias, groups, epsilon, cotangent):
    rows, w, _ = grouped(x, weight, bias, groups, epsilon)
    z, inverse = normalized(centred(rows), epsilon / 16)
    c = cotangent.reshape(z.shape)
    g = c * w
    grad_x = inverse / 4 * (g - g.mean(1, keepdims=True) - z * (g * z).mean(1, keepdims=True))
    return grad_x.reshape(x.shape), of_channels(c * z, x.shape), of_channels(c, x.shape)


@etalon.implements("nn.instance_norm")
def instance_norm(x, weight, bias, epsilon):
    return group_norm(x, weight, bias, weight.size, epsilon)


@etalon.implements("nn.instance_norm.vjp")
def instance_norm_vjp(x, weight, bias, epsilon, cotangent):
    return group_norm_vjp(x, weight, bias, weight.size, epsilon, cotangent)


def unit(x, axis, epsilon, variant):
    """x by the larger of its norm and epsilon, the inverse of that, where epsilon is the larger, and the exponent they are scaled by."""
    if not (np.isfinite(x).all() and np.isfinite(epsilon) and epsilon > 0):
        raise ValueError("an entry is not finite, or epsilon not positive")
    shift = -np.frexp(np.maximum(np.abs(x).max(axis, keepdims=True), np.sqrt(epsilon) if variant == "l2_squared" else epsilon))[1]
    scaled = np.ldexp(x, shift)
    total = np.abs(scaled).sum(axis, keepdims=True) if variant == "l1" else (scaled * scaled).sum(axis, keepdims=True)
    if variant == "l2":
        total = np.sqrt(total)
    least = np.ldexp(epsilon, 2 * shift if variant == "l2_squared" else shift)
    divisor = np.maximum(total, least)
    if variant == "l2_squared":
        divisor = np.sqrt(divisor)
    return scaled / divisor, 1 / divisor, total <= least, shift


@etalon.implements("nn.normalize")
def normalize(x, axis, epsilon, variant="l2"):
    return unit(x, axis, epsilon, variant)[0]


@etalon.implements("nn.normalize.vjp")
def normalize_vjp(x, axis, epsilon, cotangent, variant="l2"):
    y, inverse, bounded, shift = unit(x, axis, epsilon, variant)
    along = np.where(bounded, np.zeros_like(inverse), (cotangent * y).sum(axis, keepdims=True))
    return np.ldexp((cotangent - (np.sign(x) if variant == "l1" else y) * along) * inverse, shift)
