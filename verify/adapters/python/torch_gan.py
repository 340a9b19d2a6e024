"""Losses of adversarial networks as PyTorch's tutorials and model zoos write them, derivatives by autograd."""
import torch
from torch.nn import functional as F

from torch_call import gradient, implements


def loss(name, f, differentiated, variants=(None,)):
    """`f(variant, **inputs)` gives the loss; the derivatives are those of the fields named."""
    for variant in variants:
        suffix = f"{{{variant}}}" if variant else ""

        def forward(variant=variant, **inputs):
            return f(variant, **inputs)

        def backward(variant=variant, **inputs):
            others = {field: value for field, value in inputs.items() if field not in differentiated}
            return gradient(lambda *leaves: f(variant, **dict(zip(differentiated, leaves)), **others), *(inputs[field] for field in differentiated))

        implements(name + suffix)(forward)
        implements(f"{name}.gradient{suffix}")(backward)


def against(scores, label, given):
    """The binary cross-entropy with labels of one value; of probabilities with PyTorch's clamp."""
    f = F.binary_cross_entropy_with_logits if given == "logits" else F.binary_cross_entropy
    return f(scores, torch.full_like(scores, float(label)))


def discriminator(variant, real, fake, given, real_label, fake_label):
    both = against(real, real_label, given) + against(fake, fake_label, given)
    return both / 2 if variant.startswith("halved") else both


loss("gan.discriminator_loss", discriminator, ["real", "fake"], ["added_clamped", "halved_clamped"])


def value(_, real, fake, given):
    if given == "logits":
        return F.logsigmoid(real).mean() + F.logsigmoid(-fake).mean()
    return torch.log(real).mean() + torch.log1p(-fake).mean()


loss("gan.value", value, ["real", "fake"])


def hinge_discriminator(variant, real, fake):
    both = F.relu(1 - real).mean() + F.relu(1 + fake).mean()
    return both / 2 if variant == "halved" else both


loss("gan.hinge_discriminator_loss", hinge_discriminator, ["real", "fake"], ["added", "halved"])
loss("gan.hinge_generator_loss", lambda _, fake: -fake.mean(), ["fake"])
loss("gan.wasserstein_generator_loss", lambda _, fake: -fake.mean(), ["fake"])


def to_target(scores, target):
    return F.mse_loss(scores, torch.full_like(scores, float(target)))


def least_squares_discriminator(variant, real, fake, a, b):
    both = to_target(real, b) + to_target(fake, a)
    return both / 2 if variant == "halved" else both


def least_squares_generator(variant, fake, c):
    return to_target(fake, c) / 2 if variant == "halved" else to_target(fake, c)


loss("gan.least_squares_discriminator_loss", least_squares_discriminator, ["real", "fake"], ["halved", "whole"])
loss("gan.least_squares_generator_loss", least_squares_generator, ["fake"], ["halved", "whole"])


@implements("gan.jensen_shannon")
def jensen_shannon(p, q):
    """Of F.kl_div, which takes logarithms of probabilities."""
    p, q = p / p.sum(), q / q.sum()
    log_m = ((p + q) / 2).log()
    return (F.kl_div(log_m, p, reduction="sum") + F.kl_div(log_m, q, reduction="sum")) / 2


loss("gan.wasserstein_critic_loss", lambda _, real, fake: fake.mean() - real.mean(), ["real", "fake"])


@implements("gan.weight_clip")
def weight_clip(weights, limit):
    return [weight.clamp(-float(limit), float(limit)) for weight in weights]


@implements("gan.mode_coverage")
def mode_coverage(samples, modes, radius):
    distances, nearest = torch.cdist(samples, modes).min(dim=1)
    counts = torch.bincount(nearest[distances <= radius], minlength=len(modes))
    return {"counts": counts, "covered": int((counts > 0).sum())}


def pix2pix(_, logits, generated, target, **weight):
    return against(logits, 1, "logits") + weight["lambda"] * F.l1_loss(generated, target)


def cycle_consistency(variant, x, x_cycled, y, y_cycled, **weight):
    def part(cycled, image):
        return F.l1_loss(cycled, image) if variant == "mean" else F.l1_loss(cycled, image, reduction="sum") / len(image)
    return weight["lambda"] * (part(x_cycled, x) + part(y_cycled, y))


loss("gan.pix2pix_loss", pix2pix, ["logits", "generated"])
loss("gan.cycle_consistency_loss", cycle_consistency, ["x_cycled", "y_cycled"], ["mean", "batch_mean"])

ACTIVATIONS = {"tanh": lambda slope: torch.tanh, "softplus": lambda slope: F.softplus, "leaky_relu": lambda slope: lambda z: F.leaky_relu(z, float(slope))}


def network(x, weights, biases, activation, slope):
    for weight, bias in zip(weights[:-1], biases[:-1]):
        x = ACTIVATIONS[activation](slope)(F.linear(x, weight, bias))
    return F.linear(x, weights[-1], biases[-1])


def penalty_of(variant, x, weights, biases, activation, slope, strength):
    """As the authors' and the zoos' programs write it: autograd.grad with create_graph, and the norm of each point's gradient."""
    x = x.clone().requires_grad_()
    answers = network(x, weights, biases, activation, slope)
    slopes, = torch.autograd.grad(answers, x, torch.ones_like(answers), create_graph=True)
    if variant == "r1":
        return strength / 2 * slopes.pow(2).sum(1).mean()
    off = slopes.norm(2, dim=1) - 1
    return strength * ((off if variant == "two_sided" else F.relu(off)) ** 2).mean()


def penalty(name, variant, suffix):
    """And its gradient by double backward."""
    def forward(x, weights, biases, variant=variant, **inputs):
        weights = [weight.requires_grad_() for weight in weights]
        return penalty_of(variant, x, weights, biases, **inputs)

    def backward(x, weights, biases, variant=variant, **inputs):
        n = len(weights)
        slopes = list(gradient(lambda *layers: penalty_of(variant, x, layers[:n], layers[n:], **inputs), *weights, *biases))
        return {"grad_weights": slopes[:n], "grad_biases": slopes[n:]}

    implements(name + suffix)(forward)
    implements(f"{name}.gradient{suffix}")(backward)


penalty("gan.gradient_penalty", "two_sided", "{two_sided}")
penalty("gan.gradient_penalty", "one_sided", "{one_sided}")
penalty("gan.r1_penalty", "r1", "")


def normalized_layer(module, normalize, weight, epsilon):
    """A linear layer under one of PyTorch's spectral normalizations, in training."""
    layer = module(weight.shape[1], weight.shape[0], bias=False, dtype=weight.dtype)
    with torch.no_grad():
        layer.weight.copy_(weight)
    return normalize(layer, n_power_iterations=1, eps=float(epsilon)).train()


@implements("gan.spectral_normalization{u_first}")
def spectral_normalization(weight, u, v, epsilon):
    layer = normalized_layer(torch.nn.Linear, torch.nn.utils.parametrizations.spectral_norm, weight, epsilon)
    state = layer.parametrizations.weight[0]
    with torch.no_grad():
        state._u.copy_(u), state._v.copy_(v)
        normalized = layer.weight.clone()
        return {"u_next": state._u, "v_next": state._v, "sigma": torch.vdot(state._u, torch.mv(weight, state._v)), "normalized": normalized}


@implements("gan.spectral_normalization{v_first}")
def older_spectral_normalization(weight, u, v, epsilon):
    layer = normalized_layer(torch.nn.Linear, torch.nn.utils.spectral_norm, weight, epsilon)
    with torch.no_grad():
        layer.weight_u.copy_(u), layer.weight_v.copy_(v)
        layer(torch.zeros(1, weight.shape[1], dtype=weight.dtype))
        return {"u_next": layer.weight_u, "v_next": layer.weight_v, "sigma": torch.dot(layer.weight_u, torch.mv(weight, layer.weight_v)), "normalized": layer.weight}


def conditional(variant, features, classes, real, embedding, weight, embedding_weight, bias):
    of_class = F.embedding(classes, embedding)
    if variant == "projection":
        logits = features @ weight + bias + (of_class * features).sum(1)
    else:
        logits = torch.cat([features, of_class], 1) @ torch.cat([weight, embedding_weight]) + bias
    return F.binary_cross_entropy_with_logits(logits, real.to(logits.dtype))


loss("gan.conditional_loss", conditional, ["features", "embedding", "weight", "embedding_weight", "bias"], ["projection", "concatenation"])


def answered(x, weights, biases, label, activation, slope):
    return against(network(x, weights, biases, activation, slope), label, "logits")


@implements("gan.train_step")
def train_step(real, noise, d_weights, d_biases, g_weights, g_biases, activation, slope, d_rate, g_rate, variant):
    """As PyTorch's tutorial on DCGAN: detach in the discriminator's step, then the generator's against the new discriminator."""
    d = [torch.nn.Parameter(x.clone()) for x in (*d_weights, *d_biases)]
    g = [torch.nn.Parameter(x.clone()) for x in (*g_weights, *g_biases)]
    of_d, of_g = (d[:len(d_weights)], d[len(d_weights):]), (g[:len(g_weights)], g[len(g_weights):])
    d_optimizer, g_optimizer = torch.optim.SGD(d, lr=float(d_rate)), torch.optim.SGD(g, lr=float(g_rate))
    fake = network(noise, *of_g, activation, slope)
    d_loss = answered(real, *of_d, 1, activation, slope) + answered(fake.detach(), *of_d, 0, activation, slope)
    d_loss.backward()
    d_optimizer.step()
    g_loss = -answered(fake, *of_d, 0, activation, slope) if variant == "saturating" else answered(fake, *of_d, 1, activation, slope)
    g_loss.backward()
    g_optimizer.step()
    return {"d_weights_next": of_d[0], "d_biases_next": of_d[1], "g_weights_next": of_g[0], "g_biases_next": of_g[1], "d_loss": d_loss, "g_loss": g_loss}


def unrolled(real, noise, d_weights, d_biases, g_weights, g_biases, activation, slope, d_rate, steps):
    fake = network(noise, g_weights, g_biases, activation, slope)
    n = len(d_weights)
    d = [x.clone().requires_grad_() for x in (*d_weights, *d_biases)]
    for _ in range(steps):
        value = answered(real, d[:n], d[n:], 1, activation, slope) + answered(fake, d[:n], d[n:], 0, activation, slope)
        d = [x - d_rate * s for x, s in zip(d, torch.autograd.grad(value, d, create_graph=True))]
    return answered(fake, d[:n], d[n:], 1, activation, slope)


@implements("gan.unrolled_generator_loss")
def unrolled_generator_loss(g_weights, g_biases, **inputs):
    return unrolled(g_weights=g_weights, g_biases=g_biases, **inputs)


@implements("gan.unrolled_generator_loss.gradient")
def unrolled_generator_loss_gradient(g_weights, g_biases, **inputs):
    n = len(g_weights)
    slopes = list(gradient(lambda *g: unrolled(g_weights=g[:n], g_biases=g[n:], **inputs), *g_weights, *g_biases))
    return {"grad_g_weights": slopes[:n], "grad_g_biases": slopes[n:]}
