"""The parts of a variational autoencoder of JAX's functions, as its users write them (JAX has no divergences of its own), and derivatives by jax.vjp."""
import jax
from jax import nn
from jax import numpy as jnp
from jax.scipy.stats import multivariate_normal, norm

from jax_call import implements, pullback


def deviation(spread, variant):
    if variant == "log_variance":
        return jnp.exp(0.5 * spread)
    return nn.softplus(spread) if variant == "softplus" else spread


@implements("vae.gaussian_kl_diagonal")
def gaussian_kl_diagonal(mu, spread, prior_mu, prior_spread, variant):
    """As the textbook and Distrax write it."""
    sigma, tau = deviation(spread, variant), deviation(prior_spread, variant)
    return (jnp.log(tau) - jnp.log(sigma) + (sigma**2 + (mu - prior_mu)**2) / (2 * tau**2) - 0.5).sum(1)


@implements("vae.gaussian_kl_diagonal.vjp")
def gaussian_kl_diagonal_vjp(mu, spread, prior_mu, prior_spread, cotangent, variant):
    return pullback(lambda *inputs: gaussian_kl_diagonal.__wrapped__(*inputs, variant), mu, spread, prior_mu, prior_spread, cotangent=cotangent)


@implements("vae.categorical_kl")
def categorical_kl(logits, prior_logits):
    log_p, log_q = nn.log_softmax(logits), nn.log_softmax(prior_logits)
    return (jnp.exp(log_p) * (log_p - log_q)).sum(1)


@implements("vae.categorical_kl.vjp")
def categorical_kl_vjp(logits, prior_logits, cotangent):
    return pullback(categorical_kl.__wrapped__, logits, prior_logits, cotangent=cotangent)


@implements("vae.bernoulli_kl")
def bernoulli_kl(logits, prior_logits):
    p = nn.sigmoid(logits)
    ones, zeros = nn.log_sigmoid(logits) - nn.log_sigmoid(prior_logits), nn.log_sigmoid(-logits) - nn.log_sigmoid(-prior_logits)
    return (p * ones + (1 - p) * zeros).sum(1)


@implements("vae.bernoulli_kl.vjp")
def bernoulli_kl_vjp(logits, prior_logits, cotangent):
    return pullback(bernoulli_kl.__wrapped__, logits, prior_logits, cotangent=cotangent)


@implements("vae.reparameterize")
def reparameterize(mu, spread, noise, variant):
    return mu + deviation(spread, variant) * noise


@implements("vae.reparameterize.vjp")
def reparameterize_vjp(mu, spread, noise, cotangent, variant):
    return pullback(lambda mu, spread: reparameterize.__wrapped__(mu, spread, noise, variant), mu, spread, cotangent=cotangent)


@implements("vae.bernoulli_log_likelihood")
def bernoulli_log_likelihood(x, logits):
    return (x * nn.log_sigmoid(logits) + (1 - x) * nn.log_sigmoid(-logits)).sum(1)


@implements("vae.bernoulli_log_likelihood.vjp")
def bernoulli_log_likelihood_vjp(x, logits, cotangent):
    return pullback(lambda logits: bernoulli_log_likelihood.__wrapped__(x, logits), logits, cotangent=cotangent)


@implements("vae.gaussian_log_likelihood")
def gaussian_log_likelihood(x, mean, spread, variant):
    sigma = jnp.sqrt(spread) if variant == "variance" else deviation(spread, variant)
    return norm.logpdf(x, mean, sigma).sum(1)


@implements("vae.gaussian_log_likelihood.vjp")
def gaussian_log_likelihood_vjp(x, mean, spread, cotangent, variant):
    return pullback(lambda mean, spread: gaussian_log_likelihood.__wrapped__(x, mean, spread, variant), mean, spread, cotangent=cotangent)


@implements("vae.categorical_log_likelihood")
def categorical_log_likelihood(x, logits):
    return jnp.take_along_axis(nn.log_softmax(logits), x[..., None], 2).sum((1, 2))


@implements("vae.categorical_log_likelihood.vjp")
def categorical_log_likelihood_vjp(x, logits, cotangent):
    return pullback(lambda logits: categorical_log_likelihood.__wrapped__(x, logits), logits, cotangent=cotangent)


# ---- bounds ----

def log_likelihood(x, decoded, likelihood):
    """Of each pixel."""
    return x * nn.log_sigmoid(decoded) + (1 - x) * nn.log_sigmoid(-decoded) if likelihood == "bernoulli" else norm.logpdf(x, decoded)


def divergence(mu, log_variance):
    """Of each coordinate, as the VAE among Flax's examples writes it."""
    return -0.5 * (1 + log_variance - jnp.square(mu) - jnp.exp(log_variance))


def bound(mu, log_variance, decoded, x, likelihood, beta, free_bits, variant):
    kl = divergence(mu, log_variance)
    kl = jnp.maximum(kl.mean(0), free_bits).sum() if variant == "batch" else jnp.maximum(kl, free_bits).sum(1).mean()
    return log_likelihood(x, decoded, likelihood).sum(1).mean() - beta * kl


@implements("vae.free_bits_elbo")
def free_bits_elbo(x, mu, log_variance, decoded, likelihood, beta, free_bits, variant):
    return bound(mu, log_variance, decoded, x, likelihood, beta, free_bits, variant)


@implements("vae.free_bits_elbo.gradient")
def free_bits_elbo_gradient(x, mu, log_variance, decoded, likelihood, beta, free_bits, variant):
    return jax.grad(bound, (0, 1, 2))(mu, log_variance, decoded, x, likelihood, beta, free_bits, variant)


@implements("vae.anomaly_score")
def anomaly_score(x, mu, log_variance, decoded, likelihood, variant):
    score = -log_likelihood(x, decoded, likelihood).sum(1)
    return score if variant == "reconstruction" else score + divergence(mu, log_variance).sum(1)


@implements("vae.linear_gaussian_evidence")
def linear_gaussian_evidence(x, w, b, variance):
    return multivariate_normal.logpdf(x, b, w @ w.T + variance * jnp.eye(len(b), dtype=x.dtype))


@implements("vae.importance_weighted_bound")
def importance_weighted_bound(log_joint, log_posterior):
    return nn.logsumexp(log_joint - log_posterior, 1) - jnp.log(log_joint.shape[1]).astype(log_joint.dtype)


@implements("vae.importance_weighted_bound.vjp")
def importance_weighted_bound_vjp(log_joint, log_posterior, cotangent):
    return pullback(importance_weighted_bound.__wrapped__, log_joint, log_posterior, cotangent=cotangent)
