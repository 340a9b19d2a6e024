"""SciPy's distances of distributions, and its quadrature of mixtures."""
import etalon
import numpy as np
from scipy.integrate import quad
from scipy.spatial.distance import jensenshannon
from scipy.special import rel_entr
from scipy.stats import norm, wasserstein_distance


@etalon.implements("gan.jensen_shannon", dtypes=("float64",))
def jensen_shannon(p, q):
    """SciPy's is the square root of the divergence."""
    return jensenshannon(p, q) ** 2


@etalon.implements("gan.wasserstein1_1d", dtypes=("float64",))
def wasserstein1_1d(x, y, x_weights, y_weights):
    return wasserstein_distance(x, y, x_weights if x_weights.size else None, y_weights if y_weights.size else None)


@etalon.implements("gan.mixture_value_at_optimum", dtypes=("float64",))
def mixture_value_at_optimum(p_weights, p_means, p_deviations, q_weights, q_means, q_deviations):
    """By quad between forty deviations on either side, which knows where the bells are."""
    def density(weights, means, deviations):
        share = weights / weights.sum()
        return lambda x: (share * norm.pdf(x, means, deviations)).sum()

    p, q = density(p_weights, p_means, p_deviations), density(q_weights, q_means, q_deviations)
    means, deviations = np.concatenate([p_means, q_means]), np.concatenate([p_deviations, q_deviations])
    ends = (means - 40 * deviations).min(), (means + 40 * deviations).max()

    def integral(of):
        return quad(lambda x: of(p(x), q(x)), *ends, points=np.unique(means), limit=100, epsabs=0, epsrel=1e-13)[0]

    value = integral(lambda p, q: rel_entr(p, p + q) + rel_entr(q, p + q))
    return value, integral(lambda p, q: (rel_entr(p, (p + q) / 2) + rel_entr(q, (p + q) / 2)) / 2)
