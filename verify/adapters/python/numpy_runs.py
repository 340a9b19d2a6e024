"""What NumPy says of runs of optimization: their orders, and functions at a point."""
import etalon
import numpy as np

from numpy_calculus import values


@etalon.implements("optimization.objective")
def objective(function, x):
    return values(function, x, x.dtype)[0]


def log_ratio(y, x):
    """log(y/x): the difference is exact where they are close, and the quotient stays in range where they are not."""
    if x / 2 < y < 2 * x:
        return np.log1p((y - x) / x)
    (m, up), (n, down) = np.frexp(y), np.frexp(x)
    return np.log(m / n) + x.dtype.type(up - down) * x.dtype.type(np.log(2))


@etalon.implements("optimization.order_of_convergence")
def order_of_convergence(errors):
    if len(errors) < 3 or not np.isfinite(errors).all() or (errors <= 0).any():
        raise etalon.DomainError("C1", "three errors at least, finite and above 0")
    if (errors[1:] == errors[:-1]).any():
        raise etalon.DomainError("C2", "two errors that follow each other are equal")
    logs = np.array([log_ratio(y, x) for x, y in zip(errors, errors[1:])], errors.dtype)
    with np.errstate(under="ignore"):
        return {"rates": errors[1:] / errors[:-1], "orders": logs[1:] / logs[:-1]}
