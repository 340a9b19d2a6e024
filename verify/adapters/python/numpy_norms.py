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
