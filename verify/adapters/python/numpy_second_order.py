"""Second-order steps of optimization in NumPy, in the form that a careful user would write."""
import etalon
import numpy as np

import numpy_linalg


def finite(*arrays):
    for array in arrays:
        if not np.isfinite(array).all():
            raise etalon.DomainError("C1", "an entry is not finite")


def symmetric(h):
    """The matrix of h's lower triangle."""
    return np.tril(h) + np.tril(h, -1).T


def definite_step(h, g):
    """p with h p = -g; LinAlgError where h is not positive definite."""
    return numpy_linalg.cholesky_solve(h, -g[:, None])[:, 0]


def scaled(x):
    """x beside a power of two, its largest entry between 1/2 and 1."""
    exponent = int(np.frexp(np.abs(x).max(initial=0))[1])
    return np.ldexp(x, -exponent), exponent


# ---- Newton's steps ----

@etalon.implements("optimization.babylonian_sqrt")
def babylonian_sqrt(a, x):
    finite(a, x)
    if a < 0 or x <= 0:
        raise etalon.DomainError("C1", "a is negative, or x not positive")
    a, x = np.array([a]), np.array([x])  # arrays keep their dtype
    return (x / 2 + (a / 2 / x if a > 1 else a / x / 2))[0]


@etalon.implements("optimization.newton_scalar_minimum")
def newton_scalar_minimum(x, slope, curvature):
    if curvature == 0:
        raise etalon.DomainError("C2", "the second derivative is 0")
    step = slope / curvature
    next = x - step if np.isfinite(step) else (np.array([x]) / 2 - np.array([slope]) / 2 / curvature)[0] * x.dtype.type(2)
    return next, int(curvature > 0)


@etalon.implements("optimization.newton")
def newton(x, g, h, variant="definite"):
    finite(x, g, h)
    p = definite_step(h, g) if variant == "definite" else np.linalg.solve(symmetric(h), -g)
    return {"p": p, "next": x + p}


@etalon.implements("optimization.damped_newton")
def damped_newton(x, g, h, rate, k, variant="fixed"):
    finite(x, g, h)
    p = definite_step(h, g)
    rate_k = rate if variant == "fixed" else np.minimum(np.ldexp(rate, min(k, 2000)), rate.dtype.type(1))
    return {"p": p, "rate_k": rate_k, "next": x + rate_k * p}


# ---- quasi-Newton ----

@etalon.implements("optimization.bfgs")
def bfgs(h, s, y, variant="inverse"):
    finite(h, s, y)
    h = symmetric(h)
    (s, s_exponent), (y, y_exponent) = scaled(s), scaled(y)
    curvature = s @ y
    if not curvature > 0:
        if variant == "skip":
            return h
        raise etalon.DomainError("C2", "the curvature along s is not positive")
    if variant == "direct":
        hs = h @ s
        if not s @ hs > 0:
            raise etalon.DomainError("C3", "s'Bs is not positive")
        return h - np.outer(hs / (s @ hs), hs) + np.ldexp(np.outer(y / curvature, y), y_exponent - s_exponent)
    hy, outer = h @ y, np.outer(s / curvature, s)
    cross = np.outer(s, hy)
    return h - (cross + cross.T) / curvature + (y @ hy) / curvature * outer + np.ldexp(outer, s_exponent - y_exponent)


@etalon.implements("optimization.lbfgs_direction")
def lbfgs_direction(g, s, y, variant="scaled"):
    finite(g, s, y)
    pairs = []
    for one_s, one_y in zip(s, y):
        (one_s, s_exponent), (one_y, y_exponent) = scaled(one_s), scaled(one_y)
        if not one_s @ one_y > 0:
            raise etalon.DomainError("C2", "the curvature along a step is not positive")
        pairs.append((one_s, one_y, one_s @ one_y, s_exponent - y_exponent))
    q, alphas = g, []
    for one_s, one_y, curvature, _ in reversed(pairs):
        alphas.append(one_s @ q / curvature)
        q = q - alphas[-1] * one_y
    if variant == "scaled" and pairs:
        _, one_y, curvature, exponent = pairs[-1]
        q = np.ldexp(curvature / (one_y @ one_y) * q, exponent)
    for (one_s, one_y, curvature, exponent), alpha in zip(pairs, reversed(alphas)):
        q = q + one_s * (np.ldexp(alpha, exponent) - one_y @ q / curvature)
    return -q
