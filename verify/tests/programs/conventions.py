"""Right answers in another convention than the one that is claimed: each is exactly a declared convention of its operation."""
import etalon
import numpy as np


def softplus(x):
    return np.logaddexp(np.zeros_like(x), x)


@etalon.implements("nn.bce_with_logits")
def bce(z, target, pos_weight=1):
    return (pos_weight * target * softplus(-z) + (1 - target) * softplus(z)).sum()


@etalon.implements("vae.gaussian_kl_standard")
def kl(mu, log_variance):
    return ((mu * mu + (np.expm1(log_variance) - log_variance)) / 2).mean()


@etalon.implements("vae.gaussian_kl_standard.gradient")
def kl_gradient(mu, log_variance):
    return {"grad_mu": mu, "grad_log_variance": np.expm1(log_variance) / 2}


@etalon.implements("linalg.matrix_norm")
def matrix_norm(a):
    if not np.isfinite(a).all():
        raise etalon.DomainError("C1", "not finite")
    return np.abs(a).sum(axis=1).max(initial=0)


etalon.serve(name="other conventions")
