"""The operations of linear algebra in JAX; see jax_trial.py, which serves them with the others."""
import jax
import jax.numpy as jnp
from jax.numpy import linalg
from jax.scipy.linalg import cho_solve, lu as scipy_lu, qr as scipy_qr

from jax_call import implements, pullback


# ---- positive definite matrices: what is read is the lower triangle ----

def mirrored(a):
    """The symmetric matrix of a's lower triangle, whose entries are the parameters: the cotangent of a is theirs."""
    return jnp.tril(a) + jnp.tril(a, -1).T


def factor(a):
    return linalg.cholesky(a, symmetrize_input=False)


@implements("linalg.cholesky")
def cholesky(a):
    return factor(a)


@implements("linalg.cholesky.vjp")
def cholesky_vjp(a, cotangent):
    return pullback(lambda a: linalg.cholesky(mirrored(a)), a, cotangent=cotangent)


def logdet(l):
    return 2 * jnp.log(jnp.diagonal(l)).sum()


@implements("linalg.cholesky_logdet")
def cholesky_logdet(a):
    return logdet(factor(a))


@implements("linalg.cholesky_logdet.gradient")
def cholesky_logdet_gradient(a):
    return jax.grad(lambda a: logdet(linalg.cholesky(mirrored(a))))(a)


@implements("linalg.cholesky_solve")
def cholesky_solve(a, b):
    return cho_solve((factor(a), True), b)


@implements("linalg.cholesky_solve.vjp")
def cholesky_solve_vjp(a, b, cotangent):
    return pullback(lambda a, b: cho_solve((linalg.cholesky(mirrored(a)), True), b), a, b, cotangent=cotangent)


@implements("linalg.is_positive_definite")
def is_positive_definite(a):
    return jnp.isfinite(factor(a)).all().astype(int)


@implements("linalg.mvn_sample")
def mvn_sample(mean, cov, z):
    return mean + factor(cov) @ z


@implements("linalg.mvn_sample.vjp")
def mvn_sample_vjp(mean, cov, z, cotangent):
    return pullback(lambda mean, cov: mean + linalg.cholesky(mirrored(cov)) @ z, mean, cov, cotangent=cotangent)


def log_pdf(x, mean, cov, variant):
    """JAX's own takes the mean of both triangles."""
    return jax.scipy.stats.multivariate_normal.logpdf(x, mean, cov if variant == "symmetrised" else mirrored(cov))


@implements("linalg.mvn_log_pdf")
def mvn_log_pdf(x, mean, cov, variant):
    return log_pdf(x, mean, cov, variant)


@implements("linalg.mvn_log_pdf.gradient")
def mvn_log_pdf_gradient(x, mean, cov, variant):
    return jax.grad(log_pdf, (0, 1, 2))(x, mean, cov, variant)


# ---- square matrices ----

@implements("linalg.lu")
def lu(a):
    p, l, u = scipy_lu(a)  # a = p l u
    return {"p": p.argmax(0) if len(p) else jnp.zeros(0, int), "l": l, "u": u}


@implements("linalg.lu_solve")
def lu_solve(a, b):
    return linalg.solve(a, b)


@implements("linalg.lu_solve.vjp")
def lu_solve_vjp(a, b, cotangent):
    return pullback(linalg.solve, a, b, cotangent=cotangent)


@implements("linalg.inverse")
def inverse(a):
    return linalg.inv(a)


@implements("linalg.inverse.vjp")
def inverse_vjp(a, cotangent):
    return pullback(linalg.inv, a, cotangent=cotangent)


@implements("linalg.det")
def det(a):
    return linalg.det(a)


@implements("linalg.det.vjp")
def det_vjp(a, cotangent):
    return pullback(linalg.det, a, cotangent=cotangent)


@implements("linalg.slogdet")
def slogdet(a):
    return tuple(linalg.slogdet(a))


@implements("linalg.slogdet.vjp")
def slogdet_vjp(a, cotangent_logabsdet):
    return pullback(lambda a: linalg.slogdet(a).logabsdet, a, cotangent=cotangent_logabsdet)


@implements("linalg.matrix_power")
def matrix_power(a, exponent):
    return linalg.matrix_power(a, exponent)


@implements("linalg.matrix_power.vjp")
def matrix_power_vjp(a, exponent, cotangent):
    return pullback(lambda a: linalg.matrix_power(a, exponent), a, cotangent=cotangent)


@implements("linalg.tensorsolve")
def tensorsolve(a, b):
    return linalg.tensorsolve(a, b)


@implements("linalg.tensorsolve.vjp")
def tensorsolve_vjp(a, b, cotangent):
    return pullback(linalg.tensorsolve, a, b, cotangent=cotangent)


@implements("linalg.tensorinv")
def tensorinv(a, ind):
    return linalg.tensorinv(a, ind)


@implements("linalg.tensorinv.vjp")
def tensorinv_vjp(a, ind, cotangent):
    return pullback(lambda a: linalg.tensorinv(a, ind), a, cotangent=cotangent)


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
    return jnp.abs(linalg.eigvals(a)).max(initial=0)


@implements("linalg.eigh")
def eigh(a):
    return tuple(linalg.eigh(a, symmetrize_input=False))


@implements("linalg.eigvalsh")
def eigvalsh(a):
    return linalg.eigvalsh(a, symmetrize_input=False)


@implements("linalg.eigvalsh.vjp")
def eigvalsh_vjp(a, cotangent):
    return pullback(lambda a: linalg.eigvalsh(mirrored(a)), a, cotangent=cotangent)


@implements("linalg.power_iteration.step")
def power_iteration_step(a, x):
    y = a @ x
    return y / linalg.norm(y)


@implements("linalg.inverse_iteration.step")
def inverse_iteration_step(a, shift, x):
    y = linalg.solve(a - shift * jnp.eye(len(a), dtype=a.dtype), x)
    return y / linalg.norm(y)


# ---- singular values ----

@implements("linalg.svd")
def svd(a, full):
    return tuple(linalg.svd(a, full_matrices=bool(full)))


@implements("linalg.svdvals")
def svdvals(a):
    return linalg.svdvals(a)


@implements("linalg.svdvals.vjp")
def svdvals_vjp(a, cotangent):
    return pullback(linalg.svdvals, a, cotangent=cotangent)


@implements("linalg.condition_number")
def condition_number(a):
    return linalg.cond(a)


@implements("linalg.matrix_rank")
def matrix_rank(a, rtol):
    return linalg.matrix_rank(a, rtol)


@implements("linalg.pinv")
def pinv(a, rcond):
    return linalg.pinv(a, rtol=rcond)


@implements("linalg.low_rank")
def low_rank(a, k):
    u, sigma, vt = linalg.svd(a, full_matrices=False)
    return {"a_k": u[:, :k] * sigma[:k] @ vt[:k], "error_2": sigma[k:].max(initial=0), "error_f": linalg.norm(sigma[k:])}


@implements("linalg.layer_product_spectrum")
def layer_product_spectrum(weights):
    product = weights[0]
    for w in weights[1:]:
        product = w @ product
    return linalg.svdvals(product)


# ---- norms ----

def norm(name, order):
    """The matrix norm of this order, and its gradient."""
    implements(f"linalg.{name}")(lambda a: linalg.matrix_norm(a, ord=order))
    implements(f"linalg.{name}.gradient")(lambda a: jax.grad(lambda a: linalg.matrix_norm(a, ord=order))(a))


norm("frobenius_norm", "fro")
norm("spectral_norm", 2)
norm("nuclear_norm", "nuc")


@implements("linalg.matrix_norm")
def matrix_norm(a, variant):
    return linalg.matrix_norm(a, ord=1 if variant == "one" else jnp.inf)


# ---- products, QR and least squares ----

@implements("linalg.multi_dot")
def multi_dot(matrices):
    return linalg.multi_dot(matrices)


@implements("linalg.multi_dot.vjp")
def multi_dot_vjp(matrices, cotangent):
    return {"grad_matrices": list(pullback(lambda *chain: linalg.multi_dot(chain), *matrices, cotangent=cotangent))}


@implements("linalg.qr")
def qr(a, full):
    return tuple(linalg.qr(a, mode="complete" if full else "reduced"))


@implements("linalg.qr_pivoted")
def qr_pivoted(a):
    return tuple(scipy_qr(a, mode="economic", pivoting=True))


@implements("linalg.lstsq")
def lstsq(a, b):
    x, _, rank, _ = linalg.lstsq(a, b)
    if rank < a.shape[1]:
        raise ValueError(f"the rank that lstsq reports is {rank}")
    return x


@implements("linalg.lstsq.vjp")
def lstsq_vjp(a, b, cotangent):
    return pullback(lambda a, b: linalg.lstsq(a, b)[0], a, b, cotangent=cotangent)


@implements("linalg.lstsq_min_norm")
def lstsq_min_norm(a, b, rcond):
    return linalg.lstsq(a, b, rcond)[0]
