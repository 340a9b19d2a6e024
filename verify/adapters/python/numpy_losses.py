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


def counted(x, target, weight, ignore_index, variant):
    """Which samples count, their targets (0 for the others), a weight for each class, and what is divided by."""
    finite(x, weight)
    counts = target != ignore_index
    t = np.where(counts, target, 0)
    if ((t < 0) | (t >= x.shape[1])).any() or weight.shape not in ((0,), (x.shape[1],)) or (weight < 0).any():
        raise ValueError("a target is no class, or the weights do not fit")
    w = weight if weight.size else np.ones(x.shape[1], x.dtype)
    divisor = {"mean": (w[t] * counts).sum(), "sample_mean": x.dtype.type(counts.sum()), "sum": x.dtype.type(1)}[variant]
    if divisor == 0:
        raise ZeroDivisionError("no sample counts, or those that do weigh nothing")
    return counts, t, w, divisor


@etalon.implements("nn.nll_loss")
def nll_loss(x, target, weight, ignore_index=-100, variant="mean"):
    counts, t, w, divisor = counted(x, target, weight, ignore_index, variant)
    return -(np.where(counts, w[t] / divisor, np.zeros_like(divisor)) * x[np.arange(len(x)), t]).sum()


@etalon.implements("nn.nll_loss.gradient")
def nll_loss_gradient(x, target, weight, ignore_index=-100, variant="mean"):
    counts, t, w, divisor = counted(x, target, weight, ignore_index, variant)
    g = np.zeros_like(x)
    g[np.arange(len(x)), t] = np.where(counts, -w[t] / divisor, np.zeros_like(divisor))
    return g


def shares(x, t, w, counts, label_smoothing):
    """Of each class in each sample; 0 in those that do not count."""
    if not 0 <= label_smoothing <= 1:
        raise ValueError("label_smoothing is outside [0, 1]")
    a = np.broadcast_to(label_smoothing * w / np.array(x.shape[1], x.dtype), x.shape).copy()
    a[np.arange(len(x)), t] += (1 - label_smoothing) * w[t]
    return a * counts[:, None].astype(x.dtype)


@etalon.implements("nn.cross_entropy")
def cross_entropy(x, target, weight, ignore_index=-100, label_smoothing=0, variant="mean"):
    counts, t, w, divisor = counted(x, target, weight, ignore_index, variant)
    d, others = shifted(x, 1)
    return ((shares(x, t, w, counts, label_smoothing) / divisor) * (np.log1p(others) - d)).sum()


@etalon.implements("nn.cross_entropy.gradient")
def cross_entropy_gradient(x, target, weight, ignore_index=-100, label_smoothing=0, variant="mean"):
    counts, t, w, divisor = counted(x, target, weight, ignore_index, variant)
    d, others = shifted(x, 1)
    p, a = np.exp(d) / (1 + others), shares(x, t, w, counts, label_smoothing)
    return (p[:, :, None] * a[:, None, :] - a[:, :, None] * p[:, None, :]).sum(2) / divisor  # of each pair of classes: nothing else cancels


def distance(x, y, epsilon):
    """|x - y + epsilon| row by row, and the differences by it; 0 where it is 0."""
    d = x - y + epsilon
    shift = -np.frexp(np.abs(d).max(1, keepdims=True))[1]
    scaled = np.ldexp(d, shift)
    norm = np.sqrt((scaled * scaled).sum(1, keepdims=True))
    return np.ldexp(norm, -shift), scaled / np.where(norm > 0, norm, np.ones_like(norm))


def triplets(anchor, positive, negative, margin, epsilon, swap):
    """How much each term exceeds 0, the unit vectors of both distances, and whether d(p, n) is taken."""
    finite(anchor, positive, negative, margin, epsilon)
    if not margin > 0 or epsilon < 0 or swap not in (0, 1):
        raise ValueError("margin is not positive, epsilon negative, or swap neither 0 nor 1")
    near, u_near = distance(anchor, positive, epsilon)
    far, u_far = distance(anchor, negative, epsilon)
    other, u_other = distance(positive, negative, epsilon)
    swapped = (other < far) & (swap == 1)
    return near - np.where(swapped, other, far) + margin, u_near, np.where(swapped, u_other, u_far), swapped


@etalon.implements("nn.triplet_margin_loss")
def triplet_margin_loss(anchor, positive, negative, margin, epsilon, swap, variant="mean"):
    return reduced(np.maximum(triplets(anchor, positive, negative, margin, epsilon, swap)[0], 0), variant)


@etalon.implements("nn.triplet_margin_loss.gradient")
def triplet_margin_loss_gradient(anchor, positive, negative, margin, epsilon, swap, variant="mean"):
    excess, near, far, swapped = triplets(anchor, positive, negative, margin, epsilon, swap)
    n = 1 if variant == "sum" else len(anchor)
    near, far = (np.where(excess > 0, unit / n, np.zeros_like(unit)) for unit in (near, far))
    zero = np.zeros_like(far)
    return near - np.where(swapped, zero, far), -near - np.where(swapped, far, zero), far


def soft_shares(x, target, weight, label_smoothing):
    finite(x, target, weight, label_smoothing)
    if (target < 0).any() or weight.shape not in ((0,), (x.shape[1],)) or (weight < 0).any() or not 0 <= label_smoothing <= 1:
        raise ValueError("a target or weight is negative, or does not fit")
    smoothed = (1 - label_smoothing) * target + label_smoothing / np.array(x.shape[1], x.dtype)
    return smoothed * weight if weight.size else smoothed


@etalon.implements("nn.soft_cross_entropy")
def soft_cross_entropy(x, target, weight, label_smoothing=0, variant="mean"):
    a = soft_shares(x, target, weight, label_smoothing) / (len(x) if variant == "mean" else 1)
    d, others = shifted(x, 1)
    return (a * (np.log1p(others) - d)).sum()


@etalon.implements("nn.soft_cross_entropy.gradient")
def soft_cross_entropy_gradient(x, target, weight, label_smoothing=0, variant="mean"):
    a = soft_shares(x, target, weight, label_smoothing)
    d, others = shifted(x, 1)
    p = np.exp(d) / (1 + others)
    return (p[:, :, None] * a[:, None, :] - a[:, :, None] * p[:, None, :]).sum(2) / (len(x) if variant == "mean" else 1)
