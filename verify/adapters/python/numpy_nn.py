"""Activations in NumPy, in the form that a careful user would write: no digit is lost where an exponential is small or large."""
import math

import etalon
import numpy as np


def softplus(x):
    """log(1 + exp x)"""
    return np.logaddexp(np.zeros_like(x), x)


def sigmoid(x):
    """1 / (1 + exp -x), with small relative error on both sides; 1 - sigmoid(x) is sigmoid(-x)."""
    e = np.exp(-np.abs(x))
    one = np.ones_like(e)
    return np.where(x >= 0, one, e) / (one + e)


def far_left(x, f, near):
    """f(x, r) with r = exp(x/2), where exp x underflows: a product with both halves need not. Elsewhere near(x)."""
    far = max(-80.0, math.log(np.finfo(x.dtype).tiny) + 1.7)  # there exp x is normal still, and less than half an ulp of 1
    with np.errstate(all="ignore"):
        left = np.minimum(x, far)
        return np.where(x < far, f(left, np.exp(left / 2)), near(np.maximum(x, far)))


@etalon.implements("nn.softplus")
def softplus_(x):
    return softplus(x)


@etalon.implements("nn.softplus.vjp")
def softplus_vjp(x, cotangent):
    return far_left(x, lambda x, r: (cotangent * r) * r, lambda x: cotangent * sigmoid(x))


@etalon.implements("nn.sigmoid")
def sigmoid_(x):
    return sigmoid(x)


@etalon.implements("nn.sigmoid.vjp")
def sigmoid_vjp(x, cotangent):
    r = np.exp(-np.abs(x) / 2)
    return cotangent * r * r / (1 + r * r) ** 2


@etalon.implements("nn.tanh")
def tanh(x):
    return np.tanh(x)


@etalon.implements("nn.tanh.vjp")
def tanh_vjp(x, cotangent):
    r = np.exp(-np.abs(x))
    return cotangent * (2 * r) * (2 * r) / (1 + r * r) ** 2


def positive(x):
    if np.isnan(x).any():
        raise ValueError("x has an entry that is NaN")
    return x > 0


@etalon.implements("nn.relu")
def relu(x):
    return np.where(positive(x), x, np.zeros_like(x))


@etalon.implements("nn.relu.vjp")
def relu_vjp(x, cotangent):
    return np.where(positive(x), cotangent, np.zeros_like(x))


@etalon.implements("nn.leaky_relu")
def leaky_relu(x, slope):
    return np.where(positive(x), x, slope * x)


@etalon.implements("nn.leaky_relu.vjp")
def leaky_relu_vjp(x, slope, cotangent):
    return np.where(positive(x), cotangent, slope * cotangent)


@etalon.implements("nn.elu")
def elu(x, alpha):
    return np.where(positive(x), x, alpha * np.expm1(np.minimum(x, 0)))


@etalon.implements("nn.elu.vjp")
def elu_vjp(x, alpha, cotangent):
    r = np.exp(np.minimum(x, 0) / 2)
    return np.where(positive(x), cotangent, (cotangent * r) * (alpha * r))


LAMBDA, ALPHA = 1.0507009873554804934193349852946, 1.6732632423543772848170429916717


@etalon.implements("nn.selu")
def selu(x):
    return np.where(positive(x), LAMBDA * x, LAMBDA * ALPHA * np.expm1(np.minimum(x, 0)))


@etalon.implements("nn.selu.vjp")
def selu_vjp(x, cotangent):
    r = np.exp(np.minimum(x, 0) / 2)
    return np.where(positive(x), LAMBDA * cotangent, LAMBDA * ALPHA * (cotangent * r) * r)


@etalon.implements("nn.hard_sigmoid")
def hard_sigmoid(x, variant="sixth"):
    return np.clip(x / (6 if variant == "sixth" else 5) + np.array(0.5, x.dtype), 0, 1)


@etalon.implements("nn.hard_sigmoid.vjp")
def hard_sigmoid_vjp(x, cotangent, variant="sixth"):
    width = 6 if variant == "sixth" else 5
    if np.isnan(x).any():
        raise ValueError("x has an entry that is NaN")
    return np.where(np.abs(x) < width / 2, cotangent / width, np.zeros_like(x))


@etalon.implements("nn.hard_tanh")
def hard_tanh(x, low, high):
    if not low < high:
        raise ValueError("low is not below high")
    return np.clip(x, low, high)


@etalon.implements("nn.hard_tanh.vjp")
def hard_tanh_vjp(x, low, high, cotangent):
    if not low < high or np.isnan(x).any():
        raise ValueError("low is not below high, or x has an entry that is NaN")
    return np.where((low < x) & (x < high), cotangent, np.zeros_like(x))


@etalon.implements("nn.softsign")
def softsign(x):
    return x / (1 + np.abs(x))


@etalon.implements("nn.softsign.vjp")
def softsign_vjp(x, cotangent):
    return cotangent / (1 + np.abs(x)) / (1 + np.abs(x))


@etalon.implements("nn.silu")
def silu(x):
    return far_left(x, lambda x, r: x * r * r, lambda x: x * sigmoid(x))


@etalon.implements("nn.silu.vjp")
def silu_vjp(x, cotangent):
    return far_left(x, lambda x, r: (cotangent * r) * ((1 + x) * r), lambda x: cotangent * sigmoid(x) * (1 + x * sigmoid(-x)))


def erfc(x):
    return np.array([math.erfc(entry) for entry in x.ravel()]).reshape(x.shape)


@etalon.implements("nn.gelu{erf}")
def gelu(x):
    return (x * erfc(-np.float64(x) * math.sqrt(0.5)) / 2).astype(x.dtype)


@etalon.implements("nn.gelu.vjp{erf}")
def gelu_vjp(x, cotangent):
    z = np.clip(np.float64(x), -60, 60)  # beyond, nothing is left of the density, or of the rest
    r = np.exp(-z * z / 4)
    return (cotangent * (erfc(-z * math.sqrt(0.5)) / 2) + (cotangent * r) * (z * r / math.sqrt(2 * math.pi))).astype(x.dtype)


def inner(z):
    """sqrt(2/pi) (z + 0.044715 z^3), half the argument of the sigmoid, and its derivative; z is a float64."""
    c = math.sqrt(2 / math.pi)
    return c * (z + 0.044715 * z * z * z), c * (1 + 3 * 0.044715 * z * z)


@etalon.implements("nn.gelu{tanh}")
def gelu_tanh(x):
    z = np.clip(np.float64(x), -60, 60)  # beyond, the sigmoid is 0 or 1
    r = np.exp(np.minimum(inner(z)[0], 0))
    return np.where(z < 0, z * r * r / (1 + r * r), x * sigmoid(2 * inner(z)[0])).astype(x.dtype)


@etalon.implements("nn.gelu.vjp{tanh}")
def gelu_tanh_vjp(x, cotangent):
    z = np.clip(np.float64(x), -60, 60)
    a, slope = inner(z)
    r, s = np.exp(-np.abs(a)), sigmoid(-2 * a)
    near = (1 + 2 * z * slope * s) / (1 + r * r)
    return np.where(z < 0, (cotangent * r) * (near * r), cotangent * near).astype(x.dtype)
