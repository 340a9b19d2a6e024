"""SciPy's distances of distributions."""
import etalon
from scipy.spatial.distance import jensenshannon
from scipy.stats import wasserstein_distance


@etalon.implements("gan.jensen_shannon", dtypes=("float64",))
def jensen_shannon(p, q):
    """SciPy's is the square root of the divergence."""
    return jensenshannon(p, q) ** 2


@etalon.implements("gan.wasserstein1_1d", dtypes=("float64",))
def wasserstein1_1d(x, y, x_weights, y_weights):
    return wasserstein_distance(x, y, x_weights if x_weights.size else None, y_weights if y_weights.size else None)
