"""What trains a variational autoencoder in JAX: its functions, jax.grad, and Optax's optimizers."""
import jax
import optax
from jax import nn
from jax import numpy as jnp

from jax_call import implements
from jax_mlp import network
from jax_vae import divergence, log_likelihood

NAMES = ("encoder_weights", "encoder_biases", "decoder_weights", "decoder_biases")


@implements("vae.generate")
def generate(z, decoder_weights, decoder_biases, activation, likelihood):
    answer = network(z, decoder_weights, decoder_biases, activation)
    return nn.sigmoid(answer) if likelihood == "bernoulli" else answer


def reconstruction(groups, x, activation, loss, variant):
    decoded = network(network(x, *groups[:2], activation), *groups[2:], activation)
    each = jnp.square(x - decoded) if loss == "mse" else optax.sigmoid_binary_cross_entropy(decoded, x)
    return each.mean() if variant == "mean" else each.sum() / (len(x) if variant == "batch_mean" else 1)


@implements("vae.autoencoder_loss")
def autoencoder_loss(x, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, loss, variant):
    return reconstruction((encoder_weights, encoder_biases, decoder_weights, decoder_biases), x, activation, loss, variant)


@implements("vae.autoencoder_loss.gradient")
def autoencoder_loss_gradient(x, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, loss, variant):
    return tuple(jax.grad(reconstruction)((encoder_weights, encoder_biases, decoder_weights, decoder_biases), x, activation, loss, variant))


def negative_bound(groups, x, noise, activation, likelihood, beta, variant):
    mu, s = jnp.split(network(x, *groups[:2], activation), 2, 1)
    log_variance = s if variant == "log_variance" else 2 * s if variant == "log_sigma" else 2 * jnp.log(nn.softplus(s))
    sigma = nn.softplus(s) if variant == "softplus" else jnp.exp(0.5 * log_variance)
    decoded = network(mu + sigma * noise, *groups[2:], activation)
    return (-log_likelihood(x, decoded, likelihood).sum(1) + beta * divergence(mu, log_variance).sum(1)).mean()


@implements("vae.loss")
def loss(x, noise, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, likelihood, beta, variant):
    return negative_bound((encoder_weights, encoder_biases, decoder_weights, decoder_biases), x, noise, activation, likelihood, beta, variant)


@implements("vae.loss.gradient")
def loss_gradient(x, noise, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, likelihood, beta, variant):
    return tuple(jax.grad(negative_bound)((encoder_weights, encoder_biases, decoder_weights, decoder_biases), x, noise, activation, likelihood, beta, variant))


@implements("vae.train_step")
def train_step(x, noise, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, likelihood, beta, m, v, t, learning_rate, beta1, beta2, epsilon, variant):
    groups = (encoder_weights, encoder_biases, decoder_weights, decoder_biases)
    grads = jax.grad(negative_bound)(groups, x, noise, activation, likelihood, beta, "log_variance")
    theta, flat = [p for group in groups for p in group], [g for group in grads for g in group]
    if variant == "adam":
        optimizer = optax.adam(learning_rate, beta1, beta2, epsilon)
        state = optax.tree_utils.tree_set(optimizer.init(theta), count=jnp.asarray(t - 1, jnp.int32), mu=m, nu=v)
    else:
        optimizer = optax.sgd(learning_rate, momentum=beta1)
        state = optax.tree_utils.tree_set(optimizer.init(theta), trace=m)
    updates, state = optimizer.update(flat, state, theta)
    moved = iter(optax.apply_updates(theta, updates))
    after = {f"{name}_next": [next(moved) for _ in group] for name, group in zip(NAMES, groups)}
    if variant == "adam":
        return after | {"m_next": optax.tree_utils.tree_get(state, "mu"), "v_next": optax.tree_utils.tree_get(state, "nu")}
    return after | {"m_next": optax.tree_utils.tree_get(state, "trace"), "v_next": v}
