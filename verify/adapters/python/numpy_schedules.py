"""Schedules of rates in NumPy, in the form that a careful user would write: in double, whatever the dtype of the result."""
import math

import etalon
import numpy as np


def multiple_of_power(y, x, p):
    """y x^p for 0 <= x <= 1; by halves where the power vanishes, and y is large."""
    power, half = np.float64(x) ** p, np.float64(x) ** (p / 2)
    return np.float64(y) * power if power > 1e-290 else np.float64(y) * half * half


def multiple_of_whole_power(y, x, t):
    """The exponent in two parts that doubles are."""
    low = t & 0xffffffff
    y = multiple_of_power(y, x, float(low))
    return y if t == low else multiple_of_power(y, x, float(t - low))


@etalon.implements("optimization.schedule.constant")
def constant(learning_rate, t, factor, steps):
    return learning_rate * factor if t < steps else learning_rate


@etalon.implements("optimization.schedule.step")
def step(learning_rate, t, decay, period, variant="staircase"):
    if variant == "staircase":
        return learning_rate.dtype.type(multiple_of_whole_power(learning_rate, decay, t // period))
    return learning_rate.dtype.type(multiple_of_power(learning_rate, decay, t / period))


@etalon.implements("optimization.schedule.exponential")
def exponential(learning_rate, t, decay):
    return learning_rate.dtype.type(multiple_of_whole_power(learning_rate, decay, t))


@etalon.implements("optimization.schedule.inverse_time")
def inverse_time(learning_rate, t, decay, period, variant="continuous"):
    time = float(t // period) if variant == "staircase" else t / period
    growth = np.float64(decay) * time
    if np.isinf(growth):
        return learning_rate.dtype.type(np.float64(learning_rate) / decay / time)
    return learning_rate.dtype.type(np.float64(learning_rate) / (1 + growth))


@etalon.implements("optimization.schedule.cosine")
def cosine(learning_rate, t, period, least, variant="clamped"):
    if variant == "clamped":
        t = min(t, period)
    elif variant == "restarts":
        t %= period
    else:
        t = min(t % (2 * period), 2 * period - t % (2 * period))
    share = math.cos(math.pi / 2 * t / period) if t <= period // 2 else math.sin(math.pi / 2 * (period - t) / period)
    return learning_rate.dtype.type(np.float64(learning_rate) * share * share + np.float64(least) * (1 - share * share))


@etalon.implements("optimization.schedule.polynomial")
def polynomial(learning_rate, t, period, power, least, variant="clamped"):
    if variant == "clamped":
        t = min(t, period)
    cycles = max(1, -(-t // period))
    part, p = (cycles * period - t) / (cycles * period), float(power)
    return learning_rate.dtype.type(multiple_of_power(learning_rate, part, p) + np.float64(least) * (1 - np.float64(part) ** p))


@etalon.implements("optimization.schedule.warmup")
def warmup(learning_rate, t, warmup, then, period, decay, variant="from_one"):
    if t < warmup:
        return learning_rate.dtype.type(np.float64(learning_rate) * ((t + 1 if variant == "from_one" else t) / warmup))
    t -= warmup
    one, zero = learning_rate.dtype.type(1), learning_rate.dtype.type(0)
    if then == "linear":
        return polynomial(learning_rate, t, period, one, zero)
    if then == "cosine":
        return cosine(learning_rate, t, period, zero)
    return exponential(learning_rate, t, decay) if then == "exponential" else learning_rate
