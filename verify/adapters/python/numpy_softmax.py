"""Softmax and the logarithm of a sum of exponentials in NumPy, in the form that a careful user would write."""
import etalon
import numpy as np


@etalon.implements("nn.log_sum_exp")
def log_sum_exp(x, axis=-1):
    if np.isnan(x).any() or (x == np.inf).any():
        raise etalon.DomainError("C1", "x has an entry that is NaN or +inf")
    largest = np.expand_dims(x.argmax(axis), axis)
    top = np.take_along_axis(x, largest, axis)
    e = np.exp(x - np.where(top == -np.inf, 0, top))  # all masked: 0 as the shift
    np.put_along_axis(e, largest, 0, axis)            # the largest term is the 1 of log1p
    return (top + np.log1p(e.sum(axis, keepdims=True))).squeeze(axis)


@etalon.implements("nn.log_sum_exp.vjp")
def log_sum_exp_vjp(x, cotangent, axis=-1):
    top = x.max(axis, keepdims=True)
    e = np.exp((x - np.where(top == -np.inf, 0, top)) / 2)
    total = (e * e).sum(axis, keepdims=True)
    return np.expand_dims(cotangent, axis) / np.where(total == 0, 1, total) * e * e  # all masked: 0


@etalon.implements("nn.softmax")
def softmax(x, axis=-1, variant="undefined"):
    top = x.max(axis, keepdims=True)
    masked = top == -np.inf
    if not (np.isfinite(top) | masked & (variant != "undefined")).all():
        raise ValueError("x has an entry that is NaN or +inf, or only entries that are -inf")
    e = np.where(masked & (variant == "uniform"), np.ones_like(x), np.exp(x - np.where(masked, 0, top)))
    return e / np.maximum(e.sum(axis, keepdims=True), 1)  # which the sum is at least, where not all are masked


@etalon.implements("nn.softmax.vjp")
def softmax_vjp(x, cotangent, axis=-1, variant="undefined"):
    s = softmax(x, axis, variant)
    # A constant added to the cotangent changes nothing: taking the one of the largest score off avoids 1 - s with s near 1.
    g = cotangent - np.take_along_axis(cotangent, np.expand_dims(x.argmax(axis), axis), axis)
    return np.where(x == -np.inf, np.zeros_like(x), s * (g - (s * g).sum(axis, keepdims=True)))
