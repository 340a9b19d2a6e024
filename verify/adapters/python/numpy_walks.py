"""Optimizers in NumPy that walk on functions: the steps of numpy_optimizers, with gradients by forward mode."""
import inspect
import math

import etalon
import numpy as np

import numpy_optimizers as step
from formulas import function
from numpy_calculus import module as plain
from numpy_second_order import lbfgs_direction


class Slope:
    """A number with its slopes along every variable."""

    def __init__(self, value, slopes):
        self.value, self.slopes = value, slopes

    def of(self, number):
        return number if isinstance(number, Slope) else Slope(self.value.dtype.type(number), 0 * self.slopes)

    def through(self, value, *parts):
        return Slope(value, sum(slope * of.slopes for slope, of in parts))

    def __neg__(self):
        return self.through(-self.value, (-1, self))

    def __add__(self, other):
        other = self.of(other)
        return self.through(self.value + other.value, (1, self), (1, other))

    def __sub__(self, other):
        other = self.of(other)
        return self.through(self.value - other.value, (1, self), (-1, other))

    def __mul__(self, other):
        other = self.of(other)
        return self.through(self.value * other.value, (other.value, self), (self.value, other))

    def __truediv__(self, other):
        other = self.of(other)
        value = self.value / other.value
        return self.through(value, (1 / other.value, self), (-value / other.value, other))

    def __pow__(self, other):
        if isinstance(other, Slope):
            value = self.value**other.value
            return self.through(value, (other.value * self.value ** (other.value - 1), self), (np.log(self.value) * value, other))
        other = self.value.dtype.type(other)
        return self.through(self.value**other, (other * self.value ** (other - 1) if other != 0 else other, self))

    __radd__ = __add__

    def __rmul__(self, other):
        return self.of(other) * self

    def __rsub__(self, other):
        return self.of(other) - self

    def __rtruediv__(self, other):
        return self.of(other) / self

    def __rpow__(self, other):
        return self.of(other) ** self


def module(dtype):
    """The grammar's functions, of numbers with slopes and of others."""
    f = plain(dtype)
    one, two = dtype.type(1), dtype.type(2)
    slopes = {"exp": lambda x, y: y, "log": lambda x, y: one / x, "log1p": lambda x, y: one / (one + x), "expm1": lambda x, y: np.exp(x), "sqrt": lambda x, y: one / (two * y),
              "square": lambda x, y: two * x, "sin": lambda x, y: np.cos(x), "cos": lambda x, y: -np.sin(x), "tan": lambda x, y: one / np.cos(x) ** 2, "sinh": lambda x, y: np.cosh(x),
              "cosh": lambda x, y: np.sinh(x), "tanh": lambda x, y: one / np.cosh(x) ** 2, "abs": lambda x, y: np.sign(x), "atan": lambda x, y: one / (one + x * x),
              "relu": lambda x, y: dtype.type(x > 0), "sigmoid": lambda x, y: y * f["sigmoid"](-x), "softplus": lambda x, y: f["sigmoid"](x),
              "erf": lambda x, y: dtype.type(2 / math.sqrt(math.pi)) * np.exp(-x * x)}

    def lifted(name):
        def call(x):
            if not isinstance(x, Slope):
                return f[name](x)
            y = f[name](x.value)
            return x.through(y, (slopes[name](x.value, y), x))
        return call

    def pair(name, slopes_of):
        def call(x, y):
            if not isinstance(x, Slope) and not isinstance(y, Slope):
                return f[name](x, y)
            x, y = (x, x.of(y)) if isinstance(x, Slope) else (y.of(x), y)
            of_x, of_y = slopes_of(x.value, y.value)
            return x.through(f[name](x.value, y.value), (of_x, x), (of_y, y))
        return call

    return {**{name: lifted(name) for name in slopes},
            "max": pair("max", lambda x, y: (dtype.type(x > y), dtype.type(y > x))), "min": pair("min", lambda x, y: (dtype.type(x < y), dtype.type(y < x))),
            "atan2": pair("atan2", lambda y, x: (x / (x * x + y * y), -y / (x * x + y * y)))}


def demand(steps, *arrays):
    if not 0 <= steps <= 10000 or not all(np.isfinite(array).all() for array in arrays):
        raise ValueError("an entry is not finite, or there are no so many steps")


def value_and_gradient(text, x):
    variables = [Slope(entry, unit) for entry, unit in zip(x, np.eye(len(x), dtype=x.dtype))]
    with np.errstate(all="ignore"):
        (y,) = function(text, module(x.dtype))(variables)
    y = variables[0].of(y)
    return y.value, y.slopes


def walks(name, take, state):
    """The runs of a step: `state` are the names of what it keeps beside its parameters, in the order in which it gives them back."""
    @etalon.implements(f"optimization.{name}.run")
    def run(function, x, steps, **inputs):
        if "variant" not in inspect.signature(take).parameters:
            inputs.pop("variant", None)
        demand(steps, x)
        all = []
        for k in range(steps + 1):
            value, gradient = value_and_gradient(function, x)
            all.append((x, *(inputs[name] for name in state), value, gradient))
            if k < steps:
                x, *after = take(theta=x, gradient=gradient, **inputs)
                inputs.update(zip(state, after))
                if "t" in inputs:
                    inputs["t"] += 1
        return tuple(np.array(entries) for entries in zip(*all))


walks("adam", step.adam, ["m", "v"])
walks("adamw", step.adamw, ["m", "v"])
walks("amsgrad", step.amsgrad, ["m", "v", "v_max"])
walks("radam", step.radam, ["m", "v"])
walks("nadam", step.nadam, ["m", "v", "product"])
walks("adamax", step.adamax, ["m", "u"])
walks("rmsprop", step.rmsprop, ["v", "mean", "buffer"])
walks("adagrad", step.adagrad, ["sum"])
walks("adadelta", step.adadelta, ["v", "u"])
walks("lion", step.lion, ["m"])


# ---- L-BFGS ----

def direction(states, gradients, least):
    """From the differences of states and gradients that follow each other, the oldest first."""
    s, y = np.diff(states, axis=0), np.diff(gradients, axis=0)
    kept = [k for k in range(len(s)) if s[k] @ y[k] > least]
    return lbfgs_direction(gradients[-1], s[kept], y[kept])


@etalon.implements("optimization.lbfgs.step")
def lbfgs_step(x, g, earlier, earlier_gradients, length, least_curvature):
    demand(0, x, g, earlier, earlier_gradients)
    return x + length * direction(np.vstack([earlier, x[None]]), np.vstack([earlier_gradients, g[None]]), least_curvature)


def strong_wolfe(look, x, d, value, slope, c1, c2):
    """A length with its state, value and gradient: doubling, then bisection."""
    low, high, alpha = 0, None, x.dtype.type(1)
    unseen = 2 * np.finfo(x.dtype).eps * abs(value)
    for _ in range(100):
        there = x + alpha * d
        ahead, gradient = look(there)
        if not ahead <= value + c1 * alpha * slope + unseen:
            high = alpha
        else:
            end = gradient @ d
            if abs(end) <= c2 * abs(slope):
                return alpha, there, ahead, gradient
            low, high = (alpha, high) if end < 0 else (low, alpha)
        alpha = x.dtype.type(2 * low if high is None else (low + high) / 2)
    raise etalon.DomainError("C13", "no length that satisfies both conditions was found")


@etalon.implements("optimization.lbfgs")
def lbfgs(function, x, memory, c1, c2, least_curvature, steps):
    demand(steps, x)
    value, gradient = value_and_gradient(function, x)
    states, values, gradients, lengths = [x], [value], [gradient], []
    for _ in range(steps):
        d = direction(np.array(states[-memory - 1:]), np.array(gradients[-memory - 1:]), least_curvature)
        length = x.dtype.type(1)
        if gradient.any():
            length, x, value, gradient = strong_wolfe(lambda x: value_and_gradient(function, x), x, d, value, gradient @ d, c1, c2)
        states.append(x), values.append(value), gradients.append(gradient), lengths.append(length)
    return tuple(np.array(all, x.dtype) for all in (states, lengths, values, gradients))
