"""JAX on trial: its own functions, as its documentation writes them, and derivatives by jax.grad and jax.vjp.

    etalon verify --impl 'cmd:python3 verify/adapters/python/jax_trial.py' --python build/trials-venv/bin/python

Nothing is corrected: what is refused and what is answered is JAX's. ci/trials installs and runs it.
"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import etalon
import jax
import jax.numpy as jnp
from jax.example_libraries import optimizers

import jax_batch_norm  # noqa: F401: its batch normalization
import jax_calculus  # noqa: F401: its derivatives and flows
import jax_conv  # noqa: F401: its convolutions
import jax_dcgan  # noqa: F401: both halves of DCGAN
import jax_gan  # noqa: F401: losses of adversarial networks
import jax_layers  # noqa: F401: its layers
import jax_linalg  # noqa: F401: its operations
import jax_losses  # noqa: F401: its losses
import jax_mlp  # noqa: F401: its linear layers
import jax_nn  # noqa: F401: its activations
import jax_norms  # noqa: F401: its norms
import jax_optimizers  # noqa: F401: its optimizers
import jax_pool  # noqa: F401: its pooling
import jax_second_order  # noqa: F401: the L-BFGS of Optax
import jax_styles  # noqa: F401: styles of generators
import jax_tensor  # noqa: F401: its tensors
import jax_walks  # noqa: F401: Optax, state by state
import jax_vae  # noqa: F401: what users write for distributions
import jax_vae_networks  # noqa: F401: what trains them
from jax_call import implements, pullback


# ---- nn ----

@implements("nn.log_sum_exp")
def log_sum_exp(x, axis):
    return jax.nn.logsumexp(x, axis)


@implements("nn.log_sum_exp.vjp")
def log_sum_exp_vjp(x, axis, cotangent):
    return pullback(lambda x: jax.nn.logsumexp(x, axis), x, cotangent=cotangent)


@implements("nn.softmax")
def softmax(x, axis):
    return jax.nn.softmax(x, axis)


@implements("nn.softmax.vjp")
def softmax_vjp(x, axis, cotangent):
    return pullback(lambda x: jax.nn.softmax(x, axis), x, cotangent=cotangent)


def normalized(x, weight, bias, epsilon):
    shape = (-1,) + (1,) * (x.ndim - 2)
    axes = tuple(axis for axis in range(x.ndim) if axis != 1)
    return jax.nn.standardize(x, axes, epsilon=epsilon) * weight.reshape(shape) + bias.reshape(shape)


@implements("nn.batch_norm")
def batch_norm(x, weight, bias, epsilon):
    return normalized(x, weight, bias, epsilon)


@implements("nn.batch_norm.vjp")
def batch_norm_vjp(x, weight, bias, epsilon, cotangent):
    return pullback(lambda *inputs: normalized(*inputs, epsilon), x, weight, bias, cotangent=cotangent)


def cross_entropy(z, target, pos_weight, reduction):
    """As Optax writes it."""
    loss = -pos_weight * target * jax.nn.log_sigmoid(z) - (1 - target) * jax.nn.log_sigmoid(-z)
    return loss.mean() if reduction == "mean" else loss.sum()


@implements("nn.bce_with_logits")
def bce_with_logits(z, target, pos_weight, variant):
    return cross_entropy(z, target, pos_weight, variant)


@implements("nn.bce_with_logits.gradient")
def bce_with_logits_gradient(z, target, pos_weight, variant):
    return jax.grad(cross_entropy)(z, target, pos_weight, variant)


# ---- optimization ----

NEWTON = {
    "x^2-a": lambda x, a: x**2 - a,
    "x^3-a": lambda x, a: x**3 - a,
    "x^3-2x+2": lambda x, a: x**3 - 2 * x + 2,
    "x^3-a x": lambda x, a: x**3 - a * x,
    "(x-a)^2": lambda x, a: (x - a)**2,
    "(x-a)^3": lambda x, a: (x - a)**3,
    "exp(x)-a": lambda x, a: jnp.exp(x) - a,
    "sin(x)": lambda x, a: jnp.sin(x),
}


@implements("optimization.newton_root.step")
def newton_root_step(function, a, x):
    f = NEWTON.get(function) or (lambda x, a: jax_calculus.scalar(function, a=a)(x[None]))
    return x - f(x, a) / jax.grad(f)(x, a)


@implements("optimization.adam")
def adam(theta, m, v, gradient, t, learning_rate, beta1, beta2, epsilon):
    start, update, _ = optimizers.adam(learning_rate, beta1, beta2, epsilon)
    state = start(theta)._replace(packed_state=([theta, m, v],))
    return tuple(update(t - 1, gradient, state).packed_state[0])


# ---- vae ----

def divergence(mu, log_variance):
    """As the VAE among Flax's examples writes it."""
    return -0.5 * jnp.sum(1 + log_variance - jnp.square(mu) - jnp.exp(log_variance))


def reduced_divergence(mu, log_variance, variant):
    return divergence(mu, log_variance) / {"batch_mean": len(mu), "sum": 1, "mean": mu.size}[variant]


@implements("vae.gaussian_kl_standard")
def gaussian_kl_standard(mu, log_variance, variant):
    return reduced_divergence(mu, log_variance, variant)


@implements("vae.gaussian_kl_standard.gradient")
def gaussian_kl_standard_gradient(mu, log_variance, variant):
    return jax.grad(reduced_divergence, (0, 1))(mu, log_variance, variant)


def bound(mu, log_variance, decoded, x, likelihood, beta, variant):
    if likelihood == "bernoulli":
        log_p = -cross_entropy(decoded, x, 1, "sum")
    else:
        log_p = jax.scipy.stats.norm.logpdf(x, decoded).sum()
    samples = 1 if variant == "batch_sum" else len(x)
    pixels = x.shape[1] if variant in ("pixels_averaged", "all_averaged") else 1
    latents = mu.shape[1] if variant in ("latents_averaged", "all_averaged") else 1
    return (log_p / pixels - beta * divergence(mu, log_variance) / latents) / samples


@implements("vae.elbo")
def elbo(x, mu, log_variance, decoded, likelihood, beta, variant):
    return bound(mu, log_variance, decoded, x, likelihood, beta, variant)


@implements("vae.elbo.gradient")
def elbo_gradient(x, mu, log_variance, decoded, likelihood, beta, variant):
    return jax.grad(bound, (0, 1, 2))(mu, log_variance, decoded, x, likelihood, beta, variant)


# ---- gan ----

def loss_of_generator(scores, given):
    return -(jax.nn.log_sigmoid(scores) if given == "logits" else jnp.log(scores)).mean()


def saturating_loss_of_generator(scores, given):
    return (jax.nn.log_sigmoid(-scores) if given == "logits" else jnp.log1p(-scores)).mean()


implements("gan.generator_loss{non_saturating}")(loss_of_generator)
implements("gan.generator_loss{saturating}")(saturating_loss_of_generator)


@implements("gan.generator_loss.gradient{non_saturating}")
def generator_loss_gradient(scores, given):
    return jax.grad(loss_of_generator)(scores, given)


@implements("gan.generator_loss.gradient{saturating}")
def saturating_generator_loss_gradient(scores, given):
    return jax.grad(saturating_loss_of_generator)(scores, given)


# ---- moe ----

def balance(probabilities, assignment, alpha, variant):
    experts = probabilities.shape[1]
    fraction = jax.nn.one_hot(assignment, experts, dtype=probabilities.dtype).mean(0)
    return alpha * (experts if variant == "scaled" else 1) * (fraction * probabilities.mean(0)).sum()


@implements("moe.load_balance_loss")
def load_balance_loss(probabilities, assignment, alpha, variant):
    return balance(probabilities, assignment, alpha, variant)


@implements("moe.load_balance_loss.gradient")
def load_balance_loss_gradient(probabilities, assignment, alpha, variant):
    return jax.grad(balance)(probabilities, assignment, alpha, variant)


etalon.serve(name=f"JAX {jax.__version__}, jaxlib {jax.lib.__version__}", flushes_subnormals=True)  # XLA on processors does
