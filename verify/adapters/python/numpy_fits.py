"""What NumPy says of linear classifiers and of minima: Newton's method, as a careful user writes it."""
import etalon
import numpy as np

from numpy_calculus import complex_step, values
from numpy_nn import sigmoid, softplus


def tail(c, margin):
    """c·exp(−margin) by halves, where exp(−margin) alone underflows."""
    root = np.exp(-np.maximum(margin, 0) / 2)
    return c * root * root


def logistic(c, margin):
    """C·log(1 + exp(−margin)), its slope and its curvature."""
    value = np.where(margin > 80, tail(c, margin), c * softplus(-margin))
    slope = np.where(margin > 80, -tail(c, margin), -c * sigmoid(-margin))
    return value, slope, c * sigmoid(margin) * sigmoid(-margin)


def squared_hinge(c, margin):
    missing = np.maximum(1 - margin, 0)
    return c * missing * missing, -2 * (c * missing), np.where(margin < 1, 2 * c, 0 * c)


def objective(loss, x, y, w, intercept, c, variant):
    """The value, and its gradient by w and by the intercept."""
    y, penalty = y.astype(x.dtype), intercept if variant == "penalized_intercept" else 0 * intercept
    value, slope, _ = loss(c / x.dtype.type(len(y)) if variant == "mean" else c, y * (x @ w + intercept))
    return value.sum() + (w * (w / 2)).sum() + penalty * (penalty / 2), x.T @ (y * slope) + w, (y * slope).sum() + penalty


def newton(look, z, tolerance, noise):
    """Newton's steps, halved while the value rises, until no slope exceeds the tolerance or nothing gets better."""
    value, gradient, hessian = look(z)
    for _ in range(500):
        if np.abs(gradient).max() <= tolerance / 2:
            break
        damping, step = 0, None
        for _ in range(100):
            try:
                np.linalg.cholesky(hessian + damping * np.eye(len(z), dtype=z.dtype))
                step = np.linalg.solve(hessian + damping * np.eye(len(z), dtype=z.dtype), gradient)
                break
            except np.linalg.LinAlgError:
                damping = max(2 * damping, np.abs(hessian).max() / 64)
        for halvings in range(40 if step is not None else 0):
            there = z - z.dtype.type(0.5**halvings) * step.astype(z.dtype)
            ahead = look(there)
            if ahead[0] < value - noise * abs(value) or (ahead[0] <= value + noise * abs(value) and np.abs(ahead[1]).max() < np.abs(gradient).max()):
                break
        else:
            break
        z, (value, gradient, hessian) = there, ahead
    return z


def fit(loss, x, y, c, tolerance, variant):
    if not np.isfinite(x).all():
        raise etalon.DomainError("C1", "x is not finite")
    if not (0 < c < np.inf and 0 < tolerance < np.inf):
        raise ValueError("c and tolerance are above 0, and finite")
    if not ((y == 1).any() and (y == -1).any()):
        raise etalon.DomainError("C5", "one label alone")
    columns = x if variant == "no_intercept" else np.hstack([x, np.ones((len(x), 1), x.dtype)])
    penalty = np.ones(columns.shape[1], x.dtype)
    if variant == "free_intercept":
        penalty[-1] = 0

    def look(z):
        value, slope, curvature = loss(c, y.astype(x.dtype) * (columns @ z))
        return value.sum() + (penalty * z * z).sum() / 2, columns.T @ (y * slope).astype(x.dtype) + penalty * z, columns.T @ (curvature[:, None] * columns) + np.diag(penalty)

    z = newton(look, np.zeros(columns.shape[1], x.dtype), tolerance, 16 * np.finfo(x.dtype).eps)
    return (z, x.dtype.type(0)) if variant == "no_intercept" else (z[:-1], z[-1])


@etalon.implements("optimization.logistic_regression")
def logistic_regression(x, y, w, intercept, c, variant="sum"):
    return objective(logistic, x, y, w, intercept, c, variant)[0]


@etalon.implements("optimization.logistic_regression.gradient")
def logistic_regression_gradient(x, y, w, intercept, c, variant="sum"):
    return objective(logistic, x, y, w, intercept, c, variant)[1:]


@etalon.implements("optimization.squared_hinge_svm")
def squared_hinge_svm(x, y, w, intercept, c, variant="sum"):
    return objective(squared_hinge, x, y, w, intercept, c, variant)[0]


@etalon.implements("optimization.squared_hinge_svm.gradient")
def squared_hinge_svm_gradient(x, y, w, intercept, c, variant="sum"):
    return objective(squared_hinge, x, y, w, intercept, c, variant)[1:]


@etalon.implements("optimization.logistic_regression.fit")
def logistic_regression_fit(x, y, c, tolerance, variant="free_intercept"):
    return fit(logistic, x, y, c, tolerance, variant)


@etalon.implements("optimization.squared_hinge_svm.fit")
def squared_hinge_svm_fit(x, y, c, tolerance, variant="free_intercept"):
    return fit(squared_hinge, x, y, c, tolerance, variant)


@etalon.implements("optimization.minimum")
def minimum(function, x, tolerance):
    """Slopes by complex steps, curvatures by their differences."""
    tiny, small = x.dtype.type(1e-20), x.dtype.type(np.finfo(x.dtype).eps ** (1 / 3))

    def slopes(z):
        return complex_step(function, z, tiny)[0]

    def look(z):
        hessian = np.array([(slopes(z + small * e) - slopes(z - small * e)) / (2 * small) for e in np.eye(len(z), dtype=z.dtype)])
        return values(function, z, z.dtype)[0], slopes(z), (hessian + hessian.T) / 2

    if not np.isfinite(x).all():
        raise etalon.DomainError("C2", "x is not finite")
    if not tolerance > 0 or len(values(function, x, x.dtype)) != 1:
        raise ValueError("the tolerance is above 0, and the function has one output")
    if not np.isfinite(values(function, x, x.dtype)).all() or not np.isfinite(slopes(x)).all():
        raise etalon.DomainError("C3", "the function is not defined at x")
    z = newton(look, x, tolerance, 16 * np.finfo(x.dtype).eps)
    return z, values(function, z, z.dtype)[0]
