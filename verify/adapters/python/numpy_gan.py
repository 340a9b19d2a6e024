"""Losses of adversarial networks in NumPy, in the form that a careful user would write."""
import etalon
import numpy as np

from numpy_nn import sigmoid, softplus


def mean(x):
    """Of terms already divided: no sum overflows where its mean does not."""
    return (x / x.size).sum()


def cross_entropy(scores, label, given, clamped):
    """-label log D - (1 - label) log(1 - D), entry by entry; a logarithm that nothing weighs is left out."""
    if given == "logits":
        log_d, log_rest = -softplus(-scores), -softplus(scores)
    else:
        with np.errstate(divide="ignore"):
            log_d, log_rest = np.log(scores), np.log1p(-scores)
        if clamped:
            log_d, log_rest = np.maximum(log_d, -100), np.maximum(log_rest, -100)
    loss = np.zeros_like(scores)
    if label > 0:
        loss -= label * log_d
    if label < 1:
        loss -= (1 - label) * log_rest
    return loss


def cross_entropy_slope(scores, label, given, clamped, n):
    """Its derivative over n; beside s = 0 by expm1, so that nothing is lost where the label is 1/2."""
    if given == "logits":
        near = np.clip(scores, -1, 1)
        middle = ((1 - label) * np.expm1(near) + (1 - 2 * label)) / (np.exp(near) + 1)
        return np.where(np.abs(scores) < 1, middle, (1 - label) * sigmoid(scores) - label * sigmoid(-scores)) / n
    with np.errstate(all="ignore"):
        of_d, of_rest, off = -label / n / scores, (1 - label) / n / (1 - scores), scores - label
        both = np.where(np.abs(off) > np.finfo(off.dtype).eps, off / n / scores, off / scores / n) / (1 - scores)
        low = (np.log(scores) < -100) if clamped else np.zeros(scores.shape, bool)
        high = (np.log1p(-scores) < -100) if clamped else np.zeros(scores.shape, bool)
    low, high = low | (label == 0), high | (label == 1)
    return np.select([low & high, low, high], [np.zeros_like(scores), of_rest, of_d], both)


@etalon.implements("gan.discriminator_loss")
def discriminator_loss(real, fake, given="logits", real_label=1, fake_label=0, variant="added"):
    clamped = variant.endswith("clamped")
    loss = mean(cross_entropy(real, real_label, given, clamped)) + mean(cross_entropy(fake, fake_label, given, clamped))
    return loss / 2 if variant.startswith("halved") else loss


@etalon.implements("gan.discriminator_loss.gradient")
def discriminator_loss_gradient(real, fake, given="logits", real_label=1, fake_label=0, variant="added"):
    clamped, whole = variant.endswith("clamped"), 2 if variant.startswith("halved") else 1
    return (cross_entropy_slope(real, real_label, given, clamped, whole * len(real)),
            cross_entropy_slope(fake, fake_label, given, clamped, whole * len(fake)))


@etalon.implements("gan.value")
def value(real, fake, given="logits"):
    return -(mean(cross_entropy(real, 1, given, False)) + mean(cross_entropy(fake, 0, given, False)))


@etalon.implements("gan.value.gradient")
def value_gradient(real, fake, given="logits"):
    return -cross_entropy_slope(real, 1, given, False, len(real)), -cross_entropy_slope(fake, 0, given, False, len(fake))


@etalon.implements("gan.hinge_discriminator_loss")
def hinge_discriminator_loss(real, fake, variant="added"):
    loss = mean(np.maximum(1 - real, 0)) + mean(np.maximum(1 + fake, 0))
    return loss / 2 if variant == "halved" else loss


@etalon.implements("gan.hinge_discriminator_loss.gradient")
def hinge_discriminator_loss_gradient(real, fake, variant="added"):
    if np.isnan(real).any() or np.isnan(fake).any():
        raise ValueError("a score is NaN")
    whole = 2 if variant == "halved" else 1
    return (real < 1) * -np.ones_like(real) / (whole * len(real)), (fake > -1) * np.ones_like(fake) / (whole * len(fake))


@etalon.implements("gan.hinge_generator_loss")
def hinge_generator_loss(fake):
    return -mean(fake)


@etalon.implements("gan.hinge_generator_loss.gradient")
def hinge_generator_loss_gradient(fake):
    if not np.isfinite(fake).all():
        raise ValueError("a score is not finite")
    return -np.ones_like(fake) / len(fake)


def squares_over(off, n):
    """The sum of squares over n, each divided before it overflows."""
    return (off * (off / n)).sum()


@etalon.implements("gan.least_squares_discriminator_loss")
def least_squares_discriminator_loss(real, fake, a=0, b=1, variant="halved"):
    whole = 2 if variant == "halved" else 1
    return squares_over(real - b, whole * len(real)) + squares_over(fake - a, whole * len(fake))


@etalon.implements("gan.least_squares_discriminator_loss.gradient")
def least_squares_discriminator_loss_gradient(real, fake, a=0, b=1, variant="halved"):
    share = 1 if variant == "halved" else 0.5
    return (real - b) / (share * len(real)), (fake - a) / (share * len(fake))


@etalon.implements("gan.least_squares_generator_loss")
def least_squares_generator_loss(fake, c=1, variant="halved"):
    return squares_over(fake - c, (2 if variant == "halved" else 1) * len(fake))


@etalon.implements("gan.least_squares_generator_loss.gradient")
def least_squares_generator_loss_gradient(fake, c=1, variant="halved"):
    return (fake - c) / ((1 if variant == "halved" else 0.5) * len(fake))


etalon.implements("gan.wasserstein_generator_loss")(hinge_generator_loss)
etalon.implements("gan.wasserstein_generator_loss.gradient")(hinge_generator_loss_gradient)


# ---- distributions ----

def distribution(weights):
    """The weights divided by their sum, which does not overflow in units of the largest."""
    scaled = np.ldexp(weights, -np.frexp(weights.max())[1])
    return scaled / scaled.sum()


@etalon.implements("gan.optimal_discriminator")
def optimal_discriminator(p, q):
    """By the quotient that is at most 1."""
    if ((p == 0) & (q == 0)).any():
        raise etalon.DomainError("C3", "neither has any weight at a point")
    larger = np.maximum(p, q)
    return p / larger / (p / larger + q / larger)


def divergence_part(p, q):
    """p log(p/m) + q log(q/m), with d = (p - q)/(p + q) by log1p where both are nearly the same."""
    m = p / 2 + q / 2
    with np.errstate(all="ignore"):
        d = (p / 2 - q / 2) / m
        near = m * ((1 + d) * np.log1p(d) + (1 - d) * np.log1p(-d))
        far = np.where(p > 0, p * np.log(p / m), 0) + np.where(q > 0, q * np.log(q / m), 0)
    return np.select([m == 0, np.abs(d) < 0.5], [np.zeros_like(m), np.maximum(near, 0)], far)


def game_part(p, q):
    """p log(p/(p + q)) + q log(q/(p + q))."""
    def one(p, q):
        ratio = q / p
        return np.where(p > 0, -p * np.where(np.isfinite(ratio), np.log1p(ratio), np.log(q) - np.log(p)), 0)
    with np.errstate(all="ignore"):
        return one(p, q) + one(q, p)


@etalon.implements("gan.jensen_shannon")
def jensen_shannon(p, q):
    return (divergence_part(distribution(p), distribution(q)) / 2).sum()


@etalon.implements("gan.value_at_optimum")
def value_at_optimum(p, q):
    return game_part(distribution(p), distribution(q)).sum().astype(p.dtype)


class Bells:
    """A mixture of Gaussians, in units of the widest bell from an origin."""

    def __init__(self, weights, means, deviations, origin, exponent):
        far = np.ldexp(weights.dtype.type(1), np.finfo(weights.dtype).maxexp // 2)
        self.mean = np.clip(np.ldexp(means / 2 - origin / 2, 1 - exponent), -far, far)
        self.deviation = np.ldexp(deviations, -exponent)
        self.height = distribution(weights) / (self.deviation * np.sqrt(weights.dtype.type(2 * np.pi)))

    def density(self, x):
        t = (x[..., None] - self.mean) / self.deviation
        return (self.height * np.exp(-t * t / 2)).sum(-1)

    def cuts(self):
        return (self.mean + np.array([-40, -16, -7, -3, -1, 0, 1, 3, 7, 16, 40], self.mean.dtype)[:, None] * self.deviation).ravel()


@etalon.implements("gan.mixture_value_at_optimum")
def mixture_value_at_optimum(p_weights, p_means, p_deviations, q_weights, q_means, q_deviations):
    """Gauss-Legendre rules on panels, which are halved until two halves say what the whole does."""
    if not all((x > 0).all() for x in (p_weights, p_deviations, q_weights, q_deviations)):
        raise ValueError("a weight or a deviation is not positive")
    dtype = p_weights.dtype
    exponent = int(np.frexp(max(p_deviations.max(), q_deviations.max()))[1])
    p, q = Bells(p_weights, p_means, p_deviations, p_means[0], exponent), Bells(q_weights, q_means, q_deviations, p_means[0], exponent)
    nodes, weights = (x.astype(dtype) for x in np.polynomial.legendre.leggauss(16))
    unit = np.finfo(dtype).eps / 2

    def over(left, right):
        """For each panel the value, the divergence, and of each what rounding leaves a part of."""
        half = (right - left) / 2
        x = (left + half)[:, None] + half[:, None] * nodes
        of_p, of_q = p.density(x), q.density(x)
        game, divergence = ((half[:, None] * weights * y).sum(1) for y in (game_part(of_p, of_q), divergence_part(of_p, of_q) / 2))
        off = (half[:, None] * weights * np.abs(of_p - of_q) / 2).sum(1)
        return np.stack([game, divergence]), np.stack([-game, divergence + off])

    cuts = np.unique(np.concatenate([p.cuts(), q.cuts()]))
    left, right = cuts[:-1], cuts[1:]
    whole, of_all = over(left, right)
    of_all, parts = of_all.sum(1, keepdims=True), []
    while left.size:
        middle = left + (right - left) / 2
        (first, rounded_first), (second, rounded_second) = over(left, middle), over(middle, right)
        error = np.abs(whole - first - second)
        coarse = ((error > 16 * unit * (rounded_first + rounded_second)) & (error > unit / 256 * of_all)).any(0) & (left < middle) & (middle < right)
        parts.append((first + second)[:, ~coarse])
        whole = np.concatenate([first[:, coarse], second[:, coarse]], 1)
        left, right = np.concatenate([left[coarse], middle[coarse]]), np.concatenate([middle[coarse], right[coarse]])
    game, divergence = np.concatenate(parts, 1).astype(dtype)
    return game.sum(), divergence.sum()


# ---- Wasserstein ----

@etalon.implements("gan.wasserstein_critic_loss")
def wasserstein_critic_loss(real, fake):
    return mean(fake) - mean(real)


@etalon.implements("gan.wasserstein_critic_loss.gradient")
def wasserstein_critic_loss_gradient(real, fake):
    if not (np.isfinite(real).all() and np.isfinite(fake).all()):
        raise ValueError("a score is not finite")
    return -np.ones_like(real) / len(real), np.ones_like(fake) / len(fake)


@etalon.implements("gan.weight_clip")
def weight_clip(weights, limit):
    return [np.clip(weight, -limit, limit) for weight in weights]


def shares_below(samples, weights, z):
    """How much of the weight lies at or below each z."""
    order = np.argsort(samples, kind="stable")
    count = np.searchsorted(samples[order], z, side="right")
    if not weights.size:
        return count / len(samples)
    sums = np.concatenate([[0], np.cumsum(np.ldexp(weights, -np.frexp(weights.max())[1])[order], dtype=np.float64)])
    return sums[count] / sums[-1]


@etalon.implements("gan.wasserstein1_1d")
def wasserstein1_1d(x, y, x_weights, y_weights):
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("a sample is not finite")
    z = np.sort(np.concatenate([x, y]))
    apart = np.abs(shares_below(x, x_weights, z[:-1]) - shares_below(y, y_weights, z[:-1])).astype(x.dtype)
    return (2 * (apart * (z[1:] / 2 - z[:-1] / 2))).sum()


def size_of(x):
    """The squared length, as an exponent and a mantissa: to compare by, however large or small."""
    largest = np.abs(x).max(initial=0)
    if largest == 0:
        return -10**9, 0.0
    unit = int(np.frexp(largest)[1])
    mantissa, exponent = np.frexp((np.ldexp(x, -unit) ** 2).sum())
    return 2 * unit + int(exponent), float(mantissa)


@etalon.implements("gan.mode_coverage")
def mode_coverage(samples, modes, radius):
    counts = np.zeros(len(modes), np.int64)
    for sample in samples:
        far = np.abs(sample).max() > 1 or np.abs(modes).max() > 1  # halves, whose difference does not overflow
        sizes = [size_of(sample / 2 - mode / 2 if far else sample - mode) for mode in modes]
        sizes = [(exponent + 2 if far and mantissa else exponent, mantissa) for exponent, mantissa in sizes]
        if min(sizes) <= size_of(np.reshape(radius, 1)):
            counts[sizes.index(min(sizes))] += 1
    return {"counts": counts, "covered": int((counts > 0).sum())}


# ---- translation of images ----

def distance_over(x, y, weight, n):
    """The sum of weight |x - y| / n; products and differences may overflow where it does not."""
    with np.errstate(all="ignore"):
        half = np.abs(x / 2 - y / 2)
        direct = np.abs(x - y)
        d, factor = np.where(np.isfinite(direct), direct, half), np.where(np.isfinite(direct), 1, 2).astype(x.dtype)
        product = weight * d
        other = np.maximum(weight, d) / n * np.minimum(weight, d)
        return (factor * np.where(np.isfinite(product), product / n, other)).sum()


def slopes_of_distance(x, y, weight):
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("an entry is not finite")
    return weight * ((x > y).astype(x.dtype) - (x < y).astype(x.dtype))


@etalon.implements("gan.pix2pix_loss")
def pix2pix_loss(logits, generated, target, **weight):
    return mean(softplus(-logits)) + distance_over(generated, target, weight["lambda"], len(target))


@etalon.implements("gan.pix2pix_loss.gradient")
def pix2pix_loss_gradient(logits, generated, target, **weight):
    return -sigmoid(-logits) / len(logits), slopes_of_distance(generated, target, weight["lambda"] / len(target))


@etalon.implements("gan.cycle_consistency_loss")
def cycle_consistency_loss(x, x_cycled, y, y_cycled, variant="mean", **weight):
    over = (lambda a: a.size) if variant == "mean" else len
    return sum(distance_over(cycled, a, weight["lambda"], over(a)) for cycled, a in ((x_cycled, x), (y_cycled, y)))


@etalon.implements("gan.cycle_consistency_loss.gradient")
def cycle_consistency_loss_gradient(x, x_cycled, y, y_cycled, variant="mean", **weight):
    over = (lambda a: a.size) if variant == "mean" else len
    return tuple(slopes_of_distance(cycled, a, weight["lambda"] / over(a)) for cycled, a in ((x_cycled, x), (y_cycled, y)))
