"""The operations of linear algebra in NumPy; see numpy_correct.py, which serves them with the others."""
import math

import etalon
import numpy as np


def finite(a):
    """a, if it has neither NaN nor infinity."""
    if not np.isfinite(a).all():
        raise etalon.DomainError("C1", "an entry is not finite")
    return a


def lower(a):
    """The lower triangle, if it has neither NaN nor infinity."""
    return finite(np.where(np.tril(np.ones(a.shape, bool)), a, np.zeros_like(a)))



@etalon.implements("linalg.cholesky")
def cholesky(a):
    return np.linalg.cholesky(a)  # reads the lower triangle; LinAlgError when a is not positive definite


@etalon.implements("linalg.svdvals")
def svdvals(a):
    return np.linalg.svd(a, compute_uv=False)


def solve_lower(l, b):
    """w with l w = b, row by row; LU with pivoting would undo the grading of l."""
    w = np.zeros_like(b)
    for i in range(len(b)):
        w[i] = (b[i] - l[i, :i] @ w[:i]) / l[i, i]
    return w


@etalon.implements("linalg.mvn_sample")
def mvn_sample(mean, cov, z):
    return mean + np.linalg.cholesky(cov) @ z


@etalon.implements("linalg.mvn_log_pdf")
def mvn_log_pdf(x, mean, cov, variant="symmetrised"):
    l = np.linalg.cholesky(cov)  # of a symmetric matrix both conventions are one
    w = solve_lower(l, x - mean)
    return -(w * w / 2 + np.log(np.diag(l)) + math.log(2 * math.pi) / 2).sum()


@etalon.implements("linalg.mvn_log_pdf.gradient")
def mvn_log_pdf_gradient(x, mean, cov, variant="symmetrised"):
    if not np.isfinite(cov).all():
        raise ValueError("the covariance has an entry that is not finite")  # the inverse of an infinite factor is finite
    root = solve_lower(np.linalg.cholesky(cov), np.eye(len(x), dtype=cov.dtype))
    y = root.T @ (root @ (x - mean))
    g = np.outer(y / 2, y) - root.T @ (root / 2)  # halves first: what fits does not overflow on the way
    if variant == "independent":
        g = np.tril(g) + np.tril(g, -1)
    return {"grad_x": -y, "grad_mean": y, "grad_cov": g}


@etalon.implements("linalg.graph_laplacian")
def graph_laplacian(w, variant="unnormalized"):
    if not (w == w.T).all() or not (w >= 0).all() or not np.isfinite(w).all():
        raise ValueError("weights are finite, symmetric and not negative")
    if variant == "symmetric_without_loops":
        w = w - np.diag(np.diag(w))
    d = w.sum(axis=1)
    if variant == "unnormalized":
        return np.diag(d) - w
    isolated = d == 0
    root = np.sqrt(np.where(isolated, 1, d))
    divisor = np.outer(root, root) if variant != "random_walk" else np.where(isolated, 1, d)[:, None]
    return np.diag((~isolated).astype(w.dtype)) - w / divisor


@etalon.implements("linalg.layer_product_spectrum")
def layer_product_spectrum(weights):
    if not weights or any(w.ndim != 2 for w in weights):
        raise ValueError("the layers are at least one matrix")
    product = weights[0]
    for w in weights[1:]:
        product = w @ product
    return np.linalg.svd(product, compute_uv=False)
@etalon.implements("linalg.eigh")
def eigh(a):
    values, vectors = np.linalg.eigh(a)  # reads the lower triangle
    return {"lambda": values, "q": vectors}


@etalon.implements("linalg.eigvalsh")
def eigvalsh(a):
    if not np.isfinite(np.tril(a)).all():  # LAPACK loses some NaNs when it wants no vectors
        raise etalon.DomainError("C1", "the lower triangle has an entry that is not finite")
    return np.linalg.eigvalsh(a)


@etalon.implements("linalg.svd")
def svd(a, full=0):
    if not np.isfinite(a).all():  # LAPACK's iterations may never end
        raise etalon.DomainError("C1", "the matrix has an entry that is not finite")
    u, sigma, vt = np.linalg.svd(a, full_matrices=bool(full))
    return {"u": u, "sigma": sigma, "vt": vt}
@etalon.implements("linalg.eig")
def eig(a):
    values, v = np.linalg.eig(a)
    return {"lambda_re": values.real, "lambda_im": values.imag, "v_re": v.real, "v_im": v.imag}


@etalon.implements("linalg.eigvals")
def eigvals(a):
    values = np.linalg.eigvals(a)
    return {"lambda_re": values.real, "lambda_im": values.imag}


@etalon.implements("linalg.spectral_radius")
def spectral_radius(a):
    return np.abs(np.linalg.eigvals(a)).max(initial=0)


@etalon.implements("linalg.matrix_power")
def matrix_power(a, exponent):
    if not np.isfinite(a).all():
        raise ValueError("the matrix has an entry that is not finite")
    return np.linalg.matrix_power(a, exponent)  # LinAlgError when a is singular and the exponent negative


@etalon.implements("linalg.matrix_completion")
def matrix_completion(x, observed, mask, **scalars):
    penalty = scalars["lambda"]  # a keyword of Python
    known = mask == 1
    finite(x), finite(observed[known])  # what is not observed may be anything
    misfit = np.where(known, observed - x, 0)
    objective = (misfit * misfit / 2).sum() + (penalty * np.linalg.svd(x, compute_uv=False)).sum()
    u, sigma, vt = np.linalg.svd(np.where(known, observed, x), full_matrices=False)
    return {"next": (u * np.maximum(sigma - penalty, 0)) @ vt, "objective": objective}


@etalon.implements("linalg.pca")
def pca(x, k):
    n = len(x)
    if n < 2 or not 0 <= k <= min(x.shape):
        raise ValueError("two samples at least, and no more components than samples or dimensions")
    mean = x.mean(axis=0)
    u, sigma, vt = np.linalg.svd(x - mean, full_matrices=False)
    variance = (sigma / math.sqrt(n - 1)) ** 2
    return {"mean": mean, "components": vt[:k], "explained_variance": variance[:k], "scores": u[:, :k] * sigma[:k],
            "reconstruction_error": variance[k:].sum()}


@etalon.implements("linalg.spectral_embedding")
def spectral_embedding(w, k, variant="symmetric"):
    if not 0 <= k <= len(w):
        raise ValueError("k lies outside 0 ... n")
    values, vectors = np.linalg.eigh(graph_laplacian(w, variant))
    vectors = vectors[:, :k]
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return {"lambda": values[:k], "vectors": vectors, "rows": vectors / np.where(length == 0, 1, length)}


@etalon.implements("linalg.spectral_clustering")
def spectral_clustering(w, k, centres, steps=10, variant="symmetric"):
    n = len(w)
    if not 1 <= k <= n or len(set(centres.tolist())) < k or not ((0 <= centres) & (centres < n)).all() or not 0 <= steps <= 1000:
        raise ValueError("k, steps or the centres lie outside their range")
    rows = spectral_embedding(w, k, variant)["rows"]
    means = rows[centres]
    objective = []
    for step in range(steps + 1):
        distances = ((rows[:, None, :] - means[None, :, :]) ** 2).sum(axis=2)
        labels = distances.argmin(axis=1)
        objective.append(distances.min(axis=1).sum())
        means = np.array([rows[labels == c].mean(axis=0) if (labels == c).any() else means[c] for c in range(k)])
    return {"labels": labels, "objective": np.array(objective)}
@etalon.implements("linalg.lu_solve")
def lu_solve(a, b):
    return np.linalg.solve(finite(a), finite(b))  # LinAlgError where a pivot is exactly 0


@etalon.implements("linalg.det")
def det(a):
    return np.linalg.det(finite(a))


@etalon.implements("linalg.slogdet")
def slogdet(a):
    sign, logabsdet = np.linalg.slogdet(finite(a))
    return {"sign": sign, "logabsdet": logabsdet}


@etalon.implements("linalg.inverse")
def inverse(a):
    return np.linalg.inv(finite(a))


@etalon.implements("linalg.tensorsolve")
def tensorsolve(a, b):
    # where a has no axis more than b, NumPy gives x the axes of a instead of none
    return np.linalg.tensorsolve(finite(a), finite(b)).reshape(a.shape[b.ndim:])


@etalon.implements("linalg.tensorinv")
def tensorinv(a, ind=2):
    if not 1 <= ind <= a.ndim:  # of a scalar, NumPy fails with a TypeError
        raise etalon.DomainError("C4", "ind is not of an axis of a")
    if a.size == 0 and math.prod(a.shape[:ind]) == math.prod(a.shape[ind:]):
        return np.empty(a.shape[ind:] + a.shape[:ind], a.dtype)  # NumPy cannot reshape it
    return np.linalg.tensorinv(finite(a), ind=ind)


@etalon.implements("linalg.qr")
def qr(a, full=0):
    q, r = np.linalg.qr(finite(a), mode="complete" if full else "reduced")
    return {"q": q, "r": r}


@etalon.implements("linalg.qr_canonical")
def qr_canonical(a, full=0):
    q, r = np.linalg.qr(finite(a), mode="complete" if full else "reduced")
    k = min(a.shape)
    signs = np.where(np.diagonal(r) < 0, -1, 1).astype(a.dtype)
    r[:k] *= signs[:, None]
    q[:, :k] *= signs
    return {"q": q, "r": r}


@etalon.implements("linalg.lstsq")
def lstsq(a, b):
    x, _, rank, _ = np.linalg.lstsq(finite(a), finite(b), rcond=None)
    if rank < a.shape[1]:
        raise etalon.DomainError("C2", "the columns are not independent")
    return x


@etalon.implements("linalg.cholesky_solve")
def cholesky_solve(a, b):
    l = np.linalg.cholesky(lower(a))
    x = finite(b).copy()
    n = len(a)
    for i in range(n):
        x[i] = (x[i] - l[i, :i] @ x[:i]) / l[i, i]
    for i in reversed(range(n)):
        x[i] = (x[i] - l[i + 1:, i] @ x[i + 1:]) / l[i, i]
    return x


@etalon.implements("linalg.cholesky_logdet")
def cholesky_logdet(a):
    return (2 * np.log(np.diagonal(np.linalg.cholesky(lower(a))))).sum()


@etalon.implements("linalg.is_positive_definite")
def is_positive_definite(a):
    try:
        return int(np.isfinite(np.linalg.cholesky(lower(a))).all())
    except np.linalg.LinAlgError:
        return 0


@etalon.implements("linalg.low_rank")
def low_rank(a, k):
    decomposed = svd(a)
    u, sigma, vt = decomposed["u"], decomposed["sigma"], decomposed["vt"]
    tail = sigma[k:]
    top = tail[0] if k < len(sigma) and tail[0] > 0 else a.dtype.type(1)  # so that no square leaves the range
    return {"a_k": (u[:, :k] * sigma[:k]) @ vt[:k], "error_2": tail.max(initial=0), "error_f": top * np.linalg.norm(tail / top)}


@etalon.implements("linalg.spectral_norm")
def spectral_norm(a):
    return np.linalg.norm(a, 2) if a.size else a.dtype.type(0)


@etalon.implements("linalg.nuclear_norm")
def nuclear_norm(a):
    return np.linalg.norm(a, "nuc") if a.size else a.dtype.type(0)


@etalon.implements("linalg.frobenius_norm")
def frobenius_norm(a):
    top = np.abs(a).max(initial=0)
    if top == 0:
        return top
    exponent = np.frexp(top)[1]
    return np.ldexp(np.linalg.norm(np.ldexp(a, -exponent)), exponent)  # so that no square leaves the range


@etalon.implements("linalg.condition_number")
def condition_number(a):
    return np.linalg.cond(a)


@etalon.implements("linalg.matrix_rank")
def matrix_rank(a, rtol=0):
    if not np.isfinite(a).all():  # comparisons with NaN count nothing
        raise etalon.DomainError("C1", "the matrix has an entry that is not finite")
    if a.size == 0:
        return 0
    sigma = np.linalg.svd(a, compute_uv=False)
    return int((sigma > rtol * sigma[0]).sum())


@etalon.implements("linalg.pinv")
def pinv(a, rcond=0):
    if not np.isfinite(a).all():
        raise etalon.DomainError("C1", "the matrix has an entry that is not finite")
    return np.linalg.pinv(a, rcond=rcond)


@etalon.implements("linalg.lstsq_min_norm")
def lstsq_min_norm(a, b, rcond=0):
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        raise etalon.DomainError("C1", "a or b has an entry that is not finite")
    return np.linalg.lstsq(a, b, rcond=rcond)[0]


@etalon.implements("linalg.matrix_norm")
def matrix_norm(a, variant="one"):
    if a.size == 0:
        return np.zeros((), a.dtype)[()]
    return np.linalg.norm(finite(a), 1 if variant == "one" else np.inf)


@etalon.implements("linalg.multi_dot")
def multi_dot(matrices):
    if not all(np.isfinite(a).all() for a in matrices):  # BLAS may skip what is multiplied by 0
        raise ValueError("a matrix has an entry that is not finite")
    return np.linalg.multi_dot(matrices)
