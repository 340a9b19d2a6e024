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
        slopes = gradient(lambda *layers: penalty_of(variant, x, layers[:n], layers[n:], **inputs), *weights, *biases)
        return {"grad_weights": slopes[:n], "grad_biases": slopes[n:]}

    implements(name + suffix)(forward)
    implements(f"{name}.gradient{suffix}")(backward)


penalty("gan.gradient_penalty", "two_sided", "{two_sided}")
penalty("gan.gradient_penalty", "one_sided", "{one_sided}")
penalty("gan.r1_penalty", "r1", "")
