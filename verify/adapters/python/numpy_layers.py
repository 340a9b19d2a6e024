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
    z, _ = normalized(centred(rows(x, weight, bias, epsilon)), epsilon / 16)
    return (weight.ravel() * z + bias.ravel()).reshape(x.shape)


@etalon.implements("nn.layer_norm.vjp")
def layer_norm_vjp(x, weight, bias, epsilon, cotangent):
    z, inverse = normalized(centred(rows(x, weight, bias, epsilon)), epsilon / 16)
    c = cotangent.reshape(z.shape)
    g = c * weight.ravel()
    grad_x = inverse / 4 * (g - g.mean(1, keepdims=True) - z * (g * z).mean(1, keepdims=True))
    return grad_x.reshape(x.shape), (c * z).sum(0).reshape(weight.shape), c.sum(0).reshape(weight.shape)


@etalon.implements("nn.rms_norm")
def rms_norm(x, weight, epsilon):
    z, _ = normalized(rows(x, weight, epsilon), epsilon)
    return (weight.ravel() * z).reshape(x.shape)


@etalon.implements("nn.rms_norm.vjp")
def rms_norm_vjp(x, weight, epsilon, cotangent):
    z, inverse = normalized(rows(x, weight, epsilon), epsilon)
    c = cotangent.reshape(z.shape)
    g = c * weight.ravel()
    return (inverse * (g - z * (g * z).mean(1, keepdims=True))).reshape(x.shape), (c * z).sum(0).reshape(weight.shape)


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


def attention_weights(q, k, v, mask, allowed, causal, scale):
    """The weights of each query, head by head, and keys and values as often as they are shared."""
    finite = all(np.isfinite(array).all() for array in (q, k, v, scale))
    n, m = q.shape[2], k.shape[2]
    if not finite or np.isnan(mask).any() or (mask == np.inf).any() or k.shape[1] == 0 or q.shape[1] % k.shape[1] or causal not in (0, 1):
        raise ValueError("an entry is not finite, or heads do not fit")
    if any(array.shape not in ((0,), (n, m)) for array in (mask, allowed)) or not np.isin(allowed, (0, 1)).all():
        raise ValueError("a mask does not fit")
    shared = q.shape[1] // k.shape[1]
    k, v = np.repeat(k, shared, 1), np.repeat(v, shared, 1)
    scale = scale if scale else 1 / np.sqrt(np.array(q.shape[3], q.dtype))
    scores = q @ np.swapaxes(k, -1, -2) * scale
    if mask.size:
        scores = scores + mask
    looks = np.tril(np.ones((n, m), bool)) if causal else np.ones((n, m), bool)
    scores = np.where(looks & (allowed != 0) if allowed.size else looks, scores, np.array(-np.inf, q.dtype))
    top = scores.max(-1, keepdims=True)
    if (top == -np.inf).any():
        raise etalon.DomainError("C3", "a query may look at no key")
    return scores - top, k, v, scale


@etalon.implements("nn.scaled_dot_product_attention")
def attention(q, k, v, mask, allowed, causal, scale):
    d, _, v, _ = attention_weights(q, k, v, mask, allowed, causal, scale)
    e = np.exp(d)
    return e @ v / e.sum(-1, keepdims=True)
