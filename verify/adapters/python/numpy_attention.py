"""Attention in NumPy, in the form that a careful user would write: of the whole matrix of scores, none above 0."""
import etalon
import numpy as np


def scores_of(q, k, v, mask, allowed, causal, scale, variant):
    """The scores less their largest, head by head; keys and values as often as they are shared; the scale; the queries that may look at no key."""
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
    blind = top == -np.inf
    if variant == "undefined" and blind.any():
        raise etalon.DomainError("C3", "a query may look at no key")
    return np.where(blind, np.array(0 if variant == "uniform" else -np.inf, q.dtype), scores - np.where(blind, 0, top)), k, v, scale, blind


@etalon.implements("nn.scaled_dot_product_attention")
def attention(q, k, v, mask, allowed, causal, scale, variant="undefined"):
    d, _, v, _, _ = scores_of(q, k, v, mask, allowed, causal, scale, variant)
    e = np.exp(d)
    return e @ v / np.maximum(e.sum(-1, keepdims=True), 1)  # which the sum is at least, but for blind queries


@etalon.implements("nn.scaled_dot_product_attention.vjp")
def attention_vjp(q, k, v, mask, allowed, causal, scale, cotangent, variant="undefined"):
    """As softmax' own derivative, the slopes relative to that of the heaviest key. A weight is a product of two roots, since its products need not underflow where it does."""
    groups = k.shape[1]
    d, k, v, scale, blind = scores_of(q, k, v, mask, allowed, causal, scale, variant)
    root = np.exp(d / 2)
    total = np.maximum((root * root).sum(-1, keepdims=True), 1)
    slope = cotangent @ np.swapaxes(v, -1, -2)
    heaviest = d.argmax(-1)[..., None]
    slope = slope - np.take_along_axis(slope, heaviest, -1)
    # All that is left of the heaviest key's slope is the mean of the others'; where it is next to nothing, e^lift times as much,
    # which leaves a third of the range for what it is multiplied by.
    mean = (root / total * slope * root).sum(-1, keepdims=True)
    lift = np.where(np.abs(mean) < np.finfo(q.dtype).tiny / np.finfo(q.dtype).eps, min(60, np.log(np.finfo(q.dtype).max) / 1.5), 0).astype(q.dtype)
    lifted = np.exp(np.where(slope == 0, -np.inf, (d + lift) / 2))
    mean = (lifted / total * slope * lifted).sum(-1, keepdims=True)
    of_score = np.where(blind, 0, root / total * (slope - mean * np.exp(-lift)) * scale)
    np.put_along_axis(of_score, heaviest, np.where(blind, 0, -mean / total * scale), -1)
    np.put_along_axis(rest := root.copy(), heaviest, np.exp(-lift), -1)

    def summed(f):
        """The sum over what a key is multiplied by, once more over the heads that share it."""
        return f.reshape(f.shape[0], groups, -1, *f.shape[2:]).sum(2)

    grad_q = np.einsum("bhnm,bhmd,bhnm->bhnd", of_score, k, rest, optimize=False)
    grad_k = np.einsum("bhnm,bhnd,bhnm->bhmd", of_score, q, rest, optimize=False)
    grad_v = np.einsum("bhnm,bhne,bhnm->bhme", root / total, cotangent, root, optimize=False)
    return grad_q, summed(grad_k), summed(grad_v)
