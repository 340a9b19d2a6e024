"""SciPy on trial: its own steps of optimization, as its minimizers take them, and what they find; scikit-learn beside it.

    etalon verify --impl 'cmd:python3 verify/adapters/python/scipy_trial.py' --python build/trials-venv/bin/python

Nothing is corrected: what is refused and what is answered is SciPy's, in float64. Further arguments take other methods:
`scipy_trial.py trust-exact trf newton-cg` minimizes by trust-exact (else BFGS), fits curves by trf (else lm), and classifiers by
newton-cg (else lbfgs).
"""
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import etalon
import numpy as np
import scipy
import sklearn
from scipy.optimize import BFGS, least_squares, minimize, newton
from scipy.optimize._lbfgsb_py import LbfgsInvHessProduct
from scipy.optimize._trustregion_dogleg import DoglegSubproblem
from scipy.optimize._trustregion_exact import IterativeSubproblem
from scipy.optimize._trustregion_ncg import CGSteihaugSubproblem

import scipy_gan  # noqa: F401: distances of distributions
import sklearn_fits  # and its operations
from formulas import function
from numpy_calculus import complex_step, module, values

FLOAT64 = {"dtypes": ("float64",)}


def chosen(*methods):
    """The one that an argument names, else the first."""
    return next((argument for argument in sys.argv[1:] if argument in methods), methods[0])


METHOD = chosen("BFGS", "L-BFGS-B", "CG", "Newton-CG", "trust-exact", "dogleg", "trust-ncg", "trust-krylov", "TNC", "SLSQP", "trust-constr")
LEAST_SQUARES = chosen("lm", "trf", "dogbox")


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
    """MINPACK's lmdif by default: slopes by differences; its gtol is the cosine that the contract means, that of the others the largest slope."""
    gtol = max(float(tolerance), 1e-15) if LEAST_SQUARES == "lm" else 1e-15
    def residuals(parameters):
        return np.array([function(model, module(t.dtype), t=at)(list(parameters))[0] - measured for at, measured in zip(t, y)])
    with np.errstate(all="ignore"):
        found = least_squares(residuals, x, method=LEAST_SQUARES, gtol=gtol, ftol=1e-15, xtol=1e-15)
    return found.x, 2 * found.cost


def slopes(function, x):
    """The gradient to the last digit, by complex steps, and the Hessian by their differences."""
    return complex_step(function, x, 1e-20)[0]


def curvature(function, x, step=2.0**-17):
    h = np.array([(slopes(function, x + step * e) - slopes(function, x - step * e)) / (2 * step) for e in np.eye(len(x))])
    return (h + h.T) / 2


@etalon.implements("optimization.minimum", **FLOAT64)
def minimum(function, x, tolerance):
    """gtol is the largest slope, where the method has one; Newton-CG and TNC look at the length of a step alone."""
    tolerance = float(tolerance)
    options = {"Newton-CG": {"xtol": tolerance}, "TNC": {"gtol": tolerance, "ftol": 0, "xtol": 0, "maxfun": 100000}, "SLSQP": {"ftol": tolerance**2},
               "L-BFGS-B": {"gtol": tolerance, "ftol": 0}}.get(METHOD, {"gtol": tolerance})
    if METHOD != "TNC":
        options["maxiter"] = 10000
    second = {"hess": lambda z: curvature(function, z)} if METHOD.startswith(("trust", "dogleg", "Newton")) else {}
    with np.errstate(all="ignore"):
        found = minimize(lambda z: float(values(function, z, z.dtype)[0]), x, jac=lambda z: slopes(function, z), method=METHOD, options=options, **second)
    return found.x, found.fun


ROOTS = {  # f of the table and f'
    "x^2-a": (lambda x, a: x**2 - a, lambda x, a: 2 * x),
    "x^3-a": (lambda x, a: x**3 - a, lambda x, a: 3 * x**2),
    "x^3-a x": (lambda x, a: x**3 - a * x, lambda x, a: 3 * x**2 - a),
    "x^3-2x+2": (lambda x, a: x**3 - 2 * x + 2, lambda x, a: 3 * x**2 - 2),
    "(x-a)^2": (lambda x, a: (x - a) ** 2, lambda x, a: 2 * (x - a)),
    "(x-a)^3": (lambda x, a: (x - a) ** 3, lambda x, a: 3 * (x - a) ** 2),
    "exp(x)-a": (lambda x, a: np.exp(x) - a, lambda x, a: np.exp(x)),
    "sin(x)": (lambda x, a: np.sin(x), lambda x, a: np.cos(x)),
}


def root_function(text):
    """f and f' of the table; of a formula by a complex step."""
    if text in ROOTS:
        return ROOTS[text]
    read = lambda x, a: function(text, module(np.dtype(float)), a=a)([x])[0]
    return read, lambda x, a: np.imag(read(x + 1e-30j, a)) / 1e-30


@etalon.implements("optimization.newton_root.step", **FLOAT64)
def newton_root_step(function, a, x):
    """One iteration of scipy.optimize.newton; that a slope is 0 it says in a warning."""
    f, slope = root_function(function)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("error", RuntimeWarning)
        return newton(f, x, fprime=slope, args=(a,), maxiter=1, disp=False)


etalon.serve(name=f"SciPy {scipy.__version__}, scikit-learn {sklearn.__version__}: {' '.join([METHOD, LEAST_SQUARES, sklearn_fits.SOLVER])}")
