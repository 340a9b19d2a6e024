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


@etalon.implements("gan.jensen_shannon")
def jensen_shannon(p, q):
    """With d = (p - q)/(p + q) by log1p where both are nearly the same."""
    p, q = distribution(p), distribution(q)
    m = p / 2 + q / 2
    with np.errstate(all="ignore"):
        d = (p / 2 - q / 2) / m
        near = m * ((1 + d) * np.log1p(d) + (1 - d) * np.log1p(-d))
        far = np.where(p > 0, p * np.log(p / m), 0) + np.where(q > 0, q * np.log(q / m), 0)
    return (np.select([m == 0, np.abs(d) < 0.5], [np.zeros_like(m), np.maximum(near, 0)], far) / 2).sum()


@etalon.implements("gan.value_at_optimum")
def value_at_optimum(p, q):
    p, q = distribution(p), distribution(q)
    with np.errstate(all="ignore"):
        def part(p, q):
            ratio = q / p
            return np.where(p > 0, -p * np.where(np.isfinite(ratio), np.log1p(ratio), np.log(q) - np.log(p)), 0)
        return (part(p, q) + part(q, p)).sum().astype(p.dtype)


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


# ---- penalties on the critic's slope ----

def slope_of_tanh(z):
    e = np.exp(-2 * np.abs(z))
    return 4 * e / (1 + e) ** 2


# f, its slope, and that one's
def activation_of(name, slope):
    return {"tanh": (np.tanh, slope_of_tanh, lambda z: -2 * np.tanh(z) * slope_of_tanh(z)),
            "softplus": (softplus, sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
            "leaky_relu": (lambda z: np.where(z > 0, z, slope * z), lambda z: np.where(z > 0, np.ones_like(z), slope * np.ones_like(z)), np.zeros_like)}[name]


def through_the_critic(x, weights, biases, f):
    """What each layer takes, what it gives before f, the gradients that arrive behind each f, and each layer's output's cotangent."""
    taken, given = [x], []
    for weight, bias in zip(weights, biases):
        given.append(taken[-1] @ weight.T + bias)
        taken.append(f[0](given[-1]))
    cotangent, arriving, cotangents = np.ones((len(x), 1), x.dtype), [], []
    for layer in reversed(range(len(weights))):
        cotangents.insert(0, cotangent)
        arriving.insert(0, cotangent @ weights[layer])
        if layer > 0:
            cotangent = arriving[0] * f[1](given[layer - 1])
    return taken, given, arriving, cotangents


def penalty_slopes(x, weights, biases, f, of_slopes, factor):
    """Backpropagation through the backpropagation: of_slopes gives the penalty's gradient in the gradient of D at each point, but
    for a factor. It is taken in units of its largest entry's exponent, so that nothing overflows on the way."""
    taken, given, arriving, cotangents = through_the_critic(x, weights, biases, f)
    grad_weights, grad_biases = [], [np.zeros_like(bias) for bias in biases]
    bar, direct = of_slopes(arriving[0]), []
    unit = int(np.frexp(np.abs(bar).max())[1])
    bar = np.ldexp(bar, -unit)
    for layer, weight in enumerate(weights):
        grad_weights.append(cotangents[layer].T @ bar)
        back = bar @ weight.T
        if layer + 1 < len(weights):
            direct.append(back * arriving[layer + 1] * f[2](given[layer]))
            bar = back * f[1](given[layer])
    z = np.zeros_like(cotangents[-1])
    for layer in reversed(range(len(weights) - 1)):
        z = direct[layer] + (z @ weights[layer + 1]) * f[1](given[layer])
        grad_weights[layer] = grad_weights[layer] + z.T @ taken[layer]
        grad_biases[layer] = z.sum(axis=0)
    return {name: [np.ldexp(slopes * factor, unit) for slopes in layers] for name, layers in (("grad_weights", grad_weights), ("grad_biases", grad_biases))}


def critic_of(x, weights, biases, activation, slope):
    if not weights or len(weights) != len(biases) or x.shape[1] == 0 or len(biases[-1]) != 1:
        raise ValueError("no critic")
    if any(weight.ndim != 2 or bias.shape != (len(weight),) for weight, bias in zip(weights, biases)):
        raise ValueError("a layer does not fit")
    if not all(np.isfinite(a).all() for a in (x, *weights, *biases)):
        raise ValueError("an entry is not finite")
    return activation_of(activation, slope)


def lengths(rows):
    return np.hypot.reduce(rows, axis=1)


@etalon.implements("gan.gradient_penalty")
def gradient_penalty(x, weights, biases, activation, slope, strength, variant="two_sided"):
    f = critic_of(x, weights, biases, activation, slope)
    off = lengths(through_the_critic(x, weights, biases, f)[2][0]) - 1
    return (strength * (off if variant == "two_sided" else np.maximum(off, 0)) ** 2).sum() / len(x)


@etalon.implements("gan.gradient_penalty.gradient")
def gradient_penalty_gradient(x, weights, biases, activation, slope, strength, variant="two_sided"):
    def of_slopes(g):
        norm = lengths(g)[:, None]
        off = norm - 1 if variant == "two_sided" else np.maximum(norm - 1, 0)
        return off * (g / np.where(norm > 0, norm, 1))
    return penalty_slopes(x, weights, biases, critic_of(x, weights, biases, activation, slope), of_slopes, 2 * strength / len(x))


@etalon.implements("gan.r1_penalty")
def r1_penalty(x, weights, biases, activation, slope, strength):
    g = through_the_critic(x, weights, biases, critic_of(x, weights, biases, activation, slope))[2][0]
    return (strength * g ** 2).sum() / (2 * len(x))


@etalon.implements("gan.r1_penalty.gradient")
def r1_penalty_gradient(x, weights, biases, activation, slope, strength):
    return penalty_slopes(x, weights, biases, critic_of(x, weights, biases, activation, slope), lambda g: g, strength / len(x))


# ---- spectral normalization ----

def in_units(x):
    """x in units of its largest entry's exponent, and that exponent."""
    unit = int(np.frexp(np.abs(x).max())[1])
    return np.ldexp(x, -unit), unit


def normalized(x, unit, epsilon):
    """x 2^unit over its length, or over epsilon where that is larger."""
    x, more = in_units(x)
    length = np.sqrt((x * x).sum())
    short = np.ldexp(length, unit + more) < epsilon
    if not short:
        return x / length
    mantissa, of_epsilon = np.frexp(epsilon)
    return np.ldexp(x / mantissa, unit + more - of_epsilon)


@etalon.implements("gan.spectral_normalization")
def spectral_normalization(weight, u, v, epsilon, variant="v_first"):
    w, unit = in_units(weight)
    v_first = variant == "v_first"
    state, of_state = in_units(u if v_first else v)
    product = w.T @ state if v_first else w @ state
    if not np.isfinite(product).all() or not np.isfinite(u).all() or not np.isfinite(v).all():
        raise ValueError("an entry is not finite")
    if (product == 0).all():
        raise etalon.DomainError("C3", "the state is annihilated")
    first = normalized(product, unit + of_state, epsilon)
    second = normalized(w @ first if v_first else w.T @ first, unit, epsilon)
    u, v = (second, first) if v_first else (first, second)
    sigma = u @ (w @ v)
    return {"u_next": u, "v_next": v, "sigma": np.ldexp(sigma, unit), "normalized": w / sigma}


# ---- with classes ----

def conditional_logits(features, classes, embedding, weight, embedding_weight, bias, variant):
    of_class = embedding[classes]
    if variant == "projection":
        return (features * (weight + of_class)).sum(axis=1) + bias
    return features @ weight + of_class @ embedding_weight + bias


@etalon.implements("gan.conditional_loss")
def conditional_loss(features, classes, real, embedding, weight, embedding_weight, bias, variant="projection"):
    logits = conditional_logits(features, classes, embedding, weight, embedding_weight, bias, variant)
    return mean(softplus(np.where(real == 1, -logits, logits)))


@etalon.implements("gan.conditional_loss.gradient")
def conditional_loss_gradient(features, classes, real, embedding, weight, embedding_weight, bias, variant="projection"):
    logits = conditional_logits(features, classes, embedding, weight, embedding_weight, bias, variant)
    slopes = (np.where(real == 1, -sigmoid(-logits), sigmoid(logits)) / len(features))[:, None]
    projects, of_class = variant == "projection", embedding[classes]
    grad_embedding = np.zeros_like(embedding)
    np.add.at(grad_embedding, classes, slopes * (features if projects else embedding_weight))
    return {"grad_features": slopes * (weight + of_class if projects else weight), "grad_embedding": grad_embedding,
            "grad_weight": (slopes * features).sum(axis=0), "grad_embedding_weight": (slopes * of_class).sum(axis=0) * (0 if projects else 1),
            "grad_bias": slopes.sum()}


# ---- both players ----

class Along:
    """An array and its derivative along one direction; None is a direction of zeros."""

    def __init__(self, value, tangent=None):
        self.value, self.tangent = value, np.zeros_like(value) if tangent is None else tangent

    def __add__(self, other):
        return Along(self.value + other.value, self.tangent + other.tangent)

    def __mul__(self, other):
        return Along(self.value * other.value, self.tangent * other.value + self.value * other.tangent)

    def __matmul__(self, other):
        return Along(self.value @ other.value, self.tangent @ other.value + self.value @ other.tangent)

    @property
    def T(self):
        return Along(self.value.T, self.tangent.T)

    def sum(self, axis):
        return Along(self.value.sum(axis), self.tangent.sum(axis))

    def through(self, f, slope):
        return Along(f(self.value), slope(self.value) * self.tangent)


def forward(x, weights, biases, f):
    taken, given = [x], []
    for weight, bias in zip(weights, biases):
        given.append(taken[-1] @ weight.T + bias)
        taken.append(given[-1].through(f[0], f[1]))
    return taken, given


def backward(taken, given, weights, cotangent, f):
    grad_weights, grad_biases = [], []
    for layer in reversed(range(len(weights))):
        grad_weights.insert(0, cotangent.T @ taken[layer])
        grad_biases.insert(0, cotangent.sum(0))
        cotangent = cotangent @ weights[layer]
        if layer > 0:
            cotangent = cotangent * given[layer - 1].through(f[1], f[2])
    return cotangent, grad_weights, grad_biases


def answer_slopes(logits, label):
    """Of the mean cross-entropy with one label."""
    scale = 1 / np.array(len(logits.value), logits.value.dtype)
    if label == 1:
        return Along(-sigmoid(-logits.value) * scale, sigmoid(logits.value) * sigmoid(-logits.value) * scale * logits.tangent)
    return Along(sigmoid(logits.value) * scale, sigmoid(logits.value) * sigmoid(-logits.value) * scale * logits.tangent)


def slopes_of_discriminator(real, fake, weights, biases, f):
    sides = []
    for x, label in ((real, 1), (fake, 0)):
        taken, given = forward(x, weights, biases, f)
        sides.append(backward(taken, given, weights, answer_slopes(given[-1], label), f))
    return sides[1][0], [a + b for a, b in zip(sides[0][1], sides[1][1])], [a + b for a, b in zip(sides[0][2], sides[1][2])]


def plain(arrays):
    return [Along(array) for array in arrays]


def values(arrays):
    return [array.value for array in arrays]


def players(real, noise, d_weights, d_biases, g_weights, g_biases, activation, slope):
    for weights, biases in ((d_weights, d_biases), (g_weights, g_biases)):
        if not weights or len(weights) != len(biases) or any(w.ndim != 2 or b.shape != (len(w),) for w, b in zip(weights, biases)):
            raise ValueError("a layer does not fit")
    if len(d_biases[-1]) != 1 or not all(np.isfinite(a).all() for a in (real, noise, *d_weights, *d_biases, *g_weights, *g_biases)):
        raise ValueError("no logit, or an entry that is not finite")
    return activation_of(activation, slope)


def descended(arrays, rate, slopes):
    return [array - rate * s for array, s in zip(arrays, slopes)]


@etalon.implements("gan.train_step")
def train_step(real, noise, d_weights, d_biases, g_weights, g_biases, activation, slope, d_rate, g_rate, variant="non_saturating"):
    f = players(real, noise, d_weights, d_biases, g_weights, g_biases, activation, slope)
    g, d = plain(g_weights), plain(d_weights)
    taken, given = forward(Along(noise), g, plain(g_biases), f)
    fake = Along(given[-1].value)
    d_loss = sum(mean(softplus(sign * forward(x, d, plain(d_biases), f)[1][-1].value)) for x, sign in ((Along(real), -1), (fake, 1)))
    _, of_weights, of_biases = slopes_of_discriminator(Along(real), fake, d, plain(d_biases), f)
    d_weights, d_biases = descended(d_weights, d_rate, values(of_weights)), descended(d_biases, d_rate, values(of_biases))
    inside, before = forward(fake, plain(d_weights), plain(d_biases), f)
    saturating = variant == "saturating"
    answers = before[-1]
    g_loss = -mean(softplus(answers.value)) if saturating else mean(softplus(-answers.value))
    slopes = Along(-answer_slopes(answers, 0).value) if saturating else Along(answer_slopes(answers, 1).value)
    of_fake = backward(inside, before, plain(d_weights), slopes, f)[0]
    _, of_weights, of_biases = backward(taken, given, g, of_fake, f)
    return {"d_weights_next": d_weights, "d_biases_next": d_biases, "g_weights_next": descended(g_weights, g_rate, values(of_weights)),
            "g_biases_next": descended(g_biases, g_rate, values(of_biases)), "d_loss": d_loss, "g_loss": g_loss}


def unrolled(real, fake, weights, biases, f, d_rate, steps):
    states = [(weights, biases)]
    for _ in range(steps):
        weights, biases = states[-1]
        _, of_weights, of_biases = slopes_of_discriminator(Along(real), Along(fake), plain(weights), plain(biases), f)
        states.append((descended(weights, d_rate, values(of_weights)), descended(biases, d_rate, values(of_biases))))
    return states


@etalon.implements("gan.unrolled_generator_loss")
def unrolled_generator_loss(real, noise, d_weights, d_biases, g_weights, g_biases, activation, slope, d_rate, steps):
    f = players(real, noise, d_weights, d_biases, g_weights, g_biases, activation, slope)
    fake = forward(Along(noise), plain(g_weights), plain(g_biases), f)[1][-1].value
    weights, biases = unrolled(real, fake, d_weights, d_biases, f, d_rate, steps)[-1]
    return mean(softplus(-forward(Along(fake), plain(weights), plain(biases), f)[1][-1].value))


@etalon.implements("gan.unrolled_generator_loss.gradient")
def unrolled_generator_loss_gradient(real, noise, d_weights, d_biases, g_weights, g_biases, activation, slope, d_rate, steps):
    """Back over the steps: products with the Hessian are derivatives of the gradient along a direction."""
    f = players(real, noise, d_weights, d_biases, g_weights, g_biases, activation, slope)
    g = plain(g_weights)
    taken, given = forward(Along(noise), g, plain(g_biases), f)
    fake = given[-1].value
    states = unrolled(real, fake, d_weights, d_biases, f, d_rate, steps)
    weights, biases = map(plain, states[-1])
    inside, before = forward(Along(fake), weights, biases, f)
    of_fake, of_weights, of_biases = backward(inside, before, weights, Along(answer_slopes(before[-1], 1).value), f)
    of_fake, of_weights, of_biases = of_fake.value, values(of_weights), values(of_biases)
    for weights, biases in reversed(states[:-1]):
        along = [Along(a, t) for a, t in zip(weights, of_weights)], [Along(a, t) for a, t in zip(biases, of_biases)]
        x, w, b = slopes_of_discriminator(Along(real), Along(fake), *along, f)
        of_fake = of_fake - d_rate * x.tangent
        of_weights = descended(of_weights, d_rate, [s.tangent for s in w])
        of_biases = descended(of_biases, d_rate, [s.tangent for s in b])
    _, of_weights, of_biases = backward(taken, given, g, Along(of_fake), f)
    return {"grad_g_weights": values(of_weights), "grad_g_biases": values(of_biases)}
