"""Batch normalization's running statistics and inference in NumPy, in the form that a careful user would write."""
import etalon
import numpy as np


def finite(*arrays):
    for array in arrays:
        if not np.isfinite(array).all():
            raise ValueError("an entry is not finite")


def by_channel(x, parameter, least):
    """x as a matrix, a row for each channel."""
    if x.ndim < 2 or x.shape[1] != len(parameter) or least and x.size < least * max(x.shape[1], 1):
        raise ValueError("no channels, others, or too few entries in each")
    return np.moveaxis(x, 1, 0).reshape(x.shape[1], -1 if x.shape[1] else 0)


def like(rows, x):
    """A row for each channel, as x is laid out."""
    return np.moveaxis(rows.reshape(x.shape[1:2] + x.shape[:1] + x.shape[2:]), 0, 1)


def batch(x, running_mean, running_variance, momentum, variant):
    """Rows as mantissas of a common power of two, that power, the two weights, and what squares are divided by."""
    rows = by_channel(x, running_mean, 2)
    finite(x, running_mean, running_variance, momentum)
    if not 0 <= momentum <= 1 or (running_variance < 0).any():
        raise ValueError("momentum or a variance is out of its range")
    shift = np.frexp(np.abs(rows).max(1, keepdims=True))[1]
    kept, taken = (1 - momentum, momentum) if variant == "unbiased" else (momentum, 1 - momentum)
    return np.ldexp(rows, -shift), shift, kept, taken, rows.shape[1] - (variant != "decay_biased")


@etalon.implements("nn.batch_norm_statistics")
def batch_norm_statistics(x, running_mean, running_variance, momentum, variant):
    rows, shift, kept, taken, divisor = batch(x, running_mean, running_variance, momentum, variant)
    mean = rows.mean(1, keepdims=True)
    squares = ((rows - mean)**2).sum(1, keepdims=True)
    return kept * running_mean + np.ldexp(taken * mean, shift)[:, 0], kept * running_variance + np.ldexp(taken * (squares / divisor), 2 * shift)[:, 0]


@etalon.implements("nn.batch_norm_statistics.vjp")
def batch_norm_statistics_vjp(x, running_mean, running_variance, momentum, cotangent_mean, cotangent_variance, variant):
    rows, shift, kept, taken, divisor = batch(x, running_mean, running_variance, momentum, variant)
    finite(cotangent_mean, cotangent_variance)
    mantissa, exponent = np.frexp(cotangent_variance[:, None])
    of_variance = np.ldexp(taken * mantissa * (2 * (rows - rows.mean(1, keepdims=True)) / divisor), shift + exponent)
    return like(of_variance + taken * cotangent_mean[:, None] / rows.shape[1], x), kept * cotangent_mean, kept * cotangent_variance


def deviations(x, running_mean, running_variance, weight, bias, epsilon):
    """Rows of (x - mean) / s and 1 / s."""
    rows = by_channel(x, weight, 0)
    finite(x, running_mean, running_variance, weight, bias, epsilon)
    if not epsilon > 0 or (running_variance < 0).any():
        raise ValueError("epsilon or a variance is out of its range")
    inverse = 1 / np.sqrt(running_variance + epsilon)[:, None]
    return (rows / 2 - running_mean[:, None] / 2) * inverse * 2, inverse


@etalon.implements("nn.batch_norm_inference")
def batch_norm_inference(x, running_mean, running_variance, weight, bias, epsilon):
    z, _ = deviations(x, running_mean, running_variance, weight, bias, epsilon)
    mantissa, exponent = np.frexp(weight[:, None])
    return like(np.ldexp(z * mantissa, exponent) + bias[:, None], x)


@etalon.implements("nn.batch_norm_inference.vjp")
def batch_norm_inference_vjp(x, running_mean, running_variance, weight, bias, epsilon, cotangent):
    z, inverse = deviations(x, running_mean, running_variance, weight, bias, epsilon)
    finite(cotangent)
    c = by_channel(cotangent, weight, 0)
    mantissa, exponent = np.frexp(weight[:, None])
    grad = np.ldexp(c * mantissa * inverse, exponent)
    product = (c * z).sum(1)
    fraction, power = np.frexp(inverse[:, 0])  # its square may overflow alone
    return like(grad, x), -grad.sum(1), np.ldexp(-product * mantissa[:, 0] * fraction * fraction / 2, exponent[:, 0] + 2 * power), product, c.sum(1)
