"""SciPy on trial: its own steps of optimization, as its minimizers take them.

    etalon verify --impl 'cmd:python3 verify/adapters/python/scipy_trial.py' --python build/trials-venv/bin/python

Nothing is corrected: what is refused and what is answered is SciPy's, in float64.
"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import etalon
import numpy as np
import scipy
from scipy.optimize import BFGS, least_squares
from scipy.optimize._lbfgsb_py import LbfgsInvHessProduct
from scipy.optimize._trustregion_dogleg import DoglegSubproblem
from scipy.optimize._trustregion_exact import IterativeSubproblem
from scipy.optimize._trustregion_ncg import CGSteihaugSubproblem

from formulas import function
from numpy_calculus import module
import scipy_gan  # noqa: F401: distances of distributions

FLOAT64 = {"dtypes": ("float64",)}


def symmetric(h):
    """The contract's matrix, given by its lower triangle."""
    return np.tril(h) + np.tril(h, -1).T


def subproblem(kind, g, h, **options):
    """One of SciPy's models about a point where f is 0."""
    h = symmetric(h)
    return kind(np.zeros_like(g), lambda x: 0.0, lambda x: g, lambda x: h, **options)


@etalon.implements("optimization.trust_region.dogleg", **FLOAT64)
def dogleg(g, h, delta):
    return subproblem(DoglegSubproblem, g, h).solve(float(delta))[0]


@etalon.implements("optimization.trust_region.steihaug{superlinear}", **FLOAT64)
def steihaug(g, h, delta):
    p, boundary = subproblem(CGSteihaugSubproblem, g, h).solve(float(delta))
    return {"p": p, "boundary": int(boundary)}


@etalon.implements("optimization.trust_region.exact", **FLOAT64)
def exact(g, h, delta):
    """Its stopping rules as tight as they may be: by default it takes 1.1 times the radius for the radius."""
    model = subproblem(IterativeSubproblem, g, h, k_easy=1e-14, k_hard=1e-14, maxiter=1000)
    p, _ = model.solve(float(delta))
    return {"p": p, "lambda": float(model.lambda_current)}


@etalon.implements("optimization.bfgs{skip}", **FLOAT64)
def bfgs(h, s, y):
    update = BFGS(exception_strategy="skip_update", min_curvature=0.0)
    update.initialize(len(s), "inv_hess")
    update.H, update.first_iteration = symmetric(h), False
    update.update(s, y)
    return update.get_matrix()


@etalon.implements("optimization.lbfgs_direction{identity}", **FLOAT64)
def lbfgs_direction(g, s, y):
    """H0 is the identity in its operator; the minimizer itself is compiled."""
    return -LbfgsInvHessProduct(s, y).matvec(g)


@etalon.implements("optimization.curve_fit", **FLOAT64)
def curve_fit(model, t, y, x, tolerance):
    """MINPACK's lmdif: slopes by differences; gtol is the cosine that the contract means."""
    def residuals(parameters):
        return np.array([function(model, module(t.dtype), t=at)(list(parameters))[0] - measured for at, measured in zip(t, y)])
    with np.errstate(all="ignore"):
        found = least_squares(residuals, x, method="lm", gtol=max(float(tolerance), 1e-15), ftol=1e-15, xtol=1e-15)
    return found.x, 2 * found.cost


etalon.serve(name=f"SciPy {scipy.__version__}")
