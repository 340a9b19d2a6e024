"""Networks of generators and discriminators in NumPy, in the form that a careful user would write."""
import etalon
import numpy as np

from numpy_gan import mean
from numpy_nn import sigmoid, softplus


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
