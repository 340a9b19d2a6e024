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
