"""A linear algebra library with one bug, chosen on the command line: each must fail with a small matrix.

    etalon verify 'linalg.*' --impl 'cmd:python3 bad_linalg.py stale'
"""
import sys

import etalon
import numpy as np

bug = sys.argv[1]
previous = {}


def require_finite(a):
    if not np.isfinite(a).all():
        raise np.linalg.LinAlgError("not finite")  # LAPACK itself may not come back from an infinity


def from_gram(a):
    """The singular values as roots of the eigenvalues of the Gram matrix: half of the digits of the small ones."""
    gram = a @ a.T if a.shape[0] < a.shape[1] else a.T @ a
    return np.sqrt(np.maximum(np.linalg.eigvalsh(gram), 0))[::-1].astype(a.dtype)


@etalon.implements("linalg.svdvals")
def svdvals(a):
    require_finite(a)
    sigma = np.linalg.svd(a, compute_uv=False)
    if bug == "gram":
        return from_gram(a)
    if bug == "stale":  # a cache whose key forgets the entries
        return previous.setdefault((a.shape, a.dtype), sigma)
    return sigma


@etalon.implements("linalg.svd")
def svd(a, full):
    require_finite(a)
    u, sigma, vt = np.linalg.svd(a, full_matrices=bool(full))
    if bug == "not_orthogonal" and u.size:  # a column of U that was normalised in half precision
        u[:, 0] *= u.dtype.type(1 + 2 ** -10)
    return u, sigma, vt


@etalon.implements("linalg.cholesky")
def cholesky(a):
    if bug != "indefinite":
        return np.linalg.cholesky(a)
    require_finite(np.tril(a))
    l = np.zeros_like(a)
    for j in range(len(a)):  # a pivot that is not positive is replaced, and nobody told
        pivot = a[j, j] - (l[j, :j] ** 2).sum()
        l[j, j] = np.sqrt(pivot if pivot > 0 else np.finfo(a.dtype).tiny)
        l[j + 1:, j] = (a[j + 1:, j] - l[j + 1:, :j] @ l[j, :j]) / l[j, j]
    return l


@etalon.implements("linalg.qr_canonical")
def qr(a, full):
    require_finite(a)
    q, r = np.linalg.qr(a, "complete" if full else "reduced")
    if bug != "sign":
        signs = np.where(np.diag(r) < 0, -1, 1).astype(a.dtype)
        q[:, :len(signs)] *= signs
        r[:len(signs)] *= signs[:, None]
    return q, r


etalon.serve(name=f"a library with the bug {bug}")
