"""The operations of linear algebra in PyTorch; see torch_trial.py, which serves them with the others."""
import torch
from torch import linalg
from torch.distributions import MultivariateNormal

from torch_call import gradient, implements, mirrored


# ---- positive definite matrices: what is read is the lower triangle ----

@implements("linalg.cholesky")
def cholesky(a):
    return linalg.cholesky(a)


@implements("linalg.cholesky.vjp")
def cholesky_vjp(a, cotangent):
    return gradient(lambda a: linalg.cholesky(mirrored(a)), a, cotangent=cotangent)


def logdet(a):
    return 2 * linalg.cholesky(a).diagonal().log().sum()


@implements("linalg.cholesky_logdet")
def cholesky_logdet(a):
    return logdet(a)


@implements("linalg.cholesky_logdet.gradient")
def cholesky_logdet_gradient(a):
    return gradient(lambda a: logdet(mirrored(a)), a)


def solved(a, b):
    return torch.cholesky_solve(b, linalg.cholesky(a))


@implements("linalg.cholesky_solve")
def cholesky_solve(a, b):
    return solved(a, b)


@implements("linalg.cholesky_solve.vjp")
def cholesky_solve_vjp(a, b, cotangent):
    return gradient(lambda a, b: solved(mirrored(a), b), a, b, cotangent=cotangent)


@implements("linalg.is_positive_definite")
def is_positive_definite(a):
    return (linalg.cholesky_ex(a).info == 0).long()


@implements("linalg.mvn_sample")
def mvn_sample(mean, cov, z):
    return mean + linalg.cholesky(cov) @ z


@implements("linalg.mvn_sample.vjp")
def mvn_sample_vjp(mean, cov, z, cotangent):
    return gradient(lambda mean, cov: mean + linalg.cholesky(mirrored(cov)) @ z, mean, cov, cotangent=cotangent)


def covariance(cov, variant):
    """The matrix that a convention reads: MultivariateNormal takes symmetric ones alone."""
    return (cov + cov.mT) / 2 if variant == "symmetrised" else mirrored(cov)


@implements("linalg.mvn_log_pdf")
def mvn_log_pdf(x, mean, cov, variant):
    return MultivariateNormal(mean, covariance(cov, variant)).log_prob(x)


@implements("linalg.mvn_log_pdf.gradient")
def mvn_log_pdf_gradient(x, mean, cov, variant):
    return gradient(lambda x, mean, cov: MultivariateNormal(mean, covariance(cov, variant)).log_prob(x), x, mean, cov)


# ---- square matrices ----

@implements("linalg.lu")
def lu(a):
    p, l, u = linalg.lu(a)  # a = p l u
    return {"p": p.argmax(0) if len(p) else torch.zeros(0, dtype=torch.int64), "l": l, "u": u}


@implements("linalg.lu_solve")
def lu_solve(a, b):
    return linalg.solve(a, b)


@implements("linalg.lu_solve.vjp")
def lu_solve_vjp(a, b, cotangent):
    return gradient(linalg.solve, a, b, cotangent=cotangent)


@implements("linalg.inverse")
def inverse(a):
    return linalg.inv(a)


@implements("linalg.inverse.vjp")
def inverse_vjp(a, cotangent):
    return gradient(linalg.inv, a, cotangent=cotangent)


@implements("linalg.det")
def det(a):
    return linalg.det(a)


@implements("linalg.det.vjp")
def det_vjp(a, cotangent):
    return gradient(linalg.det, a, cotangent=cotangent)


@implements("linalg.slogdet")
def slogdet(a):
    return tuple(linalg.slogdet(a))


@implements("linalg.slogdet.vjp")
def slogdet_vjp(a, cotangent_logabsdet):
    return gradient(lambda a: linalg.slogdet(a).logabsdet, a, cotangent=cotangent_logabsdet)


@implements("linalg.matrix_power")
def matrix_power(a, exponent):
    return linalg.matrix_power(a, exponent)


@implements("linalg.matrix_power.vjp")
def matrix_power_vjp(a, exponent, cotangent):
    return gradient(lambda a: linalg.matrix_power(a, exponent), a, cotangent=cotangent)


@implements("linalg.tensorsolve")
def tensorsolve(a, b):
    return linalg.tensorsolve(a, b)


@implements("linalg.tensorsolve.vjp")
def tensorsolve_vjp(a, b, cotangent):
    return gradient(linalg.tensorsolve, a, b, cotangent=cotangent)


@implements("linalg.tensorinv")
def tensorinv(a, ind):
    return linalg.tensorinv(a, ind)


@implements("linalg.tensorinv.vjp")
def tensorinv_vjp(a, ind, cotangent):
    return gradient(lambda a: linalg.tensorinv(a, ind), a, cotangent=cotangent)


# ---- eigenvalues ----

@implements("linalg.eig")
def eig(a):
    values, v = linalg.eig(a)
    return {"lambda_re": values.real, "lambda_im": values.imag, "v_re": v.real, "v_im": v.imag}


@implements("linalg.eigvals")
def eigvals(a):
    values = linalg.eigvals(a)
    return {"lambda_re": values.real, "lambda_im": values.imag}


@implements("linalg.spectral_radius")
def spectral_radius(a):
    return linalg.eigvals(a).abs().max()


@implements("linalg.eigh")
def eigh(a):
    return tuple(linalg.eigh(a))


@implements("linalg.eigvalsh")
def eigvalsh(a):
    return linalg.eigvalsh(a)


@implements("linalg.eigvalsh.vjp")
def eigvalsh_vjp(a, cotangent):
    return gradient(lambda a: linalg.eigvalsh(mirrored(a)), a, cotangent=cotangent)


@implements("linalg.power_iteration.step")
def power_iteration_step(a, x):
    y = a @ x
    return y / linalg.vector_norm(y)


@implements("linalg.inverse_iteration.step")
def inverse_iteration_step(a, shift, x):
    y = linalg.solve(a - shift * torch.eye(len(a), dtype=a.dtype), x)
    return y / linalg.vector_norm(y)


# ---- singular values ----

@implements("linalg.svd")
def svd(a, full):
    return tuple(linalg.svd(a, full_matrices=bool(full)))


@implements("linalg.svdvals")
def svdvals(a):
    return linalg.svdvals(a)


@implements("linalg.svdvals.vjp")
def svdvals_vjp(a, cotangent):
    return gradient(linalg.svdvals, a, cotangent=cotangent)


@implements("linalg.condition_number")
def condition_number(a):
    return linalg.cond(a)


@implements("linalg.matrix_rank")
def matrix_rank(a, rtol):
    return linalg.matrix_rank(a, rtol=float(rtol))


@implements("linalg.pinv")
def pinv(a, rcond):
    return linalg.pinv(a, rtol=float(rcond))


@implements("linalg.low_rank")
def low_rank(a, k):
    u, sigma, vt = linalg.svd(a, full_matrices=False)
    tail = sigma[k:]
    return {"a_k": u[:, :k] * sigma[:k] @ vt[:k], "error_2": tail.max() if len(tail) else tail.sum(), "error_f": linalg.vector_norm(tail)}


@implements("linalg.layer_product_spectrum")
def layer_product_spectrum(weights):
    product = weights[0]
    for w in weights[1:]:
        product = w @ product
    return linalg.svdvals(product)


# ---- norms ----

def norm(name, order):
    """The matrix norm of this order, and its gradient."""
    implements(f"linalg.{name}")(lambda a: linalg.matrix_norm(a, order))
    implements(f"linalg.{name}.gradient")(lambda a: gradient(lambda a: linalg.matrix_norm(a, order), a))


norm("frobenius_norm", "fro")
norm("spectral_norm", 2)
norm("nuclear_norm", "nuc")


@implements("linalg.matrix_norm")
def matrix_norm(a, variant):
    return linalg.matrix_norm(a, 1 if variant == "one" else torch.inf)


# ---- products, QR and least squares ----

@implements("linalg.multi_dot")
def multi_dot(matrices):
    return linalg.multi_dot(matrices)


@implements("linalg.multi_dot.vjp")
def multi_dot_vjp(matrices, cotangent):
    return {"grad_matrices": list(gradient(lambda *chain: linalg.multi_dot(chain), *matrices, cotangent=cotangent))}


@implements("linalg.qr")
def qr(a, full):
    return tuple(linalg.qr(a, mode="complete" if full else "reduced"))


@implements("linalg.lstsq")
def lstsq(a, b):
    x, _, rank, _ = linalg.lstsq(a, b)
    if rank < a.shape[1]:
        raise ValueError(f"the rank that lstsq reports is {rank}")
    return x


@implements("linalg.lstsq.vjp")
def lstsq_vjp(a, b, cotangent):
    return gradient(lambda a, b: linalg.lstsq(a, b).solution, a, b, cotangent=cotangent)


@implements("linalg.lstsq_min_norm")
def lstsq_min_norm(a, b, rcond):
    return linalg.lstsq(a, b, rcond=float(rcond), driver="gelsd").solution
