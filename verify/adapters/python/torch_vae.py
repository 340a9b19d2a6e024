"""The parts of a variational autoencoder of torch.distributions, as its documentation writes them, and derivatives by autograd."""
import math

import torch
from torch.distributions import Bernoulli, Categorical, Independent, LowRankMultivariateNormal, MultivariateNormal, Normal, kl_divergence
from torch.nn import functional as F

from torch_call import gradient, implements, mirrored


def deviation(spread, variant):
    if variant == "log_variance":
        return torch.exp(0.5 * spread)
    return F.softplus(spread) if variant == "softplus" else spread


def normal(mu, spread, variant):
    return Independent(Normal(mu, deviation(spread, variant)), 1)


@implements("vae.gaussian_kl_diagonal")
def gaussian_kl_diagonal(mu, spread, prior_mu, prior_spread, variant):
    return kl_divergence(normal(mu, spread, variant), normal(prior_mu, prior_spread, variant))


@implements("vae.gaussian_kl_diagonal.vjp")
def gaussian_kl_diagonal_vjp(mu, spread, prior_mu, prior_spread, cotangent, variant):
    return gradient(lambda *inputs: gaussian_kl_diagonal.__wrapped__(*inputs, variant), mu, spread, prior_mu, prior_spread, cotangent=cotangent)


@implements("vae.gaussian_kl")
def gaussian_kl(mu, cov, prior_mu, prior_cov):
    return kl_divergence(MultivariateNormal(mu, mirrored(cov)), MultivariateNormal(prior_mu, mirrored(prior_cov)))


@implements("vae.gaussian_kl.gradient")
def gaussian_kl_gradient(mu, cov, prior_mu, prior_cov):
    return gradient(gaussian_kl.__wrapped__, mu, cov, prior_mu, prior_cov)


@implements("vae.categorical_kl")
def categorical_kl(logits, prior_logits):
    return kl_divergence(Categorical(logits=logits), Categorical(logits=prior_logits))


@implements("vae.categorical_kl.vjp")
def categorical_kl_vjp(logits, prior_logits, cotangent):
    return gradient(categorical_kl.__wrapped__, logits, prior_logits, cotangent=cotangent)


@implements("vae.bernoulli_kl")
def bernoulli_kl(logits, prior_logits):
    return kl_divergence(Independent(Bernoulli(logits=logits), 1), Independent(Bernoulli(logits=prior_logits), 1))


@implements("vae.bernoulli_kl.vjp")
def bernoulli_kl_vjp(logits, prior_logits, cotangent):
    return gradient(bernoulli_kl.__wrapped__, logits, prior_logits, cotangent=cotangent)


@implements("vae.reparameterize")
def reparameterize(mu, spread, noise, variant):
    return mu + deviation(spread, variant) * noise


@implements("vae.reparameterize.vjp")
def reparameterize_vjp(mu, spread, noise, cotangent, variant):
    return gradient(lambda mu, spread: reparameterize.__wrapped__(mu, spread, noise, variant), mu, spread, cotangent=cotangent)


@implements("vae.bernoulli_log_likelihood")
def bernoulli_log_likelihood(x, logits):
    return Independent(Bernoulli(logits=logits, validate_args=False), 1).log_prob(x)  # grey pixels are in no support


@implements("vae.bernoulli_log_likelihood.vjp")
def bernoulli_log_likelihood_vjp(x, logits, cotangent):
    return gradient(lambda logits: bernoulli_log_likelihood.__wrapped__(x, logits), logits, cotangent=cotangent)


@implements("vae.gaussian_log_likelihood")
def gaussian_log_likelihood(x, mean, spread, variant):
    sigma = spread.sqrt() if variant == "variance" else deviation(spread, variant)
    return Independent(Normal(mean, sigma), 1).log_prob(x)


@implements("vae.gaussian_log_likelihood.vjp")
def gaussian_log_likelihood_vjp(x, mean, spread, cotangent, variant):
    return gradient(lambda mean, spread: gaussian_log_likelihood.__wrapped__(x, mean, spread, variant), mean, spread, cotangent=cotangent)


@implements("vae.categorical_log_likelihood")
def categorical_log_likelihood(x, logits):
    return Independent(Categorical(logits=logits), 1).log_prob(x)


@implements("vae.categorical_log_likelihood.vjp")
def categorical_log_likelihood_vjp(x, logits, cotangent):
    return gradient(lambda logits: categorical_log_likelihood.__wrapped__(x, logits), logits, cotangent=cotangent)


# ---- bounds ----

def log_likelihood(x, decoded, likelihood):
    """Of each pixel."""
    return Bernoulli(logits=decoded, validate_args=False).log_prob(x) if likelihood == "bernoulli" else Normal(decoded, 1).log_prob(x)


def divergence(mu, log_variance):
    """Of each coordinate from N(0, 1)."""
    return kl_divergence(Normal(mu, torch.exp(0.5 * log_variance)), Normal(torch.zeros_like(mu), torch.ones_like(mu)))


@implements("vae.free_bits_elbo")
def free_bits_elbo(x, mu, log_variance, decoded, likelihood, beta, free_bits, variant):
    kl = divergence(mu, log_variance)
    kl = torch.clamp(kl.mean(0), min=free_bits).sum() if variant == "batch" else torch.clamp(kl, min=free_bits).sum(1).mean()
    return log_likelihood(x, decoded, likelihood).sum(1).mean() - beta * kl


@implements("vae.free_bits_elbo.gradient")
def free_bits_elbo_gradient(x, mu, log_variance, decoded, likelihood, beta, free_bits, variant):
    return gradient(lambda *inputs: free_bits_elbo.__wrapped__(x, *inputs, likelihood, beta, free_bits, variant), mu, log_variance, decoded)


@implements("vae.anomaly_score")
def anomaly_score(x, mu, log_variance, decoded, likelihood, variant):
    score = -log_likelihood(x, decoded, likelihood).sum(1)
    return score if variant == "reconstruction" else score + divergence(mu, log_variance).sum(1)


@implements("vae.linear_gaussian_evidence")
def linear_gaussian_evidence(x, w, b, variance):
    return LowRankMultivariateNormal(b, w, variance.expand(len(b))).log_prob(x)


@implements("vae.importance_weighted_bound")
def importance_weighted_bound(log_joint, log_posterior):
    return torch.logsumexp(log_joint - log_posterior, 1) - math.log(log_joint.shape[1])


@implements("vae.importance_weighted_bound.vjp")
def importance_weighted_bound_vjp(log_joint, log_posterior, cotangent):
    return gradient(importance_weighted_bound.__wrapped__, log_joint, log_posterior, cotangent=cotangent)


@implements("vae.interpolate{linear}")
def interpolate(a, b, t):
    return torch.lerp(a, b, t[:, None])
