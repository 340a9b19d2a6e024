"""The divergence of Gaussians by log-variances, as the textbook writes it: their exponentials overflow."""
import etalon
import numpy as np


@etalon.implements("vae.gaussian_kl_diagonal")
def kl(mu, spread, prior_mu, prior_spread):
    sigma, tau = np.exp(spread / 2), np.exp(prior_spread / 2)
    return (np.log(tau) - np.log(sigma) + (sigma**2 + (mu - prior_mu) ** 2) / (2 * tau**2) - 0.5).sum(1)


etalon.serve(name="a log-variance, which overflows")
