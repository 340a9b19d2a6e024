"""PyTorch's batch normalization with running statistics. It differentiates neither with respect to them nor through their update."""
from torch.nn import functional as F

from torch_call import implements


@implements("nn.batch_norm_statistics{unbiased}")
def batch_norm_statistics(x, running_mean, running_variance, momentum):
    mean, variance = running_mean.clone(), running_variance.clone()
    F.batch_norm(x, mean, variance, training=True, momentum=float(momentum))  # which it updates in place
    return mean, variance


@implements("nn.batch_norm_inference")
def batch_norm_inference(x, running_mean, running_variance, weight, bias, epsilon):
    return F.batch_norm(x, running_mean, running_variance, weight, bias, training=False, eps=float(epsilon))
