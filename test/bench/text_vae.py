"""The text VAE in PyTorch, as a yardstick: the model, shapes and objectives that Plenum's bench times."""
import math

import torch
from torch import nn
from torch.nn import functional as F

SEED = 783435
SAMPLES = 32  # Monte Carlo samples a sentence in the density gap
LOG_TWO_PI = math.log(2 * math.pi)

# length counts predicted tokens: words and </s>
PRESETS = {
    "tiny": dict(vocabulary=500, embedding=16, hidden=32, latent=8, batch=32, length=10),
    "short": dict(vocabulary=9000, embedding=128, hidden=512, latent=32, batch=32, length=12),
    "long": dict(vocabulary=20000, embedding=512, hidden=1024, latent=32, batch=32, length=80),
}


def shape_of(preset, overrides):
    """A preset's shape with what is given in its place."""
    return {**PRESETS[preset], **{key: value for key, value in overrides.items() if value is not None}}


class TextVae(nn.Module):
    """One-layer LSTM encoder and decoder; z enters every step of the decoder and its first state."""

    def __init__(self, vocabulary, embedding, hidden, latent, **_):
        super().__init__()
        self.read = nn.Embedding(vocabulary, embedding)
        self.encoder = nn.LSTM(embedding, hidden, batch_first=True)
        self.to_posterior = nn.Linear(hidden, 2 * latent, bias=False)
        self.write = nn.Embedding(vocabulary, embedding)
        self.to_cell = nn.Linear(latent, hidden, bias=False)
        self.decoder = nn.LSTM(embedding + latent, hidden, batch_first=True)
        self.to_vocabulary = nn.Linear(hidden, vocabulary, bias=False)
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -0.01, 0.01)
        for table in (self.read, self.write):
            nn.init.uniform_(table.weight, -0.1, 0.1)

    def posterior(self, x):
        """x [batch, length + 1] with <s> and </s> -> mean and log-variance, [batch, latent] each."""
        _, (h, _) = self.encoder(self.read(x))
        return self.to_posterior(h[0]).chunk(2, dim=-1)

    def token_losses(self, x, z):
        """Cross-entropy of each predicted token, [batch, length], from x [batch, length + 1] and z [batch, latent]."""
        words = F.dropout(self.write(x[:, :-1]), 0.5, self.training)
        cell = self.to_cell(z)[None]
        inputs = torch.cat([words, z[:, None].expand(-1, words.shape[1], -1)], dim=-1)
        h, _ = self.decoder(inputs, (cell.tanh(), cell))
        logits = self.to_vocabulary(F.dropout(h, 0.5, self.training))
        return F.cross_entropy(logits.flatten(0, 1), x[:, 1:].flatten(), reduction="none").view(x.shape[0], -1)


def draw(mean, logvar, samples):
    """Samples of each posterior, [batch, samples, latent]."""
    return mean[:, None] + (logvar / 2).exp()[:, None] * torch.randn(mean.shape[0], samples, mean.shape[1])


def analytic_kl(mean, logvar):
    """KL from the standard normal prior of each sentence, [batch]."""
    return 0.5 * (mean.square() + logvar.exp() - logvar - 1).sum(dim=1)


def log_normal(z, mean, logvar):
    """Log-density in each dimension; broadcasts."""
    return -0.5 * (LOG_TWO_PI + logvar + (z - mean).square() * (-logvar).exp())


def log_prior(z):
    return -0.5 * (LOG_TWO_PI + z.square())


def density_gap(mean, logvar):
    """Marginal density gap of the whole batch with 32 samples a sentence, a scalar (Eq. 11 of the paper)."""
    z = draw(mean, logvar, SAMPLES).flatten(0, 1)[:, None]
    aggregated = torch.logsumexp(log_normal(z, mean, logvar), dim=1) - math.log(mean.shape[0])
    return (aggregated - log_prior(z[:, 0])).mean(dim=0).sum()


OBJECTIVES = {"vae": lambda mean, logvar: analytic_kl(mean, logvar).mean(), "dg": density_gap}


def add_shape_options(parser):
    parser.add_argument("--preset", choices=PRESETS, default="short")
    parser.add_argument("--threads", type=int, default=0, help="0: PyTorch's own choice")
    for name in ("vocabulary", "batch", "length"):
        parser.add_argument(f"--{name}", type=int)


def prepare(arguments):
    """Seeds, sets the threads, and answers the shape asked for."""
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(SEED)
    return shape_of(arguments.preset, {name: getattr(arguments, name) for name in ("vocabulary", "batch", "length")})


def product_peak(side=1024, products=2, runs=8):
    """The most PyTorch makes of products of square matrices now, GFLOP/s, as Plenum's bench measures its engine's."""
    import time

    matrices = [torch.rand(side, side) * 0.05 for _ in range(products + 1)]
    best = math.inf
    for _ in range(runs):
        start = time.perf_counter()
        product = matrices[0]
        for matrix in matrices[1:]:
            product = product @ matrix
        product.sum().item()
        best = min(best, time.perf_counter() - start)
    return products * 2 * side**3 / best / 1e9


def peak_memory():
    """Largest resident memory of this process so far, MiB; null where the platform does not say."""
    try:
        import resource
        import sys
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (2**20 if sys.platform == "darwin" else 1024))


def report(**figures):
    """One line of JSON with the versions."""
    import json
    import platform

    print(json.dumps({"engine": "torch", **figures, "torch": torch.__version__, "python": platform.python_version()}), flush=True)
