#!/usr/bin/env python3
"""Times whole training steps of the text VAE in PyTorch: forward, backward, gradient clipped at norm 5, SGD.

Several objectives are timed in turn, step by step, each with its own model. One line of JSON for each.

    python3 torch_step.py --preset short --objective vae dg --steps 15
"""
import argparse
import statistics
import time

import torch
from torch import nn

from text_vae import OBJECTIVES, TextVae, add_shape_options, draw, peak_memory, prepare, product_peak, report


class Trainer:
    """A model of one objective with its batches and times."""

    def __init__(self, objective, shape):
        self.objective = objective
        self.model = TextVae(**shape).train()
        self.optimiser = torch.optim.SGD(self.model.parameters(), lr=0.5)
        self.batches = [torch.randint(4, shape["vocabulary"], (shape["batch"], shape["length"] + 1)) for _ in range(4)]
        self.times = []

    def step(self, i):
        x, start = self.batches[i % len(self.batches)], time.perf_counter()
        mean, logvar = self.model.posterior(x)
        z = draw(mean, logvar, 1)[:, 0]
        loss = self.model.token_losses(x, z).sum() / len(x) + OBJECTIVES[self.objective](mean, logvar)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimiser.step()
        loss.item()
        self.times.append((time.perf_counter() - start) * 1e3)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_shape_options(parser)
    parser.add_argument("--objective", nargs="+", choices=OBJECTIVES, default=["vae"])
    parser.add_argument("--steps", type=int, default=15)
    parser.add_argument("--warmup", type=int, default=3)
    arguments = parser.parse_args()
    shape = prepare(arguments)
    trainers = [Trainer(objective, shape) for objective in arguments.objective]
    for i in range(arguments.warmup + arguments.steps):
        for trainer in trainers:
            trainer.step(i)
    peak = product_peak()
    for trainer in trainers:
        times = trainer.times[arguments.warmup :]
        median = statistics.median(times)
        report(
            bench="step",
            preset=arguments.preset,
            objective=trainer.objective,
            **shape,
            threads=torch.get_num_threads(),
            steps=len(times),
            ms_median=round(median, 2),
            ms_min=round(min(times), 2),
            ms_max=round(max(times), 2),
            ms=[round(each, 2) for each in times],
            tokens_per_second=round(shape["batch"] * shape["length"] / median * 1e3, 1),
            gflops_peak=round(peak, 1),
            peak_memory_mib=peak_memory(),
        )


if __name__ == "__main__":
    main()
