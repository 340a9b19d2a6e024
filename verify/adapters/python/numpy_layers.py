"""Layers in NumPy, in the form that a careful user would write: no square leaves the range of the format."""
import etalon
import numpy as np


def rows(x, *parameters):
    """x as a matrix, a row for what is normalised together."""
    weight = parameters[0]
    if weight.ndim == 0 or x.shape[x.ndim - weight.ndim:] != weight.shape or weight.size == 0:
        raise ValueError("weight has not the shape of x's trailing axes")
    for array in (x, *parameters):
        if not np.isfinite(array).all():
            raise ValueError("an entry is not finite")
    return x.reshape(-1, weight.size)


def normalized(d, epsilon):
    """d / sqrt(mean d^2 + epsilon) and the inverse of that root, row by row."""
    if not epsilon > 0:
        raise ValueError("epsilon is not positive")
    top = np.maximum(np.abs(d).max(1, keepdims=True), np.sqrt(epsilon))
    shift = -np.frexp(top)[1]
    scaled = np.ldexp(d, shift)
    root = np.sqrt((scaled * scaled).mean(1, keepdims=True) + np.ldexp(epsilon, 2 * shift))
    return scaled / root, np.ldexp(1 / root, shift)


def centred(x):
    """x - mean, over 4: no difference overflows."""
    return x / 4 - (x / 4).mean(1, keepdims=True)


@etalon.implements("nn.layer_norm")
def layer_norm(x, weight, bias, epsilon):
    z, _ = normalized(centred(rows(x, weight, bias, epsilon)), np.ldexp(epsilon, -4))
    return (weight.ravel() * z + bias.ravel()).reshape(x.shape)


@etalon.implements("nn.layer_norm.vjp")
def layer_norm_vjp(x, weight, bias, epsilon, cotangent):
    z, inverse = normalized(centred(rows(x, weight, bias, epsilon)), np.ldexp(epsilon, -4))
    c = cotangent.reshape(z.shape)
    g = c * (inverse / 4 * weight.ravel())  # the inverse first: after it, nothing that is tiny grows again
    return (g - g.mean(1, keepdims=True) - z * (g * z).mean(1, keepdims=True)).reshape(x.shape), (c * z).sum(0).reshape(weight.shape), c.sum(0).reshape(weight.shape)


@etalon.implements("nn.rms_norm")
def rms_norm(x, weight, epsilon):
    z, _ = normalized(rows(x, weight, epsilon), epsilon)
    return (weight.ravel() * z).reshape(x.shape)


@etalon.implements("nn.rms_norm.vjp")
def rms_norm_vjp(x, weight, epsilon, cotangent):
    z, inverse = normalized(rows(x, weight, epsilon), epsilon)
    c = cotangent.reshape(z.shape)
    g = c * (inverse * weight.ravel())
    return (g - z * (g * z).mean(1, keepdims=True)).reshape(x.shape), (c * z).sum(0).reshape(weight.shape)


@etalon.implements("nn.linear")
def linear(x, weight, bias):
    return x @ weight.T + bias


@etalon.implements("nn.linear.vjp")
def linear_vjp(x, weight, bias, cotangent):
    return cotangent @ weight, cotangent.T @ x, cotangent.sum(0)


@etalon.implements("nn.embedding")
def embedding(table, index):
    if ((index < 0) | (index >= len(table))).any():
        raise IndexError("an index is no row of the table")
    if not np.isfinite(table).all():
        raise ValueError("an entry of the table is not finite")
    return table[index]


@etalon.implements("nn.embedding.vjp")
def embedding_vjp(table, index, cotangent):
    embedding(table, index)
    grad = np.zeros_like(table)
    np.add.at(grad, index, cotangent)
    return grad


@etalon.implements("nn.dropout")
def dropout(x, mask, p):
    if not 0 <= p < 1 or not np.isin(mask, (0, 1)).all() or not np.isfinite(x).all():
        raise ValueError("p, the mask or x is outside its range")
    return np.where(mask != 0, x / (1 - p), np.zeros_like(x))


@etalon.implements("nn.dropout.vjp")
def dropout_vjp(x, mask, p, cotangent):
    dropout(x, mask, p)
    return np.where(mask != 0, cotangent / (1 - p), np.zeros_like(x))
