"""Losses as a user of JAX writes them, who has no losses in JAX itself: in Optax's form where Optax has one, and their gradients by jax.grad."""
import jax
from jax import nn
from jax import numpy as jnp

from jax_call import implements, pullback


def loss(name, f, fields, variants):
    """`f(*fields)` is a loss for each entry, or each row, and `reduction(losses)` makes one of them; the first field is the prediction."""
    for variant, reduction in variants.items():
        def of(inputs, reduction=reduction):
            return lambda x: reduction(f(x, *(inputs[field] for field in fields[1:])))

        def forward(of=of, **inputs):
            return of(inputs)(inputs[fields[0]])

        def backward(of=of, **inputs):
            return jax.grad(of(inputs))(inputs[fields[0]])

        implements(f"{name}{{{variant}}}")(forward)
        implements(f"{name}.gradient{{{variant}}}")(backward)


def huber(x, target, delta):
    """optax.huber_loss"""
    errors = jnp.abs(x - target)
    quadratic = jnp.minimum(errors, delta)
    return 0.5 * quadratic ** 2 + delta * (errors - quadratic)


def bce(p, target):
    return -(target * jnp.log(p) + (1 - target) * jnp.log1p(-p))


def kl_div(x, target):
    """optax.kl_divergence, before its sum over the classes"""
    return target * (jnp.where(target == 0, 0, jnp.log(jnp.where(target == 0, 1, target))) - x)


both = {"mean": jnp.mean, "sum": jnp.sum}
loss("nn.mse", lambda x, t: jnp.square(x - t), ["x", "target"], both)
loss("nn.huber_loss", huber, ["x", "target", "delta"], both)
loss("nn.hinge_loss", lambda s, t: jnp.maximum(0, 1 - s * t), ["scores", "target"], both)
loss("nn.bce", bce, ["p", "target"], both)
loss("nn.kl_div", kl_div, ["x", "target"], {"batch_mean": lambda terms: terms.sum(-1).mean(), **both})


def of_classes(log_p, target, weight, ignore_index, label_smoothing, variant):
    """optax.softmax_cross_entropy of one_hot and smooth_labels, with weights of the classes and samples that do not count."""
    classes = log_p.shape[1]
    counts = target != ignore_index
    labels = nn.one_hot(target, classes, dtype=log_p.dtype)
    weights = weight if weight.size else jnp.ones(classes, log_p.dtype)
    smoothed = (1 - label_smoothing) * labels + label_smoothing / classes
    losses = jnp.where(counts, -jnp.sum(weights * smoothed * log_p, axis=-1), 0)
    divisor = {"mean": jnp.sum(labels @ weights * counts), "sample_mean": counts.sum(), "sum": 1}[variant]
    return losses.sum() / divisor


def nll_loss_of(x, target, weight, ignore_index, variant):
    return of_classes(x, target, weight, ignore_index, 0, variant)


def cross_entropy_of(x, target, weight, ignore_index, label_smoothing, variant):
    return of_classes(nn.log_softmax(x), target, weight, ignore_index, label_smoothing, variant)


@implements("nn.nll_loss")
def nll_loss(x, target, weight, ignore_index, variant):
    return nll_loss_of(x, target, weight, ignore_index, variant)


@implements("nn.nll_loss.gradient")
def nll_loss_gradient(x, target, weight, ignore_index, variant):
    return jax.grad(nll_loss_of)(x, target, weight, ignore_index, variant)


@implements("nn.cross_entropy")
def cross_entropy(x, target, weight, ignore_index, label_smoothing, variant):
    return cross_entropy_of(x, target, weight, ignore_index, label_smoothing, variant)


@implements("nn.cross_entropy.gradient")
def cross_entropy_gradient(x, target, weight, ignore_index, label_smoothing, variant):
    return jax.grad(cross_entropy_of)(x, target, weight, ignore_index, label_smoothing, variant)


@implements("nn.log_softmax")
def log_softmax(x, axis):
    return nn.log_softmax(x, axis)


@implements("nn.log_softmax.vjp")
def log_softmax_vjp(x, axis, cotangent):
    return pullback(lambda x: nn.log_softmax(x, axis), x, cotangent=cotangent)
