"""Losses of adversarial networks in JAX with Optax, derivatives by jax.grad."""
import jax
import jax.numpy as jnp
import optax

from jax_call import implements


def loss(name, f, differentiated, variants=(None,)):
    """`f(variant, **inputs)` gives the loss; the derivatives are those of the fields named."""
    for variant in variants:
        suffix = f"{{{variant}}}" if variant else ""

        def forward(variant=variant, **inputs):
            return f(variant, **inputs)

        def backward(variant=variant, **inputs):
            others = {field: value for field, value in inputs.items() if field not in differentiated}
            leaves = {field: inputs[field] for field in differentiated}
            slopes = jax.grad(lambda leaves: f(variant, **leaves, **others))(leaves)
            return {f"grad_{field}": slopes[field] for field in differentiated}

        implements(name + suffix)(forward)
        implements(f"{name}.gradient{suffix}")(backward)


def against(scores, label, given):
    if given == "logits":
        return optax.sigmoid_binary_cross_entropy(scores, jnp.full_like(scores, label)).mean()
    return -(jax.scipy.special.xlogy(label, scores) + jax.scipy.special.xlog1py(1 - label, -scores)).mean()


def discriminator(variant, real, fake, given, real_label, fake_label):
    both = against(real, real_label, given) + against(fake, fake_label, given)
    return both / 2 if variant == "halved" else both


loss("gan.discriminator_loss", discriminator, ["real", "fake"], ["added", "halved"])


def value(_, real, fake, given):
    if given == "logits":
        return jax.nn.log_sigmoid(real).mean() + jax.nn.log_sigmoid(-fake).mean()
    return jnp.log(real).mean() + jnp.log1p(-fake).mean()


loss("gan.value", value, ["real", "fake"])


def hinge_discriminator(variant, real, fake):
    both = jax.nn.relu(1 - real).mean() + jax.nn.relu(1 + fake).mean()
    return both / 2 if variant == "halved" else both


loss("gan.hinge_discriminator_loss", hinge_discriminator, ["real", "fake"], ["added", "halved"])
loss("gan.hinge_generator_loss", lambda _, fake: -fake.mean(), ["fake"])
loss("gan.wasserstein_generator_loss", lambda _, fake: -fake.mean(), ["fake"])


def least_squares_discriminator(variant, real, fake, a, b):
    both = optax.l2_loss(real, jnp.full_like(real, b)).mean() + optax.l2_loss(fake, jnp.full_like(fake, a)).mean()  # each with its half
    return both if variant == "halved" else 2 * both


def least_squares_generator(variant, fake, c):
    half = optax.l2_loss(fake, jnp.full_like(fake, c)).mean()
    return half if variant == "halved" else 2 * half


loss("gan.least_squares_discriminator_loss", least_squares_discriminator, ["real", "fake"], ["halved", "whole"])
loss("gan.least_squares_generator_loss", least_squares_generator, ["fake"], ["halved", "whole"])


def distribution(weights):
    return weights / weights.sum()


@implements("gan.jensen_shannon")
def jensen_shannon(p, q):
    p, q = distribution(p), distribution(q)
    m = (p + q) / 2
    return (jax.scipy.special.rel_entr(p, m) + jax.scipy.special.rel_entr(q, m)).sum() / 2


loss("gan.wasserstein_critic_loss", lambda _, real, fake: fake.mean() - real.mean(), ["real", "fake"])


@implements("gan.weight_clip")
def weight_clip(weights, limit):
    return [jnp.clip(weight, -limit, limit) for weight in weights]


def pix2pix(_, logits, generated, target, **weight):
    return against(logits, 1, "logits") + weight["lambda"] * jnp.abs(generated - target).mean()


def cycle_consistency(variant, x, x_cycled, y, y_cycled, **weight):
    def part(cycled, image):
        return jnp.abs(cycled - image).mean() if variant == "mean" else jnp.abs(cycled - image).sum(1).mean()
    return weight["lambda"] * (part(x_cycled, x) + part(y_cycled, y))


loss("gan.pix2pix_loss", pix2pix, ["logits", "generated"])
loss("gan.cycle_consistency_loss", cycle_consistency, ["x_cycled", "y_cycled"], ["mean", "batch_mean"])

ACTIVATIONS = {"tanh": lambda slope: jnp.tanh, "softplus": lambda slope: jax.nn.softplus, "leaky_relu": lambda slope: lambda z: jax.nn.leaky_relu(z, slope)}


def network(x, weights, biases, activation, slope):
    for weight, bias in zip(weights[:-1], biases[:-1]):
        x = ACTIVATIONS[activation](slope)(x @ weight.T + bias)
    return x @ weights[-1].T + biases[-1]


def penalty_of(variant, x, weights, biases, activation, slope, strength):
    slopes = jax.vmap(jax.grad(lambda point: network(point[None], weights, biases, activation, slope)[0, 0]))(x)
    if variant == "r1":
        return strength / 2 * (slopes**2).sum(1).mean()
    off = jnp.linalg.norm(slopes, axis=1) - 1
    return strength * ((off if variant == "two_sided" else jax.nn.relu(off)) ** 2).mean()


def penalty(name, variant, suffix):
    def forward(x, weights, biases, variant=variant, **inputs):
        return penalty_of(variant, x, weights, biases, **inputs)

    def backward(x, weights, biases, variant=variant, **inputs):
        grad_weights, grad_biases = jax.grad(lambda w, b: penalty_of(variant, x, w, b, **inputs), (0, 1))(weights, biases)
        return {"grad_weights": grad_weights, "grad_biases": grad_biases}

    implements(name + suffix)(forward)
    implements(f"{name}.gradient{suffix}")(backward)


penalty("gan.gradient_penalty", "two_sided", "{two_sided}")
penalty("gan.gradient_penalty", "one_sided", "{one_sided}")
penalty("gan.r1_penalty", "r1", "")


def conditional(variant, features, classes, real, embedding, weight, embedding_weight, bias):
    of_class = embedding[jnp.asarray(classes)]
    logits = features @ weight + bias + ((of_class * features).sum(1) if variant == "projection" else of_class @ embedding_weight)
    return optax.sigmoid_binary_cross_entropy(logits, jnp.asarray(real, logits.dtype)).mean()


loss("gan.conditional_loss", conditional, ["features", "embedding", "weight", "embedding_weight", "bias"], ["projection", "concatenation"])


def unrolled(g, real, noise, d_weights, d_biases, activation, slope, d_rate, steps):
    fake = network(noise, *g, activation, slope)

    def cost(d):
        return against(network(real, *d, activation, slope), 1, "logits") + against(network(fake, *d, activation, slope), 0, "logits")
    d = (d_weights, d_biases)
    for _ in range(steps):
        d = jax.tree.map(lambda x, s: x - d_rate * s, d, jax.grad(cost)(d))
    return against(network(fake, *d, activation, slope), 1, "logits")


@implements("gan.unrolled_generator_loss")
def unrolled_generator_loss(g_weights, g_biases, **inputs):
    return unrolled((g_weights, g_biases), **inputs)


@implements("gan.unrolled_generator_loss.gradient")
def unrolled_generator_loss_gradient(g_weights, g_biases, **inputs):
    grad_weights, grad_biases = jax.grad(unrolled)((g_weights, g_biases), **inputs)
    return {"grad_g_weights": grad_weights, "grad_g_biases": grad_biases}
