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
