"""scikit-learn on trial: linear classifiers and their objective, as its solvers fit them.

An argument after the file's name takes another solver: `scipy_trial.py newton-cg`. What it minimizes is our objective over C·m, so
its tolerance is ours over C·m; liblinear's is relative to the gradient at 0, and times the share of the rarer label.
"""
import sys
import warnings

import etalon
import numpy as np
from sklearn._loss import HalfBinomialLoss
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.linear_model._linear_loss import LinearModelLoss
from sklearn.svm import LinearSVC

SOLVERS = ("lbfgs", "newton-cg", "newton-cholesky", "liblinear")
SOLVER = next((argument for argument in sys.argv[1:] if argument in SOLVERS), "lbfgs")
DTYPES = {"dtypes": ("float64", "float32")}


def relative(x, y, c, tolerance, slope_at_zero, intercept):
    """The tolerance that liblinear means by ours."""
    columns = np.hstack([x, np.ones((len(x), 1))]) if intercept else x
    rarer = min((y > 0).sum(), (y < 0).sum()) / len(y)
    return tolerance / (rarer * np.linalg.norm(c * slope_at_zero * (columns.T @ y.astype(float))))


def fitted(model, x, y):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(x, y)
    return model.coef_[0], np.ravel(model.intercept_)[:1].reshape(())


def logistic(x, y, c, tolerance, solver, intercept):
    c, tolerance = float(c), float(tolerance)
    tol = relative(x.astype(float), y, c, tolerance, 0.5, intercept) if solver == "liblinear" else tolerance / (c * len(y))
    return fitted(LogisticRegression(C=c, tol=tol, solver=solver, fit_intercept=intercept, max_iter=10000), x, y)


if SOLVER != "liblinear":

    @etalon.implements("optimization.logistic_regression.fit{free_intercept}", **DTYPES)
    def free(x, y, c, tolerance):
        return logistic(x, y, c, tolerance, SOLVER, True)


@etalon.implements("optimization.logistic_regression.fit{penalized_intercept}", **DTYPES)
def penalized(x, y, c, tolerance):
    return logistic(x, y, c, tolerance, "liblinear", True)


@etalon.implements("optimization.logistic_regression.fit{no_intercept}", **DTYPES)
def without(x, y, c, tolerance):
    return logistic(x, y, c, tolerance, SOLVER, False)


def svm(x, y, c, tolerance, intercept):
    tol = relative(x.astype(float), y, float(c), float(tolerance), 2.0, intercept)
    return fitted(LinearSVC(loss="squared_hinge", dual=False, C=float(c), tol=tol, fit_intercept=intercept, max_iter=100000), x, y)


@etalon.implements("optimization.squared_hinge_svm.fit{penalized_intercept}", **DTYPES)
def svm_penalized(x, y, c, tolerance):
    return svm(x, y, c, tolerance, True)


@etalon.implements("optimization.squared_hinge_svm.fit{no_intercept}", **DTYPES)
def svm_without(x, y, c, tolerance):
    return svm(x, y, c, tolerance, False)


def loss_gradient(x, y, w, intercept, c, variant):
    """Its loss is a mean with ½λ‖w‖², which is our mean at λ = 1/C, over C; our sum at λ = 1/(C·m), over C·m."""
    factor = x.dtype.type(len(y)) * c if variant == "sum" else c
    loss = LinearModelLoss(base_loss=HalfBinomialLoss(), fit_intercept=True)
    value, gradient = loss.loss_gradient(np.append(w, intercept).astype(x.dtype), np.ascontiguousarray(x), (y > 0).astype(x.dtype), l2_reg_strength=float(1 / factor))
    return factor * x.dtype.type(value), factor * gradient


for name in ("sum", "mean"):

    @etalon.implements(f"optimization.logistic_regression{{{name}}}", **DTYPES)
    def objective(x, y, w, intercept, c, variant=name):
        return loss_gradient(x, y, w, intercept, c, variant)[0]

    @etalon.implements(f"optimization.logistic_regression.gradient{{{name}}}", **DTYPES)
    def objective_gradient(x, y, w, intercept, c, variant=name):
        gradient = loss_gradient(x, y, w, intercept, c, variant)[1]
        return gradient[:-1], gradient[-1]
