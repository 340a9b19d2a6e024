"""PyTorch's losses, and their gradients by autograd."""
import warnings

from torch.nn import functional as F

from torch_call import gradient, implements

warnings.filterwarnings("ignore", message="reduction: 'mean'")  # kl_div's default is asked for by name


def loss(name, f, fields, variants):
    """`f(reduction)` gives the loss, a function of the fields, of which the first is the prediction."""
    for variant, reduction in variants.items():
        def forward(reduction=reduction, **inputs):
            return f(reduction)(*(inputs[field] for field in fields))

        def backward(reduction=reduction, **inputs):
            return gradient(lambda x: f(reduction)(x, *(inputs[field] for field in fields[1:])), inputs[fields[0]])

        implements(f"{name}{{{variant}}}")(forward)
        implements(f"{name}.gradient{{{variant}}}")(backward)


both = {"mean": "mean", "sum": "sum"}
loss("nn.mse", lambda r: lambda x, t: F.mse_loss(x, t, reduction=r), ["x", "target"], both)
loss("nn.huber_loss", lambda r: lambda x, t, d: F.huber_loss(x, t, reduction=r, delta=float(d)), ["x", "target", "delta"], both)
loss("nn.bce", lambda r: lambda p, t: F.binary_cross_entropy(p, t, reduction=r), ["p", "target"], {"mean_clamped": "mean", "sum_clamped": "sum"})
loss("nn.kl_div", lambda r: lambda x, t: F.kl_div(x, t, reduction=r), ["x", "target"], {"batch_mean": "batchmean", "mean": "mean", "sum": "sum"})

weighted = {"mean": "mean", "sum": "sum"}


def of_classes(weight):
    return weight if weight.numel() else None


loss("nn.nll_loss", lambda r: lambda x, t, w, i: F.nll_loss(x, t, of_classes(w), ignore_index=i, reduction=r), ["x", "target", "weight", "ignore_index"], weighted)
loss("nn.cross_entropy", lambda r: lambda x, t, w, i, e: F.cross_entropy(x, t, of_classes(w), ignore_index=i, reduction=r, label_smoothing=float(e)),
     ["x", "target", "weight", "ignore_index", "label_smoothing"], weighted)
loss("nn.soft_cross_entropy", lambda r: lambda x, t, w, e: F.cross_entropy(x, t, of_classes(w), reduction=r, label_smoothing=float(e)),
     ["x", "target", "weight", "label_smoothing"], both)


@implements("nn.log_softmax")
def log_softmax(x, axis):
    return F.log_softmax(x, axis)


@implements("nn.log_softmax.vjp")
def log_softmax_vjp(x, axis, cotangent):
    return gradient(lambda x: F.log_softmax(x, axis), x, cotangent=cotangent)


def triplets(reduction):
    def forward(anchor, positive, negative, margin, epsilon, swap):
        return F.triplet_margin_loss(anchor, positive, negative, float(margin), eps=float(epsilon), swap=bool(swap), reduction=reduction)

    def backward(anchor, positive, negative, margin, epsilon, swap):
        return gradient(lambda *operands: forward(*operands, margin, epsilon, swap), anchor, positive, negative)

    implements(f"nn.triplet_margin_loss{{{reduction}}}")(forward)
    implements(f"nn.triplet_margin_loss.gradient{{{reduction}}}")(backward)


triplets("mean")
triplets("sum")
