"""What trains a variational autoencoder, in NumPy: an encoder and a decoder of linear layers, by backpropagation."""
import etalon
import numpy as np

from numpy_mlp import ACTIVATIONS, layers
from numpy_nn import sigmoid, softplus
from numpy_vae import half_square_and_excess, pixel_log_likelihood


def pulled(taken, given, weights, activation, z):
    """The cotangents of what the layers take and have, from that of what the last one gives."""
    grad_weights, grad_biases = [], []
    for layer in reversed(range(len(weights))):
        grad_weights.insert(0, z.T @ taken[layer])
        grad_biases.insert(0, z.sum(0))
        z = z @ weights[layer]
        if layer > 0:
            z = ACTIVATIONS[activation][1](given[layer - 1], z)
    return z, grad_weights, grad_biases


def check(x, binary, *lists, code=None):
    """What does not fit or is no pixel is refused."""
    if binary and ((x < 0) | (x > 1)).any():
        raise ValueError("a pixel is not in [0, 1]")
    if code is not None and (not lists[1] or lists[1][-1].shape != (2 * code,)):
        raise ValueError("the encoder gives no code")
    if not lists[-1] or lists[-1][-1].shape != (x.shape[1],):
        raise ValueError("the decoder gives no row of x")


@etalon.implements("vae.generate")
def generate(z, decoder_weights, decoder_biases, activation="relu", likelihood="bernoulli"):
    answer = layers(z, decoder_weights, decoder_biases, activation)[1][-1]
    return sigmoid(answer) if likelihood == "bernoulli" else answer


def autoencoder(x, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, loss, variant):
    check(x, loss == "bce", encoder_weights, encoder_biases, decoder_weights, decoder_biases)
    encoder = layers(x, encoder_weights, encoder_biases, activation)
    decoder = layers(encoder[1][-1], decoder_weights, decoder_biases, activation)
    return encoder, decoder, {"mean": x.size, "batch_mean": len(x), "sum": 1}[variant]


@etalon.implements("vae.autoencoder_loss")
def autoencoder_loss(x, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation="relu", loss="mse", variant="mean"):
    _, (_, given), divisor = autoencoder(x, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, loss, variant)
    a = given[-1]
    return (((x - a) ** 2 if loss == "mse" else x * softplus(-a) + (1 - x) * softplus(a)) / divisor).sum()


@etalon.implements("vae.autoencoder_loss.gradient")
def autoencoder_loss_gradient(x, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation="relu", loss="mse", variant="mean"):
    encoder, decoder, divisor = autoencoder(x, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, loss, variant)
    a = decoder[1][-1]
    slopes = 2 * (a - x) if loss == "mse" else (1 - x) * sigmoid(a) - x * sigmoid(-a)
    z, decoder_w, decoder_b = pulled(*decoder, decoder_weights, activation, slopes / divisor)
    _, encoder_w, encoder_b = pulled(*encoder, encoder_weights, activation, z)
    return {"grad_encoder_weights": encoder_w, "grad_encoder_biases": encoder_b, "grad_decoder_weights": decoder_w, "grad_decoder_biases": decoder_b}


def log_variances(s, variant):
    """log sigma^2, sigma, d sigma/ds and d log sigma^2/ds."""
    if variant == "softplus":
        return 2 * np.log(softplus(s)), softplus(s), sigmoid(s), 2 * sigmoid(s) / softplus(s)
    unit = 2 if variant == "log_sigma" else 1
    sigma = np.exp(s * unit / 2)
    return unit * s, sigma, sigma * unit / 2, unit * np.ones_like(s)


def forward(x, noise, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, likelihood, variant):
    check(x, likelihood == "bernoulli", encoder_weights, encoder_biases, decoder_weights, decoder_biases, code=noise.shape[1])
    encoder = layers(x, encoder_weights, encoder_biases, activation)
    mu, s = np.split(encoder[1][-1], 2, axis=1)
    spread = log_variances(s, variant)
    decoder = layers(mu + spread[1] * noise, decoder_weights, decoder_biases, activation)
    return encoder, decoder, mu, spread


@etalon.implements("vae.loss")
def loss(x, noise, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation="relu", likelihood="bernoulli", beta=1, variant="log_variance"):
    _, (_, given), mu, (log_variance, *_) = forward(x, noise, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, likelihood, variant)
    return -(pixel_log_likelihood(x, given[-1], likelihood) / len(x)).sum() + beta * (half_square_and_excess(mu, log_variance) / len(x)).sum().astype(x.dtype)


def gradients(x, noise, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, likelihood, beta, variant):
    encoder, decoder, mu, (log_variance, _, slope, log_slope) = forward(x, noise, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, likelihood, variant)
    a = decoder[1][-1]
    slopes = (1 - x) * sigmoid(a) - x * sigmoid(-a) if likelihood == "bernoulli" else a - x
    z, decoder_w, decoder_b = pulled(*decoder, decoder_weights, activation, slopes / len(x))
    to_mu = z + beta * mu / len(x)
    to_s = z * noise * slope + beta * np.expm1(log_variance) / 2 / len(x) * log_slope
    _, encoder_w, encoder_b = pulled(*encoder, encoder_weights, activation, np.concatenate([to_mu, to_s], axis=1))
    return encoder_w, encoder_b, decoder_w, decoder_b


@etalon.implements("vae.loss.gradient")
def loss_gradient(x, noise, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation="relu", likelihood="bernoulli", beta=1, variant="log_variance"):
    grads = gradients(x, noise, encoder_weights, encoder_biases, decoder_weights, decoder_biases, activation, likelihood, beta, variant)
    return dict(zip(("grad_encoder_weights", "grad_encoder_biases", "grad_decoder_weights", "grad_decoder_biases"), grads))


@etalon.implements("vae.train_step")
def train_step(x, noise, encoder_weights, encoder_biases, decoder_weights, decoder_biases, m, v, t, learning_rate, beta1, beta2, epsilon,
               activation="relu", likelihood="bernoulli", beta=1, variant="adam"):
    groups = encoder_weights, encoder_biases, decoder_weights, decoder_biases
    grads = [g for group in gradients(x, noise, *groups, activation, likelihood, beta, "log_variance") for g in group]
    theta = [p for group in groups for p in group]
    if [p.shape for p in theta] != [p.shape for p in m] or [p.shape for p in theta] != [p.shape for p in v]:
        raise ValueError("the state has other shapes")
    if variant == "sgd":
        m = [beta1 * old + g for old, g in zip(m, grads)]
        steps = m
    else:
        m = [beta1 * old + (1 - beta1) * g for old, g in zip(m, grads)]
        v = [beta2 * old + (1 - beta2) * g * g for old, g in zip(v, grads)]
        correction1, correction2 = -np.expm1(t * np.log(float(beta1))) if beta1 > 0 else 1.0, -np.expm1(t * np.log(float(beta2))) if beta2 > 0 else 1.0
        steps = [(a / correction1) / (np.sqrt(b / correction2) + epsilon) for a, b in zip(m, v)]
    moved = [(p - learning_rate * step).astype(x.dtype) for p, step in zip(theta, steps)]
    ends = np.cumsum([len(group) for group in groups])
    names = ("encoder_weights_next", "encoder_biases_next", "decoder_weights_next", "decoder_biases_next")
    return dict(zip(names, (moved[end - len(group):end] for end, group in zip(ends, groups)))) | {"m_next": m, "v_next": v}
