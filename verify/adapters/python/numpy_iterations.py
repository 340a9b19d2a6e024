"""Rayleigh quotients and the iterations for eigenvectors in NumPy, in the form that a careful user would write."""
import etalon
import numpy as np


def scaled(x):
    """x by a power of two near its largest entry, and the exponent."""
    exponent = np.frexp(np.abs(x).max())[1]
    return np.ldexp(x, -exponent), exponent


@etalon.implements("linalg.rayleigh_quotient")
def rayleigh_quotient(a, x):
    if not (np.isfinite(a).all() and np.isfinite(x).all() and x.any()):
        raise ValueError("an entry is not finite, or x is 0")
    x, _ = scaled(x)
    return x @ (a @ x) / (x @ x)


@etalon.implements("linalg.rayleigh_quotient.gradient")
def rayleigh_quotient_gradient(a, x):
    rho = rayleigh_quotient(a, x)
    x, exponent = scaled(x)
    return np.outer(x, x) / (x @ x), np.ldexp((a @ x + a.T @ x - 2 * rho * x) / (x @ x), -exponent)


def normalized(x):
    x = x / np.abs(x).max()  # np.linalg.norm squares
    return x / np.linalg.norm(x)


def iterate(a, x0, steps, step):
    """x0 and the states after each step, with their Rayleigh quotients."""
    if not (np.isfinite(a).all() and np.isfinite(x0).all() and x0.any()):
        raise ValueError("an entry is not finite, or x0 is 0")
    states = [x0]
    for _ in range(steps):
        states.append(step(a, states[-1]))
    return {"iterates": np.array(states), "rayleigh": np.array([rayleigh_quotient(a, x) for x in states])}


@etalon.implements("linalg.power_iteration.step")
def power_iteration_step(a, x):
    y = a @ x
    if not y.any():
        raise ValueError("Ax is 0")
    return normalized(y)


@etalon.implements("linalg.power_iteration")
def power_iteration(a, x0, steps):
    if not 0 <= steps <= 1000:
        raise ValueError("steps must lie between 0 and 1000")
    return iterate(a, x0, steps, power_iteration_step)


def shifted_solve(a, shift, x):
    """y with (a - shift I) y = x up to its length; where rounding makes the matrix singular, with a shift one digit off."""
    if not (np.isfinite(a).all() and np.isfinite(x).all() and np.isfinite(shift) and x.any()):
        raise ValueError("an entry is not finite, or x is 0")
    identity = np.eye(len(a), dtype=a.dtype)
    for _ in range(2):
        try:
            return normalized(np.linalg.solve(a - shift * identity, x))
        except np.linalg.LinAlgError:
            shift = shift + np.finfo(a.dtype).eps * np.abs(a).max()
    raise ValueError("the matrix is singular")


@etalon.implements("linalg.inverse_iteration.step")
def inverse_iteration_step(a, shift, x):
    return shifted_solve(a, shift, x)


@etalon.implements("linalg.inverse_iteration")
def inverse_iteration(a, shift, x0, steps):
    if not np.isfinite(shift):  # without a step nothing meets it
        raise ValueError("the shift is not finite")
    return iterate(a, x0, steps, lambda a, x: shifted_solve(a, shift, x))


@etalon.implements("linalg.rayleigh_quotient_iteration.step")
def rayleigh_quotient_iteration_step(a, x):
    return shifted_solve(a, rayleigh_quotient(a, x), x)


@etalon.implements("linalg.rayleigh_quotient_iteration")
def rayleigh_quotient_iteration(a, x0, steps):
    return iterate(a, x0, steps, rayleigh_quotient_iteration_step)
