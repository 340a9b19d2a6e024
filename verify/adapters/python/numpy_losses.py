"""Losses in NumPy, in the form that a careful user would write: no sum overflows where its mean does not."""
import etalon
import numpy as np


def reduced(terms, variant, rows=None):
    """The mean or the sum; of terms already divided, so that nothing overflows on the way."""
    n = {"sum": 1, "batch_mean": rows}.get(variant, terms.size)
    return (terms / n).sum()


def finite(*arrays):
    for x in arrays:
        if not np.isfinite(x).all():
            raise ValueError("an entry is not finite")


def count(x, variant):
    return 1 if variant == "sum" else x.size


@etalon.implements("nn.mse")
def mse(x, target, variant="mean"):
    finite(x, target)
    d = x - target
    return reduced(d * d, variant)


@etalon.implements("nn.mse.gradient")
def mse_gradient(x, target, variant="mean"):
    finite(x, target)
    return 2 * (x / count(x, variant) - target / count(x, variant)) if not np.isfinite(2 * (x - target)).all() else 2 * (x - target) / count(x, variant)


@etalon.implements("nn.huber_loss")
def huber_loss(x, target, delta, variant="mean"):
    finite(x, target, delta)
    if delta <= 0:
        raise ValueError("delta is not positive")
    d = np.abs(x - target)
    return reduced(np.where(d <= delta, d * d / 2, delta * (d - delta / 2)), variant)


@etalon.implements("nn.huber_loss.gradient")
def huber_loss_gradient(x, target, delta, variant="mean"):
    finite(x, target, delta)
    if delta <= 0:
        raise ValueError("delta is not positive")
    return np.clip(x - target, -delta, delta) / count(x, variant)


def signed(target):
    if not np.isin(target, (-1, 1)).all():
        raise ValueError("a target is neither -1 nor 1")
    return target


@etalon.implements("nn.hinge_loss")
def hinge_loss(scores, target, variant="mean"):
    finite(scores)
    return reduced(np.maximum(1 - signed(target).astype(scores.dtype) * scores, 0), variant)


@etalon.implements("nn.hinge_loss.gradient")
def hinge_loss_gradient(scores, target, variant="mean"):
    finite(scores)
    t = signed(target).astype(scores.dtype)
    return np.where(t * scores < 1, -t, np.zeros_like(t)) / count(scores, variant)


@etalon.implements("nn.bce{mean}")
def bce(p, target):
    return losses(p, target).mean()


@etalon.implements("nn.bce{sum}")
def bce_sum(p, target):
    return losses(p, target).sum()


def losses(p, target):
    if not ((0 < p) & (p < 1) & (0 <= target) & (target <= 1)).all():
        raise ValueError("p or the target is outside its range")
    return -(target * np.log(p) + (1 - target) * np.log1p(-p))


@etalon.implements("nn.bce.gradient{mean}")
def bce_gradient(p, target):
    return bce_sum_gradient(p, target) / p.size


@etalon.implements("nn.bce.gradient{sum}")
def bce_sum_gradient(p, target):
    losses(p, target)
    return (p - target) / p / (1 - p)


@etalon.implements("nn.kl_div")
def kl_div(x, target, variant="batch_mean"):
    finite(x, target)
    if (target < 0).any():
        raise ValueError("a target is negative")
    return reduced(target * (np.log(np.where(target > 0, target, np.ones_like(target))) - x), variant, len(x))


@etalon.implements("nn.kl_div.gradient")
def kl_div_gradient(x, target, variant="batch_mean"):
    kl_div(x, target)
    return -target / {"sum": 1, "batch_mean": len(x), "mean": x.size}[variant]


def shifted(x, axis):
    """x - max, and the sum of exp(x - max) without the largest term, which is 1."""
    if np.isnan(x).any() or (x == np.inf).any():
        raise etalon.DomainError("C1", "x has an entry that is NaN or +inf")
    largest = np.expand_dims(x.argmax(axis), axis)
    top = np.take_along_axis(x, largest, axis)
    if (top == -np.inf).any():
        raise ValueError("only entries that are -inf")
    e = np.exp(x - top)
    np.put_along_axis(e, largest, 0, axis)
    return x - top, e.sum(axis, keepdims=True)


@etalon.implements("nn.log_softmax")
def log_softmax(x, axis=-1):
    d, others = shifted(x, axis)
    return d - np.log1p(others)


@etalon.implements("nn.log_softmax.vjp")
def log_softmax_vjp(x, cotangent, axis=-1):
    d, others = shifted(x, axis)
    return cotangent - np.exp(d) / (1 + others) * cotangent.sum(axis, keepdims=True)
