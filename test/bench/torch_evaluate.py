#!/usr/bin/env python3
"""Times the evaluation of a split by the reference's method in PyTorch.

A batch of sentences of one length at a time: rec, KL, density gap, and 8 samples a sentence from the prior and 8 from the posterior,
decoded eight to a pass. Then over the whole split, which mutual information, active units and prior samples each encode anew: mutual
information with one z a sentence, active units, and the KL of each marginal and of the joint from the prior by Monte Carlo over
1000 x 128 prior samples, which gives the consistent units.

Each part may be done on a share of its equal pieces and its time extrapolated, which the line of JSON then says.

    python3 torch_evaluate.py --preset short --sentences 10000 --batches 40 --sets 10
"""
import argparse
import math
import time
from collections import defaultdict

import torch

from text_vae import (
    LOG_TWO_PI,
    TextVae,
    add_shape_options,
    analytic_kl,
    density_gap,
    draw,
    log_prior,
    peak_memory,
    prepare,
    product_peak,
    report,
)

IMPORTANCE_SAMPLES = 8  # from the prior, and as many from the posterior
SETS, SET = 1000, 128
ENCODINGS = 3  # of the whole split, beside that of its batches


def mixed_batches(sentences, shape):
    """Batches of random sentences of one length each, from half to one and a half of the shape's length."""
    by_length = defaultdict(int)
    for share in torch.rand(sentences).tolist():
        by_length[max(1, round((shape["length"] - 1) * (0.5 + share)))] += 1
    batches = []
    for words, count in sorted(by_length.items()):
        x = torch.randint(4, shape["vocabulary"], (count, words + 2))
        x[:, 0], x[:, -1] = 1, 2
        batches += x.split(shape["batch"])
    return batches


def log_normal(z, mean, logvar):
    """Log-density in each dimension as the reference has it, with 1e-6 above and below in the exponent; broadcasts."""
    return -0.5 * LOG_TWO_PI - 0.5 * logvar - ((z - mean).square() + 1e-6) / (2 * logvar.exp() + 1e-6)


def log_mean_exp(x, dim):
    largest = x.amax(dim=dim, keepdim=True)
    return (x - largest).exp().mean(dim=dim).log() + largest.squeeze(dim)


def measure_batch(model, x):
    """Metrics of one batch, with its posteriors."""
    mean, logvar = model.posterior(x)
    rec = model.token_losses(x, draw(mean, logvar, 1)[:, 0]).sum(dim=1)
    posterior = draw(mean, logvar, IMPORTANCE_SAMPLES)
    prior = torch.randn_like(posterior)

    def log_likelihood(z):
        copies = x[:, None].expand(-1, IMPORTANCE_SAMPLES, -1).flatten(0, 1)
        return -model.token_losses(copies, z.flatten(0, 1)).sum(dim=1).view(len(x), -1)

    log_pxz = torch.cat([log_likelihood(prior), log_likelihood(posterior)], dim=1)
    z = torch.cat([prior, posterior], dim=1)
    p = log_prior(z).sum(dim=-1)
    q = log_normal(z, mean[:, None], logvar[:, None]).sum(dim=-1)
    proposal = torch.logaddexp(p, q) - math.log(2)
    count = math.log(2 * IMPORTANCE_SAMPLES)
    prior_ll = torch.logsumexp(log_pxz + p - proposal, dim=1) - count
    posterior_ll = torch.logsumexp(log_pxz + q - proposal, dim=1) - count
    return (rec, analytic_kl(mean, logvar), prior_ll, posterior_ll), density_gap(mean, logvar).item(), mean, logvar


def information(mean, logvar, z):
    """log q(z) aggregated over the split of some z [some, latent]: with the entropy in closed form, the mutual information."""
    exponent = ((z[:, None] - mean).square() / logvar.exp()).sum(dim=-1)
    log_density = -0.5 * exponent - 0.5 * (mean.shape[1] * LOG_TWO_PI + logvar.sum(dim=-1))
    return log_mean_exp(log_density, dim=1)


def prior_gaps(mean, logvar):
    """KL of each marginal [latent] and of the joint from the prior over one set of prior samples."""
    z = torch.randn(SET, mean.shape[1])
    log_density = log_normal(z.repeat(len(mean), 1, 1), mean[:, None], logvar[:, None])  # [sentences, samples, latent]
    marginal = log_prior(z) - log_mean_exp(log_density, dim=0)
    joint = log_prior(z).sum(dim=1) - log_mean_exp(log_density.sum(dim=-1), dim=0)
    return marginal.mean(dim=0), joint.mean()


class Clock:
    """Times pieces of a part, evenly spread over all of them; the rest is extrapolated."""

    def __init__(self):
        self.parts = {}

    def measure(self, name, pieces, most, work):
        done = min(most or len(pieces), len(pieces))
        start = time.perf_counter()
        found = [work(pieces[(2 * i + 1) * len(pieces) // (2 * done)]) for i in range(done)]
        seconds = time.perf_counter() - start
        self.parts[name] = dict(seconds=round(seconds * len(pieces) / done, 2), measured=done, pieces=len(pieces))
        return found


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_shape_options(parser)
    parser.add_argument("--sentences", type=int, default=10_000)
    parser.add_argument("--batches", type=int, help="batches to measure; without it all")
    parser.add_argument("--sets", type=int, help=f"of {SETS} sets of {SET} prior samples, and of the batches of z: how many to measure")
    arguments = parser.parse_args()
    shape = prepare(arguments)
    model = TextVae(**shape).eval()
    batches = mixed_batches(arguments.sentences, shape)
    clock = Clock()
    found = clock.measure("batches", batches, arguments.batches, lambda x: measure_batch(model, x))
    # Posteriors of the whole split, whatever part of it was measured.
    mean, logvar = [torch.cat([each[part] for each in found]) for part in (2, 3)]
    times = math.ceil(arguments.sentences / len(mean))
    mean, logvar = [x.repeat(times, 1)[: arguments.sentences] for x in (mean, logvar)]
    z = draw(mean, logvar, 1)[:, 0]
    clock.measure("encoding", batches, arguments.batches, lambda x: [model.posterior(x) for _ in range(ENCODINGS)])
    clock.measure("mutual information", z.split(shape["batch"]), arguments.sets, lambda some: information(mean, logvar, some))
    clock.measure("prior samples", range(SETS), arguments.sets, lambda _: prior_gaps(mean, logvar))
    clock.measure("active units", [mean], None, lambda all: (all.var(dim=0) >= 0.01).sum().item())
    seconds = sum(part["seconds"] for part in clock.parts.values())
    report(
        bench="evaluate",
        preset=arguments.preset,
        sentences=arguments.sentences,
        **{name: shape[name] for name in ("vocabulary", "batch", "length", "latent")},
        threads=torch.get_num_threads(),
        seconds=round(seconds, 2),
        extrapolated=any(part["measured"] < part["pieces"] for part in clock.parts.values()),
        parts=clock.parts,
        gflops_peak=round(product_peak(), 1),
        peak_memory_mib=peak_memory(),
    )


if __name__ == "__main__":
    main()
